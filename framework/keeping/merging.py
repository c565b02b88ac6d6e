"""Two people changed one entry: both changes merged, without reading what they mean.

The keys of a payload are its *fields*. In a list of mappings that each have an `id` every piece is a field of its own,
so that two people who each add one lose none. Fields that make one choice are taken together or not at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard, cast

from framework.keeping.streams import Payload

Together = Sequence[Collection[str]]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """What two changes come to. A field is named by its key, a piece of a list by `key/id`, a choice by its first key.

    `here` and `there` name what each side changed, `conflicts` what both changed to different values. `keep_mine` and
    `keep_theirs` hold all that does not conflict, and one side of what does; without conflicts they
    are the same.
    """

    keep_mine: Payload | None
    keep_theirs: Payload | None
    here: frozenset[str]
    there: frozenset[str]
    conflicts: tuple[str, ...] = ()

    @property
    def payload(self) -> Payload | None:
        """The outcome; where there are conflicts, the one that changes nothing of theirs."""
        return self.keep_theirs


def merge(base: Payload | None, mine: Payload | None, theirs: Payload | None, together: Together = ()) -> Merged:
    """Return what two changes of `base` come to: what one side changed is as that side made it.

    `together` names the fields that make one choice. An absent payload was taken away, or is not there yet; what one
    side took away and the other changed conflicts. House rule (DESIGN section 10).
    """
    lists = _find_lists(base, mine, theirs)
    was, ours, other = (_flatten(payload, lists, together) for payload in (base, mine, theirs))
    here, there = _differences(was, ours), _differences(was, other)
    if mine in (base, theirs):
        return Merged(theirs, theirs, here, there)
    if theirs == base:
        return Merged(mine, mine, here, there)
    if base is not None and (mine is None or theirs is None):
        return Merged(mine, theirs, here, there, tuple(sorted(there if mine is None else here)))
    conflicts = here & there & _differences(ours, other)
    ids = {key: _order(*(_ids(payload, key) for payload in (base, mine, theirs))) for key in lists}
    mostly_theirs = {name: (other if name in there else ours).get(name, _ABSENT) for name in was | ours | other}
    mostly_mine = {name: ours.get(name, _ABSENT) if name in conflicts else v for name, v in mostly_theirs.items()}
    kept = [_unflatten(flat, ids, together) for flat in (mostly_mine, mostly_theirs)]
    return Merged(kept[0], kept[1], here, there, tuple(sorted(conflicts)))


def compare(mine: Payload | None, theirs: Payload | None, together: Together = ()) -> Merged:
    """Return what two versions come to whose base nobody knows: all that differs conflicts."""
    lists = _find_lists(mine, theirs)
    differ = _differences(*(_flatten(payload, lists, together) for payload in (mine, theirs)))
    return Merged(mine, theirs, differ, differ, tuple(sorted(differ)))


def part(payload: Payload | None, name: str, together: Together = ()) -> Any:
    """Return what `payload` holds under the name of a conflict: a value, a piece, or the fields of a choice."""
    return _flatten(payload, _find_lists(payload), together).get(name)


def _find_lists(*payloads: Payload | None) -> list[str]:
    """The fields that hold pieces with ids in every payload that has them."""
    held: dict[str, list[Any]] = {}
    for payload in payloads:
        for key, value in (payload or {}).items():
            held.setdefault(key, []).append(value)
    return [key for key, values in held.items() if any(values) and all(_is_of_pieces(value) for value in values)]


def _is_of_pieces(value: Any) -> TypeGuard[list[Mapping[str, Any]]]:
    if not isinstance(value, list | tuple):
        return False
    items = cast(Sequence[Any], value)
    ids = [cast(Mapping[str, Any], item).get("id") for item in items if isinstance(item, Mapping)]
    return all(isinstance(each, str) for each in ids) and len(set(ids)) == len(items)


def _flatten(payload: Payload | None, lists: Sequence[str], together: Together) -> dict[str, Any]:
    """Every field by its name."""
    flat = dict[str, Any]()
    firsts = {key: next(iter(choice)) for choice in together for key in choice}
    for key, value in (payload or {}).items():
        if key in lists:
            flat |= {f"{key}/{piece['id']}": piece for piece in value}
        elif key in firsts:
            flat.setdefault(firsts[key], {})[key] = value
        else:
            flat[key] = value
    return flat


def _unflatten(flat: Mapping[str, Any], ids: Mapping[str, Sequence[str]], together: Together) -> dict[str, Any]:
    flat = {name: value for name, value in flat.items() if value is not _ABSENT}
    firsts = {next(iter(choice)) for choice in together}
    pieces = {f"{key}/{each}": key for key in ids for each in ids[key]}
    payload = dict[str, Any]()
    for name, value in flat.items():
        if name in firsts:
            payload |= value
        elif name not in pieces:
            payload[name] = value
    return payload | {key: [flat[name] for name in _names(key, ids[key]) if name in flat] for key in ids}


def _names(key: str, ids: Sequence[str]) -> Iterator[str]:
    return (f"{key}/{each}" for each in ids)


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(n for n in one.keys() | other.keys() if (n in one, one.get(n)) != (n in other, other.get(n)))


def _ids(payload: Payload | None, key: str) -> list[str]:
    return [piece["id"] for piece in (payload or {}).get(key) or ()]


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """All ids: first those of `base` in the order of whoever moved them (as they were, if both did), then the new ones.

    The new ones stand by their place among those of their side, so that it does not matter which side asks.
    """
    orders = [[each for each in side if each in base] for side in (mine, theirs)]
    moved = [order for order in orders if order != [each for each in base if each in order]]
    first = list(dict.fromkeys([*(moved[0] if len(moved) == 1 else base), *base]))
    new = sorted(
        (place, each) for side in (mine, theirs) for place, each in enumerate(e for e in side if e not in base)
    )
    return list(dict.fromkeys([*first, *(each for _, each in new)]))
