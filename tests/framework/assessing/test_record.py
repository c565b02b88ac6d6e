"""The shape of a record: what is taken as it stands, what is cleaned, and what is refused."""

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from framework.assessing.record import Assessment, Evidence, Lens, Moment, Rating, Scope, Scored, Unscored

RATING: TypeAdapter[Scored | Unscored] = TypeAdapter(Rating)
LEAST = {
    "record": "kaderwijzer/assessment/1",
    "framework": {"id": "afwegingskader", "version": "0.1.0"},
    "project": {"title": "Een onderzoek", "document_type": "full_proposal"},
    "lens": "self",
    "moment": "proposal",
    "date": "2026-11-22",
    "ratings": {},
}


def read(**changes: object) -> Assessment:
    return Assessment.model_validate_json(json.dumps(LEAST | changes))


def read_rating(**fields: object) -> Scored | Unscored:
    return RATING.validate_json(json.dumps(fields))


def first_error(**fields: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read_rating(**fields)
    return caught.value.errors()[0]["type"]


def test_least_that_a_record_holds() -> None:
    assessment = read()
    assert (assessment.lens, assessment.moment, assessment.scope) == (Lens.SELF, Moment.PROPOSAL, Scope.FULL)
    assert (assessment.rater, assessment.project.organisation, assessment.framework.content_hash) == (None, None, None)
    assert assessment.ratings == {}


@pytest.mark.parametrize("key", list(LEAST))
def test_nothing_of_the_least_may_be_missing(key: str) -> None:
    with pytest.raises(ValidationError, match="Field required"):
        Assessment.model_validate_json(json.dumps({name: value for name, value in LEAST.items() if name != key}))


@pytest.mark.parametrize("level", ["2", True, False, 2.0, 2.5, None, [2], 10**30, -1, 100], ids=repr)
def test_level_is_a_whole_number_of_a_scale_and_nothing_like_it(level: object) -> None:
    with pytest.raises(ValidationError):
        read_rating(level=level)


@pytest.mark.parametrize("level", [0, 1, 99])
def test_whole_level_is_taken(level: int) -> None:
    rating = read_rating(level=level)
    assert isinstance(rating, Scored)
    assert rating.level == level


@pytest.mark.parametrize("key", ["lvl", "Level", "score", "reason", "when", "evidence "])
def test_unknown_key_of_a_level_is_refused(key: str) -> None:
    assert first_error(level=2, **{key: "x"}) == "extra_forbidden"


@pytest.mark.parametrize("key", ["confidence", "grade", "levels"])
def test_unknown_key_of_no_level_is_refused(key: str) -> None:
    assert first_error(not_scored="not_in_text", **{key: "low"}) == "extra_forbidden"


def test_level_and_state_exclude_each_other() -> None:
    assert first_error(level=2, not_scored="not_in_text") == "extra_forbidden"
    assert first_error(note="niets gekozen") == "no_level"


@pytest.mark.parametrize("kind", ["", "n/a", "Not_applicable", 0, None])
def test_unknown_state_is_refused(kind: object) -> None:
    with pytest.raises(ValidationError):
        read_rating(not_scored=kind)


def test_blank_evidence_is_none() -> None:
    rating = read_rating(level=2, evidence=[{}, {"quote": "  "}, {"quote": "\u200b", "location": "\t", "link": ""}])
    assert rating.evidence == ()
    assert not rating.has_evidence


def test_location_alone_is_kept_and_supports_nothing() -> None:
    rating = read_rating(level=2, evidence=[{"location": "r. 175"}])
    assert rating.evidence == (Evidence(location="r. 175"),)
    assert not rating.has_evidence


@pytest.mark.parametrize("item", [{"quote": "Dat staat er."}, {"link": "https://example.org/a"}])
def test_quote_or_link_supports(item: dict[str, str]) -> None:
    assert read_rating(level=2, evidence=[item]).has_evidence


@pytest.mark.parametrize("location", [175, 17.5, True, ["r. 1"]])
def test_location_is_always_text(location: object) -> None:
    assert first_error(level=2, evidence=[{"quote": "x", "location": location}]) == "string_type"


@pytest.mark.parametrize("link", ["http://example.org", "https://example.org/a?b=c#d", "HTTPS://Example.org/é"])
def test_web_address_is_taken(link: str) -> None:
    assert read_rating(level=2, evidence=[{"link": link}]).evidence == (Evidence(link=link),)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https:///pad",
        "https://example.org/a b",
        "https://example.org/\nx",
        "mailto:a@example.org",
    ],
)
def test_anything_but_a_web_address_is_no_link(link: str) -> None:
    assert first_error(level=2, evidence=[{"link": link}]) == "not_link"


def test_hidden_characters_cannot_hide_what_a_link_is() -> None:
    assert first_error(level=2, evidence=[{"link": "java\u200bscript:alert(1)"}]) == "not_link"
    rating = read_rating(level=2, evidence=[{"link": "\u202ehttps://example.org"}])
    assert rating.evidence == (Evidence(link="https://example.org"),)


def test_texts_are_cleaned() -> None:
    rating = read_rating(level=1, note=" e\u0301\u0301n\u202e \r\n twee\x07 ", evidence=[{"quote": "a\r\nb"}])
    assert rating.note == "é\u0301n \n twee"
    assert rating.evidence == (Evidence(quote="a\nb"),)


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u200b", None])
def test_blank_text_is_absent(blank: str | None) -> None:
    assert read_rating(level=1, note=blank).note is None
    assert read(rater=blank).rater is None


def test_title_is_not_blank() -> None:
    with pytest.raises(ValidationError, match="nothing visible"):
        read(project={"title": " \u200b", "document_type": "full_proposal"})


LIMITS = [("note", 20_000), ("reason", 20_000), ("when", 200)]


@pytest.mark.parametrize(("key", "most"), LIMITS)
def test_text_has_a_longest_length(key: str, most: int) -> None:
    assert read_rating(not_scored="not_yet_known", **{key: "x" * most})
    assert first_error(not_scored="not_yet_known", **{key: "x" * (most + 1)}) == "string_too_long"


def test_text_that_cleaning_makes_too_long_to_read_back_is_refused() -> None:
    # U+0958 is one character, and two in NFC
    assert read_rating(not_scored="not_yet_known", when="\u0958" * 100)
    assert first_error(not_scored="not_yet_known", when="\u0958" * 101) == "string_too_long"


def test_at_most_fifty_pieces_of_evidence() -> None:
    assert len(read_rating(level=1, evidence=[{"quote": str(n)} for n in range(50)]).evidence) == 50
    assert first_error(level=1, evidence=[{"quote": "x"}] * 51) == "too_long"


@pytest.mark.parametrize(
    "day",
    ["2026-11-31", "22-11-2026", "20261122", "2026-11-22T00:00:00", "1763769600", 1763769600, "", None, "٢٠٢٦-11-22"],
    ids=repr,
)
def test_date_is_a_day_written_out(day: object) -> None:
    with pytest.raises(ValidationError):
        read(date=day)


@pytest.mark.parametrize("identifier", ["start", "Start.a", "start.", ".a", "start..a", "start.a-b", "start.é", ""])
def test_criterion_is_named_by_a_dotted_slug(identifier: str) -> None:
    with pytest.raises(ValidationError):
        read(ratings={identifier: {"level": 1}})


@pytest.mark.parametrize("version", ["1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", 1.0, "1.0.0-", ""], ids=repr)
def test_version_is_three_numbers(version: object) -> None:
    with pytest.raises(ValidationError):
        read(framework={"id": "afwegingskader", "version": version})


@pytest.mark.parametrize(
    ("key", "value"),
    [("lens", "Self"), ("moment", "later"), ("scope", "quick"), ("record", "kaderwijzer/assessment/2")],
)
def test_choice_outside_the_list_is_refused(key: str, value: str) -> None:
    with pytest.raises(ValidationError):
        read(**{key: value})


def test_record_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read().rater = "iemand"  # pyright: ignore[reportAttributeAccessIssue]


def test_rating_of_a_criterion_that_was_never_touched_is_nothing() -> None:
    assessment = read(ratings={"start.praktijkvraag": {"level": 0}})
    assert assessment.rating("start.praktijkvraag") == Scored(level=0)  # level 0 is an answer
    assert assessment.rating("start.kennisbronnen") is None
