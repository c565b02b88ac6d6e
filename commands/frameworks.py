"""The commands about a framework itself: check it, and print it for the table and the wall."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from commands.frame.command import CRITERIA, WELL, Command, WrongUse, print_faults, shown, write_whole
from framework.assessing.record import Scope
from framework.errors import Fault, Faults
from framework.instrument.library import Library, framework_folders
from framework.instrument.loader import HEAD_FILE, LoadedFramework, load_framework, whole_of
from framework.language.texts import Texts, languages, texts
from intake.examples import find_misfits


def _add_check(check: argparse.ArgumentParser, t: Texts) -> None:
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help=t("cli.check_path"))


def _check(options: argparse.Namespace, t: Texts) -> int:
    if options.path and not os.path.lexists(options.path):
        raise WrongUse(t("cli.not_found", path=options.path))
    is_collection = options.path and options.path.is_dir() and not (options.path / HEAD_FILE).exists()
    paths: Iterable[Path] = [options.path] if options.path else framework_folders(shown(CRITERIA))
    if is_collection:
        paths = framework_folders(options.path) or paths
    loaded: list[LoadedFramework] = []
    faults: list[Fault] = []
    misfits: list[Fault] = []
    for path in paths:
        try:
            loaded.append(load_framework(path))
            print(_summary(loaded[-1], t))
            misfits += find_misfits(whole_of(path), loaded[-1])
        except Faults as error:
            faults += error.faults
    for misfit in misfits:
        print(t.fault(misfit), file=sys.stderr)
    if misfits:
        print(t("cli.misfits", n=len({misfit.file for misfit in misfits})), file=sys.stderr)
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


def _add_worksheet(worksheet: argparse.ArgumentParser, t: Texts) -> None:
    worksheet.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("worksheet.output"))
    worksheet.add_argument(
        "--scope", choices=[scope.value for scope in Scope], default=Scope.CORE.value, help=t("worksheet.scope")
    )
    worksheet.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))
    worksheet.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))


def _add_poster(poster: argparse.ArgumentParser, t: Texts) -> None:
    poster.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("poster.output"))
    poster.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))
    poster.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))


def _worksheet(options: argparse.Namespace, t: Texts) -> int:
    from exports.documents.worksheet import WRITERS, asked, render_worksheet

    extension = options.output.suffix.lower().removeprefix(".")
    if extension not in WRITERS:
        raise WrongUse(t("worksheet.bad_suffix", path=options.output))
    loaded, scope = _framework(options, t), Scope(options.scope)
    language = options.lang if options.lang in loaded.languages else loaded.framework.language
    framework = loaded.in_language(language)
    if not asked(framework, scope):
        raise WrongUse(t("worksheet.no_core"))
    write_whole(options.output, render_worksheet(framework, scope, language, extension), t)
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
    write_whole(options.output, render_poster(framework, language, extension, theirs=theirs), t)
    return WELL


def _framework(options: argparse.Namespace, t: Texts) -> LoadedFramework:
    """The framework that was asked for, else the first in criteria/."""
    folders = [options.framework] if options.framework else framework_folders(shown(CRITERIA))
    if not folders:
        raise WrongUse(t("cli.no_frameworks", path=shown(CRITERIA)))
    if not os.path.lexists(folders[0]):
        raise WrongUse(t("cli.not_found", path=options.framework))
    return load_framework(folders[0])


COMMANDS = (
    Command("check", 10, "cli.check", _check, _add_check),
    Command("worksheet", 40, "worksheet.command", _worksheet, _add_worksheet),
    Command("poster", 50, "poster.command", _poster, _add_poster),
)
