"""The commands about one record: show its profile, and write it to a file."""

import argparse
import json
import os
import sys
from pathlib import Path

from commands.frame.command import CRITERIA, WELL, Command, WrongUse, shown, write_whole
from framework.errors import Fault, Faults
from framework.instrument.library import Library, load_library
from framework.instrument.loader import load_framework
from framework.language.texts import Texts, languages
from framework.reporting.profile_json import profile_data
from framework.reporting.readable import words_of
from framework.reporting.report import Report, make_report
from intake.record_file import read_record


def _add_score(score: argparse.ArgumentParser, t: Texts) -> None:
    _add_record(score, t)
    score.add_argument("--json", action="store_true", help=t("cli.json"))


def _add_export(export: argparse.ArgumentParser, t: Texts) -> None:
    _add_record(export, t)
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=t("cli.output"))
    export.add_argument("--kind", help=t("cli.kind"))
    export.add_argument("--lang", choices=languages(), help=t("cli.document_lang"))


def _add_record(parser: argparse.ArgumentParser, t: Texts) -> None:
    parser.add_argument("record", type=Path, metavar="RECORD", help=t("cli.record"))
    parser.add_argument("--framework", type=Path, metavar="PATH", help=t("cli.framework"))


def _score(options: argparse.Namespace, t: Texts) -> int:
    report = _report(options, t, t.language)
    if options.json:
        print(json.dumps(profile_data(report), ensure_ascii=False, indent=2))
    else:
        from commands.terminal.profile import print_report

        print_report(report, t)
    return WELL


def _export(options: argparse.Namespace, t: Texts) -> int:
    from exports.catalogue import OUTSIDE_A_RECORD, exporters, for_suffix
    from exports.drawing.font import DRAWN, FEW_SIGNS, lacking
    from exports.phrases import without

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
    if not chosen.has_content(report):
        raise Faults([Fault("nothing_to_write", file=str(options.record))])
    write_whole(path, chosen.render(report, report.language), t)
    if line := without(chosen.identifier, [p for p in chosen.leaves_out if p not in OUTSIDE_A_RECORD], t):
        print(line)
    if chosen.extension in DRAWN and (signs := lacking("".join(words_of(report)))):
        print(t("export.boxed", files=path.name, signs=" ".join(signs[:FEW_SIGNS])), file=sys.stderr)
    return WELL


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


COMMANDS = (
    Command("score", 20, "cli.score", _score, _add_score),
    Command("export", 30, "cli.export", _export, _add_export),
)
