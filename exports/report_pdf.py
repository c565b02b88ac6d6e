"""The report as a PDF of several pages that a screen reader can follow."""

from exports.catalogue import Exporter
from exports.flow.compose import write
from exports.report_document import report_document
from framework.reporting.report import Report


def render(report: Report, lang: str) -> bytes:
    """Return the report as PDF: the same document that every other writer of reports draws."""
    return write(report_document(report, lang))


EXPORTERS = (Exporter("report", "pdf", "application/pdf", render),)
