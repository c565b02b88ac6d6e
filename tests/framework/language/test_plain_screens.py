"""What people read around a practice check: one word a thing, short sentences, in both languages."""

import re

import pytest

from framework.language.texts import languages, texts
from framework.practice.readability import Ease, read_ease, sentences_of, words_of
from framework.practice.statements import statements
from tests.framework.strategies import shipped

READ_BY_PROFESSIONALS = ("practice.", "invitation.", "group.", "mirror.")
READ_BY_WHOEVER_ASKS = ("ui.practice.", "ui.check.", "ui.paper.", "ui.roundtable.", "agenda.")
OTHER_WORDS = {
    "nl": r"\b(zin|zinnen|stellingen?|opinies?|opvattingen?|toets|toetsen|optellen|bij op|op bij)\b",
    "en": r"\b(sentences?|claims?|views|tests?|add (your|them|opinions))\b",
}
"""What would be a second word for a statement, an opinion, the practice check, or counting answers."""


@pytest.mark.parametrize("language", languages())
def test_statement_opinion_check_and_counting_have_one_word_each(language: str) -> None:
    entries = texts(language).entries
    found = {
        key
        for key, text in entries.items()
        if key.startswith(READ_BY_PROFESSIONALS)
        for line in ([text] if isinstance(text, str) else text)
        if re.search(OTHER_WORDS[language], line, re.IGNORECASE)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "Jij toetst het onderzoek. Niemand toetst jou."), ("en", "You check the research. Nobody checks you.")],
)
def test_name_of_the_check_says_who_is_checked(language: str, said: str) -> None:
    t = texts(language)
    assert (t("practice.front.not_you"), t.entries["invitation.know_lines"][0]) == (said, said)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_around_a_check_is_longer_than_fifteen_words(language: str) -> None:
    lines = [
        line
        for key, text in texts(language).entries.items()
        if key.startswith((*READ_BY_PROFESSIONALS, *READ_BY_WHOEVER_ASKS))
        for line in ([text] if isinstance(text, str) else text)
    ]
    found = [sentence for line in lines for sentence in sentences_of(line)]
    assert len(found) > 400
    assert [sentence for sentence in found if len(words_of(sentence)) > 15] == []


def test_help_finds_nothing_to_mend_in_the_statements_that_we_ask_ourselves() -> None:
    asked = "\n".join(c.professional_statement or "" for c in statements(shipped().framework))
    found = read_ease(asked, "nl")
    assert isinstance(found, Ease)
    assert found.mends == ()
