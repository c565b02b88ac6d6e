"""A page of a scene as SVG: text stays text, with roles for screen readers and the type inside the file."""

from __future__ import annotations

from html import escape

from exports.drawing.font import Weight
from exports.drawing.palette import rgb
from exports.drawing.scene import Group, Node, Role, Scene
from exports.drawing.shapes import Anchor, Circle, Line, Paint, Path, Rect, Text
from exports.drawing.subset import CSS_WEIGHTS, FAMILY, font_data_uri

_ROLES = {
    Role.H1: 'role="heading" aria-level="1"',
    Role.H2: 'role="heading" aria-level="2"',
    Role.H3: 'role="heading" aria-level="3"',
    Role.H4: 'role="heading" aria-level="4"',
    Role.H5: 'role="heading" aria-level="5"',
    Role.H6: 'role="heading" aria-level="6"',
    Role.P: 'role="paragraph"',
    Role.LIST: 'role="list"',
    Role.ITEM: 'role="listitem"',
    Role.TABLE: 'role="table"',
    Role.ROW: 'role="row"',
    Role.CELL: 'role="cell"',
    Role.FIGURE: 'role="img"',
    Role.CAPTION: 'role="caption"',
    Role.ARTIFACT: 'aria-hidden="true"',
}
_CLASSES = {Weight.REGULAR: "r", Weight.SEMIBOLD: "s", Weight.BOLD: "b"}
_PIXELS = 96 / 72


def write_svg(scene: Scene, page: int = 0) -> bytes:
    """One page as SVG in UTF-8: no script, nothing fetched, equal bytes for equal scenes.

    Args:
        scene: what to draw.
        page: which page, from 0.
    Returns:
        The file, with title, description, roles and a subset of the fonts in it.
    Errors:
        ValueError: an invalid colour.
        IndexError: no such page.
    Source: SVG 2; WAI-ARIA 1.2; SVG Accessibility API Mappings 1.0.
    """
    sheet = scene.pages[page]
    writer = _Writer()
    writer.nodes(sheet.children)
    width, height = _number(sheet.width), _number(sheet.height)
    description = f'<desc id="description">{escape(scene.description)}</desc>' if scene.description else ""
    described = ' aria-describedby="description"' if scene.description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{_number(sheet.width * _PIXELS)}" height="{_number(sheet.height * _PIXELS)}" '
        f'{_language(scene.lang)} role="document" aria-labelledby="title"{described}>'
        f'<title id="title">{escape(scene.title)}</title>{description}<style>{writer.style()}</style>'
        f'<rect width="{width}" height="{height}" fill="{_colour(sheet.paper)}"/>{"".join(writer.out)}</svg>\n'
    ).encode()


class _Writer:
    """Collects the elements of a page, and which characters each font must have."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.used: dict[Weight, set[str]] = {weight: set() for weight in Weight}

    def style(self) -> str:
        """The fonts and the classes of the text."""
        faces = "".join(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{CSS_WEIGHTS[weight]};'
            f'src:url({font_data_uri(weight, frozenset(characters))}) format("woff")}}'
            for weight, characters in self.used.items()
            if characters
        )
        classes = "".join(f".{name}{{font-weight:{CSS_WEIGHTS[weight]}}}" for weight, name in _CLASSES.items())
        return (
            f'{faces}text{{font-family:"{FAMILY}","Source Sans 3",Arial,sans-serif;font-kerning:none;'
            f"font-variant-ligatures:none;text-rendering:geometricPrecision;white-space:pre}}{classes}"
        )

    def nodes(self, nodes: tuple[Node, ...]) -> None:
        """Write nodes one after another."""
        for node in nodes:
            self._node(node)

    def _node(self, node: Node) -> None:
        match node:
            case Group():
                self._group(node)
            case Text():
                self._text(node)
            case Rect(box, paint, radius):
                rounded = f' rx="{_number(radius)}"' if radius else ""
                place = f'x="{_number(box.x)}" y="{_number(box.y)}"'
                self.out.append(
                    f'<rect {place} width="{_number(box.w)}" height="{_number(box.h)}"{rounded}{_paint(paint)}/>'
                )
            case Circle(x, y, r, paint):
                self.out.append(f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(r)}"{_paint(paint)}/>')
            case Line(x1, y1, x2, y2, paint):
                self.out.append(f'<path d="M{_pair(x1, y1)}L{_pair(x2, y2)}"{_paint(paint)}/>')
            case Path():
                crisp = ' shape-rendering="crispEdges"' if node.crisp else ""
                self.out.append(f'<path d="{_outline(node)}"{_paint(node.paint)}{crisp}/>')

    def _group(self, group: Group) -> None:
        opening, closing = _tag(group)
        self.out.append(opening)
        if group.spoken is None:
            self.nodes(group.children)
        else:
            self._aloud(group.spoken, group.children)
        self.out.append(closing)

    def _aloud(self, words: str, children: tuple[Node, ...]) -> None:
        """Children that are heard as `words`."""
        self.out.append(f'<g role="img" aria-label="{escape(words)}">')
        for child in children:
            self._text_lines(child) if isinstance(child, Text) else self._node(child)
        self.out.append("</g>")

    def _text(self, text: Text) -> None:
        if text.spoken is None:
            self._text_lines(text)
        else:
            self._aloud(text.spoken, (text,))

    def _text_lines(self, text: Text) -> None:
        """One text element; every line but the last ends in a space, so that words stay apart when copied."""
        self.used[text.weight].update(*text.lines)
        look = f'class="{_CLASSES[text.weight]}" font-size="{_number(text.size)}" fill="{_colour(text.fill)}"'
        anchor = "" if text.anchor is Anchor.START else f' text-anchor="{text.anchor}"'
        if len(text.lines) == 1:
            place = f'x="{_number(text.x)}" y="{_number(text.y)}"'
            self.out.append(f"<text {place} {look}{anchor}>{escape(text.lines[0], quote=False)}</text>")
            return
        spans = (
            f'<tspan x="{_number(text.x)}" y="{_number(text.y + index * text.leading)}">'
            f"{escape(line, quote=False)}</tspan>"
            for index, line in enumerate(text.lines)
        )
        self.out.append(f"<text {look}{anchor}>{' '.join(spans)}</text>")


def _tag(group: Group) -> tuple[str, str]:
    """The opening and closing tag of a group."""
    lang = " " + _language(group.lang) if group.lang else ""
    if group.role is Role.LINK and group.url:
        # A press anywhere in the area follows the link, as in the PDF, not only one on the letters.
        area = group.area
        pressed = (
            f'<rect x="{_number(area.x)}" y="{_number(area.y)}" width="{_number(area.w)}" '
            f'height="{_number(area.h)}" fill="none" pointer-events="all"/>'
            if area
            else ""
        )
        return f'<a href="{escape(group.url)}" aria-label="{escape(group.contents)}"{lang}>{pressed}', "</a>"
    role = _ROLES.get(group.role, "")
    if group.role is Role.HEADER_CELL:
        role = f'role="{group.scope}header"'
    if group.role is Role.CELL and group.columns > 1:
        role += f' aria-colspan="{group.columns}"'
    words = group.alt or group.summary
    label = f' aria-label="{escape(words)}"' if words and role else ""
    return f"<g{' ' + role if role else ''}{label}{lang}>", "</g>"


def _language(tag: str) -> str:
    return f'lang="{escape(tag)}" xml:lang="{escape(tag)}"'


def _outline(path: Path) -> str:
    return "".join(
        _rectangle(n) if command == "R" else command + " ".join(map(_number, n)) for command, n in path.steps
    )


def _rectangle(numbers: tuple[float, ...]) -> str:
    x, y, width, height = map(_number, numbers)
    return f"M{x} {y}h{width}v{height}H{x}z"


def _paint(paint: Paint) -> str:
    out = f' fill="{_colour(paint.fill)}"' if paint.fill else ' fill="none"'
    if paint.stroke:
        out += f' stroke="{_colour(paint.stroke)}" stroke-width="{_number(paint.width)}" stroke-linejoin="round"'
        out += f' stroke-dasharray="{" ".join(map(_number, paint.dash))}"' if paint.dash else ""
        out += ' stroke-linecap="round"' if paint.round_ends else ""
    return out


def _colour(colour: str) -> str:
    rgb(colour)  # refuses what is not a colour, and so anything that would break out of the attribute
    return colour


def _pair(x: float, y: float) -> str:
    return f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    """Three decimals at most: a thousandth of a point is invisible."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
