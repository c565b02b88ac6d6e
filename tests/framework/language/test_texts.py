"""The program's own words: the same keys and blanks in every language, none missing in the code and none left over."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from framework.assessing.actions import Because
from framework.assessing.record import Confidence, Lens, Moment, Scope
from framework.assessing.scoring import Gate, Why
from framework.errors import Fault
from framework.instrument.model import Audience, Checked
from framework.language.texts import languages, texts
from tests.framework.strategies import ROOT

NOT_PRODUCT = {"tests", "benchmarks", "docs", "tasks.py"}
TOPS = [top for top in sorted(ROOT.iterdir()) if top.name not in NOT_PRODUCT and not top.name.startswith(".")]
SOURCES = [
    source
    for top in TOPS
    for source in (sorted(top.rglob("*.py")) if top.is_dir() else [top])
    if source.suffix == ".py"
]
TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))
ENTRIES = {language: texts(language).entries for language in languages()}
KEYS = set(ENTRIES["nl"])
CODES = {key.split(".")[1] for key in KEYS if key.startswith("fault.")}
ENUMS = {
    "lens": Lens,
    "moment": Moment,
    "scope": Scope,
    "confidence": Confidence,
    "checked": Checked,
    "role": Audience,
    "gate": Gate,
    "because": Because,
    "why": Why,
}
# The calls that take a key, the calls that take the code of a fault, and those that only pass both on.
TAKES_KEY = {"t", "words", "self"}
TAKES_CODE = {"fault", "fail", "note", "Fault", "PydanticCustomError", "Matching"}


def blanks(text: str | list[str]) -> set[str]:
    return {
        name
        for line in ([text] if isinstance(text, str) else text)
        for _, name, _, _ in Formatter().parse(line)
        if name
    }


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def strings(node: ast.AST) -> Iterator[str]:
    """Every string in `node`; in an f-string what is filled in shows as `*`."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from strings(part.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from strings(child)


def chosen(node: ast.AST) -> Iterator[str]:
    """The strings that an argument can be: itself, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        yield from chosen(node.body)
        yield from chosen(node.orelse)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        yield next(strings(node), "")


def first_arguments(tree: ast.Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield from chosen(node.args[0])


def written_in(template: Path) -> Iterator[str]:
    """The strings of a template that begin like a key; one that goes on with something else ends in `*`."""
    for found in re.finditer(
        r'"((?:practice|web)\.(?!css")[\w.]*)"( ~)?(?: \w[\w.]* ~ "([\w.]*)")?', template.read_text("utf-8")
    ):
        yield found[1] + ("*" if found[2] else "") + (found[3] or "")


def matching(pattern: str) -> set[str]:
    """The keys that a string of the code can mean: `lens.*` all lenses, `cli.faults` its forms for one and for more."""
    regex = re.compile(re.escape(pattern).replace(r"\*", "[^.]+") + r"(\.one|\.other)?")
    return {key for key in KEYS if regex.fullmatch(key)}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys(language: str) -> None:
    assert set(ENTRIES[language]) == KEYS


@pytest.mark.parametrize("language", languages())
def test_every_language_leaves_the_same_blanks(language: str) -> None:
    own, dutch = ENTRIES[language], ENTRIES["nl"]
    assert [key for key in sorted(KEYS) if blanks(own[key]) != blanks(dutch[key])] == []


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty_and_none_is_that_of_another_language(language: str) -> None:
    assert [key for key, text in ENTRIES[language].items() if not text] == []
    others = [ENTRIES[other] for other in languages() if other != language]
    sentences = [key for key, text in ENTRIES[language].items() if len(re.findall(r"[^\W\d_]{2,}", str(text))) > 5]
    assert [key for key in sentences for other in others if other[key] == ENTRIES[language][key]] == []


@pytest.mark.parametrize("language", languages())
def test_fault_is_a_clause_and_a_sentence(language: str) -> None:
    entries = {key: text for key, text in ENTRIES[language].items() if key.startswith("fault.")}
    assert [key for key, text in entries.items() if key.endswith(".what") and str(text).endswith(".")] == []
    assert [key for key, text in entries.items() if key.endswith(".mend") and not str(text).endswith((".", "?"))] == []
    assert {key.rpartition(".")[2] for key in entries} == {"what", "mend"}


@pytest.mark.parametrize(("group", "members"), ENUMS.items(), ids=list(ENUMS))
def test_every_member_has_its_word(group: str, members: type) -> None:
    assert {key for key in KEYS if key.startswith(f"{group}.")} == {f"{group}.{member.value}" for member in members}


def test_every_rule_of_the_law_has_its_sentence() -> None:
    rules = {key.removesuffix(".one").removesuffix(".other") for key in KEYS if key.startswith("rule.")}
    assert rules == {"rule.5_gate", *(f"rule.{n}" for n in range(1, 8))}


def test_every_key_in_the_code_exists() -> None:
    lost = {
        f"{path.relative_to(ROOT)}: {key}"
        for path in SOURCES
        for key in first_arguments(parse(path), TAKES_KEY)
        if key.strip("*") and not matching(key)
    }
    lost |= {f"{path.name}: {key}" for path in TEMPLATES for key in written_in(path) if not matching(key)}
    assert lost == set()


def test_every_fault_in_the_code_exists() -> None:
    used = {code for path in SOURCES for code in first_arguments(parse(path), TAKES_CODE)}
    assert len(used) > 50
    assert used - CODES == set()


def test_every_finding_of_a_rule_exists() -> None:
    rules = [ROOT / "framework" / name for name in ("instrument/rules.py", "assessing/record_rules.py")]
    found = {
        code
        for path in rules
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
        for code in chosen(node.value.elts[0])
    }
    assert len(found) > 25
    assert found - CODES == set()


def test_no_key_is_left_over() -> None:
    used = {found for path in SOURCES for text in strings(parse(path)) for found in matching(text) if text.strip("*.")}
    used |= {found for path in TEMPLATES for key in written_in(path) for found in matching(key)}
    codes = {text for path in SOURCES for text in strings(parse(path)) if text in CODES}
    left_over = {key for key in KEYS - used if key.partition(".")[0] not in {"fault", *ENUMS}}
    assert left_over | (CODES - codes) == set()


def test_scan_sees_what_is_wrong() -> None:
    planted = ast.parse(
        """t("cli.nergens"); t(f"lens.{x}"); t("a" if b else f"rule.{t('b')}"); parsed.fault("kapot", ("x",))"""
    )
    assert list(first_arguments(planted, TAKES_KEY)) == ["cli.nergens", "lens.*", "a", "rule.*", "b"]
    assert matching("cli.nergens") == matching("a") == set()
    assert "lens.self" in matching("lens.*")
    assert matching("cli.faults") == {"cli.faults.one", "cli.faults.other"}
    assert list(first_arguments(planted, TAKES_CODE)) == ["kapot"]


def test_dutch_comes_first() -> None:
    assert languages()[0] == "nl"


def test_number_chooses_its_form() -> None:
    t = texts("nl")
    assert (t("cli.phases", n=1), t("cli.phases", n=0), t("cli.phases", n=3)) == ("1 fase", "0 fasen", "3 fasen")


def test_day_is_written_as_people_write_it() -> None:
    assert texts("nl").day(date(2026, 3, 1)) == "1 maart 2026"
    assert texts("en").day(date(2026, 12, 31)) == "31 December 2026"


def test_unknown_key_and_language_are_programming_errors() -> None:
    with pytest.raises(KeyError):
        texts("nl")("cli.nergens")
    with pytest.raises(KeyError):
        texts("xx")


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (
            Fault("tab", {}, "a.yaml", 7, "start, titel"),
            "a.yaml:7: er staat een tab in de inspringing (start, titel). Gebruik spaties.",
        ),
        (Fault("tab", {}, "a.json"), "a.json: er staat een tab in de inspringing. Gebruik spaties."),
        (Fault("tab"), "er staat een tab in de inspringing. Gebruik spaties."),
    ],
    ids=["with line", "with file", "bare"],
)
def test_fault_is_one_line_with_its_place(fault: Fault, line: str) -> None:
    assert texts("nl").fault(fault) == line


def test_fault_shows_nothing_that_could_steer_a_terminal() -> None:
    fault = Fault("unknown_key", {"key": "\x1b[2Jweg\nregel\u202e"}, "a.json", where="x\x07y")
    line = texts("en").fault(fault)
    assert line.isprintable()
    assert line.startswith("a.json: the key '[2Jweg regel' is not known here (xy).")


def test_text_of_a_stranger_is_never_read_as_a_blank() -> None:
    assert "{reason} {0}" in texts("en").fault(Fault("unknown_key", {"key": "{reason} {0}"}))
