"""The report as a document: the answers on its first page, the points in dense tables, and the whole of what was cut.

A busy reader stops after the first page and knows what holds, what is open and what comes first; the rest is there to
look up.
"""

from collections.abc import Iterator

from exports.catalogue import Exporter
from exports.documents.report.cuts import Cuts
from exports.documents.report.front import front_blocks
from exports.documents.report.mirror import mirror_blocks
from exports.documents.report.phase import elsewhere_blocks, phase_blocks, unanswered_blocks
from exports.phrases import document_texts, facts, language_tag, limits
from exports.typeset.document import Block, Document, Heading, Kind, Paragraph, Run, say
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.record import Scope
from framework.language.texts import Texts
from framework.reporting.report import Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACT = 600
"""Characters kept of a fact."""

_SAID = ("project", "status")
"""Facts that stand in the title, and among the limits."""

IN_HEAD = ("lens", "date", "version", "counted")


def report_document(report: Report, lang: str) -> Document:
    """Return the whole report as a document in `lang`; the framework's texts are in the language of the report."""
    t = document_texts(lang)
    framework, project = report.framework, report.assessment.project
    return Document(
        title=t("document.title", project=project.title),
        language=language_tag(lang),
        day=report.assessment.date,
        header=f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}",
        footer=project.title,
        page=t("document.page", page="{page}", pages="{pages}"),
        blocks=tuple(_blocks(report, t)),
        kicker=t(f"scope.{report.assessment.scope}"),
        facts=tuple((t(f"document.fact.{key}"), words) for key, words in facts(report, t) if key in IN_HEAD),
        is_dense=True,
    )


def _blocks(report: Report, t: Texts) -> Iterator[Block]:
    cuts = Cuts(t)
    yield Heading(1, t("document.title", project=report.assessment.project.title))
    yield from front_blocks(report, cuts, t)
    yield from mirror_blocks(report, t)
    yield from phase_blocks(report, cuts, t)
    yield from unanswered_blocks(report, cuts, t)
    yield from elsewhere_blocks(report, cuts, t)
    yield Heading(2, t("document.facts"))
    yield _facts(report, cuts, t)
    yield Heading(3, t("document.limits"))
    yield say(" ".join(limits(report, t)), Kind.FINE)
    yield from _sources(report, t)
    yield from cuts.blocks()


def _facts(report: Report, cuts: Cuts, t: Texts) -> Paragraph:
    runs: list[Run] = []
    for key, words in facts(report, t):
        if words and key not in _SAID:
            name = t(f"document.fact.{key}")
            runs += [Run(f"{name}: ", strong=True), Run(f"{cuts.short(name, words, _FACT).removesuffix('.')}. ")]
    return Paragraph(tuple(runs), Kind.FINE)


def _sources(report: Report, t: Texts) -> Iterator[Block]:
    """What the points in scope rest on, by link alone; a framework without such sources has no such section.

    A quick scan must stay short: it says where the links are.
    """
    cited = {note.source for outcome in report.outcomes.values() for note in outcome.criterion.provenance.literature}
    found = [source for source in report.framework.sources if source.id in cited and source.url]
    if found and report.assessment.scope is Scope.CORE:
        yield say(t("document.sources_quick"), Kind.FINE)
    elif found:
        yield Heading(3, t("document.sources"))
        links = [run for source in found for run in (Run(source.citation, link=source.url or ""), Run("; "))]
        yield Paragraph((Run(f"{t('document.sources_intro')} "), *links[:-1], Run(".")), Kind.FINE)


def render_docx(report: Report, lang: str) -> bytes:
    """Return the report as an editable document."""
    return write_docx(report_document(report, lang))


def render_pdf(report: Report, lang: str) -> bytes:
    """Return the report as a PDF of several pages that a screen reader can follow."""
    return write_pdf(report_document(report, lang))


LEAVES_OUT = ("remarks",)
EXPORTERS = (
    Exporter("report", "docx", DOCX, render_docx, is_default=True, leaves_out=LEAVES_OUT),
    Exporter("report", "pdf", "application/pdf", render_pdf, leaves_out=LEAVES_OUT),
)
