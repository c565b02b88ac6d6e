"""A framework in another language: texts by id, counted, hashed apart, and laid over the framework.

The layout of a translation file follows the framework: every part by its id, a part with a single text written as
that text. What a translation leaves out falls back to the framework's own language, and says so: "[nl] ...".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, cast, get_args

from framework.errors import Loc
from framework.instrument.hashing import take_hash
from framework.instrument.kinds import LANGUAGE
from framework.instrument.model import Framework, Part
from framework.instrument.shape import build_text
from framework.instrument.yaml_source import Parsed

Texts = Mapping[Loc, str | tuple[str, ...]]
_HEADS = {"language"}


@dataclass(frozen=True, slots=True)
class Translation:
    """The texts of one framework in `language`, by their place."""

    language: str
    texts: Texts
    wanted: int

    @property
    def coverage(self) -> Fraction:
        """The share of the framework's texts that is translated, 0 to 1 (a framework always has texts)."""
        return Fraction(len(self.texts), self.wanted)

    @property
    def content_hash(self) -> str:
        """A hash of the translated texts alone: adding a translation changes no hash of the framework."""
        return take_hash(sorted(([*map(str, place)], text) for place, text in self.texts.items()))


def texts_of(framework: Framework) -> dict[Loc, str | tuple[str, ...]]:
    """Return every text of `framework` that people read, by its place in a translation file."""
    return {place: getattr(part, name) for place, part, name in _fields_of(framework)}


def text_kind(part: type[Part], name: str) -> Any:
    """Return the kind of text (see `words`) that the field `name` of `part` holds, alone, optionally or as a list."""
    field = part.model_fields[name]
    inner = get_args(field.annotation)
    return inner[0] if inner else Annotated[cast(Any, field.annotation), *field.metadata]


def is_single(part: type[Part]) -> bool:
    """Whether a translation writes `part` as its one text, without keys."""
    return len(part.TEXTS) == 1 and not part.PARTS


def _fields_of(framework: Framework) -> Iterator[tuple[Loc, Part, str]]:
    yield from _fields(framework, ())
    for phase in framework.phases:
        yield from _fields(phase, ("phases", phase.id))
    for criterion in framework.criteria:
        yield from _fields(criterion, ("criteria", criterion.id))


def _fields(part: Part, at: Loc) -> Iterator[tuple[Loc, Part, str]]:
    for name in part.TEXTS:
        if getattr(part, name):
            yield (at if is_single(type(part)) else (*at, name)), part, name
    for name in part.PARTS:
        for place, child in _children(part, name):
            yield from _fields(child, (*at, *place))


def _children(part: Part, name: str) -> Iterator[tuple[Loc, Part]]:
    held = getattr(part, name)
    if isinstance(held, Part):
        yield (name,), held
    else:
        for child in held:
            yield (name, str(getattr(child, child.KEY))), child


def read_translation(parsed: Parsed, framework: Framework, language: str) -> Translation:
    """Read the translation in `parsed`, of the file named for `language`; its faults are noted in `parsed`.

    Faults: no language, one other than the file name says, the framework's own language, a text that belongs to
    nothing in the framework (an orphan), a text that is not sound for its kind, and a list where one text is
    wanted or the reverse.
    """
    wanted = {place: (part, name) for place, part, name in _fields_of(framework)}
    if not isinstance(parsed.data, dict):
        parsed.fault("not_mapping")
        return Translation(language, {}, len(wanted))
    data = cast(dict[str, Any], parsed.data)
    if "language" not in data:
        parsed.fault("missing_key", key="language")
    elif data["language"] != language:
        parsed.fault("other_language", ("language",), found=str(data.get("language")), wanted=language)
    elif not re.fullmatch(LANGUAGE, language):
        parsed.fault("bad_language", ("language",), value=language)
    elif language == framework.language:
        parsed.fault("own_language", ("language",), language=language)
    texts: dict[Loc, str | tuple[str, ...]] = {}
    for key, value in data.items():
        if key not in _HEADS:
            _collect(parsed, wanted, (key,), value, texts)
    return Translation(language, texts, len(wanted))


def _collect(
    parsed: Parsed,
    wanted: Mapping[Loc, tuple[Part, str]],
    at: Loc,
    value: object,
    texts: dict[Loc, str | tuple[str, ...]],
) -> None:
    part, name = wanted.get(at, (None, ""))
    if part is None and not any(place[: len(at)] == at for place in wanted):
        parsed.fault("orphan", at)
    elif part is None:
        if isinstance(value, dict):
            for key, inner in cast(dict[str, Any], value).items():
                _collect(parsed, wanted, (*at, key), inner, texts)
        else:
            parsed.fault("not_mapping", at)
    elif not isinstance(getattr(part, name), tuple):
        if text := build_text(text_kind(type(part), name), parsed, value, at):
            texts[at] = text
    elif isinstance(value, list) and value:
        items = enumerate(cast(list[object], value))
        found = [build_text(text_kind(type(part), name), parsed, item, (*at, place)) for place, item in items]
        texts[at] = tuple(text for text in found if text)
    elif at not in parsed.broken:
        parsed.fault("not_list_of_texts", at)


def localise(framework: Framework, translation: Translation) -> Framework:
    """Return `framework` with its texts in the language of `translation`; what is missing shows as "[nl] ...".

    Ids, levels, weights and gates are untouched, so it scores the same. Its hashes must be taken before, not after.
    """

    def over(part: Part, at: Loc) -> Any:
        changes: dict[str, Any] = {}
        for name in part.TEXTS:
            if own := getattr(part, name):
                place = at if is_single(type(part)) else (*at, name)
                changes[name] = translation.texts.get(place) or _marked(own, framework.language)
        for name in part.PARTS:
            held = [over(child, (*at, *place)) for place, child in _children(part, name)]
            changes[name] = held[0] if isinstance(getattr(part, name), Part) else tuple(held)
        return part.model_copy(update=changes)

    phases = tuple(
        over(phase, ("phases", phase.id)).model_copy(
            update={"criteria": tuple(over(c, ("criteria", c.id)) for c in phase.criteria)}
        )
        for phase in framework.phases
    )
    # not model_copy, which would keep what `framework` has cached: its criteria in its own language
    return Framework.made_of(over(framework, ()), phases=phases)


def _marked(text: str | tuple[str, ...], language: str) -> str | tuple[str, ...]:
    return tuple(f"[{language}] {t}" for t in text) if isinstance(text, tuple) else f"[{language}] {text}"
