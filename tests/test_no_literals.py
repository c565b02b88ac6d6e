"""Whatever people read stands in `framework/language/lang/` or in a framework: no sentence hides in the code."""

import ast
import re
from pathlib import Path

import pytest

from framework.language.texts import texts

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for name in ("cli.py", "commands", "framework", "intake", "exports")
    for path in (sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name])
]
WORD = re.compile(r"[^\W\d_]{2,}")
# What only programmers meet: the front door shows the type of an error that is not ours and nothing more, pydantic
# wants words beside the code that `lang/` then words, and the log is for those who run the program.
FOR_PROGRAMMERS = {
    *("AssertionError", "IndexError", "KeyError", "LookupError", "NotImplementedError", "RuntimeError", "TypeError"),
    *("ValueError", "PydanticCustomError", "info", "error"),
}
PATTERNS = {"cast", "compile", "fullmatch", "match", "search", "sub"}
NOT_SHOWN = {"custom_error_message", "where"}  # pydantic's words again; the path to a place in a file
NAMES = {
    *("Intense Quote", "List Bullet", "List Number", "Table Grid", "MS Gothic", "Kaderwijzer Sans"),  # styles, fonts
    "`lang/<language>.yaml`: the texts of a framework in another language, by their ids.",  # of a schema, in editors
}
KEY_ENDS = {part for key in texts("nl").entries for part in key.split(".")}
SYNTAX = re.compile(r'[<>={}]|/[A-Z]|";|"\]')  # of SVG and PDF, in the modules that write them


def texts_in(tree: ast.Module, writes_a_format: bool = False) -> list[tuple[int, str]]:
    """Every string of two or more words that a person could read, with its line."""
    skipped = {id(node) for parent in ast.walk(tree) for node in not_for_people(parent)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and is_language(node.value)
        and not (writes_a_format and SYNTAX.search(node.value))
    ]


def not_for_people(node: ast.AST) -> list[ast.AST]:
    """The strings below `node` that are docstrings, types, patterns, messages to programmers, or only looked for."""
    match node:
        case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return [inner.value for inner in node.body if isinstance(inner, ast.Expr)]
        case ast.Compare(left=left, ops=[ast.In()]):
            return [left]
        case ast.arg(annotation=ast.AST() as kind) | ast.AnnAssign(annotation=kind):
            return list(ast.walk(kind))
        case ast.keyword(arg=name, value=value) if name in NOT_SHOWN:
            return [value]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments):
            wanted = arguments if name in FOR_PROGRAMMERS else arguments[:1] if name in PATTERNS else []
            return [inner for argument in wanted for inner in ast.walk(argument)]
        case _:
            return []


def is_language(text: str) -> bool:
    """Whether `text` reads as words: two or more, apart, and neither a known name nor a row of keys."""
    words = WORD.findall(text)
    return len(words) >= 2 and " " in text.strip() and text not in NAMES and not set(text.split()) <= KEY_ENDS


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_holds_no_sentence(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    assert texts_in(tree, writes_a_format="drawing" in source.parts) == []


@pytest.mark.parametrize(
    "planted",
    [
        'print("Het bestand is er niet.")',
        'print(f"{count} fouten gevonden")',
        'raise WrongUse("no such file")',
        'label = "Nog niet" if x else y',
        'WORDS = {"on_track": "Op weg"}',
        'def f(title="Een titel"):\n    return title',
        't("cli.faults") + " en verder niets"',
    ],
)
def test_scan_finds_a_planted_sentence(planted: str) -> None:
    assert len(texts_in(ast.parse(planted))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        '"""Read the file and return it."""',
        'def f():\n    """Read the file."""',
        'class A:\n    x: int\n    """The number of it."""',
        't("cli.faults", n=3)',
        'print("https://example.org/een/pad")',
        're.compile("[a-z]+ and [a-z]+")',
        'raise PydanticCustomError("empty_text", "nothing visible")',
        'if "did not find" in problem:\n    pass',
        'raise ValueError(f"a scale has 2 to 7 levels, not {levels}")',
        'Fault("unknown_version", details, where="framework, version")',
        'x = "2 3 4"',
        'x = ", "',
    ],
)
def test_scan_leaves_code_alone(harmless: str) -> None:
    assert texts_in(ast.parse(harmless)) == []
