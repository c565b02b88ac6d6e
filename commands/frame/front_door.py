"""The one front door: reads what was typed, runs the command, and words whatever goes wrong."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from commands.frame.catalogue import commands
from commands.frame.command import FAULTY, WELL, WRONG_USE, WrongUse, print_faults
from framework.errors import Faults, NoProfile, Unavailable
from framework.language.texts import Texts, languages, texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 faults in the input, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    t = texts(_language(arguments))
    options = make_parser(t).parse_args(arguments)
    try:
        code = options.run(options, t)
        sys.stdout.flush()  # a reader that has gone shows here, where it is caught, not when Python ends
        return code
    except WrongUse as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except Faults as error:
        return print_faults(error.faults, t)
    except (NoProfile, Unavailable) as error:
        is_trouble = isinstance(error, Unavailable)
        print(
            t(f"storage.trouble.{error.code}", **error.details) if is_trouble else t("cli.no_profile"), file=sys.stderr
        )
        return FAULTY
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WELL
    except Exception as error:
        print(t("cli.unknown_error", error=type(error).__name__), file=sys.stderr)
        return FAULTY


def _language(arguments: Sequence[str]) -> str:
    """The language of the messages: `--messages`, else the locale's where we have it, else English."""
    early = argparse.ArgumentParser(prog="cli.py", add_help=False, allow_abbrev=False)
    early.add_argument("--messages", choices=languages())
    chosen = early.parse_known_args(arguments)[0].messages
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return chosen or (locale[:2] if locale[:2] in languages() else "en")


def make_parser(t: Texts) -> argparse.ArgumentParser:
    """Return the parser of every command there is, in their order."""
    parser = argparse.ArgumentParser(prog="cli.py", description=t("cli.description"), allow_abbrev=False)
    parser.add_argument("--messages", choices=languages(), help=t("cli.lang"))
    room = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in commands():
        its_parser = room.add_parser(command.name, help=t(command.help))
        command.add_arguments(its_parser, t)
        its_parser.set_defaults(run=command.run)
    return parser
