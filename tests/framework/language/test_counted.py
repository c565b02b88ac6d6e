"""What is counted is said rightly for none, for one and for more: `1 punt heeft`, never `1 punten hebben`."""

import re
from functools import cache
from itertools import product
from string import Formatter

import pytest

from framework.language.texts import languages, texts

COUNTS = (0, 1, 2, 8)
FORMS = (".one", ".other")
# Here `n` is a name (point 1), or no word beside it changes with it (1 still open, 2 still open). Any other text with
# `n` has a form `one` and a form `other`.
NEUTRAL = {
    *("infographic.answered", "infographic.supported", "infographic.unknown_points", "infographic.excluded_points"),
    *("infographic.count", "infographic.shown", "ui.unknown", "ui.left_out", "ui.answered_of", "ui.progress"),
    *("ui.points_of", "ui.n_of", "ui.start.open_copy", "ui.point.place", "ui.point.remove"),
    *("ui.profile.good", "ui.profile.points_known", "ui.actions.take", "ui.check.used"),
    *("ui.actions.filter.all", "ui.actions.filter.taken_on", "ui.actions.filter.done"),
    *("ui.profile.as_quick_scan", "mirror.mark", "mirror.mark_topic", "practice.progress", "practice.front.done"),
    *("document.and_more", "ui.research.earlier", "ui.research.later"),
    "ui.point.no_room",  # the most pieces of evidence of a point
}
# Blanks that hold a counted text themselves.
PHRASES = {
    "points": "document.of_points",
    "levels": "document.of_levels",
    "coverage": "document.coverage",
    "needed": "document.needed",
    "sent": "ui.practice.sent",
    "minutes": "agenda.minutes",
}
# Blanks that hold a number that is never 1: bounds of the program, and those that may be shown at all.
NEVER_ONE = {"least", "most", "max_length", "people", "given", "longest"}
TOTALS = {"of", "all", "scored", "applicable"}
PLURAL = {
    "nl": "zijn|hebben|kloppen|kiezen|staan|liggen|waren|komen|stuurden|deden",
    "en": "are|have|choose|were|do",
}
SINGULAR = {
    "nl": "is|heeft|klopt|kiest|staat|ligt|was|komt|stuurde|deed",
    "en": "is|has|chooses|was|does",
}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def name_of(key: str) -> str:
    """The key that the code asks for: without the form."""
    return key.removesuffix(".one").removesuffix(".other")


@cache
def names(language: str) -> set[str]:
    """The texts that have both forms."""
    entries = texts(language).entries
    return {name_of(key) for key in entries if {name_of(key) + form for form in FORMS} <= entries.keys()}


@cache
def nouns(language: str, *, one: bool) -> str:
    """The words that stand after a number in a form for one and in no other form, or the reverse; as a pattern."""
    entries = texts(language).entries
    single, more = (
        {word for name in names(language) for word in re.findall(r"\{n\} (\w+)", str(entries[name + form]))}
        for form in FORMS
    )
    return "|".join(sorted(single - more if one else more - single))


def wrong(text: str, language: str) -> bool:
    """Whether a number in `text` has the words of another number beside it."""
    of_many = r"(?: (?:van|of)(?: de| the)? \d+)?(?: \w+)?"
    patterns = (
        rf"\b1 (?:{nouns(language, one=False)})\b",
        rf"\b[028] (?:{nouns(language, one=True)})\b",
        rf"(?:^|[.:;] |maar |[Oo]nly )1{of_many} (?:{PLURAL[language]})\b",
        rf"(?:^|[.:;] )[028]{of_many} (?:{SINGULAR[language]})\b",
        rf"\b(?:{PLURAL[language]})(?: er| nu| now)* 1\b",
    )
    return any(re.search(pattern, text) for pattern in patterns)


def rendered(language: str, key: str, text: str) -> list[str]:
    """The text in every number that it can be asked for."""
    t, needs = texts(language), blanks(text)
    own = COUNTS if name_of(key) not in names(language) else (1,) if key.endswith(".one") else (0, 2, 8)
    made: list[str] = []
    for n, m in product(own, COUNTS):
        details: dict[str, object] = dict.fromkeys(needs, "x") | dict.fromkeys(needs & NEVER_ONE, 4)
        details |= dict.fromkeys(needs & TOTALS, m) | {"n": n}
        for blank in needs & PHRASES.keys():
            details[blank] = t(PHRASES[blank], n=m, points=t("document.of_points", n=8))
        made.append(text.format(**details))
    return made


@pytest.mark.parametrize("language", languages())
def test_text_with_a_number_has_a_form_for_one_and_for_more(language: str) -> None:
    entries = texts(language).entries
    counted = {key for key, text in entries.items() if isinstance(text, str) and "n" in blanks(text)}
    assert {key for key in counted if name_of(key) not in names(language)} == NEUTRAL


@pytest.mark.parametrize("language", languages())
def test_every_counted_text_is_right_for_none_one_and_more(language: str) -> None:
    numbers = {"n", *PHRASES, *NEVER_ONE, *TOTALS}
    counted = {k: v for k, v in texts(language).entries.items() if isinstance(v, str) and blanks(v) & numbers}
    said = [line for key, text in counted.items() for line in rendered(language, key, text)]
    assert len(said) > 200
    assert [line for line in said if wrong(line, language)] == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Nog maar 1 van 8 punten hebben een niveau"),
        ("nl", "Toegevoegd. Er zijn nu 1 formulier ingestuurd."),
        ("nl", "1 basisvoorwaarden zijn nog onbekend"),
        ("nl", "2 punt heeft nog geen niveau"),
        ("nl", "Nodig zijn er 1"),
        ("nl", "1 van de 8 niveaus zijn laag"),
        ("en", "Added. There are now 1 form sent in."),
        ("en", "1 times level 2"),
        ("en", "1 of 8 points have a level"),
        ("en", "1 points"),
    ],
)
def test_a_wrong_number_is_seen(language: str, line: str) -> None:
    assert wrong(line, language)
