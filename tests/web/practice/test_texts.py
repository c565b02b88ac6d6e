"""The words of the light pages: short sentences, ordinary Dutch, none hidden in a template. And how light they are."""

import gzip
import re
from pathlib import Path
from random import Random
from string import Formatter

import pytest
import textstat

from framework.language.texts import languages, texts
from framework.practice.readability import EASY_FROM, LONGEST, sentences_of, words_of
from framework.practice.statements import statements
from tests.framework.strategies import ROOT, shipped
from tests.web.asgi import ask
from tests.web.respondents import House, Phone

TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))
LIGHT = 40_000  # bytes: a page with its style and its fonts


def practice_texts(language: str) -> list[str]:
    """Every text of the light pages as a professional meets it: with something in each blank, each on a line."""
    entries = [text for key, text in texts(language).entries.items() if key.startswith("practice.")]
    lines = [line for text in entries for line in ([text] if isinstance(text, str) else text)]
    return [_filled(line) for line in lines]


def _filled(line: str) -> str:
    filled = "".join(before + ("4" if blank else "") for before, blank, _, _ in Formatter().parse(line))
    return filled[:1].upper() + filled[1:]


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_longer_than_fifteen_words(language: str) -> None:
    found = [sentence for text in practice_texts(language) for sentence in sentences_of(text)]
    assert len(found) > 150
    assert [sentence for sentence in found if len(words_of(sentence)) > LONGEST] == []


def test_dutch_reads_as_ordinary_dutch() -> None:
    textstat.set_lang("nl")  # its formula for Dutch is that of Douma
    said = [*practice_texts("nl"), *(str(c.professional_statement) for c in statements(shipped().framework))]
    whole = " ".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in said)
    assert textstat.flesch_reading_ease(whole) >= EASY_FROM


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_template_holds_no_word_of_its_own(template: Path) -> None:
    assert words_in(template.read_text(encoding="utf-8")) == []


def test_scan_finds_a_planted_word() -> None:
    assert words_in('<p class="x{% if a > b %} y{% endif %}">{{ t("a.b") }} Begin<br>') == ["Begin"]


def words_in(template: str) -> list[str]:
    """The words of a template outside what Jinja fills in and outside tags."""
    without_jinja = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", " ", template, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", without_jinja))


@pytest.mark.parametrize("language", languages())
def test_every_page_is_light_with_all_that_it_needs(house: House, language: str) -> None:
    words = " ".join(Random(1).sample(practice_texts(language), 120))
    phone = Phone(house.app, house.open(language=language).links[0])
    phone.fill_in(remark=words[:1_000], missing=words[1_000:2_000], question=words[2_000:3_000])
    for step in ("", "/1", "/words", "/look", "/stop", "/stopped", "/thanks"):
        page = phone.get(step, accept_encoding="gzip")
        (name,) = re.findall(r'href="(/p/_/[^"]+)"', gzip.decompress(page.body).decode())
        style = ask(house.app, name, accept_encoding="gzip")
        fonts = re.findall(r"url\(([^)]+)\)", gzip.decompress(style.body).decode())
        assert len(fonts) == 2
        everything = [page, style, *(ask(house.app, f"/p/_/{font}") for font in fonts)]
        assert sum(len(answer.body) for answer in everything) < LIGHT


def test_style_and_fonts_are_kept_for_ever_under_the_name_of_their_content(house: House) -> None:
    page = Phone(house.app, house.open().links[0]).get().body.decode()
    (name,) = re.findall(r'href="(/p/_/[^"]+)"', page)
    assert re.fullmatch(r"/p/_/practice\.[0-9a-f]{10}\.css", name)
    answer = ask(house.app, name)
    assert (answer.status, answer["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in answer["cache-control"]
    assert ask(house.app, name, accept_encoding="gzip")["content-encoding"] == "gzip"
    for missing in ("practice.css", "../pages.py", "group.css"):
        assert ask(house.app, f"/p/_/{missing}").status == 404
