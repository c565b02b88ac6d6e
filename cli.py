"""The command line: check a framework, score a record, write it to a file. `python cli.py --help` tells the rest."""

import argparse
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import cli_storage
from cli_frame import CRITERIA, FAULTY, WELL, WRONG_USE, WrongUse, print_faults, shown
from framework.assessing.record import Scope
from framework.errors import Fault, Faults, NoProfile, Unavailable
from framework.instrument.library import Library, framework_folders, load_library
from framework.instrument.loader import HEAD_FILE, LoadedFramework, load_framework
from framework.language.texts import Texts, languages, texts
from framework.reporting.profile_json import profile_data
from framework.reporting.report import Report, make_report
from intake.record_file import read_record


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 faults in the input, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    t = texts(_language(arguments))
    options = _parser(t).parse_args(arguments)
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


def _parser(t: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description=t("cli.description"), allow_abbrev=False)
    parser.add_argument("--messages", choices=languages(), help=t("cli.lang"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help=t("cli.check"))
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help=t("cli.check_path"))
    check.set_defaults(run=_check)

    score = commands.add_parser("score", help=t("cli.score"))
    _add_record(score, t)
    score.add_argument("--json", action="store_true", help=t("cli.json"))
    score.set_defaults(run=_score)

    export = commands.add_parser("export", help=t("cli.export"))
    _add_record(export, t)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("cli.output"))
    export.add_argument("--kind", help=t("cli.kind"))
    export.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))
    export.set_defaults(run=_export)
    _add_worksheet(commands.add_parser("worksheet", help=t("worksheet.command")), t)
    _add_poster(commands.add_parser("poster", help=t("poster.command")), t)
    cli_storage.add_commands(commands.add_parser, t)
    return parser


def _add_worksheet(worksheet: argparse.ArgumentParser, t: Texts) -> None:
    worksheet.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("worksheet.output"))
    worksheet.add_argument(
        "--scope", choices=[scope.value for scope in Scope], default=Scope.CORE.value, help=t("worksheet.scope")
    )
    worksheet.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))
    worksheet.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))
    worksheet.set_defaults(run=_worksheet)


def _add_poster(poster: argparse.ArgumentParser, t: Texts) -> None:
    poster.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("poster.output"))
    poster.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))
    poster.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))
    poster.set_defaults(run=_poster)


def _add_record(parser: argparse.ArgumentParser, t: Texts) -> None:
    parser.add_argument("record", type=Path, metavar="RECORD", help=t("cli.record"))
    parser.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))


def _check(options: argparse.Namespace, t: Texts) -> int:
    if options.path and not os.path.lexists(options.path):
        raise WrongUse(t("cli.not_found", path=options.path))
    is_collection = options.path and options.path.is_dir() and not (options.path / HEAD_FILE).exists()
    paths: Iterable[Path] = [options.path] if options.path else framework_folders(shown(CRITERIA))
    if is_collection:
        paths = framework_folders(options.path) or paths
    loaded: list[LoadedFramework] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            loaded.append(load_framework(path))
            print(_summary(loaded[-1], t))
        except Faults as error:
            faults += error.faults
    if faults:
        return print_faults(faults, t)
    if not loaded:
        raise WrongUse(t("cli.no_frameworks", path=options.path or shown(CRITERIA)))
    Library(loaded)
    return WELL


def _summary(loaded: LoadedFramework, t: Texts) -> str:
    framework = loaded.framework
    coverage = ", ".join(
        t(
            "cli.translated",
            language=texts(x.language)("name") if x.language in languages() else x.language,
            percent=int(x.coverage * 100),
        )
        for x in loaded.translations
    )
    return t(
        "cli.sound",
        title=framework.title,
        id=framework.id,
        version=framework.version,
        content_hash=loaded.content_hash,
        structure_hash=loaded.structure_hash,
        phases=t("cli.phases", n=len(framework.phases)),
        criteria=t("cli.criteria", n=len(framework.criteria)),
        core=sum(criterion.is_core for criterion in framework.criteria),
        gates=t("cli.gates", n=sum(criterion.is_gate for criterion in framework.criteria)),
        coverage=coverage or t("cli.no_translation"),
    )


def _score(options: argparse.Namespace, t: Texts) -> int:
    report = _report(options, t, t.language)
    if options.json:
        print(json.dumps(profile_data(report), ensure_ascii=False, indent=2))
    else:
        from terminal import print_report

        print_report(report, t)
    return WELL


def _export(options: argparse.Namespace, t: Texts) -> int:
    from exports.catalogue import exporters, for_suffix

    path: Path = options.output
    able = for_suffix(path.suffix)
    if not able:
        known = ", ".join(sorted({exporter.extension for exporter in exporters()}))
        raise WrongUse(t("cli.bad_suffix", path=path, known=known))
    chosen = next((e for e in able if options.kind in (None, e.identifier)), None)
    if chosen is None:
        possible = ", ".join(exporter.identifier for exporter in able)
        raise WrongUse(t("cli.bad_kind", kind=options.kind, suffix=path.suffix, known=possible))
    report = _report(options, t, options.lang)
    _write(path, chosen.render(report, report.language), t)
    return WELL


def _worksheet(options: argparse.Namespace, t: Texts) -> int:
    from exports.documents.worksheet import asked, render_worksheet

    if options.output.suffix.lower() != ".docx":
        raise WrongUse(t("worksheet.bad_suffix", path=options.output))
    loaded, scope = _framework(options, t), Scope(options.scope)
    language = options.lang if options.lang in loaded.languages else loaded.framework.language
    framework = loaded.in_language(language)
    if not asked(framework, scope):
        raise WrongUse(t("worksheet.no_core"))
    _write(options.output, render_worksheet(framework, scope, language), t)
    return WELL


def _poster(options: argparse.Namespace, t: Texts) -> int:
    from exports.pictures.poster import EXTENSIONS, render_poster

    extension = options.output.suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise WrongUse(t("poster.bad_suffix", path=options.output))
    loaded = _framework(options, t)
    language = options.lang or loaded.framework.language
    theirs = language if language in loaded.languages else loaded.framework.language
    framework = loaded.in_language(language)
    _write(options.output, render_poster(framework, language, extension, theirs=theirs), t)
    return WELL


def _framework(options: argparse.Namespace, t: Texts) -> LoadedFramework:
    """The framework that was asked for, else the first in criteria/."""
    folders = [options.framework] if options.framework else framework_folders(shown(CRITERIA))
    if not folders:
        raise WrongUse(t("cli.no_frameworks", path=shown(CRITERIA)))
    if not os.path.lexists(folders[0]):
        raise WrongUse(t("cli.not_found", path=options.framework))
    return load_framework(folders[0])


def _report(options: argparse.Namespace, t: Texts, language: str | None) -> Report:
    """Read the record and score it, in `language` where the framework has it, else in the framework's own."""
    if options.framework and not os.path.lexists(options.framework):
        raise WrongUse(t("cli.not_found", path=options.framework))
    if not (os.path.lexists(options.record) and options.record.is_file()):  # a name can be too long to look for
        raise WrongUse(t("cli.not_found", path=options.record))
    library = Library([load_framework(options.framework)]) if options.framework else load_library(shown(CRITERIA))
    try:
        assessment, loaded = read_record(options.record, library)
    except OSError as error:
        raise WrongUse(t("cli.not_readable", path=options.record, reason=error.strerror)) from error
    return make_report(loaded, assessment, language)


def _write(path: Path, content: bytes, t: Texts) -> None:
    """Write all of `content` or nothing: into a new file beside `path`, then in its place."""
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(beside).chmod(0o644)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise WrongUse(t("cli.not_writable", path=path, reason=error.strerror)) from error
    print(t("cli.written", path=path))


if __name__ == "__main__":
    sys.exit(main())
