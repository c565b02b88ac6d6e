"""A card for each statement: to talk about at a table, without phones and for as few people as there are."""

from collections.abc import Callable, Sequence

from exports.documents.cards.sheet import Card, CardSheet, write_cards
from exports.phrases import document_texts
from framework.instrument.model import Criterion, Framework

_ROWS = 3


def talk_cards_pdf(
    framework: Framework, title: str, asked: Sequence[Criterion], questions: Callable[[str], Sequence[str]], lang: str
) -> bytes:
    """Return the cards about the research `title` as a tagged PDF: each `asked` statement with what to ask about it.

    `questions` gives those of a criterion. The same statements always give the same bytes.
    """
    return write_cards(talk_cards(framework, title, asked, questions, lang))


def talk_cards(
    framework: Framework, title: str, asked: Sequence[Criterion], questions: Callable[[str], Sequence[str]], lang: str
) -> CardSheet:
    """Return what stands on the cards; see `talk_cards_pdf`."""
    t = document_texts(lang)
    cards = tuple(
        Card(
            t("practice.progress", n=number, of=len(asked)),
            t("practice.quote", text=criterion.professional_statement or criterion.title),
            tuple(questions(criterion.id)),
        )
        for number, criterion in enumerate(asked, 1)
    )
    foot = f"{t('document.framework', title=framework.title, version=framework.version)}. {framework.status}"
    return CardSheet(t("cards.talk", title=title), t("cards.talk_how"), foot, cards, _ROWS, lang)
