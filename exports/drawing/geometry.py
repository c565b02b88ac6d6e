"""Where the ink of a node is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.drawing.font import font
from exports.drawing.scene import Group, Node
from exports.drawing.shapes import Anchor, Box, Circle, Line, Path, Rect, Text


def line_boxes(text: Text) -> Iterator[tuple[str, Box]]:
    """Each line of a text with the box of its ink: its advance wide, from its highest to its lowest outline."""
    face = font(text.weight)
    for index, line in enumerate(text.lines):
        width = face.width(line, text.size)
        left = text.x - width * {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[text.anchor]
        high, low = face.extent(line, text.size)
        yield line, Box(left, text.y + index * text.leading - high, width, high - low)


def bounds(node: Node) -> Box | None:
    """The smallest box around a node, outlines included; None for a group without ink.

    Curves count by their control points, which hold them.
    """
    match node:
        case Text():
            return union(box for _, box in line_boxes(node))
        case Rect(box, paint):
            return _grown(box, paint.width if paint.stroke else 0)
        case Circle(x, y, r, paint):
            return _grown(Box(x - r, y - r, 2 * r, 2 * r), paint.width if paint.stroke else 0)
        case Line(x1, y1, x2, y2, paint):
            return _grown(around(((x1, y1), (x2, y2))), paint.width)
        case Path():
            return _grown(
                around(point for ring in rings(node) for point in ring), node.paint.width if node.paint.stroke else 0
            )
        case Group():
            return union(box for child in node.children if (box := bounds(child)))


def rings(path: Path) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The points of each piece of a path, control points included."""
    found: list[list[tuple[float, float]]] = []
    for command, n in path.steps:
        if command in "MR":
            found.append([])
        if command == "R":
            x, y, width, height = n
            found[-1] += [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        else:
            found[-1] += zip(n[::2], n[1::2], strict=True)
    return tuple(map(tuple, found))


def around(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box around some points."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across) - min(across), max(down) - min(down))


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around boxes; None around none."""
    found = list(boxes)
    if not found:
        return None
    return around(point for box in found for point in ((box.x, box.y), (box.right, box.bottom)))


def holds(outer: Box, inner: Box, slack: float = 0.0) -> bool:
    """Whether `inner` stays within `outer`, give or take `slack` points."""
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def overlaps(one: Box, other: Box, slack: float = 0.0) -> bool:
    """Whether two boxes share more than `slack` points across and down."""
    return (
        min(one.right, other.right) - max(one.x, other.x) > slack
        and min(one.bottom, other.bottom) - max(one.y, other.y) > slack
    )


def _grown(box: Box, width: float) -> Box:
    return Box(box.x - width / 2, box.y - width / 2, box.w + width, box.h + width)
