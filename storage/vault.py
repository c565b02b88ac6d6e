"""The key that closes the ballot box of a database, and what the database knows of it: a mark, which opens nothing."""

import hashlib
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, exists, select, update

from framework.errors import Unavailable
from framework.keeping.streams import Payload
from framework.keeping.upcasting import SCHEMA
from storage.secret import Secret
from storage.statements import insert_into
from storage.tables import ballots, marks

_NONCE, _EVEN = 12, 2_048  # bytes
_OF_KEY = "answer_key"
_MARK = select(marks.c.value).where(marks.c.name == _OF_KEY)
_SEALED = select(exists().where(ballots.c.stream.is_not(None)))


def take_key(connection: Connection, secret: Secret) -> bytes:
    """Return the key that closes the box; the first is marked in the database, and no answer is sealed under another.

    A key is made where there is none and no answers lie sealed. Raises `Unavailable`: no_key (answers lie sealed and
    their key is gone), other_key (they lie sealed under another).
    """
    key = secret.find()
    if key is not None and connection.scalar(_MARK) == _mark_of(key):
        return key
    if trouble := find_trouble(connection, secret):
        raise trouble
    key = secret.make()
    _mark(connection, _mark_of(key))
    return key


def find_trouble(connection: Connection, secret: Secret) -> Unavailable | None:
    """Return why the answers that lie sealed cannot be opened: no_key or other_key; nothing where they can.

    A database of before has no mark: there a key is right that opens any of them.
    """
    key, marked = secret.find(), connection.scalar(_MARK)
    if not connection.scalar(_SEALED) or (key is not None and marked == _mark_of(key)):
        return None
    if key is None:
        return Unavailable("no_key", place=secret.place)
    rows = connection.execute(select(ballots.c.sealed, ballots.c.stream)) if marked is None else ()
    is_ours = any(unseal_sound(key, sealed, check) is not None for sealed, check in rows)
    return None if is_ours else Unavailable("other_key", place=secret.place)


def seal(key: bytes, content: Payload, check: str) -> bytes:
    """Close `content` of a check, padded to equal steps of length; spaces after JSON mean nothing."""
    plain = json.dumps({"schema": SCHEMA, "content": content}, separators=(",", ":")).encode()
    nonce = os.urandom(_NONCE)
    even = plain.ljust(-(-len(plain) // _EVEN) * _EVEN)
    return nonce + AESGCM(key).encrypt(nonce, even, check.encode())


def unseal(key: bytes, sealed: bytes, check: str) -> Payload:
    """Return what was sealed, with its `schema` and `content`; raises `InvalidTag` for another key or damage."""
    return json.loads(AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], check.encode()))


def unseal_sound(key: bytes, sealed: bytes, check: str) -> Payload | None:
    """Return what was sealed, with its `schema` and `content`; nothing for another key or damage."""
    try:
        return unseal(key, sealed, check)
    except (InvalidTag, ValueError):  # damaged, or too short to be anything
        return None


def _mark_of(key: bytes) -> str:
    return hashlib.sha256(b"kaderwijzer mark of a key\0" + key).hexdigest()


def _mark(connection: Connection, value: str) -> None:
    row = {"name": _OF_KEY, "value": value}
    connection.execute(insert_into(connection, marks).values(row).on_conflict_do_nothing())
    connection.execute(update(marks).where(marks.c.name == _OF_KEY).values(value=value))
