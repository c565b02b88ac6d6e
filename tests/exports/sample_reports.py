"""Reports to export: the worked examples, and reports as hostile or as empty as a record can be.

Hostile ones are made past the door (`model_construct`), since an exporter does not trust the door either.
"""

import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from framework.assessing.record import (
    RECORD,
    Assessment,
    Evidence,
    FrameworkRef,
    Lens,
    Moment,
    Project,
    Scope,
    Scored,
    Unscored,
)
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import NotScored
from framework.reporting.report import Report, make_report
from intake.record_file import read_record
from tests.sample import load, sample

FOLDER = Path(__file__).resolve().parents[2] / "criteria" / "afwegingskader"
EXAMPLES = tuple(sorted({path.name.partition(".")[0] for path in (FOLDER / "examples").glob("*.yaml")}))
Answer = Scored | Unscored

HOSTILE = (
    "</w:t></w:r><script>alert(1)</script>&amp;&#0;<![CDATA[ ]]> {title} {0} %s \\n $x \x00\x07\x1b[31m \ufffe",
    '=HYPERLINK("http://x";"klik")',
    "=1+1",
    "+31 6 12345678",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "\uff1d1+1",
    "_x0041_ 007 1/2 2026-11-22 1e5 TRUE",
    'http://example.org/a?b=<c>&d="e"',
)
TEXTS = {
    "markup": HOSTILE[0],
    "formulas": "\n".join(HOSTILE[1:]),
    "emoji": "👩🏽‍🔬 werkt 🇳🇱 samen 👨‍👩‍👧‍👦 é̂̃ ﷽ \U0001f9ea",
    "right_to_left": "שלום עולם \u202eevil\u202c مرحبا \u2067x\u2069",
    "long_word": "x" * 200_000,
    "long_emoji": "😀" * 40_000,
    "blank_like": "\u200b",
}


@cache
def shipped() -> LoadedFramework:
    return load_framework(FOLDER)


@cache
def example(name: str, lang: str) -> Report:
    """A worked example in one language."""
    assessment, loaded = read_record(FOLDER / "examples" / f"{name}.{lang}.yaml", Library([shipped()]))
    return make_report(loaded, assessment, lang)


def report(
    answers: Mapping[str, Answer],
    loaded: LoadedFramework | None = None,
    *,
    project: str = "Een onderzoek",
    text: str | None = None,
    lens: Lens = Lens.SELF,
    scope: Scope = Scope.FULL,
    day: date = date(2026, 11, 22),
) -> Report:
    """A report of `answers`, with `text` in every place of the record that takes free text."""
    loaded = loaded or shipped()
    assessment = Assessment.model_construct(
        record=RECORD,
        framework=FrameworkRef(id=loaded.framework.id, version=loaded.framework.version),
        project=Project.model_construct(
            title=project, organisation=text, document_type=loaded.framework.document_types[0].id, summary=text
        ),
        lens=lens,
        scope=scope,
        rater=text,
        moment=Moment.PROPOSAL,
        date=day,
        ratings=dict(answers),
    )
    return make_report(loaded, assessment)


def level(number: int, text: str | None = "Dat staat er.", **more: object) -> Scored:
    """A level with evidence, unless `text` is none."""
    evidence = (Evidence.model_construct(quote=text, location=text, link=text),) if text else ()
    return Scored.model_construct(level=number, evidence=evidence, note=text, **more)


def absent(kind: NotScored, text: str | None = None) -> Unscored:
    return Unscored.model_construct(not_scored=kind, reason=text, when=text, note=text, evidence=())


def everywhere(text: str, loaded: LoadedFramework | None = None) -> Report:
    """`text` in every free field, on every level and every way to give none."""
    framework = (loaded or shipped()).framework
    kinds = [*framework.scale.numbers, *NotScored]
    answers: dict[str, Answer] = {}
    # a few criteria hold what is very long
    for place, criterion in enumerate(framework.criteria[: len(kinds)] if len(text) > 1_000 else framework.criteria):
        kind = kinds[place % len(kinds)]
        answers[criterion.id] = absent(kind, text) if isinstance(kind, NotScored) else level(kind, text)
    return report(answers, loaded, project=text, text=text)


@cache
def big() -> LoadedFramework:
    """Six phases, seven levels from 1, and a language that the program does not speak."""
    with tempfile.TemporaryDirectory() as folder:
        data = sample(phases=6, criteria=5, levels=range(1, 8), language="fr", title="=1+1 <b>Cadre</b> & co")
        return load(Path(folder), data)


@cache
def nasty() -> dict[str, Report]:
    """Every report that an exporter must survive, by name."""
    criteria, scale = shipped().framework.criteria, shipped().framework.scale
    not_applicable = {c.id: absent(NotScored.NOT_APPLICABLE, "Past niet.") for c in criteria}
    return {
        **{name: everywhere(text) for name, text in TEXTS.items()},
        "empty": report({}),
        "empty_quick_scan": report({}, scope=Scope.CORE),
        "all_not_applicable": report(not_applicable),
        "lowest_everywhere": report({c.id: level(scale.lowest, None) for c in criteria}),
        "top_everywhere": report({c.id: level(scale.highest) for c in criteria}),
        "top_without_evidence": report({c.id: level(scale.highest, None) for c in criteria}),
        "quick_scan": report({c.id: level(scale.highest, None) for c in criteria if c.is_core}, scope=Scope.CORE),
        "review": report({c.id: level(1) for c in criteria}, lens=Lens.REVIEW),
        "consensus": report({c.id: level(2, None) for c in criteria}, lens=Lens.CONSENSUS),
        "before_zip": report({}, day=date(1, 1, 1)),
        "far_future": report({}, day=date(9999, 12, 31)),
        "big_framework": everywhere("Gewone tekst.", big()),
    }
