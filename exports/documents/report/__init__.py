"""The report as a document: the profile in short, what to do first, the mirror, every phase, limits, and sources.

Advice stands before judgement: a reader who stops after two pages knows what to do.
"""

from collections.abc import Iterator

from exports.catalogue import Exporter
from exports.documents.report.actions import action_blocks
from exports.documents.report.mirror import mirror_blocks
from exports.documents.report.phase import phase_blocks
from exports.phrases import coverage_of, document_texts, facts, language_tag, level_name, limits
from exports.typeset.document import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    List,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
    say,
)
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import write_pdf
from framework.assessing.scoring import PhaseProfile, Profile
from framework.instrument.model import Framework
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import headline, summary

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
    )


def _blocks(report: Report, t: Texts) -> Iterator[Block]:
    yield Heading(1, t("document.title", project=report.assessment.project.title))
    yield say(headline(report, t), Kind.LEAD)
    yield say(summary(report, t))
    yield say(report.framework.status, Kind.NOTE)
    yield Heading(2, t("document.overview"))
    yield _overview(report, t)
    yield _legend(report.framework, t)
    yield Heading(2, t("document.facts"))
    yield _facts(report, t)
    yield from action_blocks(report, t)
    yield from mirror_blocks(report, t)
    for profile in report.profiles:
        yield from phase_blocks(profile, report, t)
    yield Heading(2, t("document.limits"), starts_page=True)
    yield List(tuple(plain(line) for line in limits(report, t)))
    yield from _sources(report, t)


def _facts(report: Report, t: Texts) -> Table:
    rows = [(t(f"document.fact.{key}"), words) for key, words in facts(report, t) if words]
    return Table(
        (Column(t("document.subject"), 3), Column(t("document.value"), 7)),
        tuple((plain(key), plain(words)) for key, words in rows),
        t("document.facts_table"),
    )


def _overview(report: Report, t: Texts) -> Table:
    levels = report.framework.scale.numbers
    counts = (Column(t("document.count_column", level=level), 4) for level in levels)
    columns = (
        Column(t("document.phase"), 7),
        Column(t("document.profile"), 8),
        Column(t("document.coverage_label"), 6),
        *counts,
        Column(t("document.unknown"), 4),
    )
    return Table(columns, tuple(_row(p, report, t) for p in report.profiles), t("document.overview_table"))


def _row(profile: Profile, report: Report, t: Texts) -> tuple[Runs, ...]:
    label = Run(report.framework.label_text(profile.label).label, strong=True)
    head = (plain(profile.phase.title), (label,))
    if not isinstance(profile, PhaseProfile):
        return (*head, plain(coverage_of(profile, t)), *(() for _ in report.framework.scale.numbers), ())
    tally = profile.tally
    covered = t("document.covered", scored=tally.scored, applicable=tally.applicable)
    counts = (str(count) for count in (*profile.levels.values(), tally.unknown))
    return (*head, plain(covered), *(plain(count) for count in counts))


def _legend(framework: Framework, t: Texts) -> Paragraph:
    names = (f"{level} {level_name(framework, level)}" for level in framework.scale.numbers)
    return say(t("document.overview_legend", levels="; ".join(names)), Kind.NOTE)


def _sources(report: Report, t: Texts) -> Iterator[Block]:
    """What the criteria in scope rest on; a framework without sources has no such section."""
    provenances = [outcome.criterion.provenance for outcome in report.outcomes.values()]
    files = {quote.file for p in provenances for quote in p.documents}
    cited = {note.source for p in provenances for note in p.literature}
    documents = tuple(plain(document.title) for document in report.framework.documents if document.id in files)
    literature = tuple(
        (Run(source.citation, link=source.url or ""), Run(f". {_checked(source.checked, t)}"))
        for source in report.framework.sources
        if source.id in cited
    )
    if documents or literature:
        yield Heading(2, t("document.sources"))
        yield say(t("document.sources_intro"))
    for title, items in (("documents", documents), ("literature", literature)):
        if items:
            yield Heading(3, t(f"document.{title}"))
            yield List(items)


def _checked(checked: str, t: Texts) -> str:
    return t("document.checked", checked=t(f"checked.{checked}"))


def render_docx(report: Report, lang: str) -> bytes:
    """Return the report as an editable document."""
    return write_docx(report_document(report, lang))


def render_pdf(report: Report, lang: str) -> bytes:
    """Return the report as a PDF of several pages that a screen reader can follow."""
    return write_pdf(report_document(report, lang))


EXPORTERS = (
    Exporter("report", "docx", DOCX, render_docx, is_default=True),
    Exporter("report", "pdf", "application/pdf", render_pdf),
)
