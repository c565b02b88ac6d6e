"""What people take along: every file is made of what stands there when it is asked for, and says what it leaves out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import streamlit as st

from exports.catalogue import Exporter
from exports.drawing.font import DRAWN, FEW_SIGNS, lacking
from exports.naming import file_name
from exports.phrases import without
from framework.language.phrases import join_words
from framework.reporting.readable import words_of
from framework.reporting.report import Report
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.html import draw
from ui.shell.session import Session


@dataclass(frozen=True, slots=True)
class File:
    """A file to take along: of what, of what kind, its suffix and media type."""

    title: str
    kind: str
    extension: str
    media_type: str


def download(session: Session, label: str, make: Callable[[], bytes | str], file: File, key: str) -> None:
    """Draw a button for the file that `make` returns when it is pressed; it reads anew what it is made of."""
    name = file_name(file.title, file.kind, session.today, file.extension)
    st.download_button(label, make, file_name=name, mime=file.media_type, key=key, on_click="ignore")


def show_some(
    session: Session, dossier: Dossier, report: Report, chosen: Sequence[Exporter], told: Iterable[str] = ()
) -> None:
    """Draw a button for each of `chosen`, and below them in one list what each kind leaves out, or why there is none.

    `told`: the kinds of which that was said above.
    """
    with st.container(horizontal=True, gap="small"):
        for exporter in chosen:
            if exporter.has_content(report):
                _offer(session, dossier, exporter)
    news = [exporter for exporter in chosen if exporter.identifier not in told]
    lines = "".join(f"<li>{escape(line)}</li>" for line in left_out(session, report, news))
    if lines:
        draw(f'<ul class="kw-bullets kw-tight">{lines}</ul>')
    for line in boxed(session, report, chosen):
        widgets.small(line)


def _offer(session: Session, dossier: Dossier, exporter: Exporter) -> None:
    kind = session.t(f"ui.kind.{exporter.identifier}")
    download(
        session,
        session.t("ui.profile.download", kind=kind, suffix=exporter.extension.upper()),
        partial(_render, session.reporter(dossier.stream.id), session.language, exporter),
        File(dossier.assessment.project.title, kind, exporter.extension, exporter.media_type),
        f"download_{exporter.identifier}_{exporter.extension}",
    )


def _render(report: Callable[[], Report], language: str, exporter: Exporter) -> bytes:
    return exporter.render(report(), language)


def left_out(session: Session, report: Report, chosen: Iterable[Exporter]) -> list[str]:
    """Return a line for each kind of file: what does not stand in it of all that was filled in."""
    t, lines = session.t, dict[str, str]()
    for exporter in chosen:
        kind = t(f"ui.kind.{exporter.identifier}")
        if not exporter.has_content(report):
            lines[exporter.identifier] = t("export.empty", kind=kind, why=t(f"export.why_empty.{exporter.identifier}"))
        elif line := without(exporter.identifier, exporter.leaves_out, t):
            lines[exporter.identifier] = line
    return list(lines.values())


def boxed(session: Session, report: Report, chosen: Iterable[Exporter]) -> list[str]:
    """Return a line where words hold signs that drawn files have no type for; nothing where all can be drawn."""
    drawn = sorted({exporter.extension.upper() for exporter in chosen if exporter.extension in DRAWN})
    signs = lacking("".join(words_of(report))) if drawn else ""
    if not signs:
        return []
    files = join_words(drawn, session.t)
    return [session.t("export.boxed", files=files, signs=" ".join(signs[:FEW_SIGNS]))]
