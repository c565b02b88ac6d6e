"""A framework in another language: texts by id, counted, hashed apart, and laid over the framework.

The layout of a translation file follows the framework: every part by its id, a part with a single text written as
that text. What a translation leaves out falls back to the framework's own language, and says so: "[nl] ...".
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from framework.errors import Loc
from framework.model import Framework, Part
from framework.source import Parsed

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
        plain = [[*map(str, place), text] for place, text in sorted(self.texts.items(), key=lambda item: str(item[0]))]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def texts_of(framework: Framework) -> dict[Loc, str | tuple[str, ...]]:
    """Return every text of `framework` that people read, by its place in a translation file."""
    places = dict(_texts(framework, ()))
    for phase in framework.phases:
        places.update(_texts(phase, ("phases", phase.id)))
    for criterion in framework.criteria:
        places.update(_texts(criterion, ("criteria", criterion.id)))
    return places


def _texts(part: Part, at: Loc) -> Iterator[tuple[Loc, str | tuple[str, ...]]]:
    for name in part.TEXTS:
        text = getattr(part, name)
        if text:
            yield (at if _is_single(part) else (*at, name)), text
    for name in part.PARTS:
        for place, child in _children(part, name):
            yield from _texts(child, (*at, *place))


def _is_single(part: Part) -> bool:
    return len(part.TEXTS) == 1 and not part.PARTS


def _children(part: Part, name: str) -> Iterator[tuple[Loc, Part]]:
    held = getattr(part, name)
    if isinstance(held, Part):
        yield (name,), held
    else:
        for child in held:
            yield (name, str(getattr(child, child.KEY))), child


def read_translation(parsed: Parsed, framework: Framework, language: str) -> Translation:
    """Read the translation in `parsed`, of the file named for `language`; its faults are noted in `parsed`.

    Faults: another language than the file name says, the framework's own language, a text that belongs to nothing
    in the framework (an orphan), a text that is not text, or a list where one text is wanted and the reverse.
    """
    wanted = texts_of(framework)
    if not isinstance(parsed.data, dict):
        parsed.fault("not_mapping")
        return Translation(language, {}, len(wanted))
    data = cast(dict[str, Any], parsed.data)
    if data.get("language") != language:
        parsed.fault("other_language", ("language",), found=str(data.get("language")), wanted=language)
    if language == framework.language:
        parsed.fault("own_language", ("language",), language=language)
    texts: dict[Loc, str | tuple[str, ...]] = {}
    for key, value in data.items():
        if key not in _HEADS:
            _collect(parsed, wanted, (key,), value, texts)
    return Translation(language, texts, len(wanted))


def _collect(parsed: Parsed, wanted: Texts, at: Loc, value: object, texts: dict[Loc, str | tuple[str, ...]]) -> None:
    own = wanted.get(at)
    if own is None and not any(place[: len(at)] == at for place in wanted):
        parsed.fault("orphan", at)
    elif own is None:
        if isinstance(value, dict):
            for key, inner in cast(dict[str, Any], value).items():
                _collect(parsed, wanted, (*at, key), inner, texts)
        else:
            parsed.fault("not_mapping", at, key=at[-1], value=str(value))
    elif isinstance(own, tuple):
        items = cast(list[object], value) if isinstance(value, list) else []
        if items and all(isinstance(item, str) and item for item in items):
            texts[at] = tuple(cast(list[str], items))
        elif at not in parsed.broken:
            parsed.fault("not_list_of_texts", at)
    elif isinstance(value, str) and value.strip():
        texts[at] = value.strip()
    elif at not in parsed.broken:
        parsed.fault("not_text", at, key=at[-1], value=json.dumps(value, ensure_ascii=False))


def localise(framework: Framework, translation: Translation) -> Framework:
    """Return `framework` with its texts in the language of `translation`; what is missing shows as "[nl] ...".

    Ids, levels, weights and gates are untouched, so it scores the same. Its hashes must be taken before, not after.
    """

    def over(part: Part, at: Loc) -> Any:
        changes: dict[str, Any] = {}
        for name in part.TEXTS:
            if own := getattr(part, name):
                place = at if _is_single(part) else (*at, name)
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
    return cast(Framework, over(framework, ()).model_copy(update={"phases": phases}))


def _marked(text: str | tuple[str, ...], language: str) -> str | tuple[str, ...]:
    return tuple(f"[{language}] {t}" for t in text) if isinstance(text, tuple) else f"[{language}] {text}"
