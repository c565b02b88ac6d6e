"""In HTML of our own stands no text that was not escaped: whatever a page draws, nobody's words are read as HTML."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.server import ROOT
from tests.ui.source import UI, Given, find_given, functions_in, read

HTML = re.compile(r"</?[a-z][a-z0-9]*[ >/]|<$| [a-z-]+=['\"]")
ESCAPED = {"escape", "landing", "len", "mark_of", "stylesheet", "sum", "to_page", "to_point", "widget_class"}
# Numbers, ids and names of a closed set, which hold nobody's words.
PLAIN = {"capped", "counted", "id", "language", "level", "numbers", "profile.label", "to_level", "weight"}
PLAIN |= {"count", "following", "gate", "height", "kind", "n", "number", "suffix", "where"}
# What our own drawings are given as HTML, as a class or as an attribute.
HANDED = {"cell", "cells", "extra", "first", "h", "link", "look", "mark", "sign", "tag"}


def texts_in(node: ast.AST) -> list[ast.Constant]:
    """The texts in a piece of source, but for those that explain it."""
    told = {id(each.value) for each in ast.walk(node) if isinstance(each, ast.Expr)}
    found = [each for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return [each for each in found if id(each) not in told]


def is_html(text: ast.AST) -> bool:
    return isinstance(text, ast.Constant) and isinstance(text.value, str) and HTML.search(text.value) is not None


def makers_in(tree: ast.Module) -> set[str]:
    """The functions that make HTML, and are looked through here themselves."""
    return {one.name for one in functions_in(tree) if one.returns and any(map(is_html, texts_in(one)))}


SHARED = {name for path in UI for name in makers_in(read(path)) if not name.startswith("_")}


@dataclass
class Reader:
    """Whether what stands in HTML was escaped, or is HTML of our own."""

    given: Given
    makers: set[str]

    def is_safe(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return self._is_safe_call(node, name)
            case ast.BinOp(left=one, right=other, op=joined):
                return self.is_safe(one) and (isinstance(joined, ast.Mult) or self.is_safe(other))
            case ast.Name(id=name):
                return name in PLAIN or self._is_given_safe(name)
            case ast.Attribute(attr=name):
                return name in PLAIN or ast.unparse(node) in PLAIN
            case _:
                inside = _inside(node)
                return inside is not None and all(map(self.is_safe, inside))

    def _is_given_safe(self, name: str) -> bool:
        if name not in self.given:
            return name in HANDED or name.strip("_").isupper()
        inner = Reader({key: value for key, value in self.given.items() if key != name}, self.makers)
        return all(map(inner.is_safe, self.given[name]))

    def _is_safe_call(self, node: ast.Call, name: str) -> bool:
        if name == "join":
            return self.is_safe(node.args[0])
        if name == "replace" and isinstance(node.func, ast.Attribute):
            return self.is_safe(node.func.value)
        return name in ESCAPED | self.makers


def _inside(node: ast.expr) -> list[ast.expr] | None:
    """What a text is made of, where it stands in a text, a list or a choice; nothing of anything else."""
    match node:
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            return parts
        case ast.IfExp(body=one, orelse=other):
            return [one, other]
        case ast.FormattedValue(value=one) | ast.Subscript(value=one) | ast.Starred(value=one):
            return [one]
        case ast.GeneratorExp(elt=one) | ast.ListComp(elt=one) | ast.DictComp(value=one):
            return [one]
        case _:
            return None


def unsafe(tree: ast.Module) -> set[str]:
    """What stands in HTML and could be anybody's words."""
    found = set[str]()
    for function in functions_in(tree):
        reader = Reader(find_given(function), SHARED | makers_in(tree))
        for node in ast.walk(function):
            if isinstance(node, ast.JoinedStr) and any(map(is_html, node.values)):
                found |= {
                    f"line {each.lineno}: {ast.unparse(each)}" for each in node.values if not reader.is_safe(each)
                }
    return found


@pytest.mark.parametrize("path", UI, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_html_holds_no_text_that_was_not_escaped(path: Path) -> None:
    assert unsafe(read(path)) == set()


@pytest.mark.parametrize(
    "planted",
    [
        "draw(f'<p>{point.title}</p>')",
        "draw(f'<p>{t(\"ui.take\", title=escape(title))}</p>')",
        "words = point_title(point, framework, t); draw(f'<li>{words}</li>')",
        "words, more = title, escape(title); draw(f'<li>{words} {more}</li>')",
        "items = ''.join(f'<li>{escape(each)}</li>' for each in texts); items += title; draw(f'<ul>{items}</ul>')",
        "items = ''.join(f'<li>{each}</li>' for each in texts); draw(f'<ul>{escape(items)}</ul>')",
        "draw(f'<a href=\"{source.url}\">{escape(source.citation)}</a>')",
        "draw('<ul>' + ''.join(texts) + f'<li>{text}</li></ul>')",
    ],
)
def test_text_that_could_be_read_as_html_is_found(planted: str) -> None:
    assert len(unsafe(ast.parse(f"def show():\n  {planted}"))) == 1
