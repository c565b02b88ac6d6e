"""Two people changed one entry: both changes merged, without reading what they mean.

The keys of a payload are its *fields*. In a list of mappings that each have an `id` every piece is a field of its own,
so that two people who each add one lose none. Fields that make one choice are taken together or not at all.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard, cast

from framework.keeping.streams import Payload

Together = Sequence[Collection[str]]
NO_LIMITS: Mapping[str, int] = {}
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Merged:
    """What two changes come to. A field is named by its key, a piece of a list by `key/id`, a choice by its first key.

    `here` and `there` name what each side changed, `conflicts` what both changed to different values. `keep_mine` and
    `keep_theirs` hold all that does not conflict, and of what does the one side or the other; without conflicts they
    are the same. Without conflicts `left_out` names the pieces of `mine` for which there is no room beside
    those of `theirs`.
    """

    keep_mine: Payload | None
    keep_theirs: Payload | None
    here: frozenset[str]
    there: frozenset[str]
    conflicts: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()

    @property
    def payload(self) -> Payload | None:
        """The outcome; where there are conflicts, the one that changes nothing of theirs."""
        return self.keep_theirs


def merge(
    base: Payload | None,
    mine: Payload | None,
    theirs: Payload | None,
    together: Together = (),
    most: Mapping[str, int] = NO_LIMITS,
) -> Merged:
    """Return what two changes of `base` come to: what one side changed is as that side made it.

    `together` names the fields that make one choice, `most` how many pieces a list holds. An absent payload was taken
    away, or is not there yet; what one side took away and the other changed conflicts. House rule (DESIGN section 10).
    """
    lists = _find_lists(base, mine, theirs)
    was, ours, other = (_flatten(payload, lists, together) for payload in (base, mine, theirs))
    here, there = _differences(was, ours), _differences(was, other)
    if mine in (base, theirs):
        return Merged(theirs, theirs, here, there)
    conflicts = here & there & _differences(ours, other)
    if theirs == base:
        kept = [mine, mine]
    elif base is not None and (mine is None or theirs is None):
        kept, conflicts = [mine, theirs], there if mine is None else here
    else:
        ids = {key: list(dict.fromkeys([*_ids(theirs, key), *_ids(mine, key)])) for key in lists}
        mostly_theirs = {name: (other if name in there else ours).get(name, _ABSENT) for name in was | ours | other}
        mostly_mine = {name: ours.get(name, _ABSENT) if name in conflicts else v for name, v in mostly_theirs.items()}
        kept = [_unflatten(flat, ids, together) for flat in (mostly_mine, mostly_theirs)]
    kept = [None if payload is None else arrange(payload, theirs) for payload in kept]
    left_out = frozenset[str]() if conflicts else frozenset(_find_surplus(kept[1], most))
    kept = [None if payload is None else without(payload, left_out) for payload in kept]
    return Merged(kept[0], kept[1], here, there, tuple(sorted(conflicts)), left_out)


def arrange(payload: Payload, like: Payload | None) -> dict[str, Any]:
    """Return `payload` with its pieces in the order in which `like` has them, and those that it has not after them."""
    arranged = dict(payload)
    for key in _find_lists(payload, like):
        places = {each: place for place, each in enumerate(_ids(like, key))}
        if key in arranged:
            arranged[key] = sorted(arranged[key], key=lambda piece, of=places: of.get(piece["id"], len(of)))
    return arranged


def without(payload: Payload, left_out: Collection[str]) -> dict[str, Any]:
    """Return `payload` without the pieces that `left_out` names."""
    fitting = dict(payload)
    for key in _find_lists(payload):
        fitting[key] = [piece for piece in fitting[key] if f"{key}/{piece['id']}" not in left_out]
    return fitting


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


def _find_surplus(payload: Payload | None, most: Mapping[str, int]) -> Iterator[str]:
    """The pieces after the last for which there is room."""
    for key in _find_lists(payload):
        yield from _names(key, _ids(payload, key)[most[key] :] if key in most else ())
