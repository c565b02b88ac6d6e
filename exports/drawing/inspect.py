"""What can be checked of a scene without looking at it: contrast, text out of bounds, text over text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from exports.drawing.geometry import bounds, holds, line_boxes, overlaps, rings
from exports.drawing.palette import EDGE_CONTRAST, TEXT_CONTRAST, contrast_ratio
from exports.drawing.png import Raster
from exports.drawing.scene import Group, Node, Page, Role, Scene
from exports.drawing.shapes import Box, Circle, Line, Path, Rect, Text

_SLACK = 0.05
_BLOCK = 8


@dataclass(frozen=True, slots=True)
class Contrast:
    """Something on a ground: a line of text, or the edge of a shape that means something.

    Args:
        page: from 0.
        what: the line, or "" for a shape.
        size: of the type in points; 0 for a shape.
        ink, ground: colours.
        ratio: 1 to 21.
        enough: whether WCAG 2.2 is content (4.5 for text, 3 for shapes).
    """

    page: int
    what: str
    size: float
    ink: str
    ground: str
    ratio: float
    enough: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Overflow:
    """A line of text, the box of its ink, and the container or page that it leaves."""

    page: int
    line: str
    box: Box
    container: Box


@dataclass(frozen=True, slots=True)
class Collision:
    """Two lines of text whose ink overlaps."""

    page: int
    one: str
    other: str


def contrast(scene: Scene) -> tuple[Contrast, ...]:
    """Every line of text against every ground that it stands on, and every meaningful shape against its grounds.

    A ground is whatever was painted before and lies below, down to the last thing that covers the whole; text half
    on one colour and half on another is measured on both. A shape means something within a figure or a group with
    spoken words; of its fill and outline the better one counts.

    Returns:
        All measurements, in painting order.
    Source: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
    """
    return tuple(found for number, page in enumerate(scene.pages) for found in _contrast(page, number))


def _contrast(page: Page, number: int) -> Iterator[Contrast]:
    painted: list[Node] = []
    for node, meaningful in _leaves(page.children, False):
        if isinstance(node, Text):
            for line, box in line_boxes(node):
                for ground in _grounds(box, painted, page.paper) if line.strip() else ():
                    ratio = contrast_ratio(node.fill, ground)
                    enough = ratio >= TEXT_CONTRAST
                    yield Contrast(number, line, node.size, node.fill, ground, ratio, enough, box)
            continue
        box = bounds(node)
        if meaningful and box:
            for ground in _grounds(box, painted, page.paper):
                ratio, ink = max((contrast_ratio(ink, ground), ink) for ink in _inks(node))
                yield Contrast(number, "", 0.0, ink, ground, ratio, ratio >= EDGE_CONTRAST, box)
        painted.append(node)


def _inks(node: Node) -> tuple[str, ...]:
    assert isinstance(node, Rect | Circle | Line | Path)
    return tuple(colour for colour in (node.paint.fill, node.paint.stroke) if colour) or ("#ffffff",)


def _leaves(nodes: tuple[Node, ...], meaningful: bool) -> Iterator[tuple[Node, bool]]:
    """Texts and shapes in painting order, and whether a shape there means something."""
    for node in nodes:
        if isinstance(node, Group):
            silent = node.role is Role.ARTIFACT
            heard = node.role is Role.FIGURE or node.spoken is not None
            yield from _leaves(node.children, (meaningful or heard) and not silent)
        else:
            yield node, meaningful


def _grounds(box: Box, painted: list[Node], paper: str) -> tuple[str, ...]:
    """The colours below a box, topmost first, down to one that covers all of it."""
    found: list[str] = []
    for node in reversed(painted):
        fill = node.paint.fill if isinstance(node, Rect | Circle | Path) else None
        if not fill or not _touches(node, box):
            continue
        if fill not in found:
            found.append(fill)
        if all(_inside(node, x, y) for x, y in _corners(box)):
            return tuple(found)
    return (*found, paper) if paper not in found else tuple(found)


def _touches(node: Node, box: Box) -> bool:
    """Whether any of a grid of points in the box lies on the shape."""
    around_node = bounds(node)
    if around_node is None or not overlaps(around_node, box):
        return False
    return isinstance(node, Rect) or any(
        _inside(node, box.x + box.w * across / 8, box.y + box.h * down / 4) for across in range(9) for down in range(5)
    )


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    return (box.x, box.y), (box.right, box.y), (box.x, box.bottom), (box.right, box.bottom)


def _inside(node: Node, x: float, y: float) -> bool:
    match node:
        case Rect(box, _, radius):
            # Only beyond both straight edges of a rounded corner does its circle decide.
            dx = max(box.x + radius - x, x - box.right + radius, 0)
            dy = max(box.y + radius - y, y - box.bottom + radius, 0)
            within = box.x <= x <= box.right and box.y <= y <= box.bottom
            return within and not (dx and dy and dx * dx + dy * dy > radius * radius)
        case Circle(cx, cy, r, _):
            return (x - cx) ** 2 + (y - cy) ** 2 <= r * r
        case Path():
            return _winding(node, x, y) != 0
        case _:
            return False


def _winding(path: Path, x: float, y: float) -> int:
    """How often the path goes round a point; curves count as the polygon of their control points."""
    turns = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 <= y) != (y2 <= y):
                left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
                turns += (y2 > y1 and left > 0) - (y2 <= y1 and left < 0)
    return turns


def overflow(scene: Scene) -> tuple[Overflow, ...]:
    """Every line of text whose ink leaves the container that it was fitted to, or the page."""
    return tuple(
        Overflow(number, line, box, container)
        for number, page in enumerate(scene.pages)
        for node, _ in _leaves(page.children, False)
        if isinstance(node, Text)
        for line, box in line_boxes(node)
        for container in (node.within, Box(0, 0, page.width, page.height))
        if container and not holds(container, box, _SLACK)
    )


def collisions(scene: Scene) -> tuple[Collision, ...]:
    """Every two lines of text whose ink overlaps."""
    found: list[Collision] = []
    for number, page in enumerate(scene.pages):
        texts = (node for node, _ in _leaves(page.children, False) if isinstance(node, Text))
        lines = [pair for text in texts for pair in line_boxes(text)]
        found += [
            Collision(number, one, other)
            for (one, here), (other, there) in combinations(lines, 2)
            if overlaps(here, there, _SLACK)
        ]
    return tuple(found)


def differs(one: Raster, other: Raster) -> float:
    """How far two pictures differ: the largest difference, 0 to 255, of the mean of any colour in any 8 x 8 block.

    Means over blocks forgive a different smoothing of edges, and nothing that an eye would see.

    Errors:
        ValueError: pictures of different size.
    """
    if (one.width, one.height) != (other.width, other.height):
        raise ValueError("pictures of different size cannot be compared")
    return max((_block_difference(one, other, row) for row in range(0, one.height, _BLOCK)), default=0.0)


def _block_difference(one: Raster, other: Raster, top: int) -> float:
    across, worst = one.width * 3, 0.0
    rows = range(top * across, min(top + _BLOCK, one.height) * across, across)
    for start in range(0, across, 3 * _BLOCK):
        end = min(start + 3 * _BLOCK, across)
        for colour in range(3):
            here = sum(sum(one.pixels[row + start + colour : row + end : 3]) for row in rows)
            there = sum(sum(other.pixels[row + start + colour : row + end : 3]) for row in rows)
            worst = max(worst, abs(here - there) / (len(rows) * (end - start) // 3))
    return worst
