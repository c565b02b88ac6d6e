"""Content that never changes once it is kept: frameworks, frozen copies, documents, snapshots of a round."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

LIBRARY = "library"
"""The owner of every framework; no stream has this id."""


class ContentKind(StrEnum):
    """What kind of content it is."""

    FRAMEWORK = "framework"
    COPY = "copy"
    DOCUMENT = "document"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True)
class Content:
    """Something kept write-once: by whom (the id of a stream, or `LIBRARY`) and under which hash.

    A framework goes by its own content hash, everything else by that of its `body`. A `name` is unique among all that
    one owner keeps. It holds opaque ids only, never the name of a person.
    """

    owner: str
    hash: str
    kind: ContentKind
    body: bytes
    name: str | None = None


def hash_body(body: bytes) -> str:
    """Return the hash that a content other than a framework goes by, its algorithm named: `sha256:` and 64 digits."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def require_hash(content: Content) -> None:
    """Raise `ValueError` where a content does not go by the hash of its body: a programming error."""
    if content.kind is not ContentKind.FRAMEWORK and content.hash != hash_body(content.body):
        raise ValueError(f"{content.kind} kept under another hash than its own: {content.hash}")
