"""A rating while someone works on it: a change of choice loses no word, and an address is understood as it is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.assessing.kept import Choice, KeptEvidence, choice_of, read_link, with_choice
from framework.assessing.record import Confidence, Scored, Unscored
from framework.instrument.model import NotScored
from framework.use_cases.codec import choose, clean_rating, dump_rating, load_rating

PIECE = KeptEvidence(id="a", quote="Teams vroegen erom.", location="blz. 3", unsound_link="zie bijlage")
CHOICES = st.sampled_from([0, 1, 2, 3, *NotScored])
RATINGS = st.sampled_from(
    [
        Scored(level=2, confidence=Confidence.HIGH, evidence=(PIECE,), note="Bel de teams."),
        Unscored(not_scored=NotScored.NOT_APPLICABLE, reason="Het raakt niemand.", note="Nagevraagd."),
        Unscored(not_scored=NotScored.NOT_YET_KNOWN, when="In mei", evidence=(PIECE,)),
        Unscored(not_scored=NotScored.CANNOT_JUDGE),
    ]
)


@given(RATINGS, st.lists(CHOICES))
def test_choices_that_end_where_they_began_change_nothing(rating: Scored | Unscored, choices: list[Choice]) -> None:
    changed = rating
    for choice in (*choices, choice_of(rating)):
        changed = with_choice(changed, choice)
        assert choice_of(changed) == choice
        assert (changed.evidence, changed.note) == (rating.evidence, rating.note)
        assert load_rating(dump_rating(changed, str)) == changed  # it survives the store
    assert changed == rating


@given(RATINGS, CHOICES)
def test_payload_with_another_choice_is_that_of_the_rating_with_it(rating: Scored | Unscored, choice: Choice) -> None:
    payload = dump_rating(rating, str)
    assert choose(payload, choice) == dump_rating(with_choice(rating, choice), str)
    assert clean_rating(choose(payload, choice)) == choose(payload, choice)


def test_what_is_kept_aside_stands_in_the_payload_and_counts_for_nothing() -> None:
    moment = Unscored(not_scored=NotScored.NOT_YET_KNOWN, when="In mei")
    payload = dump_rating(with_choice(moment, 1), str)
    assert payload == {"level": 1, "evidence": [], "kept": {"when": "In mei"}}
    assert not hasattr(load_rating(payload), "when")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://voorbeeld.nl/verslag", "https://voorbeeld.nl/verslag"),
        (" http://voorbeeld.nl ", "http://voorbeeld.nl"),
        ("www.voorbeeld.nl/a", "https://www.voorbeeld.nl/a"),
        ("voorbeeld.nl", "https://voorbeeld.nl"),
        ("Voorbeeld.nl:8080/a?b#c", "https://Voorbeeld.nl:8080/a?b#c"),
        ("voorbeeld.nl/verslag.pdf", "https://voorbeeld.nl/verslag.pdf"),
        ("münchen.de", "https://münchen.de"),
        ("", ""),
        ("verslag.pdf", None),
        ("Verslag.DOCX", None),
        ("zie bijlage", None),
        ("voorbeeld.nl/een verslag", None),
        ("blz. 3", None),
        ("3.4", None),
        ("naam@voorbeeld.nl", None),
        ("javascript:alert(1)", None),
        ("ftp://voorbeeld.nl", None),
        ("x" * 1_990 + ".nl/a/b", None),  # with https:// in front it is longer than a link may be
    ],
)
def test_address_is_understood_as_it_is_meant(typed: str, meant: str | None) -> None:
    assert read_link(typed) == meant


def test_link_that_is_no_address_yet_is_kept_and_supports_nothing() -> None:
    payload = {"level": 2, "evidence": [{"id": "a", "link": "zie bijlage"}]}
    rating = load_rating(payload)
    assert (rating.has_evidence, dump_rating(rating, str)) == (False, payload)
    mended = load_rating({"level": 2, "evidence": [{"id": "a", "link": "www.voorbeeld.nl"}]})
    assert (mended.has_evidence, mended.evidence[0].link) == (True, "https://www.voorbeeld.nl")
