"""Light pages: drawn from templates in the language of their reader, with their own style and fonts, and no script."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from framework.language.texts import Texts, languages, texts
from web.door.middleware import choose_language

ROOT = "/p"
_HERE = Path(__file__).parent
_FAULT = 422  # what was filled in cannot be kept as it is
_FILES = ROOT + "/_"
_MEDIA = {".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
# Whoever holds the address of a page holds the link: no cache keeps it, no search engine shows it.
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Robots-Tag": "noindex"}


class Pages:
    """Draws pages, and serves what they look like: files with a hash of their content in their name."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        for suffix in (".woff2", ".css"):  # style names the fonts
            for path in sorted((_HERE / "static").glob(f"*{suffix}")):
                self._keep(path)
        self._drawing = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._drawing.globals["file"] = lambda name: f"{_FILES}/{self._names[name]}"

    def _keep(self, path: Path) -> None:
        content = path.read_bytes()
        for name, named in self._names.items() if path.suffix == ".css" else ():
            content = content.replace(name.encode(), named.encode())
        named = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
        self._names[path.name], self._files[named] = named, content

    def draw(
        self,
        name: str,
        language: str,
        values: Mapping[str, object],
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Draw the template `name` in `language` (Dutch where there is no such language), filled with `values`."""
        given = {"others": (), "is_fault": status == _FAULT} | dict(values)
        page = self._drawing.get_template(f"{name}.html").render(given, t=_words(language))
        return HTMLResponse(page, status, {**PRIVATE, **(headers or {})})

    def tell(
        self, kind: str, request: Request, status: int, headers: Mapping[str, str] | None = None, **details: int
    ) -> Response:
        """Draw a page that only says something: the title and text of `practice.<kind>`, in the reader's language."""
        language = language_of(request)
        return self.draw("told", language, {**_told(kind, language, **details), "again": None}, status, headers)

    def tell_absent(self, request: Request) -> Response:
        """Draw the one page for whatever is not there, or not for this reader to know of; it leads to the field."""
        language = language_of(request)
        others = list_others(language, languages(), lambda other: f"?lang={other}")
        told = {**_told("absent", language), "again": f"{ROOT}/?lang={language}", "others": others}
        return self.draw("told", language, told, 404)

    def route(self) -> Route:
        """Return the route of the files."""
        return Route(_FILES + "/{name}", self._send_file)

    def _send_file(self, request: Request) -> Response:
        content = self._files.get(request.path_params["name"])
        if content is None:
            return self.tell_absent(request)
        return Response(content, headers=_FOR_EVER, media_type=_MEDIA[Path(request.path_params["name"]).suffix])


def list_others(language: str, among: Iterable[str], address: Callable[[str], str]) -> list[tuple[str, str, str]]:
    """Return the languages `among` those of the pages that one can turn to: each with its own name, and its address."""
    return [(one, texts(one)("name"), address(one)) for one in among if one in languages() and one != language]


def _told(kind: str, language: str, **details: int) -> dict[str, str]:
    t = _words(language)
    return {"title": t(f"practice.{kind}.title"), "text": t(f"practice.{kind}.text", **details)}


def language_of(request: Request) -> str:
    """Return the language that was asked for just now, else that of the address, else of the browser's cookie."""
    _, _, behind = str(request.path_params.get("rest", "")).partition("/")
    named = behind.partition("/")[0]
    is_named = named in languages() and "lang" not in request.query_params
    return named if is_named else choose_language(request.scope)


def _words(language: str) -> Texts:
    return texts(language if language in languages() else languages()[0])
