"""The report as an editable document."""

from exports.catalogue import Exporter
from exports.document import Document
from exports.docx_writer import write_docx
from exports.report_document import report_document
from framework.reporting.report import Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def render(report: Report, lang: str) -> bytes:
    """Return the report as DOCX: the same document that every other writer of reports draws."""
    document: Document = report_document(report, lang)
    return write_docx(document)


EXPORTERS = (Exporter("report", "docx", MEDIA_TYPE, render, is_default=True),)
