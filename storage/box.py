"""The ballot box in a database. Links and keys are hashes; drafts open with their respondent's key, answers with ours.

Sealed answers are padded to equal steps of length and lie in a random order, so that neither tells anything.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from framework.keeping.ballot_box import MOST_EMPTY, PAPER, Emptied, Link, Right
from framework.keeping.streams import Payload, StreamKind
from framework.keeping.upcasting import upcast
from storage.secret import Secret
from storage.statements import insert_into
from storage.tables import ballots, drafts, kept_links, links, tallies
from storage.vault import seal, take_key, unseal, unseal_sound

Transaction = Callable[[], AbstractContextManager[Connection]]

_ONE_LINK = select(links).where(links.c.token == bindparam("token"))
_ONE_DRAFT = select(drafts.c.sealed).where(drafts.c.stream == bindparam("check"), drafts.c.key == bindparam("key"))
_LOCKED_DRAFT = _ONE_DRAFT.with_for_update()
_FILL_DRAFT = (
    update(drafts)
    .where(drafts.c.stream == bindparam("_check"), drafts.c.key == bindparam("_key"))
    .values(sealed=bindparam("_sealed"))
)
_KEPT = select(kept_links.c.sealed).where(kept_links.c.stream == bindparam("check"))
_MARK = b""  # in place of a sealed draft
_NEW, _OLD = b"n", b"o"  # in place of a draft that nothing came into: begun lately, or before as many others
_EMPTY = (_NEW, _OLD)
_COPIED = "p"  # in place of the first figure of a hash: a paper form that is being copied
_OF_CHECK = drafts.c.stream == bindparam("check")
_IS_BEGUN = and_(_OF_CHECK, drafts.c.sealed != _MARK, drafts.c.key.not_like(f"{_COPIED}%"))
_BEGUN = select(func.count()).where(_IS_BEGUN)
_NEW_ONES = select(func.count()).where(_OF_CHECK, drafts.c.sealed == _NEW)
_DROP_OLD = delete(drafts).where(_OF_CHECK, drafts.c.sealed == _OLD)
_MAKE_OLD = update(drafts).where(_OF_CHECK, drafts.c.sealed == _NEW).values(sealed=_OLD)
_SENT = select(func.count()).select_from(ballots).where(ballots.c.stream == bindparam("check"))


class SqlBox:
    """Fulfils `BallotBox` in the transactions of a store; `secret` gives the key that closes the box."""

    def __init__(self, writing: Transaction, reading: Transaction, secret: Secret) -> None:
        self._writing, self._reading, self._secret = writing, reading, secret

    def issue(self, tokens: Sequence[str], link: Link) -> None:
        """See `BallotBox`."""
        row = {name: getattr(link, name) for name in ("right", "expires", "is_single", "is_used", "is_revoked")}
        with self._writing() as connection:
            # in the order of their hashes: a file that keeps what came first must not tell which link was whose
            rows = [{"token": token, "stream": link.check, **row} for token in sorted(map(_hash, tokens))]
            connection.execute(insert(links), rows)

    def link(self, token: str) -> Link | None:
        """See `BallotBox`."""
        with self._reading() as connection:
            row = connection.execute(_ONE_LINK, {"token": _hash(token)}).first()
        return _link(row) if row else None

    def links(self, check: str) -> tuple[Link, ...]:
        """See `BallotBox`."""
        with self._reading() as connection:
            return tuple(_link(row) for row in connection.execute(select(links).where(links.c.stream == check)))

    def revoke(self, check: str, right: Right) -> None:
        """See `BallotBox`."""
        with self._writing() as connection:
            connection.execute(
                update(links).where(links.c.stream == check, links.c.right == right).values(is_revoked=True)
            )

    def keep(self, check: str, tokens: Payload) -> None:
        """See `BallotBox`."""
        with self._writing() as connection:
            row = {"stream": check, "sealed": seal(take_key(connection, self._secret), tokens, check)}
            connection.execute(delete(kept_links).where(kept_links.c.stream == check))
            connection.execute(insert(kept_links).values(row))

    def kept(self, check: str) -> Payload | None:
        """See `BallotBox`."""
        with self._reading() as connection:
            sealed = connection.scalar(_KEPT, {"check": check})
        key = self._secret.find()
        return None if sealed is None or key is None else _open_sound(key, sealed, check)  # the links work as before

    def begin(self, check: str, key: str, most: int = MOST_EMPTY) -> None:
        """See `BallotBox`. Of two generations the older one goes at once: nothing tells when a draft was begun."""
        is_paper = key.startswith(PAPER)
        row = {"stream": check, "key": _draft(key), "sealed": seal(_own_key(key), {}, check) if is_paper else _NEW}
        with self._writing() as connection:
            if not is_paper and (connection.scalar(_NEW_ONES, {"check": check}) or 0) >= most:
                connection.execute(_DROP_OLD, {"check": check})
                connection.execute(_MAKE_OLD, {"check": check})
            connection.execute(insert(drafts).values(row))

    def mark(self, check: str, key: str) -> bool:
        """See `BallotBox`."""
        row = {"stream": check, "key": _draft(key), "sealed": _MARK}
        with self._writing() as connection:
            if connection.scalar(_ONE_DRAFT, {"check": check, "key": row["key"]}) is not None:
                return False
            connection.execute(insert(drafts).values(row))
        return True

    def begun(self, check: str) -> int:
        """See `BallotBox`."""
        with self._reading() as connection:
            return connection.scalar(_BEGUN, {"check": check}) or 0

    def draft(self, check: str, key: str) -> Payload | None:
        """See `BallotBox`."""
        with self._reading() as connection:
            sealed = connection.scalar(_ONE_DRAFT, {"check": check, "key": _draft(key)})
        return None if sealed in (None, _MARK) else _open_draft(key, sealed, check)

    def change(self, check: str, key: str, change: Callable[[Payload], Payload]) -> Payload | None:
        """See `BallotBox`."""
        with self._writing() as connection:
            sealed = connection.scalar(_LOCKED_DRAFT, {"check": check, "key": _draft(key)})
            if sealed is None or sealed == _MARK:
                return None
            changed = change(_open_draft(key, sealed, check))
            row = {"_check": check, "_key": _draft(key), "_sealed": seal(_own_key(key), changed, check)}
            connection.execute(_FILL_DRAFT, row)
        return changed

    def drop(self, check: str, key: str) -> bool:
        """See `BallotBox`."""
        with self._writing() as connection:
            gone = delete(drafts).where(drafts.c.stream == check, drafts.c.key == _draft(key))
            return connection.execute(gone).rowcount == 1

    def drop_begun(self, check: str) -> None:
        """See `BallotBox`."""
        with self._writing() as connection:
            connection.execute(delete(drafts).where(_IS_BEGUN), {"check": check})

    def use(self, token: str) -> bool:
        """See `BallotBox`."""
        unused = update(links).where(links.c.token == _hash(token), links.c.is_used.is_(False)).values(is_used=True)
        with self._writing() as connection:
            return connection.execute(unused).rowcount == 1

    def cast(self, check: str, ballot: Payload) -> str:
        """See `BallotBox`."""
        place = token_urlsafe(16)
        with self._writing() as connection:
            sealed = seal(take_key(connection, self._secret), ballot, check)
            connection.execute(insert(ballots).values({"stream": check, "place": place, "sealed": sealed}))
            _tally(connection, check, 1)
        return place

    def take_back(self, check: str, place: str) -> Payload | None:
        """See `BallotBox`."""
        at = ballots.c.stream == check, ballots.c.place == place
        with self._writing() as connection:
            key = take_key(connection, self._secret)
            sealed = connection.scalar(select(ballots.c.sealed).where(*at).with_for_update())
            content = None if sealed is None else _open_sound(key, sealed, check)
            if content is not None:
                connection.execute(delete(ballots).where(*at))
                _tally(connection, check, -1)
            return content

    def sent(self, check: str) -> int:
        """See `BallotBox`."""
        with self._reading() as connection:
            return connection.scalar(_SENT, {"check": check}) or 0

    def empty(self, check: str) -> Emptied:
        """See `BallotBox`."""
        wanted = select(ballots.c.sealed).where(ballots.c.stream == check).order_by(ballots.c.place)
        with self._writing() as connection:
            key, found = take_key(connection, self._secret), connection.scalars(wanted).all()
            opened = [content for sealed in found if (content := _open_sound(key, sealed, check)) is not None]
            forget(connection, [check], links_too=False)
        return Emptied(tuple(opened), len(found) - len(opened))

    def erase(self, check: str) -> None:
        """See `BallotBox`."""
        with self._writing() as connection:
            forget(connection, [check])


def forget(connection: Connection, checks: Sequence[str], *, links_too: bool = True) -> None:
    """Take the answers and drafts of checks away with what their links are; and the links, or else they stay valid."""
    for table in (ballots, tallies, drafts, kept_links, *([links] if links_too else [])):
        connection.execute(delete(table).where(table.c.stream.in_(checks)))


def _tally(connection: Connection, check: str, more: int) -> None:
    """Count `more` answers of a check as sent."""
    counted = insert_into(connection, tallies).values(stream=check, sent=more)
    more_of_it = {"sent": tallies.c.sent + more}
    connection.execute(counted.on_conflict_do_update(index_elements=[tallies.c.stream], set_=more_of_it))


def _link(row: Any) -> Link:
    return Link(row.stream, Right(row.right), row.expires, row.is_single, row.is_used, row.is_revoked)


def _hash(token: str) -> str:
    return hashlib.sha256(b"kaderwijzer link\0" + token.encode("utf-8", "replace")).hexdigest()


def _draft(key: str) -> str:
    return _COPIED + _hash(key)[1:] if key.startswith(PAPER) else _hash(key)


def _own_key(key: str) -> bytes:
    return hashlib.sha256(b"kaderwijzer draft\0" + key.encode("utf-8", "replace")).digest()


def _open_draft(key: str, sealed: bytes, check: str) -> Payload:
    return {} if sealed in _EMPTY else _content(unseal(_own_key(key), sealed, check))


def _open_sound(key: bytes, sealed: bytes, check: str) -> Payload | None:
    held = unseal_sound(key, sealed, check)
    return None if held is None else _content(held)


def _content(held: Payload) -> Payload:
    return upcast(StreamKind.CHECK, "response", held["content"], held["schema"]) or {}
