"""A ` #` inside an unquoted text is named with what it cut off; a comment is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.errors import Faults
from framework.instrument.library import Library
from framework.instrument.yaml_source import parse_yaml
from framework.language.texts import texts
from intake.record_file import parse_record
from tests.framework.strategies import shipped

LIBRARY = Library([shipped()])
RECORD = """# Een beoordeling.
record: kaderwijzer/assessment/1 # een vaste waarde
framework: {id: afwegingskader, version: 0.1.0} # het kader
project: {title: Werkdruk, document_type: idea_or_summary}
lens: self #wie
moment: proposal # wanneer
date: 2026-11-22 #vandaag
ratings: # per punt
  start.praktijkvraag: #het eerste
    level: 2 #gekozen
    evidence: # hieronder
      - quote: Teams vroegen erom.
        # een opmerking op een eigen regel
        location: blz. 3
    note: NOTE
"""


def read(note: str) -> tuple[str | None, list[tuple[str, int | None, object]]]:
    try:
        record, _ = parse_record(RECORD.replace("NOTE", note).encode(), "oordeel.yaml", LIBRARY)
    except Faults as refused:
        return None, [(fault.code, fault.line, fault.details.get("cut")) for fault in refused.faults]
    return record.ratings["start.praktijkvraag"].note, []


@pytest.mark.parametrize(
    ("note", "cut", "line"),
    [
        ("Dit staat bij punt #3 van het verslag", "#3 van het verslag", 15),
        ("Zie #3", "#3", 15),
        ("Zie  #3", "#3", 15),
        ("Programmeren in C #", "#", 15),
        ("punt # 3", "# 3", 15),
        ("#3 van het verslag", "#3 van het verslag", 15),
        ("Dit staat bij\n      punt #3 van het verslag", "#3 van het verslag", 16),
        ("Dit staat bij punt\n      #3 van het verslag", "#3 van het verslag", 16),
        ("Dit staat bij punt #3\n      van het verslag", "#3", 15),
        ("Dit staat bij punt #" + "3" * 60, "#" + "3" * 38 + "…", 15),
    ],
)
def test_text_that_a_hash_cut_is_named_with_what_was_cut_and_its_line(note: str, cut: str, line: int) -> None:
    assert read(note) == (None, [("text_cut", line, cut)])


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Dit staat er.  # een opmerking", "Dit staat er."),
        ("Dit staat er.  # nr. #3", "Dit staat er."),
        ("Dit staat er.   ## let op", "Dit staat er."),
        ("Dit staat er.\n    #even niet: meer", "Dit staat er."),
        ("Dit staat er.\n      # een opmerking", "Dit staat er."),
        ("'Dit staat bij punt #3' #in quotes", "Dit staat bij punt #3"),
        ('"Dit staat bij punt #3"', "Dit staat bij punt #3"),
        (">-\n      Dit staat bij punt\n      #3 van het verslag", "Dit staat bij punt #3 van het verslag"),
        ("Zie bijlage#3", "Zie bijlage#3"),
        ("# later invullen", None),
    ],
)
def test_comment_and_quoted_text_are_left_alone(note: str, kept: str | None) -> None:
    assert read(note) == (kept, [])


def test_inside_brackets_the_hash_is_named_and_not_the_bracket() -> None:
    note = "x\n    confidence: [hoog #3, laag]"
    assert read(note) == (None, [("text_cut", 16, "#3, laag]")])


def test_bracket_that_is_not_closed_is_still_that() -> None:
    assert read("x\n    confidence: [hoog, laag # zo") == (None, [("bracket", 16, None)])


@given(st.text("ab #", min_size=1, max_size=12))
def test_whatever_is_written_is_read_whole_or_named(written: str) -> None:
    parsed = parse_yaml(f"a: x{written}\n", "kader.yaml")
    comment = parsed.data["a"] != f"x{written}".strip()
    is_proper = "  #" in written and parsed.cuts == {}
    assert not comment or ("a",) in parsed.cuts or is_proper


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("\u00a0", "U+00A0 no-break space"),
        ("\u200b", "U+200B zero width space"),
        ("\ufeff", "U+FEFF byte order mark"),
        ("\u00ad", "U+00AD soft hyphen"),
        ("\u200d", "U+200D zero width joiner"),
        ("\u3164", "U+3164 hangul filler"),
    ],
)
@pytest.mark.parametrize(("field", "word"), [("lens: self", "self"), ("    note", "note"), ("level: 2", "2")])
def test_invisible_sign_is_named_by_code_where_all_else_looks_right(
    field: str, word: str, sign: str, words: str
) -> None:
    text = RECORD.replace(field, field + sign).replace("NOTE", "Ja.").encode()
    with pytest.raises(Faults) as refused:
        parse_record(text, "oordeel.yaml", LIBRARY)
    (fault,) = refused.value.faults
    assert f"after '{word}': {words}." in texts("en").fault(fault)
    assert f"na '{word}': {words.split(maxsplit=1)[0]} " in texts("nl").fault(fault)


def test_fault_without_an_invisible_sign_says_nothing_of_one() -> None:
    with pytest.raises(Faults) as refused:
        parse_record(RECORD.replace("lens: self", "lens: zelf 👩\u200d🔬").encode(), "oordeel.yaml", LIBRARY)
    assert "U+200D" in texts("en").fault(refused.value.faults[0])
    with pytest.raises(Faults) as refused:
        parse_record(RECORD.replace("lens: self", "lens: zelf é").encode(), "oordeel.yaml", LIBRARY)
    assert "invisible" not in texts("en").fault(refused.value.faults[0])
