"""Where one can go: the table of pages, and links that lead to a page, a point, and back to where one came from."""

from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st

from framework.language.texts import Texts
from ui.shell.html import draw
from ui.shell.session import address

# page file, place in the header, path in the address (the first is the home page)
PAGES = (
    ("start", "start", ""),
    ("research", "research", "onderzoek"),
    ("details", "research", "gegevens"),
    ("point", "research", "punt"),
    ("profile", "research", "profiel"),
    ("actions", "research", "acties"),
    ("take_along", "research", "meenemen"),
    ("practice", "research", "praktijk"),
    ("check", "research", "praktijktoets"),
    ("written", "research", "geschreven"),
    ("paper", "research", "papier"),
    ("roundtable", "research", "vraagtafel"),
    ("framework", "framework", "kader"),
    ("read_in", "start", "inlezen"),
)
STEPS = ("details", "point", "profile", "actions", "take_along")  # of an assessment, in their order
ORIGINS = ("profile", "actions")  # pages that lead to a point, and to which its page leads back
_FROM = "f"
_PATHS = {name: path for name, _, path in PAGES}


@dataclass(frozen=True, slots=True)
class Ways:
    """The links of one assessment, on the page `here`."""

    assessment: str
    here: str

    def to_point(self, criterion: str, *, lands: bool = False) -> str:
        """Return the attributes of a link to a point; `lands` marks the one on which the way back ends."""
        back = {_FROM: self.here} if self.here in ORIGINS else {}
        mark = f' id="{landing(criterion)}"' if lands else ""
        return f'{mark} data-way href="{escape(_link("point", address(self.assessment, criterion) | back))}"'

    def to_page(self, page: str, criterion: str | None = None) -> str:
        """Return the attributes of a link to a page of this assessment, at a point where one is named."""
        return f' data-way href="{escape(_link(page, address(self.assessment, criterion)))}"'


def landing(criterion: str) -> str:
    """Return the id of the link to which one comes back from a point."""
    return f"to-{criterion}"


def draw_steps(t: Texts, here: str, assessment: str | None) -> None:
    """Draw the steps of an assessment, the current one marked; before there is one they lead nowhere yet."""
    items = "".join(f"<li>{_step(t, name, here, assessment)}</li>" for name in STEPS)
    draw(f'<nav class="kw-way" aria-label="{escape(t("ui.steps"))}"><ol>{items}</ol></nav>')


def _step(t: Texts, name: str, here: str, assessment: str | None) -> str:
    words = escape(t(f"ui.title.{name}"))
    if name == here:
        return f'<span aria-current="step">{words}</span>'
    return f"<a{Ways(assessment, here).to_page(name)}>{words}</a>" if assessment else f"<span>{words}</span>"


def draw_way_back(t: Texts, assessment: str, criterion: str) -> None:
    """Draw the way back to the page that led here, where one did."""
    if (origin := st.query_params.get(_FROM)) in ORIGINS:
        link = Ways(assessment, "point").to_page(str(origin), criterion)
        draw(f'<p class="kw-back"><a{link}>{escape(t(f"ui.back_to.{origin}"))}</a></p>')


def follow(link: str) -> None:
    """Go where a pressed link leads, if that is a page of ours. Ends the run."""
    parts = urlsplit(link)
    page = next((name for name, path in _PATHS.items() if path == parts.path.strip("/").rpartition("/")[2]), None)
    if page:
        query = {key: values[0] for key, values in parse_qs(parts.query).items() if key in ("a", "p", _FROM)}
        st.switch_page(f"pages/{page}.py", query_params=query)


def _link(page: str, query: dict[str, str]) -> str:
    return f"{_PATHS[page]}?{urlencode(query)}"
