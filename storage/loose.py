"""What must hold beside the streams: the ballot box and its links, the log, and who is who; every breach is named."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from framework.errors import Breach
from framework.keeping.ballot_box import Right
from framework.keeping.streams import StreamKind
from framework.use_cases.codec import RESULTS
from storage.secret import Secret
from storage.tables import ballots, drafts, entries, identities, kept_links, links, log, tallies
from storage.vault import find_trouble, unseal_sound

_RIGHTS = frozenset(right.value for right in Right)
_MOST_GAPS = 20


def find_sealed(connection: Connection, secret: Secret) -> Iterator[Breach]:
    """Yield what keeps the answers of open checks from being counted: no key, another, or damage."""
    if trouble := find_trouble(connection, secret):
        count = connection.scalar(select(func.count()).select_from(ballots))
        yield Breach(trouble.code, {**trouble.details, "n": count})
    elif key := secret.find():
        rows = connection.execute(select(ballots.c.stream, ballots.c.sealed).order_by(ballots.c.stream)).all()
        damaged = Counter(check for check, sealed in rows if unseal_sound(key, sealed, check) is None)
        yield from (Breach("ballots_damaged", {"stream": name, "n": n}) for name, n in damaged.items())


def find_loose(connection: Connection, rows: Mapping[str, Row[Any]]) -> Iterator[Breach]:
    """Yield every breach of what must hold beside the streams, whose `rows` are by their ids."""
    yield from _box(connection, rows)
    for stream, right in connection.execute(select(links.c.stream, links.c.right).distinct()):
        if right not in _RIGHTS:
            yield Breach("unknown_right", {"stream": stream, "right": right})
    half = select(identities.c.person).where(identities.c.issuer.is_(None) != identities.c.subject.is_(None))
    yield from (Breach("half_login", {"person": person}) for person in connection.scalars(half))
    yield from _log(connection, rows)


def _box(connection: Connection, rows: Mapping[str, Row[Any]]) -> Iterator[Breach]:
    """Answers lie in the box of open checks alone, as many as were sent; links belong to checks that are there."""
    counts = {
        table.name: dict(connection.execute(select(table.c.stream, func.count()).group_by(table.c.stream)).all())
        for table in (ballots, drafts, kept_links, links)
    }
    sent = dict(connection.execute(select(tallies.c.stream, tallies.c.sent)).all())
    closed = set(connection.scalars(select(entries.c.stream).where(entries.c.key == RESULTS)))
    for stream in sorted({name for found in counts.values() for name in found} | sent.keys()):
        row = rows.get(stream)
        if row is None:
            continue  # named as an orphan
        lies = {name for name, found in counts.items() if stream in found}
        is_over = row.kind != StreamKind.CHECK or row.erased
        if (is_over and lies) or (stream in closed and lies - {links.name}):
            yield Breach("box_not_empty", {"stream": stream})
        elif (found := counts[ballots.name].get(stream, 0)) != sent.get(stream, 0):
            yield Breach("ballots_missing", {"stream": stream, "expected": sent.get(stream, 0), "found": found})


def _log(connection: Connection, rows: Mapping[str, Row[Any]]) -> Iterator[Breach]:
    """The log names everything that was erased; in SQLite it counts on by one (PostgreSQL skips what was undone)."""
    numbers = connection.scalars(select(log.c.number).order_by(log.c.number)).all()
    if connection.dialect.name == "sqlite":
        gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
        yield from (Breach("log_gap", {"number": number}) for number in gaps[:_MOST_GAPS])
    named = set(connection.execute(select(log.c.subject, log.c.at)).all())
    for row in rows.values():
        above = rows.get(row.parent or "")
        is_cause = row.erased and not (above and above.erased == row.erased)
        if is_cause and (row.id, row.erased) not in named:
            yield Breach("erasing_unnamed", {"stream": row.id})
