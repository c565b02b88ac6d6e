"""The mail that invites: short, whole, and with the way in."""

from datetime import date

import pytest

from framework.assessing.beside import Kind
from framework.language.texts import texts
from framework.practice.invitation import Invitation
from framework.practice.mail import write_mail
from framework.practice.readability import sentences_of, words_of

URL = "https://kader.example/p/abcd-efgh-jkmn"


def invitation(kind: Kind) -> Invitation:
    return Invitation(
        kind=kind,
        language="nl",
        summary="We lopen mee bij het loket.",
        research_question="Wat helpt aan het loket?",
        asker="Anna",
        why="Jij kent het werk.",
        contact="anna@hogeschool.example",
        expires=date(2026, 12, 18),
        promised=date(2027, 1, 15),
    )


def test_mail_says_who_asks_what_why_how_and_until_when() -> None:
    t = texts("nl")
    assert write_mail("Meelopen bij het loket", invitation(Kind.OPEN), t, asked=9, url=URL) == (
        "Hallo,\n\n"
        "Ons onderzoek heet “Meelopen bij het loket”. Helpt dat jouw werk? Dat willen we graag van jou weten.\n"
        "Jij kent het werk.\n"
        "De vraag van het onderzoek: Wat helpt aan het loket?\n\n"
        "Het kost je ongeveer 5 minuten. Je leest 9 korte uitspraken en kiest wat past.\n"
        "We laten pas iets zien als 4 mensen of meer hebben gekozen.\n\n"
        f"Doe mee via deze link:\n{URL}\n\n"
        "Meedoen kan tot en met 18 december 2026.\n"
        "Op 15 januari 2027 hoor je wat we ermee doen.\n\n"
        "Heb je vragen? Dan kun je terecht bij: anna@hogeschool.example\n"
        "Groet en alvast dank,\n"
        "Anna"
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_mail_of_a_personal_check_holds_no_link_of_anybody(language: str) -> None:
    t = texts(language)
    mail = write_mail("Meelopen", invitation(Kind.PERSONAL), t, asked=9, url=URL)
    assert (URL in mail, t("mail.own_link") in mail) == (False, True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_sentence_of_ours_is_short(language: str, kind: Kind) -> None:
    mail = write_mail("Meelopen", invitation(kind), texts(language), asked=9, url=URL)
    assert [s for s in sentences_of(mail) if len(words_of(s)) > 15] == []
