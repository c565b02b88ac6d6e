"""The record itself: what a rater chose, complete, to keep or to read in again."""

import json

from exports.catalogue import Exporter
from framework.reporting.report import Report
from framework.use_cases.codec import dump_record


def render(report: Report, lang: str) -> bytes:
    """Return the record as JSON; importing it gives the same assessment. `lang` changes nothing: it is the rater's.

    The hash of the framework's content is always written, so that another machine can tell whether it has the same.
    """
    del lang
    reference = report.assessment.framework.model_copy(update={"content_hash": report.content_hash})
    data = dump_record(report.assessment.model_copy(update={"framework": reference}))
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


LEAVES_OUT = ("history", "open_checks")
EXPORTERS = (
    Exporter("record", "json", "application/json", render, is_default=True, leaves_out=LEAVES_OUT, is_exact=True),
)
