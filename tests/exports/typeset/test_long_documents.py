"""What three hundred people can write in a practice check becomes a document that a machine makes in seconds."""

import io
from datetime import date

import docx

from exports.phrases import document_texts
from exports.typeset.bounds import MOST_LINES
from exports.typeset.document import Document, Heading, List, plain
from exports.typeset.docx_writer import write_docx
from exports.typeset.pdf_writer import lay_out
from framework.assessing.beside import TableNotes

PEOPLE, STATEMENTS = 300, 9
END = document_texts("nl")("document.too_long")


def written(remark: str) -> Document:
    said = TableNotes(heard=remark).heard or ""  # as it is kept
    lists = [(Heading(2, f"Uitspraak {n}"), List((plain(said),) * PEOPLE)) for n in range(STATEMENTS)]
    blocks = (Heading(1, "Wat professionals zeggen"), *(block for pair in lists for block in pair))
    return Document("Titel", "nl-NL", date(2026, 11, 27), "kop", "voet", "{page} van {pages}", blocks)


def test_remark_is_kept_and_any_text_is_drawn_with_one_blank_line_for_many() -> None:
    text = "een" + "\n" * 500 + "twee"
    assert TableNotes(heard=text).heard == "een\n\ntwee"
    assert plain(text)[0].text == "een\n\ntwee"


def test_hundreds_of_empty_lines_in_every_remark_fold_into_one() -> None:
    # of each remark three lines are left: 2,700 of them take 8,100 lines and fit
    whole = written("een" + "\n" * 990 + "twee")
    assert MOST_LINES > 2_700 * 3
    assert 1 <= len(lay_out(whole).pages) <= 250


def test_as_many_lines_as_a_remark_may_have_end_the_document_which_says_so() -> None:
    whole = written("\n".join("a" * 500))
    assert len(lay_out(whole).pages) <= 250
    paragraphs = docx.Document(io.BytesIO(write_docx(whole))).paragraphs
    assert paragraphs[-1].text == END
    assert len(paragraphs) < 300
