"""A card for each personal link: its code and its address, to cut and hand out."""

from collections.abc import Sequence

from exports.documents.cards.sheet import Card, CardSheet, write_cards
from exports.phrases import document_texts
from framework.practice.invitation import Invitation

_ROWS = 3


def link_cards_pdf(title: str, invitation: Invitation, urls: Sequence[str], lang: str) -> bytes:
    """Return a card for each of `urls` about the research `title` as a tagged PDF; equal links give equal bytes."""
    return write_cards(link_cards(title, invitation, urls, lang))


def link_cards(title: str, invitation: Invitation, urls: Sequence[str], lang: str) -> CardSheet:
    """Return what stands on the cards, see `link_cards_pdf`. Raises `ValueError` for what is not a web address."""
    t = document_texts(lang)
    until = t("invitation.expires", day=invitation.until(t))
    cards = tuple(
        Card(
            t("practice.front.title"),
            title,
            (t("cards.scan"), until, t("invitation.personal")),
            url,
            t("invitation.code", url=url),
        )
        for url in urls
    )
    return CardSheet(t("cards.links", title=title), t("cards.links_how"), "", cards, _ROWS, lang)
