"""Reports that are hard to picture: long texts, many rows and phases, other scales, and everything open.

The longest texts are as long as a framework and a record allow, in words that Dutch really makes.
"""

import random
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from framework.assessing.record import Assessment, Evidence, Lens, Scope, Scored, Unscored
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework, load_framework
from framework.instrument.model import NotScored
from framework.reporting.report import Report, make_report
from intake.demo_file import read_demo
from intake.record_file import read_record
from tests.sample import Data, load, sample

WORDS = [
    "kennisbenuttingsondersteuning",
    "en",
    "terugkoppeling",
    "van",
    "bevindingen",
    "aan",
    "uitvoerende",
    "professionals,",
    "inwoners",
    "en",
    "leidinggevenden",
    "in",
    "arbeidsmarktregio's;",
    "samenwerkingsovereenkomsten,",
    "verantwoordelijkheden",
    "en",
    "zeggenschap",
]


EXAMPLES = Path(__file__).resolve().parents[2] / "criteria" / "afwegingskader" / "examples"
HOSTILE = {
    "markup": "<img src=file:///etc/passwd onerror=alert(1)></text><script>x()</script> javascript:alert(1) ]]> &amp;",
    "postscript": ") Tj ET /Figure BMC ( \\ %s {title} {0}",
    "emoji": "👩🏽‍🔬 werkt 🇳🇱 samen é̂̃ \U0001f9ea",
    "right_to_left": "שלום עולם \u202eevil\u202c مرحبا",
    "long_word": "x" * 200_000,
    "long_emoji": "😀" * 50_000,
    "half_characters": "\ud800 half \udfff teken",
    "invisible": "\u200b\ufeff",
    "controls": "a\0b\x07c\x1b[31m\ttab\r\nregel\u2028eind",
}


@cache
def example(name: str, lang: str) -> Report:
    """A worked example, in one language."""
    library = Library([load_framework(EXAMPLES.parent)])
    assessment, framework = read_record(EXAMPLES / f"{name}.{lang}.yaml", library)
    return make_report(framework, assessment, lang)


@cache
def worked(name: str, lang: str, scope: Scope) -> Report:
    """A worked example or the made-up one, whole or as its quick scan."""
    loaded = load_framework(EXAMPLES.parent)
    made_up = EXAMPLES.parent / "demo" / f"{name}.{lang}.yaml"
    record = read_demo(made_up, Library([loaded])).record if made_up.is_file() else example(name, lang).assessment
    asked = {c.id for c in loaded.framework.criteria if c.is_core or scope is Scope.FULL}
    ratings = {key: rating for key, rating in record.ratings.items() if key in asked}
    return make_report(loaded, record.model_copy(update={"scope": scope, "ratings": ratings}), lang)


@cache
def hostile() -> dict[str, Report]:
    """Reports with each hostile text in every free field; made past the door, which a picture does not trust."""
    return {name: _everywhere(text) for name, text in HOSTILE.items()}


def _everywhere(text: str) -> Report:
    report = example("jong_in_de_buurt", "nl")
    proof = (Evidence.model_construct(quote=text, location=text, link=None),)
    ratings = {
        key: Scored.model_construct(level=3, evidence=proof, note=text, confidence=None)
        for key in report.assessment.ratings
    }
    project = report.assessment.project.model_copy(update={"title": text, "organisation": text})
    changes = {"ratings": ratings, "rater": text, "project": project}
    return make_report(load_framework(EXAMPLES.parent), report.assessment.model_copy(update=changes), "nl")


def words(length: int, start: int = 0) -> str:
    """Exactly `length` characters of text, other words for another `start`."""
    text = " ".join(WORDS[(start + place) % len(WORDS)] for place in range(length // 4 + 2)).capitalize()
    return (text[: length - 1].rstrip(" ,;") + "." * length)[:length]


def loaded(data: Data) -> LoadedFramework:
    with tempfile.TemporaryDirectory() as folder:
        return load(Path(folder), data)


@cache
def longest(phases: int = 3, criteria: int = 20, levels: tuple[int, ...] = tuple(range(93, 100))) -> LoadedFramework:
    """Every text that a picture shows as long as it may be."""
    data = sample(phases=phases, criteria=criteria, levels=levels, title=words(200), status=words(2_000))
    for place, level in enumerate(data["scale"]["levels"]):
        level["label"] = words(60, place)
    for place, item in enumerate([*data["labels"], *data["states"]]):
        item["label"] = words(60, place)
    for phase in data["phases"]:
        phase["title"] = words(60)
        for place, criterion in enumerate(phase["criteria"]):
            criterion["title"] = words(60, place)
            criterion["next_action"]["text"] = words(2_000, place)
    return loaded(data)


@cache
def shaped(phases: int, criteria: int, levels: tuple[int, ...] = (0, 1, 2, 3)) -> LoadedFramework:
    """A framework of the shape given, with common texts."""
    data = sample(phases=phases, criteria=criteria, levels=levels)
    titles = ("Vraag uit de praktijk", "Samen opgezet", "Tussendoor delen en bijsturen", "Stem van inwoners")
    for phase in data["phases"]:
        for place, criterion in enumerate(phase["criteria"]):
            criterion["title"] = titles[place % len(titles)]
            if place:
                criterion["not_applicable"] = "Alleen als dit niet speelt."
    return loaded(data)


def assess(
    framework: LoadedFramework,
    answers: Iterable[int | str | None],
    *,
    lens: Lens = Lens.SELF,
    scope: Scope = Scope.FULL,
    long: bool = False,
) -> Report:
    """A report with `answers` in framework order, over again from the start when they run out.

    A number is a level with evidence, "2e" one without, "?" not yet known, "-" not applicable where that is allowed,
    None nothing.
    """
    wanted = list(answers)
    ratings: dict[str, Scored | Unscored] = {}
    for place, criterion in enumerate(framework.framework.criteria):
        answer = wanted[place % len(wanted)]
        if answer is None:
            continue
        if answer == "?" or (answer == "-" and criterion.not_applicable is None):
            ratings[criterion.id] = Unscored(not_scored=NotScored.NOT_YET_KNOWN)
        elif answer == "-":
            ratings[criterion.id] = Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Speelt niet.")
        else:
            quote = words(900, place) if long else "Twaalf wijkteams stelden de vraag samen op."
            proof = () if str(answer).endswith("e") else (Evidence(quote=quote, location="r. 12"),)
            ratings[criterion.id] = Scored(level=int(str(answer).rstrip("e")), evidence=proof)
    project = {
        "title": words(200) if long else "Samen wijzer in de wijk",
        "organisation": words(200) if long else "Lectoraat Zorg om Mens en Praktijk",
        "document_type": "full_proposal",
    }
    record = {
        "record": "kaderwijzer/assessment/1",
        "framework": {"id": framework.framework.id, "version": framework.framework.version},
        "project": project,
        "lens": lens,
        "scope": scope,
        "rater": words(200) if long else None,
        "moment": "proposal",
        "date": date(2026, 10, 14),
        "ratings": ratings,
    }
    return make_report(framework, Assessment.model_validate(record, strict=False))


LONG = ("stress", "unknown")
"""The hard reports with texts so long that some are shortened."""


@cache
def hard() -> dict[str, Report]:
    """Every hard report, by name."""
    stress = longest()
    return {
        "stress": assess(stress, [99, 98, "97e", 96, 95, "?", 94, 93, None], long=True),
        "unknown": assess(stress, [None], long=True),
        "six_phases": assess(shaped(6, 8), [3, 2, 1, 0, "?", "-", "3e", 2]),
        "six_short": assess(shaped(6, 3), [2, "?", 3]),
        "four_phases": assess(shaped(4, 12), [3, 1, 2, "?"]),
        "forty_rows": assess(shaped(2, 40), [3, 2, 1, 0, "?", "-", "2e"]),
        "one_phase": assess(shaped(1, 12, (0, 1, 2, 3, 4)), [4, 3, 2, 1, 0, "?", "-", "4e"]),
        "one_point": assess(shaped(1, 1, (0, 1)), [1]),
        "two_phases": assess(shaped(2, 6), [3]),
        "quick_scan": assess(shaped(3, 8), ["3e", 2], scope=Scope.CORE),
        "consensus": assess(shaped(3, 8), ["2e", 3, 1], lens=Lens.CONSENSUS),
        "empty": assess(shaped(3, 8), [None]),
        "nothing_applies": assess(shaped(3, 8), ["-"]),
        "capped": assess(shaped(3, 8), ["3e", "2e", 1]),
        "top": assess(shaped(3, 8), [3]),
    }


def generated(count: int, seed: int = 20261122) -> Iterator[Report]:
    """Reports of every shape: phases, rows, scale, lens, scope and answers drawn at random."""
    luck = random.Random(seed)
    for _ in range(count):
        lowest, steps = luck.choice((0, 1)), luck.randint(2, 7)
        levels = tuple(range(lowest, lowest + steps))
        shape = (luck.randint(1, 6), luck.choice((1, 2, 3, 5, 8, 9, 13, 21)), levels)
        long = luck.random() < 0.25
        framework = longest(*shape) if long else shaped(*shape)
        choices = [*levels, *levels, *(f"{level}e" for level in levels), "?", "-", None]
        answers = [luck.choice(choices) for _ in range(luck.randint(1, 24))]
        lens = luck.choice((Lens.SELF, Lens.REVIEW, Lens.CONSENSUS))
        yield assess(framework, answers, lens=lens, scope=luck.choice(tuple(Scope)), long=long)
