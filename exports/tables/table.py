"""The report as a table: one row per criterion, for a spreadsheet or statistics program. `docs/csv.md` explains it."""

import csv
import io
import re
from collections.abc import Iterable

from exports.catalogue import Exporter
from exports.phrases import document_texts, evidence_line, evidence_of, level_name, state_of, tag_name
from framework.assessing.actions import next_actions
from framework.assessing.scoring import Counted, Outcome, PhaseProfile, Profile
from framework.language.cleaning import clean
from framework.language.texts import Texts
from framework.reporting.report import Report

DELIMITER = ";"
# Source: OWASP, "CSV Injection"; the full-width forms are formulas to Excel in some regions.
_FORMULA_LIKE = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]")

COLUMNS: tuple[str, ...] = (
    "project",
    "organisation",
    "document_type",
    "lens",
    "scope",
    "moment",
    "date",
    "rater",
    "framework",
    "framework_version",
    "framework_status",
    "content_hash",
    "phase",
    "phase_title",
    "phase_label",
    "phase_scored",
    "phase_applicable",
    "criterion",
    "title",
    "core",
    "weight",
    "gate_min",
    "gate",
    "state",
    "state_detail",
    "chosen",
    "counted",
    "counted_name",
    "why",
    "confidence",
    "evidence_count",
    "evidence",
    "note",
    "next_action",
    "next_action_tag",
    "because",
    "taken_on",
    "taken_on_by",
    "taken_on_done",
    "heard",
    "direction",
    "changes",
)


def render(report: Report, lang: str) -> bytes:
    """Return UTF-8 with a byte order mark, semicolons, CRLF: what a Dutch Excel opens at a double click.

    Codes (`lens`, `state`, ...) are the same in every language; titles and names are in the language of the report.
    """
    t = document_texts(lang)
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writeheader()
    shared = {column: _cell(value) for column, value in _assessment(report).items()}
    law = next_actions(report.profiles, report.framework.scale)  # no opinion stands here: none weighs in either
    because = {action.criterion.id: action.because.value for action in law}
    for profile in report.profiles:
        for outcome in profile.outcomes:
            row = {**_phase(profile), **_criterion(outcome, profile, report, t)}
            row["because"] = because.get(outcome.criterion.id)
            row |= _beside(outcome.criterion.id, report)
            writer.writerow(shared | {column: _cell(value) for column, value in row.items()})
    return buffer.getvalue().encode("utf-8-sig")


def as_text(text: str) -> str:
    """Return `text` so that a spreadsheet takes it as text: an apostrophe stands before what looks like a formula.

    To read the file back, remove one apostrophe from cells that match apostrophes or blanks before `= + - @`.
    """
    text = clean(text.encode("utf-8", "ignore").decode())
    return f"'{text}" if _FORMULA_LIKE.match(text) else text


def _cell(value: str | int | None) -> str | int:
    return "" if value is None else as_text(value) if isinstance(value, str) else value


def _assessment(report: Report) -> dict[str, str | int | None]:
    assessment, framework = report.assessment, report.framework
    return {
        "project": assessment.project.title,
        "organisation": assessment.project.organisation,
        "document_type": assessment.project.document_type,
        "lens": assessment.lens.value,
        "scope": assessment.scope.value,
        "moment": assessment.moment.value,
        "date": assessment.date.isoformat(),
        "rater": assessment.rater,
        "framework": framework.id,
        "framework_version": framework.version,
        "framework_status": framework.status,
        "content_hash": report.content_hash,
    }


def _phase(profile: Profile) -> dict[str, str | int | None]:
    is_known = isinstance(profile, PhaseProfile)
    return {
        "phase": profile.phase.id,
        "phase_title": profile.phase.title,
        "phase_label": profile.label.value,
        "phase_scored": profile.tally.scored if is_known else None,
        "phase_applicable": profile.tally.applicable if is_known else 0,
    }


def _criterion(outcome: Outcome, profile: Profile, report: Report, t: Texts) -> dict[str, str | int | None]:
    criterion, rating = outcome.criterion, outcome.rating
    gate = profile.gates.get(criterion.id)
    return {
        "criterion": criterion.id,
        "title": criterion.title,
        "core": int(criterion.is_core),
        "weight": criterion.weight,
        "gate_min": criterion.gate_min,
        "gate": gate.value if gate else None,
        **_level(outcome, report),
        "evidence_count": sum(item.supports for item in evidence_of(outcome)),
        "evidence": "\n".join(evidence_line(item, t) for item in evidence_of(outcome)),
        "note": rating.note if rating else None,
        "next_action": criterion.next_action.text,
        "next_action_tag": tag_name(report.framework, criterion),
    }


def _beside(criterion: str, report: Report) -> dict[str, str | int | None]:
    """What someone took on, and what a question table said."""
    taken, said = report.commitments.get(criterion), report.tables.get(criterion, ())
    return {
        "taken_on": taken and taken.who,
        "taken_on_by": taken.by.isoformat() if taken and taken.by else None,
        "taken_on_done": int(taken.done) if taken else None,
        "heard": lines_of(notes.heard for notes in said),
        "direction": lines_of(notes.direction for notes in said),
        "changes": lines_of(notes.changes for notes in said),
    }


def lines_of(words: Iterable[str | None]) -> str | None:
    """Return what several tables said, a line each; nothing where none said it."""
    return "\n".join(filter(None, words)) or None


def _level(outcome: Outcome, report: Report) -> dict[str, str | int | None]:
    """The level, or the reason why there is none: never both, and never 0 for an absence."""
    if isinstance(outcome, Counted):
        confidence = outcome.rating.confidence
        return {
            "state": "scored",
            "state_detail": None,
            "chosen": outcome.chosen,
            "counted": outcome.counted,
            "counted_name": level_name(report.framework, outcome.counted),
            "why": outcome.why.value if outcome.why else None,
            "confidence": confidence.value if confidence else None,
        }
    rating = outcome.rating
    detail = (rating.reason or rating.when) if rating else None
    absent = dict.fromkeys(("chosen", "counted", "counted_name", "why", "confidence"))
    return {"state": state_of(outcome).value, "state_detail": detail, **absent}


LEAVES_OUT = ("summary", "opinions", "remarks")
EXPORTERS = (Exporter("table", "csv", "text/csv", render, is_default=True, leaves_out=LEAVES_OUT),)
