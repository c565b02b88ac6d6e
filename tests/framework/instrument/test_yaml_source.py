"""YAML is read as people read it, or refused by name with its line."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.instrument.yaml_source import DEEPEST, MOST_BYTES, Parsed, decode, parse_yaml, read_yaml


def parse(text: str) -> Parsed:
    return parse_yaml(text, "kader.yaml")


def codes(parsed: Parsed) -> list[tuple[str, int | None]]:
    return [(fault.code, fault.line) for fault in parsed.faults]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("tekst", "tekst"),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0.5", 0.5),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2026-11-22", "2026-11-22"),
        ("3/5", "3/5"),
        ("0.1.0", "0.1.0"),
        ("1e5", "1e5"),  # YAML 1.1 wants a dot and a sign in a float; this is text to both
        ("y", "y"),
        ("no reason", "no reason"),
        ("'no'", "no"),
        ('"010"', "010"),
        ('"1:30"', "1:30"),
        ("|-\n  no\n  010", "no\n010"),
        (">-\n  een\n  twee", "een twee"),
    ],
)
def test_plain_value_is_read_as_it_looks(written: str, read: object) -> None:
    parsed = parse(f"a: {written}\n")
    assert (parsed.data, codes(parsed)) == ({"a": read}, [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((word, "word_as_bool") for word in ("no", "No", "NO", "yes", "on", "off", "Off", "True", "FALSE")),
        *((number, "odd_number") for number in ("010", "-010", "1_000", "0x1F", "0b11", "+1", "1:30", "190:20:30")),
        *((number, "odd_number") for number in ("1.", ".5", "1_0.5", "1:30.5", ".inf", "-.inf", ".nan", "1.5e+3")),
        *((number, "odd_number") for number in ("9" * 19, "0." + "9" * 18)),
        *((day, "odd_date") for day in ("2026-02-30", "2026-1-2 10:00:00", "2026-11-22T10:00:00Z")),
    ],
)
def test_plain_value_that_yaml_reads_otherwise_is_a_fault(written: str, code: str) -> None:
    parsed = parse(f"een: x\ntwee: {written}\n")
    assert codes(parsed) == [(code, 2)]
    assert parsed.faults[0].details == {"text": written}
    assert parsed.broken == {("twee",)}


@pytest.mark.parametrize("written", ["no", "010", "1:30", "2026-02-30"])
def test_same_value_in_quotes_is_text(written: str) -> None:
    assert parse(f"'{written}': '{written}'\n").data == {written: written}


def test_keys_are_always_text() -> None:
    assert parse("0: nul\nno: nee\n010: tien\n").data == {"0": "nul", "no": "nee", "010": "tien"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a:\n\tb: 1\n", "tab", 2),
        ("a: b: c\n", "colon", 1),
        ("a: b\n c: d\n", "colon", 2),
        ('a: 1\nb: "x\nc: 2\n', "open_quote", 2),
        ("a: 1\nb: 'x\nc: 2\n\n\n", "open_quote", 2),
        ("a: 1\nb: 'x' y\n", "early_quote", 2),
        ('a: "1"\nb: "x\nc: "y"\n', "early_quote", 3),
        ("a: [1,\n  2\nb: 3\n", "bracket", 1),
        ("a: {b: 1\n", "bracket", 1),
        ("a: 1\nb: [\n\n\n", "bracket", 2),
        ("a:\n  b: 1\n c: 2\n", "indent", 3),
        ("a: 1\nb\nc: 3\n", "indent", 2),
        ("a: 1\nb", "indent", 2),
        ("a: 1\nb: @c\n", "syntax", 2),
        ('a: "\\q"\n', "syntax", 1),
        ('a: "\\uD800"\n', "syntax", 1),
        ("%YAML 9.9\n---\na: 1\n", "syntax", 1),
        ("a: 1\n---\nb: 2\n", "second_document", 2),
        ("a: 1\nb: x\x00y\n", "control_character", 2),
        ("a: 1\nb: x\x81y\n", "control_character", 2),
        ("a: 1\nb: x\u2028y\n", "control_character", 2),
        ("a: 1\nb: x\uffffy\n", "control_character", 2),
    ],
)
def test_unreadable_text_has_one_fault_on_the_line_to_mend_and_no_data(text: str, code: str, line: int) -> None:
    parsed = parse(text)
    assert (codes(parsed), parsed.data, parsed.complete) == ([(code, line)], None, False)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_count_alike_on_every_system(end: str) -> None:
    assert codes(parse(end.join(["a: 1", "b: no", "c: 010", ""]))) == [("word_as_bool", 2), ("odd_number", 3)]


def test_twenty_steps_of_nesting_are_read_and_one_more_is_not() -> None:
    assert parse("[" * DEEPEST + "]" * DEEPEST).faults == []
    assert codes(parse("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))) == [("too_deep", 1)]


def test_nesting_without_end_takes_no_stack() -> None:
    assert codes(parse("[" * 200_000)) == [("too_deep", 1)]


def test_aliases_are_never_followed() -> None:
    """The billion laughs: nine lines that would unfold to 9 ** 9 words."""
    laughs = "".join(f"{x}: &{x} [{', '.join(['*' + y] * 9)}]\n" for x, y in zip("bcdefghij", "abcdefghi", strict=True))
    parsed = parse("a: &a [ha, ha]\n" + laughs)
    assert [code for code, _ in codes(parsed)].count("alias") == 9 * 9
    assert [code for code, _ in codes(parsed)].count("anchor") == 10
    assert parsed.data["j"] == [""] * 9


def test_alias_as_a_key_merge_key_and_tag_are_faults_with_their_lines() -> None:
    assert codes(parse("a: 1\n*a : 2\n")) == [("key_not_text", 2)]
    assert codes(parse("a: 1\n<<: {b: 2}\n")) == [("merge_key", 2)]
    assert parse('"<<": 1\n').faults == []
    tagged = parse("a: !!python/object:os.system ls\nb: !eigen x\n")
    assert [fault.details["name"] for fault in tagged.faults] == ["!!python/object:os.system", "!eigen"]


def test_second_of_two_keys_is_the_fault_and_the_first_counts() -> None:
    parsed = parse("a: 1\nb: 2\na:\n  c: no\n")
    assert (parsed.data, codes(parsed)) == ({"a": 1, "b": 2}, [("duplicate_key", 3)])
    assert parsed.faults[0].details == {"key": "a", "first": 1}


@pytest.mark.parametrize("key", ["[a]", "{a: 1}", "? {a: 1}\n", '"\\0"', '"a\\x07"'])
def test_key_that_is_no_plain_text_is_dropped_with_its_value(key: str) -> None:
    parsed = parse(f"b: 1\n{key}: {{c: no}}\n")
    assert parsed.data == {"b": 1}
    assert codes(parsed) == [("key_not_text", 2)]


TEXT = """\
titel: x
fasen:
  - id: start
    punten:
      - id: start.vraag
        rubric:
          - {level: 0}
          - level: 1
"""


@pytest.mark.parametrize(
    ("loc", "line", "where"),
    [
        ((), 1, ""),
        (("titel",), 1, "titel"),
        (("fasen",), 2, "fasen"),
        (("fasen", 0), 3, "start"),
        (("fasen", 0, "punten", 0, "rubric"), 6, "start, start.vraag, rubric"),
        (("fasen", 0, "punten", 0, "rubric", 1, "level"), 8, "start, start.vraag, rubric 2, level"),
        (("fasen", 0, "punten", 0, "why"), 5, "start, start.vraag, why"),
        (("fasen", 3, "x"), 2, "fasen 4, x"),
        (("elders",), 1, "elders"),
    ],
)
def test_place_has_its_line_and_is_shown_by_id(loc: tuple[str | int, ...], line: int, where: str) -> None:
    parsed = parse(TEXT)
    assert (parsed.line(loc), parsed.where(loc)) == (line, where)


def test_list_in_a_list_is_shown_by_both_places() -> None:
    assert parse("a: [[x, no]]\n").faults[0].where == "a 1 2"


def test_without_lines_a_fault_names_its_place_only() -> None:
    parsed = Parsed("record.json", has_lines=False)
    parsed.fault("missing_key", ("a",), key="a")
    assert (parsed.faults[0].line, parsed.faults[0].where) == (None, "a")


def test_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "kader.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * (MOST_BYTES - 5))
    assert read_yaml(path).data == {"a": 1}
    path.write_bytes(b"a: 1\n" + b"#" * (MOST_BYTES - 4))
    assert codes(read_yaml(path)) == [("too_large", 1)]


def test_bytes_that_are_no_text_are_named_with_their_line() -> None:
    parsed = decode("a: 1\nb: één\n".encode("latin-1"), "kader.yaml")
    assert isinstance(parsed, Parsed)
    assert codes(parsed) == [("not_utf8", 2)]
    assert parsed.faults[0].details == {"byte": "0xE9"}


@pytest.mark.parametrize("raw", [b"\xff\xfea\x00", b"\x80", b"a: \xc3"])
def test_other_encodings_are_no_text(raw: bytes) -> None:
    parsed = decode(raw, "kader.yaml")
    assert isinstance(parsed, Parsed)
    assert codes(parsed) == [("not_utf8", 1)]


def test_absent_file_folder_for_a_file_and_links_are_faults(tmp_path: Path) -> None:
    inside = tmp_path / "kader"
    (inside / "map.yaml").mkdir(parents=True)
    (tmp_path / "buiten.yaml").write_text("a: 1\n")
    (inside / "rond.yaml").symlink_to("rond.yaml")
    (inside / "uit.yaml").symlink_to("../buiten.yaml")
    (inside / "in.yaml").symlink_to("echt.yaml")
    (inside / "echt.yaml").write_text("a: 1\n")
    found = {name: codes(read_yaml(inside / f"{name}.yaml", inside)) for name in ("weg", "map", "rond", "uit", "in")}
    wanted = {"weg": "absent", "map": "unreadable", "rond": "link_in_circle", "uit": "link_outside"}
    assert found == {name: [(code, 1)] for name, code in wanted.items()} | {"in": []}


@given(st.text())
def test_any_text_is_data_or_faults(text: str) -> None:
    parsed = parse(text)
    assert parsed.complete or parsed.faults


@given(st.text(alphabet="ab: -[]{}'\"&*!|>%@\n\t,#?<", max_size=40))
def test_any_scribble_is_data_or_faults(text: str) -> None:
    parsed = parse(text)
    assert all(1 <= (fault.line or 0) <= text.count("\n") + 1 for fault in parsed.faults)


@given(st.binary())
def test_any_bytes_are_text_or_faults(raw: bytes) -> None:
    text = decode(raw, "kader.yaml")
    assert isinstance(text, str) or text.faults


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with a name")
def test_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "framework.yaml"
    os.mkfifo(pipe)
    assert [fault.code for fault in read_yaml(pipe).faults] == ["no_plain_file"]
