"""What every exporter owes, even one that is added tomorrow: the protocol, a golden file, the same bytes, and calm."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from exports.catalogue import ROOMS, Exporter, exporters, for_suffix
from framework.assessing.beside import Commitment
from framework.assessing.record import Lens
from framework.errors import NoProfile
from framework.language.texts import languages
from framework.reporting.report import make_report
from tests.exports.conftest import Golden
from tests.exports.dumps import DUMPS, PLAIN
from tests.exports.sample_reports import EXAMPLES, example, nasty, report, shipped

ROOT = Path(__file__).resolve().parents[2]
EVERY = pytest.mark.parametrize("exporter", exporters(), ids=lambda e: f"{e.identifier}-{e.extension}")
LATER_THAN_A_ZIP_CAN_TELL = "2.1"  # its times go by two seconds


def golden_cases() -> Iterator[ParameterSet]:
    """Dutch for every exporter, every language where the file is text."""
    for exporter, name, lang in product(exporters(), EXAMPLES, languages()):
        if lang == "nl" or exporter.extension in PLAIN:
            yield pytest.param(exporter, name, lang, id=f"{exporter.identifier}-{exporter.extension}-{name}-{lang}")


@EVERY
def test_exporter_keeps_the_protocol(exporter: Exporter) -> None:
    assert re.fullmatch("[a-z][a-z_]*", exporter.identifier)
    assert re.fullmatch("[a-z0-9]+", exporter.extension)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", exporter.media_type)
    assert exporter.render.__doc__


def test_exporters_are_offered_by_name_from_whichever_room() -> None:
    assert [f"{exporter.identifier}.{exporter.extension}" for exporter in exporters()] == [
        "calendar.ics",
        *("card.pdf", "card.svg", "card.png"),
        *("infographic.pdf", "infographic.svg", "infographic.png"),
        "passage.txt",
        "record.json",
        *("report.docx", "report.pdf"),
        "table.csv",
        "words.csv",
        "workbook.xlsx",
    ]


def test_exporter_bears_the_name_of_its_file() -> None:
    """Whoever looks for what makes a file finds it by the name under which it is offered."""
    found = {path.stem for room in ROOMS for path in (ROOT / room.replace(".", "/")).iterdir()}
    assert {exporter.identifier for exporter in exporters()} - found == set()


def test_identifier_and_extension_name_one_exporter() -> None:
    keys = [(exporter.identifier, exporter.extension) for exporter in exporters()]
    assert len(keys) == len(set(keys))


def test_suffix_that_several_share_has_one_default() -> None:
    able = {exporter.extension: for_suffix(exporter.extension) for exporter in exporters()}
    assert {
        suffix for suffix, found in able.items() if len(found) > 1 and sum(e.is_default for e in found) != 1
    } == set()


@pytest.mark.parametrize(("exporter", "name", "lang"), list(golden_cases()))
def test_export_of_worked_example_is_as_last_read(exporter: Exporter, name: str, lang: str, golden: Golden) -> None:
    suffix = exporter.extension
    assert suffix in DUMPS, f"add a dump of .{suffix} to tests/exports/dumps.py"
    file = exporter.render(example(name, lang), lang)
    golden(f"{exporter.identifier}/{name}.{lang}.{suffix}.txt", DUMPS[suffix](file))


@pytest.fixture(scope="module")
def digests() -> list[str]:
    """Two processes: another seed for hashes, another clock time, another time zone."""
    command = [sys.executable, "-m", "tests.exports.digests"]
    runs = [
        subprocess.Popen(
            [*command, wait],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            stdout=subprocess.PIPE,
            text=True,
        )
        for wait, seed, zone in (("0", "1", "UTC"), (LATER_THAN_A_ZIP_CAN_TELL, "2", "Asia/Tokyo"))
    ]
    outputs = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    return outputs


def test_another_process_gives_the_same_bytes(digests: list[str]) -> None:
    first, second = (output.splitlines() for output in digests)
    assert first == second
    assert len(first) == len(exporters()) + 1


@pytest.mark.parametrize("name", nasty())
@EVERY
def test_exporter_survives_nasty_report(exporter: Exporter, name: str) -> None:
    file = exporter.render(nasty()[name], nasty()[name].language)
    assert file
    if exporter.extension in DUMPS:
        assert DUMPS[exporter.extension](file)


def test_opinions_of_professionals_never_become_a_report() -> None:
    with pytest.raises(NoProfile):
        report({}, lens=Lens.PRACTICE)


@pytest.mark.parametrize("name", ["infographic.svg", "workbook.xlsx"])
def test_no_export_puts_a_finished_action_first(name: str) -> None:
    before = example(EXAMPLES[0], "nl")
    first, second = (action.criterion for action in before.actions[:2])
    done = {first.id: Commitment(who="Jan", done=True)}
    after = make_report(shipped(), before.assessment.model_copy(update={"commitments": done}), "nl")
    kind, _, suffix = name.partition(".")
    exporter = next(e for e in exporters() if (e.identifier, e.extension) == (kind, suffix))

    def steps(of: bytes) -> list[str]:
        whole = DUMPS[suffix](of)
        found = {point.title: whole.find(point.next_action.text[:20]) for point in (first, second)}
        return [title for title, at in sorted(found.items(), key=lambda each: each[1]) if at >= 0]

    assert steps(exporter.render(before, "nl"))[0] == first.title
    assert steps(exporter.render(after, "nl"))[0] == second.title
