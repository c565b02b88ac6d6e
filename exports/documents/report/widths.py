"""How wide the columns of the points are: so that all tables together take the fewest lines, in one grid."""

from collections.abc import Sequence

from exports.typeset.parts import Runs

_HEADING, _LEVEL, _REST = 19, 12, 74
"""Shares of the title with the question, of the level, and of the two columns of running text together."""

_LEAST = 29
"""The narrowest that a column of running text may be."""

_CHARACTERS = 1.2
"""That one share takes on a line, about."""

Rows = Sequence[tuple[Runs, ...]]


def balanced(tables: Sequence[Rows]) -> tuple[int, int, int, int]:
    """Return the shares of the four columns for `tables` of points: where one text is long, its column is wide."""
    rows = [row for table in tables for row in table]

    def lines(found: int) -> int:
        return sum(max(_lines(row[2], found), _lines(row[3], _REST - found)) for row in rows)

    middle = _REST // 2
    widths = sorted(range(_LEAST, _REST - _LEAST + 1), key=lambda found: abs(found - middle))
    found = min(widths, key=lines)
    return _HEADING, _LEVEL, found, _REST - found


def _lines(cell: Runs, share: int) -> int:
    """About how many lines a cell takes."""
    room = int(share * _CHARACTERS)
    return sum(-(-len(line) // room) for line in "".join(run.text for run in cell).split("\n"))
