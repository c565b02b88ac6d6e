"""The source of the screens, as tests read it: its functions, and what the names in them stand for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.browser.server import ROOT

UI = sorted((ROOT / "ui").rglob("*.py"))
Given = dict[str, list[ast.expr]]


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_in(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def find_given(function: ast.AST) -> Given:
    """Everything that each name in a function is given, where that can be read off."""
    given = Given()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[target], value=value):
                pairs = _pair(target, value)
            case (
                ast.AugAssign(target=target, value=value)
                | ast.AnnAssign(target=target, value=ast.expr() as value)
                | ast.NamedExpr(target=target, value=value)
                | ast.comprehension(target=target, iter=ast.Tuple(elts=[value]))
            ):
                pairs = _pair(target, value)
            case ast.Call(func=ast.Attribute(value=target, attr="append"), args=[value]):
                pairs = _pair(target, value)
            case _:
                continue
        for name, value in pairs:
            given.setdefault(name, []).append(value)
    return given


def _pair(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Which name is given which value."""
    match target, value:
        case ast.Tuple(elts=names), ast.Tuple(elts=values):
            for one, each in zip(names, values, strict=True):
                yield from _pair(one, each)
        case ast.Tuple(), ast.IfExp(body=one, orelse=other):
            yield from _pair(target, one)
            yield from _pair(target, other)
        case ast.Tuple(elts=names), ast.GeneratorExp(elt=each):
            yield from ((ast.unparse(one), each) for one in names)
        case _:
            yield ast.unparse(target), value
