"""Real files and requests with something wrong in them: bytes and lines changed, in an order that a seed gives."""

from collections.abc import Callable, Iterator
from random import Random

ODD = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x85", b"\r", b"\t", b"'", b'"', b"{", b"}", b"[", b"]"),
    *(b": ", b"- ", b"#", b"&a ", b"*a", b"!!python/object:os.system ", b"<<: ", b"---\n", b"...\n", b"|", b">", b"%"),
    *(b"null", b"NaN", b"Infinity", b"1e999", b"-0", b"9" * 400, b"0x1f", b"2026-02-30", b"yes", b"~", b"{" * 2_000),
    *("\u202e\u200b\ufeff".encode(), "𝔘🙂e\u0301".encode(), b"\\ud800", b"\\u0000", b"=cmd()", b"<script>", b"$x$"),
)


def spoil(whole: bytes, random: Random) -> bytes:
    """Return `whole` with one to four things wrong."""
    changes: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _insert, _flip, _twice, _swap, _shift)
    for _ in range(random.randint(1, 4)):
        whole = random.choice(changes)(whole, random)
    return whole


def mutants(whole: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield `count` spoiled copies, the same for the same seed."""
    random = Random(seed)
    return (spoil(whole, random) for _ in range(count))


def _at(whole: bytes, random: Random) -> int:
    return random.randrange(len(whole) + 1)


def _cut(whole: bytes, random: Random) -> bytes:
    start = _at(whole, random)
    return whole[:start] + whole[start + random.choice((1, 3, 40, 4_000)) :]


def _insert(whole: bytes, random: Random) -> bytes:
    place = _at(whole, random)
    return whole[:place] + random.choice(ODD) + whole[place:]


def _flip(whole: bytes, random: Random) -> bytes:
    if not whole:
        return whole
    place = random.randrange(len(whole))
    return whole[:place] + bytes([whole[place] ^ (1 << random.randrange(8))]) + whole[place + 1 :]


def _twice(whole: bytes, random: Random) -> bytes:
    start = _at(whole, random)
    piece = whole[start : start + random.choice((5, 60, 600))]
    return whole[:start] + piece * random.choice((2, 3, 50)) + whole[start:]


def _swap(whole: bytes, random: Random) -> bytes:
    lines = whole.splitlines(keepends=True)
    if len(lines) > 1:
        one, other = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _shift(whole: bytes, random: Random) -> bytes:
    lines = whole.splitlines(keepends=True)
    if lines:
        place = random.randrange(len(lines))
        lines[place] = b"  " + lines[place] if random.random() < 0.5 else lines[place].lstrip()
    return b"".join(lines)
