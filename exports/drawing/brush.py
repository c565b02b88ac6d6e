"""Puts the shapes and texts of a scene on a reportlab canvas, top down."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from exports.drawing.font import font
from exports.drawing.hooks import font_name
from exports.drawing.palette import rgb
from exports.drawing.scene import Group, Node
from exports.drawing.shapes import Anchor, Circle, Line, Paint, Path, Rect, Text

_ROUND = 1


class Brush:
    """Draws on one page of `height` points, and remembers its colours so that it says them once."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas, self.height = canvas, height
        self._fill: str | None = None
        self._stroke: tuple[object, ...] = ()

    def draw(self, node: Node) -> None:
        """Put one node, or every node of a group, on the canvas."""
        match node:
            case Text():
                self._text(node)
            case Rect(box, paint, radius):
                filled, stroked = self._prepare(paint)
                place = (box.x, self.height - box.bottom, box.w, box.h)
                if radius:
                    self.canvas.roundRect(*place, radius, stroke=stroked, fill=filled)
                else:
                    self.canvas.rect(*place, stroke=stroked, fill=filled)
            case Circle(x, y, r, paint):
                filled, stroked = self._prepare(paint)
                self.canvas.circle(x, self.height - y, r, stroke=stroked, fill=filled)
            case Line(x1, y1, x2, y2, paint):
                self._prepare(paint)
                self.canvas.line(x1, self.height - y1, x2, self.height - y2)
            case Path():
                self._path(node)
            case Group():
                for child in node.children:
                    self.draw(child)

    def _text(self, text: Text) -> None:
        face, canvas = font(text.weight), self.canvas
        self._fill_with(text.fill)
        canvas.setFont(font_name(text.weight), text.size)
        for index, line in enumerate(text.lines):
            left = text.x
            if text.anchor is not Anchor.START:
                width = face.width(line, text.size)
                left -= width if text.anchor is Anchor.END else width / 2
            # The space keeps words apart for readers that join the pieces of an element as they come.
            space = "" if text.joins and index + 1 == len(text.lines) else " "
            canvas.drawString(left, self.height - text.y - index * text.leading, line + space)

    def _path(self, path: Path) -> None:
        filled, stroked = self._prepare(path.paint)
        pen = self.canvas.beginPath()
        top = self.height
        for command, n in path.steps:
            match command:
                case "M":
                    pen.moveTo(n[0], top - n[1])
                case "L":
                    pen.lineTo(n[0], top - n[1])
                case "C":
                    pen.curveTo(n[0], top - n[1], n[2], top - n[3], n[4], top - n[5])
                case "R":
                    pen.rect(n[0], top - n[1] - n[3], n[2], n[3])
                case _:
                    pen.close()
        self.canvas.drawPath(pen, stroke=stroked, fill=filled, fillMode=1)

    def _prepare(self, paint: Paint) -> tuple[int, int]:
        """(whether filled, whether stroked), after setting colours and outline."""
        if paint.fill:
            self._fill_with(paint.fill)
        outline = (paint.stroke, paint.width, paint.dash, paint.round_ends)
        if paint.stroke and outline != self._stroke:
            self._stroke = outline
            self.canvas.setStrokeColorRGB(*rgb(paint.stroke))
            self.canvas.setLineWidth(paint.width)
            self.canvas.setDash(list(paint.dash))
            self.canvas.setLineCap(_ROUND if paint.round_ends else 0)
            self.canvas.setLineJoin(_ROUND)
        return int(paint.fill is not None), int(paint.stroke is not None)

    def _fill_with(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self.canvas.setFillColorRGB(*rgb(colour))
