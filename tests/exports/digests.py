"""Print a digest of every export of one worked example, after waiting: `python -m tests.exports.digests SECONDS`.

Two processes with other hash seeds and at other times must print the same.
"""

import hashlib
import sys
import time

from exports.catalogue import exporters
from exports.documents.worksheet import render_worksheet
from framework.assessing.record import Scope
from tests.exports.sample_reports import EXAMPLES, example, shipped


def main() -> None:
    time.sleep(float(sys.argv[1]))
    report = example(EXAMPLES[0], "nl")
    for exporter in exporters():
        digest = hashlib.sha256(exporter.render(report, "nl")).hexdigest()
        print(exporter.identifier, exporter.extension, digest)
    worksheet = render_worksheet(shipped().framework, Scope.CORE, "nl")
    print("worksheet", "docx", hashlib.sha256(worksheet).hexdigest())


if __name__ == "__main__":
    main()
