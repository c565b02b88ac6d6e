"""What people wrote beside their answers: shown apart from how the answers lie, never on the same table."""

from collections.abc import Iterator, Mapping
from html import escape

import streamlit as st

from framework.assessing.beside import Results
from framework.language.texts import Texts
from framework.use_cases.codec import OPINIONS
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.html import draw
from ui.shell.session import Session


def show_texts(t: Texts, results: Results, titles: Mapping[str, str]) -> None:
    """Draw the texts of a closed check under the question or the point that they answer; `titles` by criterion id."""
    groups = list(_groups(t, results, titles))
    widgets.small(t("ui.check.shuffled" if groups else "ui.check.texts_none"))
    for heading, texts in groups:
        items = "".join(f"<li>{escape(text)}</li>" for text in texts)
        draw(f'<h3 class="kw-h3">{escape(heading)}</h3><ul class="kw-bullets">{items}</ul>')


def _groups(t: Texts, results: Results, titles: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = [(t("ui.check.missing"), results.missing), (t("ui.check.questions"), results.questions)]
    found += [(t("ui.check.remarks", title=title), results.remarks_at(key)) for key, title in titles.items()]
    return ((heading, texts) for heading, texts in found if texts)


def show_read_in(session: Session, dossier: Dossier) -> None:
    """Draw what people wrote in checks that came from a file, with the day of each; nothing where they wrote nothing.

    Their answers lie in the mirror, on another page (DESIGN section 7: remarks apart from distributions).
    """
    t, framework = session.t, dossier.loaded.in_language(session.language)
    titles = {criterion.id: criterion.title for criterion in framework.criteria}
    days = [session.day(at) for _, (_, at) in sorted(dossier.kept(OPINIONS).items(), key=lambda item: int(item[0]))]
    found = [pair for pair in zip(dossier.assessment.opinions, days, strict=True) if pair[0].has_texts]
    if found:
        st.header(t("ui.practice.read_in"), anchor=False)
    for results, day in found:
        came = t("ui.mirror.read_in", day=t.day(day), closed=t.day(results.closed))
        widgets.small(came)
        show_texts(t, results, titles)
