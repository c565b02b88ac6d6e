"""YAML text into plain data that still knows its lines; every trap of YAML is a fault, named, and nothing is guessed.

Built on PyYAML's event stream (libyaml), not on its constructors: nothing is instantiated, nesting costs no recursion,
and every key and item keeps the line it stands on.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml
from yaml import events

from framework.errors import Fault, Loc
from framework.instrument.cuts import Cut, find_cut
from framework.instrument.syntax import find_mistake

MEBIBYTE = 1024 * 1024
MOST_BYTES = MEBIBYTE
DEEPEST = 20
_LOADER = cast(Any, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_RESOLVERS = cast(dict[str, list[tuple[str, re.Pattern[str]]]], yaml.SafeLoader.yaml_implicit_resolvers)
_DROPPED = "\x00"  # the key of a value that a fault has already thrown away; `_key` lets no other key be this
# What libyaml refuses, or takes for a line end where editors see none.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


MOST_FAULTS = 200
"""In one text: more than anybody reads, and few enough to find at once."""


@dataclass(slots=True)
class Parsed:
    """What one YAML text holds: `data`, the line of every place in it, and the faults met on the way.

    `broken` places hold a fault already, so that nobody reports them twice. `cuts` are the places where a comment may
    have been meant as text. `complete` is false when the text could
    not be read to its end; then there is no data. `has_lines` is false for JSON, whose faults name places only.
    """

    file: str
    data: Any = None
    lines: dict[Loc, int] = field(default_factory=dict[Loc, int])
    faults: list[Fault] = field(default_factory=list[Fault])
    broken: set[Loc] = field(default_factory=set[Loc])
    cuts: dict[Loc, Cut] = field(default_factory=dict[Loc, Cut])
    complete: bool = True
    has_lines: bool = True

    @property
    def is_full(self) -> bool:
        """Whether so many faults were noted that it said there are more: nobody need look for those."""
        return len(self.faults) > MOST_FAULTS

    def line(self, loc: Loc) -> int:
        """Return the line of `loc`, or of the nearest place around it that has one; line 1 for the whole file."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    def where(self, loc: Loc) -> str:
        """Show `loc` to a person: a part by its id where it has one, else by its place counted from 1."""
        shown: list[str] = []
        here: object = self.data
        for step in loc:
            try:
                here = cast(Any, here)[step]
            except (LookupError, TypeError):
                here = None
            if isinstance(step, str):
                shown.append(step)
                continue
            identifier = cast(dict[str, Any], here).get("id") if isinstance(here, dict) else None
            within = shown.pop() if shown else ""
            shown.append(identifier if isinstance(identifier, str) else f"{within} {step + 1}".strip())
        return ", ".join(shown)

    def note(self, code: str, loc: Loc, details: Mapping[str, object], line: int | None = None) -> None:
        """Note a fault at `loc`, on `line` where that is more exact than the place; none beyond `MOST_FAULTS`."""
        if self.is_full:
            return
        if len(self.faults) == MOST_FAULTS:
            self.faults.append(Fault("and_more", file=self.file))
            return
        line = (line or self.line(loc)) if self.has_lines else None
        self.faults.append(Fault(code, details, self.file, line, self.where(loc)))

    def in_order(self) -> list[Fault]:
        """Return the faults by their lines; that there are more comes last."""
        first, more = self.faults[:MOST_FAULTS], self.faults[MOST_FAULTS:]
        return [*sorted(first, key=lambda fault: fault.line or 1), *more]

    def fault(self, code: str, loc: Loc = (), line: int | None = None, **details: object) -> None:
        """Note a fault as `note` does, its details written out."""
        self.note(code, loc, details, line)

    def fail(self, code: str, line: int = 1, **details: object) -> "Parsed":
        """Note a fault that makes the text unreadable; what was read is dropped, so that nobody judges half a file."""
        self.data, self.complete = None, False
        self.note(code, (), details, line)
        return self


def read_yaml(path: Path, folder: Path | None = None) -> Parsed:
    """Read one YAML file of at most 1 MiB of UTF-8, inside `folder` when that is given, into `Parsed`.

    Faults name the file as `path` does: absent, unreadable, no plain file, too large, a link out of the folder, not
    UTF-8, a byte order mark, control characters, and all of `parse_yaml`. House rule.
    """
    shown_as = str(path)
    parsed = Parsed(shown_as)
    try:
        if folder is not None and not path.resolve().is_relative_to(folder.resolve()):
            return parsed.fail("link_outside")
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe or a device could go on for ever
            return parsed.fail("no_plain_file")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except RuntimeError:  # how `resolve` reports a link that leads to itself
        return parsed.fail("link_in_circle")
    except OSError as error:
        return parsed.fail("unreadable" if path.exists() else "absent", reason=error.strerror or "")
    text = decode(raw, shown_as)
    return text if isinstance(text, Parsed) else parse_yaml(text, shown_as)


def decode(raw: bytes, shown_as: str, most: int = MOST_BYTES) -> str | Parsed:
    """Return `raw` as text; as `Parsed` with the fault where it is over `most`, not UTF-8, or opens with a BOM."""
    parsed = Parsed(shown_as)
    if len(raw) > most:
        return parsed.fail("too_large", most=most // MEBIBYTE)
    if raw.startswith(b"\xef\xbb\xbf"):
        return parsed.fail("byte_order_mark")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return parsed.fail("not_utf8", raw.count(b"\n", 0, error.start) + 1, byte=f"0x{raw[error.start]:02X}")


def parse_yaml(text: str, shown_as: str) -> Parsed:
    """Parse one YAML document into plain data: mappings, lists, text, whole numbers, decimals, true, false, nothing.

    Keys are always text. Faults: syntax, tabs, duplicate keys, anchors, aliases, merge keys, tags, more than one
    document, nesting deeper than 20, and plain values that YAML reads differently from people (`no`, `010`, `1_000`,
    `1:30`, `.inf`). Source: YAML 1.1; House rule.
    """
    parsed = Parsed(shown_as)
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        return parsed.fail("control_character", line, sign=f"U+{ord(control[0]):04X}")
    try:
        _Builder(parsed, text).build(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        code, line, details = find_mistake(text, error)
        return parsed.fail(code, line, **details)
    return parsed


@dataclass(slots=True)
class _Level:
    """One open mapping or list while building; `key` is the key that waits for its value, at a column of its own."""

    value: dict[str, Any] | list[Any]
    loc: Loc
    key: str | None = None
    column: int = 0


class _Builder:
    """Turns events into data. One use."""

    def __init__(self, parsed: Parsed, text: str) -> None:
        self.parsed = parsed
        self.text = text
        self.open: list[_Level] = []

    def build(self, stream: Iterator[events.Event]) -> None:
        documents = 0
        for event in stream:
            line = cast(Any, event.start_mark).line + 1
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.parsed.fail("second_document", line)
                    return
            elif isinstance(event, events.AliasEvent):
                self._add("", line, trap="alias", name=event.anchor)
            elif isinstance(event, events.MappingStartEvent | events.SequenceStartEvent):
                if not self._enter({} if isinstance(event, events.MappingStartEvent) else [], event, line):
                    return
            elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
                self.open.pop()
            elif isinstance(event, events.ScalarEvent):
                self._scalar(event, line)

    def _enter(self, value: dict[str, Any] | list[Any], event: Any, line: int) -> bool:
        if len(self.open) == DEEPEST:
            self.parsed.fail("too_deep", line, most=DEEPEST)
            return False
        loc = self._add(value, line)
        self._refuse_marks(event, line)
        self.open.append(_Level(value, loc))
        return True

    def _refuse_marks(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self.parsed.fault("anchor", (), line, name=event.anchor)
        if event.tag is not None:
            self.parsed.fault("tag", (), line, name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: events.ScalarEvent, line: int) -> None:
        level = self.open[-1] if self.open else None
        self._refuse_marks(event, line)
        column = cast(Any, event.start_mark).column
        if level is not None and isinstance(level.value, dict) and level.key is None:
            level.column = column
            self._key(level, event, line)
            return
        text = event.value
        if event.style:  # quoted or block: what stands there is what is meant
            self._add(text, line)
            return
        value, trap = _plain(text)
        within = level.column if level and isinstance(level.value, dict) else column - 1
        cut = find_cut(self.text, event, within)
        loc = self._add(value, line, trap=trap, text=text)
        if cut and _DROPPED not in loc:
            self.parsed.cuts[loc] = cut

    def _key(self, level: _Level, event: events.ScalarEvent, line: int) -> None:
        level.key, loc = event.value, (*level.loc, event.value)
        if _CONTROL.search(event.value):
            self.parsed.fault("key_not_text", level.loc, line)
            level.key = _DROPPED
        elif level.key == "<<" and not event.style:
            self.parsed.fault("merge_key", level.loc, line)
            level.key = _DROPPED
        elif level.key in level.value:
            self.parsed.fault("duplicate_key", level.loc, line, key=level.key, first=self.parsed.line(loc))
            level.key = _DROPPED
        else:
            self.parsed.lines[loc] = line

    def _add(self, value: Any, line: int, trap: str | None = None, **details: object) -> Loc:
        """Put `value` where it belongs and return its place."""
        loc: Loc = ()
        if not self.open:
            self.parsed.data = value
        elif isinstance((level := self.open[-1]).value, list):
            loc = (*level.loc, len(level.value))
            level.value.append(value)
            self.parsed.lines[loc] = line
        elif level.key is None:
            self.parsed.fault("key_not_text", level.loc, line)
            level.key = _DROPPED
            return (*level.loc, _DROPPED)
        else:
            loc = (*level.loc, level.key)
            if level.key != _DROPPED:
                level.value[level.key] = value
            level.key = None
        if trap and _DROPPED not in loc:
            self.parsed.broken.add(loc)
            self.parsed.note(trap, loc, details, line)
        return loc


def _plain(text: str) -> tuple[Any, str | None]:
    """Read an unquoted value; also return the trap it fell into, if any."""
    tag = next((t for t, pattern in _RESOLVERS.get(text[:1], []) if pattern.match(text)), "tag:yaml.org,2002:str")
    match tag.rpartition(":")[2]:
        case "null":
            return None, None
        case "bool":
            return (text == "true", None) if text in ("true", "false") else (text, "word_as_bool")
        case "int":
            return (int(text), None) if re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", text) else (text, "odd_number")
        case "float":
            return (float(text), None) if re.fullmatch(r"-?[0-9]{1,17}\.[0-9]{1,17}", text) else (text, "odd_number")
        case "timestamp":
            return text, None if _is_day(text) else "odd_date"
        case _:
            return text, None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
