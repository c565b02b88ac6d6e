"""A document of several pages as one tall picture, for formats that know no pages."""

from __future__ import annotations

from dataclasses import replace

from exports.drawing.scene import Group, Node, Page, Scene
from exports.drawing.shapes import Box, Circle, Line, Path, Rect, Text


def stack(scene: Scene) -> Scene:
    """The same scene on one page, its pages below each other; a scene of one page as it is.

    Bookmarks and links to places inside are left out: there is nowhere to turn to.
    """
    if len(scene.pages) == 1:
        return scene
    nodes: list[Node] = []
    top = 0.0
    for page in scene.pages:
        nodes += [_lower(node, top) for node in page.children]
        top += page.height
    sheet = Page(max(page.width for page in scene.pages), top, tuple(nodes), scene.pages[0].paper)
    return replace(scene, pages=(sheet,), bookmarks=())


def _lower(node: Node, by: float) -> Node:
    """A node `by` points further down."""
    match node:
        case Group(area=area):
            children = tuple(_lower(child, by) for child in node.children)
            return replace(node, children=children, area=area and _lower_box(area, by))
        case Text(within=within):
            return replace(node, y=node.y + by, within=within and _lower_box(within, by))
        case Rect(box=box):
            return replace(node, box=_lower_box(box, by))
        case Circle():
            return replace(node, y=node.y + by)
        case Line():
            return replace(node, y1=node.y1 + by, y2=node.y2 + by)
        case Path():
            lowered = tuple(
                step._replace(numbers=tuple(n + by if at % 2 else n for at, n in enumerate(step.numbers)))
                for step in node.steps
            )
            return replace(node, steps=lowered)


def _lower_box(box: Box, by: float) -> Box:
    return box._replace(y=box.y + by)
