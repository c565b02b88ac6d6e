"""Streamlit reads Markdown in every label: there stand only texts of the catalogue, and others through `as_written`."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.server import ROOT
from tests.ui.source import UI, Given, find_given, functions_in, read

# What of Streamlit takes a label, and by which names it takes more that is read as Markdown.
LABELLED = {
    *("button", "checkbox", "download_button", "expander", "file_uploader", "header", "popover", "radio", "selectbox"),
    *("multiselect", "number_input", "page_link", "segmented_control", "spinner", "subheader", "text_area"),
    *("text_input", "title", "toggle"),
}
CHOICES = {
    "multiselect",
    "radio",
    "segmented_control",
    "selectbox",
}  # whose options are shown as they are, or formatted
UNNAMED = {"page_link"}  # whose first argument is no label
NAMED = {"body", "captions", "format_func", "help", "label"}
NEVER = {
    "caption",
    "error",
    "info",
    "markdown",
    "metric",
    "success",
    "tabs",
    "toast",
    "warning",
    "write",
}  # `draw` does
OUTSIDE = {"_log", "log", "widgets"}  # other modules that have a function of such a name
PLAIN = {"checks", "level", "minutes", "n", "number", "of", "suffix"}  # numbers, and the ending of a file
OURS = {"name", "name_choice"}  # make a name of texts of the catalogue alone
Function = ast.FunctionDef | ast.Module


@dataclass
class Reader:
    """Whether what a function hands to Streamlit is read as it was written."""

    given: Given
    labelled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, function: Function) -> "Reader":
        """A reader that knows what the names of a function stand for."""
        parameters = function.args.args if isinstance(function, ast.FunctionDef) else []
        return cls(find_given(function), frozenset(each.arg for each in parameters if each.arg == "label"))

    def is_safe(self, node: ast.expr) -> bool:
        """Whether the text that `node` makes is of the catalogue, or was escaped."""
        match node:
            case ast.Constant():
                return True
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments, keywords=details):
                inside = node.func.value if isinstance(node.func, ast.Attribute) else None
                return self._is_safe_call(name, arguments, details, inside)
            case ast.JoinedStr(values=parts):
                return all(_is_plain(part) or self.is_safe(part) for part in parts)
            case ast.Name(id=name):
                inner = Reader({key: value for key, value in self.given.items() if key != name}, self.labelled)
                is_known = name.isupper() or name in self.labelled
                return is_known or (name in self.given and all(map(inner.is_safe, self.given[name])))
            case _:
                inside = _inside(node)
                return bool(inside) and all(map(self.is_safe, inside))

    def _is_safe_call(
        self, name: str, arguments: list[ast.expr], details: list[ast.keyword], inside: ast.expr | None
    ) -> bool:
        if name == "capitalize":
            return inside is not None and self.is_safe(inside)
        if name == "t":
            return all(each.arg in PLAIN or self.is_safe(each.value) for each in details) and len(arguments) == 1
        return name in {"as_written", "len"} | OURS


def _inside(node: ast.expr) -> tuple[ast.expr, ...]:
    """What a text is made of, where it stands in a function, a list or a choice."""
    match node:
        case ast.Lambda(body=inner) | ast.ListComp(elt=inner) | ast.FormattedValue(value=inner):
            return (inner,)
        case ast.IfExp(body=one, orelse=other):
            return one, other
        case _:
            return ()


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name) and node.value.id in PLAIN


def find_labels(function: Function, places: Mapping[str, int]) -> Iterator[tuple[int, str, ast.expr]]:
    """Every text that a function hands over as a label, with its line and what it is handed to."""
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id=whose), attr=name) if name in NEVER and whose not in OUTSIDE:
                yield node.lineno, name, ast.Name("nobody's")
            case ast.Attribute(attr=name) if name in LABELLED:
                named = [each.value for each in node.keywords if each.arg in NAMED]
                is_formatted = any(each.arg == "format_func" for each in node.keywords)
                options = node.args[1:2] if name in CHOICES and not is_formatted else []
                labels = [*node.args[: name not in UNNAMED], *options, *named]
                yield from ((node.lineno, name, each) for each in labels)
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in places and len(node.args) > places[name]:
                yield node.lineno, name, node.args[places[name]]
            case _:
                pass


def handed_on(tree: ast.Module) -> dict[str, int]:
    """Our own functions that hand on a label as they got it, and in which place they get it."""
    found = dict[str, int]()
    for function in functions_in(tree):
        names = [each.arg for each in function.args.args if each.arg != "self"]
        labels = [ast.unparse(label) for _, _, label in find_labels(function, {})]
        if "label" in names and "label" in labels:
            found[function.name] = names.index("label")
    return found


SHARED = {name: at for path in UI for name, at in handed_on(read(path)).items() if not name.startswith("_")}


def unsafe(tree: ast.Module) -> list[str]:
    places = SHARED | handed_on(tree)
    return [
        f"line {line}: {name} {ast.unparse(label)}"
        for function in functions_in(tree)
        for line, name, label in find_labels(function, places)
        if not Reader.of(function).is_safe(label)
    ]


@pytest.mark.parametrize("path", UI, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_label_is_of_the_catalogue_or_was_escaped(path: Path) -> None:
    assert unsafe(read(path)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "st.title(criterion.title)",
        "st.header(f'{number}. {phase.title}')",
        "st.button(t('ui.take', title=criterion.title))",
        "st.radio(t('ui.which'), kinds, format_func=lambda kind: kinds[kind].label)",
        "st.radio(t('ui.which'), [t(name) for name in names], captions=[kind.explanation for kind in kinds])",
        "words = project.title; st.expander(words)",
        "st.text_area(as_written(label), help=criterion.why)",
        "column.button(project.title)",
        "download(session, project.title, make)",
        "st.markdown(as_written(text))",
        "column.markdown(as_written(text))",
        "st.title(project.title.capitalize())",
        "st.radio(t('ui.which'), [each.title for each in criteria])",
        "st.segmented_control(t('ui.which'), titles)",
        "st.toggle(project.title)",
    ],
)
def test_label_that_could_be_read_as_markdown_is_found(planted: str) -> None:
    assert len(unsafe(ast.parse(f"def show(label):\n  {planted}"))) == 1
