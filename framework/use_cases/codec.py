"""Models into payloads and payloads into models: here and nowhere else. Below this only plain data travels.

A payload is what an entry, a ballot or a draft holds: JSON-ready, absent things left out.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar, cast

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from framework.assessing.kept import Aside, Choice, KeptEvidence, choice_of, read_link, with_aside, with_choice
from framework.assessing.record import (
    RECORD,
    Assessment,
    Evidence,
    FrameworkRef,
    Lens,
    Moment,
    OptionalLine,
    OptionalPassage,
    Rating,
    RatingBase,
    Scope,
    Scored,
    Unscored,
)
from framework.errors import Faults, NotWhole
from framework.instrument.kinds import CriterionId, Line, PartId
from framework.instrument.loader import LoadedFramework
from framework.instrument.model import Part
from framework.instrument.shape import build
from framework.instrument.yaml_source import Parsed
from framework.keeping.merging import NO_LIMITS, Merged, Together, merge
from framework.keeping.streams import MEMBER, Payload, Stream, StreamKind
from framework.people.membership import PANEL, TEAM, Membership, Role
from framework.people.stage import Stage

# Heads and entries of a stream, by key; one that ends in a slash is followed by the id of what it is about.
DETAILS = "details"
SETTING = "setting"
RATING = "rating/"
COMMITMENT = "commitment/"
TABLE_NOTES = "table_notes/"
OPINIONS = "opinions/"
INVITATION_DRAFT = "draft/invitation"
INVITATION = "invitation"
RESULTS = "results"
TOLD = "told"
STAGE = "stage"
INVITED = "invited/"
COMMENT = "comment/"
THREAD = "thread/"

AS_TYPED = "as_typed"
"""Where an entry keeps words that are no value yet, by the field that they were typed in; see `use_cases.as_typed`."""

# What makes one choice and is merged as one, by the beginning of the key: a level, or no level with its reason; a
# value, with what was typed since and is none.
TOGETHER = {
    RATING: (("level", "not_scored", "confidence", "reason", "when", "kept"),),
    DETAILS: (("title", AS_TYPED),),
    SETTING: (("date", AS_TYPED),),
    COMMITMENT: (("by", AS_TYPED),),
}

# How many pieces a list holds, by the beginning of the key: as many as the model allows.
MOST_EVIDENCE: int = RatingBase.model_json_schema()["properties"]["evidence"]["maxItems"]
MOST = {RATING: {"evidence": MOST_EVIDENCE}}

ROLES: Mapping[StreamKind, frozenset[Role]] = {StreamKind.PROJECT: TEAM, StreamKind.ROUND: PANEL}
"""The roles that there are in each kind of root."""

BESIDE = ("commitments", "table_notes", "opinions")
"""What a record holds beside ratings; each is left out where there is none."""

Held = TypeVar("Held", bound=Part)


class Details(Part):
    """The facts of a project. The document type belongs to each assessment."""

    title: Line
    organisation: OptionalLine = None
    summary: OptionalPassage = None


class Head(Part):
    """What never changes of an assessment, a review or a practice check: its author, lens and moment, as it has them.

    A practice check has no lens.
    """

    author: str
    lens: Lens | None = None
    moment: Moment


class Invited(Part):
    """Someone who is let into a project by a link, as a role, until a moment; the key is the hash of the link.

    `joined` is the person who came in by it.
    """

    role: Role
    expires: AwareDatetime
    joined: str | None = None
    is_revoked: bool = False


class KeptComment(Part):
    """A comment on a criterion; one that answers names the first of its `thread`. No text: it was taken away."""

    criterion: CriterionId
    thread: str | None = None
    text: OptionalPassage = None


class KeptThread(Part):
    """Whether what a thread is about is dealt with."""

    is_resolved: bool


class KeptLinks(Part):
    """The links of an open check as they are kept for whoever made them."""

    maker: str
    links: tuple[str, ...]
    lead: str | None = None


class Setting(Part):
    """What an assessment holds beside its ratings and can change: how much of the framework, of what text, and when.

    `rater` is the opaque id of whom a record names as its rater: the name stands with all that identifies people.
    """

    scope: Scope = Scope.FULL
    date: date
    document_type: PartId
    rater: str | None = None


_RATING: TypeAdapter[Scored | Unscored] = TypeAdapter(Rating)


def dump(part: Part) -> dict[str, Any]:
    """Return `part` as a payload; evidence keeps its ids."""
    return part.model_dump(mode="json", exclude_none=True, serialize_as_any=True)


def load(kind: type[Held], payload: Payload | None) -> Held:
    """Return the `kind` that `payload` holds (an absent one holds nothing); raises `NotWhole` where it holds none."""
    try:
        return kind.model_validate_json(json.dumps(payload or {}))
    except ValidationError as error:
        raise NotWhole(kind.__name__) from error


def load_each(kind: type[Held], stream: Stream, prefix: str) -> dict[str, Held]:
    """Return what stands in the entries of `stream` that begin with `prefix`, by the rest of their keys."""
    return {key: load(kind, payload) for key, payload in payloads(stream, prefix)}


def payloads(stream: Stream, prefix: str) -> Iterator[tuple[str, Payload]]:
    """Yield what stands in the entries of `stream` that begin with `prefix`, each after the rest of its key."""
    for key, entry in stream.entries.items():
        if key.startswith(prefix) and entry.payload is not None:
            yield key.removeprefix(prefix), entry.payload


def merge_entry(key: str, base: Payload | None, mine: Payload | None, theirs: Payload | None) -> Merged:
    """Return what two changes of the entry of `key` come to; see `merging.merge`."""
    most = next((limits for prefix, limits in MOST.items() if key.startswith(prefix)), NO_LIMITS)
    return merge(base, mine, theirs, together(key), most)


def together(key: str) -> Together:
    """Return the fields of the entry of `key` that make one choice."""
    return next((choices for prefix, choices in TOGETHER.items() if key.startswith(prefix)), ())


def dump_rating(rating: Scored | Unscored, new_id: Callable[[], str]) -> dict[str, Any]:
    """Return a rating as a payload in which every piece of evidence has an id: its own, or a new one.

    Raises `NotWhole` where there are more of them than it can hold: nothing could read it again.
    """
    if len(rating.evidence) > MOST_EVIDENCE:
        raise NotWhole(RATING)
    kept = [e if isinstance(e, KeptEvidence) else KeptEvidence(**dict(e), id=new_id()) for e in rating.evidence]
    return _dump_kept(rating.model_copy(update={"evidence": tuple(kept)}))


def _dump_kept(rating: Scored | Unscored) -> dict[str, Any]:
    """A rating as a payload, in which what was typed as a link is the link, an address or not: one field, one text."""
    payload = dump(rating)
    for piece in payload["evidence"]:
        if "unsound_link" in piece:
            piece["link"] = piece.pop("unsound_link")
    return payload


def entries_of(record: Assessment, new_id: Callable[[], str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every entry that keeps what a record holds, each as its own kind: its key, and its payload."""
    for criterion, rating in record.ratings.items():
        yield RATING + criterion, dump_rating(rating, new_id)
    for criterion, commitment in record.commitments.items():
        yield COMMITMENT + criterion, dump(commitment)
    for criterion, notes in record.table_notes.items():
        yield TABLE_NOTES + criterion, dump(notes)
    for number, check in enumerate(record.opinions):
        yield f"{OPINIONS}{number}", dump(check)


def load_rating(payload: Payload | None) -> Scored | Unscored:
    """Return the rating that `payload` holds, with what is kept aside of it, its evidence with the ids it has there.

    Raises `NotWhole` where it holds none.
    """
    held = dict(payload or {})
    if aside := held.pop("kept", None):
        return with_aside(load_rating(held), load(Aside, aside))
    pieces = cast(list[Mapping[str, Any]], held.get("evidence") or [])
    if not any("id" in piece for piece in pieces):
        return _rating(held)
    if len(pieces) > MOST_EVIDENCE:
        raise NotWhole(RATING)
    kept = (_load_piece(piece) for piece in pieces)
    return _rating({**held, "evidence": []}).model_copy(update={"evidence": tuple(e for e in kept if not e.is_blank)})


def _load_piece(piece: Payload) -> Evidence:
    """A piece of evidence; one with an id may hold something else than an address where its link is."""
    words = {name: text for name, text in piece.items() if name != "id"}
    if "id" not in piece:
        return load(Evidence, words)
    typed = words.pop("link", None) or ""
    link = read_link(typed)
    words |= {"unsound_link": typed} if link is None else {"link": link}
    return load(KeptEvidence, {**words, "id": piece["id"]})


def clean_rating(payload: Payload) -> dict[str, Any]:
    """Return a rating as it would be kept, also with more evidence than it can hold; raises `NotWhole`."""
    pieces = cast(list[Mapping[str, Any]], payload.get("evidence") or [])
    parts = [pieces[start : start + MOST_EVIDENCE] for start in range(0, len(pieces), MOST_EVIDENCE)]
    cleaned = [_dump_kept(load_rating({**payload, "evidence": part})) for part in parts or [[]]]
    return cleaned[0] | {"evidence": [piece for part in cleaned for piece in part["evidence"]]}


def choose(payload: Payload, choice: Choice) -> dict[str, Any]:
    """Return the payload of a rating with another choice, and all else as it is; see `with_choice`."""
    rating = load_rating({**payload, "evidence": []})
    if choice == choice_of(rating):
        return dict(payload)
    return {**dump(with_choice(rating, choice)), "evidence": payload.get("evidence", [])}


def _rating(held: Payload) -> Scored | Unscored:
    try:
        return _RATING.validate_json(json.dumps(held))
    except ValidationError as error:
        raise NotWhole(RATING) from error


def refuse_unsound(kind: type[Part], payload: Payload) -> None:
    """Raise `Faults` with everything that keeps `payload` from being a `kind`."""
    parsed = Parsed("", has_lines=False)
    build(kind, parsed, payload)
    if parsed.faults:
        raise Faults(parsed.faults)


def dump_record(record: Assessment) -> dict[str, Any]:
    """Return an assessment as the portable record: evidence without ids, no blank piece, and no empty list of it.

    A piece of which only a link was typed that is no address yet holds nothing that a record can carry.
    """
    data = record.model_dump(mode="json", exclude_none=True)
    for rating in data["ratings"].values():
        rating["evidence"] = [piece for piece in rating["evidence"] if piece]
        if not rating["evidence"]:
            del rating["evidence"]
    return {key: value for key, value in data.items() if value or key not in BESIDE}


def load_head(stream: Stream) -> Head:
    """Return the head of an assessment, a review or a practice check."""
    return load(Head, stream.head)


def load_assessment(project: Stream, stream: Stream, loaded: LoadedFramework, rater: str | None = None) -> Assessment:
    """Return the assessment of a stream as a record, without its ratings; `rater` is the name of who rated."""
    framework = loaded.framework
    reference = FrameworkRef(id=framework.id, version=framework.version, content_hash=loaded.content_hash)
    setting = {**_counting(stream, SETTING), "rater": rater}
    details = {**_counting(project, DETAILS), "document_type": setting.pop("document_type")}
    head = {name: stream.head[name] for name in ("lens", "moment")}
    record = {"record": RECORD, "framework": dump(reference), "project": details, "ratings": {}}
    return load(Assessment, record | head | setting)


def _counting(stream: Stream, key: str) -> dict[str, Any]:
    """What an entry holds, without words that are no value yet."""
    return {name: value for name, value in (stream.payload(key) or {}).items() if name != AS_TYPED}


def rater_of(stream: Stream) -> str | None:
    """Return the id of whom an assessment names as its rater; nothing where it names nobody."""
    return (stream.payload(SETTING) or {}).get("rater")


def dump_membership(membership: Membership) -> dict[str, Any]:
    """Return a membership as a payload; its key names the person."""
    return {"roles": sorted(membership.roles)}


def load_memberships(root: Stream) -> tuple[Membership, ...]:
    """Return the people of a root, in the order in which they first came."""
    return tuple(_membership(root, person, payload) for person, payload in payloads(root, MEMBER))


def load_membership(root: Stream, person: str) -> Membership | None:
    """Return the membership of `person` in a root; nothing where there is none."""
    payload = root.payload(MEMBER + person)
    return None if payload is None else _membership(root, person, payload)


def _membership(root: Stream, person: str, payload: Payload) -> Membership:
    """A role that a root of this kind does not have counts for nothing there."""
    return Membership(person, frozenset(role for role in ROLES.get(root.kind, ()) if role in payload["roles"]))


def load_stage(root: Stream) -> Stage:
    """Return the stage of a round; a root that was never moved on, a project too, is at the first."""
    payload = root.payload(STAGE)
    return Stage(payload["stage"]) if payload else Stage.SETUP
