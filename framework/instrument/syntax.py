"""What a person did wrong where YAML cannot be read: libyaml says what it missed, not why."""

import yaml

from framework.instrument.cuts import find_cut_in_line, shorten

_AFTER_A_CUT = {"bracket", "indent", "syntax"}


def find_mistake(text: str, error: yaml.YAMLError) -> tuple[str, int, dict[str, str]]:
    """Return the mistake behind a message of libyaml, the line to look at, and what stands there.

    As far as message and text tell; a `#` that cut a text short explains what YAML then missed.
    """
    code, line = _name(text, error)
    lines = text.split("\n")
    for near in (line, line - 1) if code in _AFTER_A_CUT else ():
        if cut := find_cut_in_line(lines[near - 1]):
            return "text_cut", near, {"cut": shorten(cut)}
    return code, line, {"found": shorten(lines[line - 1])}


def _name(text: str, error: yaml.YAMLError) -> tuple[str, int]:
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return "syntax", 1
    problem, context = error.problem or "", error.context or ""
    here, began = mark.line + 1, (error.context_mark or mark).line + 1
    before = next(iter(text.split("\n")[mark.line : here]), "")[: mark.column + 1]
    is_tab = "\t" in before and not before.strip(" \t-")
    ends_quote = "block mapping" in context and before[:-1].rstrip().endswith(("'", '"'))
    signs = (
        (is_tab, "tab", here),
        ("mapping values are not allowed" in problem, "colon", here),
        ("unexpected end of stream" in problem, "open_quote", began),
        ("parsing a flow" in context, "bracket", began),
        (ends_quote, "early_quote", here),
        ("simple key" in context, "indent", began),
        ("did not find expected" in problem, "indent", here),
    )
    code, line = next(((code, line) for holds, code, line in signs if holds), ("syntax", here))
    return code, min(line, text.rstrip().count("\n") + 1)  # what is still open at the end ends on the last written line
