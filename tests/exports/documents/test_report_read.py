"""The report a busy person reads: the answers on its first page, the rest short and dense, and nothing lost."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from exports.documents.report import report_document
from exports.drawing.geometry import bounds
from exports.drawing.pdf import write_pdf
from exports.drawing.scene import Group, Role, Scene
from exports.findings import gates_not_open
from exports.typeset.document import Heading, List, Paragraph, Table
from exports.typeset.flow.style import HEIGHT
from exports.typeset.pdf_writer import lay_out
from framework.assessing.beside import Commitment, Direction, TableNotes
from framework.assessing.record import Evidence, Scope, Scored, Unscored
from framework.assessing.scoring import Counted
from framework.instrument.loader import load_framework
from framework.instrument.model import NotScored
from framework.language.texts import texts
from framework.practice.statements import statements
from framework.reporting.report import Report, make_report
from tests.closed_checks import closed, distribution
from tests.exports.pages import copied, faults, read_aloud, words_of
from tests.exports.papers import check_docx, check_pdf
from tests.exports.pictured import EXAMPLES, hard, words, worked

NAMES = ("bvk_vakmanschap_gezag", "jong_in_de_buurt", "wijkteam")
EACH_REPORT = pytest.mark.parametrize(("name", "lang", "scope"), list(product(NAMES, ("nl", "en"), tuple(Scope))))


@EACH_REPORT
def test_report_takes_at_most_three_pages_for_a_quick_scan_and_nine_in_full(name: str, lang: str, scope: Scope) -> None:
    report = worked(name, lang, scope)
    assert len(lay_out(report_document(report, lang)).pages) <= (3 if scope is Scope.CORE else 9)


def with_practice(report: Report, *counts: int) -> Report:
    """The report with opinions on all nine statements, and on three of them steps taken on and words of a table."""
    asked = statements(report.framework)
    three = [criterion.id for criterion in asked[:3]]
    notes = TableNotes(
        heard="Het team mist tijd om de uitkomsten te bespreken.",
        changes="We plannen een halve dag per kwartaal.",
        direction=Direction.CHANGES,
        table="Tafel 2",
        day=date(2027, 1, 5),
    )
    changes = {
        "opinions": (closed({c.id: distribution(*counts, unsure=2) for c in asked}, sent=sum(counts) + 2),),
        "commitments": {key: Commitment(who="Het team", by=date(2027, 3, 1)) for key in three},
        "table_notes": dict.fromkeys(three, notes),
    }
    changed = report.assessment.model_copy(update=changes)
    return make_report(load_framework(EXAMPLES.parent), changed, report.language)


@pytest.mark.parametrize("counts", [(5, 4, 2, 1), (0, 1, 3, 8)])
@pytest.mark.parametrize(("name", "lang"), list(product(NAMES, ("nl", "en"))))
def test_quick_scan_with_opinions_on_all_nine_statements_takes_at_most_three_pages(
    name: str, lang: str, counts: tuple[int, ...]
) -> None:
    report = with_practice(worked(name, lang, Scope.CORE), *counts)
    assert report.mirror
    assert len(report.mirror.reflections) == 9
    scene = lay_out(report_document(report, lang))
    assert len(scene.pages) <= 3
    assert all(part > 0.5 for part in filled(scene))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_quick_scan_with_opinions_is_flawless_in_its_closest_type(lang: str) -> None:
    document = report_document(with_practice(worked(NAMES[0], lang, Scope.CORE), 5, 4, 2, 1), lang)
    check_pdf(document)
    check_docx(document)


def test_full_report_with_every_point_rated_and_quoted_takes_at_most_nine_pages() -> None:
    report = worked("bvk_vakmanschap_gezag", "nl", Scope.FULL)
    sentence = "Twaalf professionals uit vier teams lazen de opzet en schreven op wat anders moest. "
    quotes = tuple(Evidence(quote=sentence * 2, location=f"blz. {page}") for page in (3, 12))
    ratings = {c.id: Scored(level=2, evidence=quotes, note=sentence * 2) for c in report.framework.criteria}
    rated = report.assessment.model_copy(update={"ratings": ratings})
    full = make_report(load_framework(EXAMPLES.parent), rated, "nl")
    assert full.scored == 25
    assert len(lay_out(report_document(full, "nl")).pages) <= 9


def filled(scene: Scene) -> list[float]:
    """How far down each page but the last its last words or marks stand that mean something, in parts of the page."""
    pages = [
        [
            box.bottom
            for n in sheet.children
            if isinstance(n, Group) and n.role is not Role.ARTIFACT and (box := bounds(n))
        ]
        for sheet in scene.pages[:-1]
    ]
    return [max(bottoms) / HEIGHT for bottoms in pages]


@EACH_REPORT
def test_no_page_but_the_last_is_less_than_half_full(name: str, lang: str, scope: Scope) -> None:
    assert all(part > 0.5 for part in filled(lay_out(report_document(worked(name, lang, scope), lang))))


@pytest.mark.parametrize("name", hard())
def test_no_page_of_a_hard_report_is_less_than_half_full(name: str) -> None:
    assert all(part > 0.5 for part in filled(lay_out(report_document(hard()[name], "nl"))))


@EACH_REPORT
def test_first_page_says_what_holds_what_is_open_and_what_comes_first(name: str, lang: str, scope: Scope) -> None:
    report = worked(name, lang, scope)
    first = " ".join(copied(write_pdf(lay_out(report_document(report, lang))).data)[0].split())
    t = texts(lang)
    assert [key for key in ("holds", "still_open", "first", "who", "by") if t(f"document.{key}") not in first] == []
    assert [p.phase.title for p in report.profiles if p.phase.title not in first] == []
    steps = [action.criterion.title for action in report.to_do[:3]]
    assert [title for title in steps if title not in first] == []
    gates = [criterion.title for criterion, _, _ in gates_not_open(report)]
    assert [title for title in gates if title not in first] == []


def test_first_page_shows_how_each_phase_stands_and_a_line_of_evidence_for_the_strongest_points() -> None:
    document = report_document(worked(NAMES[0], "nl", Scope.FULL), "nl")
    first = " ".join(copied(write_pdf(lay_out(document)).data)[0].split())
    for told in (
        "1 Opstart Aandacht nodig 2 2 2 1 1 1 1 ? 3 van 7 uitgewerkt of hoger 7 van de 8 punten hebben een niveau",
        "2 Uitvoering Aandacht nodig 2 2 1 1 1 ? ? ? 2 van 5 uitgewerkt of hoger",
        "3 Verspreiding Aandacht nodig 2 2 2 1 1 1 ? ? ? 3 van 6 uitgewerkt of hoger",
        "1 basisvoorwaarde is op orde 1. Vraag uit de praktijk",
        "1. Vraag uit de praktijk: niveau 2 “Dat gebeurt in samenwerking met de Beroepsvereniging",
        "8. Bedoeld gebruik: niveau 2 “De BvK gebruikt deze publicatie om het vak verder te",
        "2. Beeld van het werk: niveau 2 “Deze groep professionals staat in direct contact met",
    ):
        assert told in first


def test_first_page_says_who_takes_a_step_and_by_when() -> None:
    report = worked(NAMES[0], "nl", Scope.FULL)
    chosen = report.actions[7].criterion.id
    taken = {chosen: Commitment(who="Sanne", by=date(2027, 3, 1))}
    told = make_report(
        load_framework(EXAMPLES.parent), report.assessment.model_copy(update={"commitments": taken}), "nl"
    )
    document = report_document(told, "nl")
    first = " ".join(copied(write_pdf(lay_out(document)).data)[0].split())
    assert f"{told.framework.by_id[chosen].title}. " in first
    assert "Sanne" in first
    assert "1 maart 2027" in first
    assert "Opgepakt: Sanne, klaar op 1 maart 2027." in " ".join(words_of(document))


@EACH_REPORT
def test_each_phase_has_one_table_and_points_without_a_level_stand_in_one_list(
    name: str, lang: str, scope: Scope
) -> None:
    report = worked(name, lang, scope)
    blocks = report_document(report, lang).blocks
    tables = [block for block in blocks if isinstance(block, Table) and block.marks]
    counted = [[o for o in p.outcomes if isinstance(o, Counted)] for p in report.profiles]
    assert [len(table.rows) for table in tables] == [len(found) for found in counted if found]
    open_points = [o.criterion.title for o in report.outcomes.values() if not isinstance(o, Counted)]
    place = [n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == texts(lang)("document.unanswered")]
    listed = blocks[place[0] + 1] if place else List(())
    assert isinstance(listed, List)
    assert [item[0].text.partition(". ")[2].rstrip(". ") for item in listed.items] == open_points


def test_long_text_is_cut_where_it_stands_and_whole_in_the_appendix() -> None:
    report = worked(NAMES[0], "nl", Scope.FULL)
    long = {name: f"{name} " + words(20_000 - len(name) - 1) for name in ("quote", "note", "reason", "summary")}
    second = next(c.id for c in report.framework.criteria if c.not_applicable)
    rated = next(c.id for c in report.framework.criteria if c.id != second)
    ratings = {
        rated: Scored(level=2, evidence=(Evidence(quote=long["quote"]),), note=long["note"]),
        second: Unscored(not_scored=NotScored.NOT_APPLICABLE, reason=long["reason"]),
    }
    project = report.assessment.project.model_copy(update={"summary": long["summary"]})
    changed = report.assessment.model_copy(update={"ratings": ratings, "project": project})
    document = report_document(make_report(load_framework(EXAMPLES.parent), changed, "nl"), "nl")
    appendix = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text.startswith("Bijlage"))
    (whole,) = document.blocks[appendix + 1 :]
    assert isinstance(whole, List)
    assert sorted(item[1].text.partition(" ")[0] for item in whole.items) == ["note", "quote", "reason", "summary"]
    assert {item[1].text for item in whole.items} == set(long.values())
    before = " ".join(words_of(replace(document, blocks=document.blocks[:appendix])))
    for number, item in enumerate(whole.items, 1):
        assert f"(bijlage, {number})" in before
        assert item[1].text not in before
    data = write_pdf(lay_out(document)).data
    assert faults(data) == []
    assert "".join(long["quote"].split()) in "".join(read_aloud(data).split())


@EACH_REPORT
def test_every_quote_and_note_stands_whole_somewhere(name: str, lang: str, scope: Scope) -> None:
    report = worked(name, lang, scope)
    said = "".join(words_of(report_document(report, lang)))
    ratings = [o.rating for o in report.outcomes.values() if o.rating]
    given = [item.quote for r in ratings for item in r.evidence if item.quote] + [r.note for r in ratings if r.note]
    assert given
    assert [text for text in given if "".join(text.split()) not in said] == []


def test_more_evidence_than_a_cell_holds_stands_in_the_appendix() -> None:
    report = worked(NAMES[0], "nl", Scope.FULL)
    first = report.framework.criteria[0].id
    many = tuple(Evidence(quote=f"Citaat {number}", link=f"https://a.nl/{number}") for number in range(50))
    changed = report.assessment.model_copy(update={"ratings": {first: Scored(level=2, evidence=many)}})
    document = report_document(make_report(load_framework(EXAMPLES.parent), changed, "nl"), "nl")
    said = "".join(words_of(document))
    assert [n for n in range(50) if f"“Citaat{n}”" not in said] == []
    links = [r.link for b in document.blocks if isinstance(b, List) for item in b.items for r in item if r.link]
    assert set(links) >= {item.link for item in many[4:]}


def test_sources_stand_by_link_alone() -> None:
    document = report_document(worked(NAMES[0], "nl", Scope.FULL), "nl")
    titles = [block.text if isinstance(block, Heading) else "" for block in document.blocks]
    place = titles.index("Bronnen van het kader")
    (sources,) = document.blocks[place + 1 :]
    assert isinstance(sources, Paragraph)
    assert all(run.link for run in sources.runs[1:] if run.text not in ("; ", "."))


@pytest.mark.parametrize("scope", Scope)
def test_what_was_taken_on_and_said_at_a_table_stands_at_its_point_or_apart(scope: Scope) -> None:
    report = worked(NAMES[0], "nl", scope)
    identifiers = [criterion.id for criterion in report.framework.criteria]
    notes = {key: TableNotes(heard=f"Gehoord over {key}", changes=f"Anders bij {key}") for key in identifiers}
    notes[identifiers[0]] = TableNotes(
        heard="Klopt zo", direction=Direction.SUPPORTS, table="Tafel 2", day=date(2027, 1, 5)
    )
    taken = {key: Commitment(who=f"Wie van {key}", done=place % 2 == 0) for place, key in enumerate(identifiers)}
    changed = report.assessment.model_copy(update={"commitments": taken, "table_notes": notes})
    document = report_document(make_report(load_framework(EXAMPLES.parent), changed, "nl"), "nl")
    said = " ".join(words_of(document))
    assert "Gehoord aan tafel (Tafel 2; 5 januari 2027; ondersteunt het niveau): Klopt zo" in said
    assert [key for key in identifiers[1:] if f"Gehoord over {key} Dit verandert: Anders bij {key}" not in said] == []
    assert [key for key in identifiers if f"Opgepakt: Wie van {key}" not in said] == []
    assert ("Bij andere punten" in said) is (scope is Scope.CORE)
