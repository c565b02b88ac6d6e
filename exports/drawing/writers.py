"""A picture as a file of the kind that is asked for."""

from __future__ import annotations

from exports.drawing.pdf import write_pdf
from exports.drawing.png import write_png
from exports.drawing.scene import Scene
from exports.drawing.stack import stack
from exports.drawing.svg import write_svg

MEDIA_TYPES = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}


def write_scene(scene: Scene, kind: str, png_width: int) -> bytes:
    """The scene as a file: all pages in a PDF; stacked to one picture as SVG, or as PNG from that very drawing."""
    if kind == "pdf":
        return write_pdf(scene).data
    picture = stack(scene)
    if kind == "svg":
        return write_svg(picture)
    return write_png(write_pdf(picture).data, png_width, title=scene.title, description=scene.description)
