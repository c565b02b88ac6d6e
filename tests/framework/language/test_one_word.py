"""One word a thing: what people read of a practice check calls each thing by one name, in both languages."""

import re

import pytest

from framework.language.texts import languages, texts

READ_BY_PROFESSIONALS = ("practice.", "invitation.", "group.", "mirror.")
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
