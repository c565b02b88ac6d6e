"""How easy a text reads: the score of Douma worked out by hand, and what is to be mended."""

import random
import re
from fractions import Fraction

import pytest
import textstat

from framework.language.texts import texts
from framework.practice.plain_words import language_of
from framework.practice.readability import (
    Ease,
    Mend,
    NoEase,
    NoScore,
    Swap,
    ease_lines,
    read_ease,
    sentences_of,
    syllables,
    words_of,
)
from tests.framework.strategies import shipped

LISTS = ("telltale", "everyday", "plainer")
WALK = "Ik loop naar huis. Het is ver."
LONG = "Wij zijn de hele dag met de groep op pad en dan gaan wij in de bus weer naar huis."
HARD = "Beoordelingsinstrumenten operationaliseren organisatieverantwoordelijkheden."


def ease(text: str, language: str = "nl") -> Ease:
    found = read_ease(text, language)
    assert isinstance(found, Ease)
    return found


def said(text: str, language: str = "nl") -> list[str]:
    return list(ease_lines(read_ease(text, language), texts(language)))


def test_score_is_that_of_the_formula() -> None:
    # ik loop naar huis (4), het is ver (3): 7 words, 2 sentences, 7 syllables
    # 206.835 - 0.93 x 7/2 - 77 x 7/7 = 126.58
    assert ease(WALK).score == Fraction("126.58")


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("werk", 1), ("één", 1), ("nieuw", 1), ("eeuw", 1), ("jij", 1), ("foto's", 2), ("nieuwe", 2), ("mooie", 2)],
        *[("praktijk", 2), ("niveau", 2), ("bureau", 2), ("vrijheid", 2), ("draaien", 2), ("quickscan", 2)],
        *[("onderzoek", 3), ("reactie", 3), ("ideeën", 3), ("creatief", 3), ("bijeenkomst", 3), ("gemeente", 3)],
        *[("beoordeling", 4), ("beëindigen", 4), ("officieel", 4), ("situatie", 4), ("cliënt", 2), ("geëerd", 2)],
        *[("geïnteresseerd", 5), ("individueel", 5), ("coördinatie", 5), ("professionals", 5), ("organisatie", 5)],
        *[("team", 1), ("mail", 1), ("coach", 1), ("royaal", 2), ("baby", 2), ("15", 1), ("zo'n", 1), ("brr", 1)],
    ],
)
def test_syllables_are_those_one_claps(word: str, count: int) -> None:
    assert syllables(word) == count
    assert syllables(word.upper()) == count


def test_a_letter_with_loose_marks_counts_as_the_whole_one() -> None:
    assert (syllables("ide\u0065\u0308n"), syllables("e\u0301e\u0301n")) == (syllables("ideën"), 1)


def test_whole_framework_scores_as_another_program_scores_it() -> None:
    textstat.set_lang("nl")
    text = " ".join(f"{c.question} {c.why}" for c in shipped().framework.criteria)
    found = ease(text).score
    assert isinstance(found, Fraction)
    assert abs(found - Fraction(textstat.flesch_reading_ease(text))) < 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een. Twee! Drie? Vier… Vijf", ["Een.", "Twee!", "Drie?", "Vier…", "Vijf"]),
        ("Hij zei: “Kom.” Zij kwam.", ["Hij zei: “Kom.”", "Zij kwam."]),
        ("Vraag het aan dr. Jansen of J. de Vries.", ["Vraag het aan dr. Jansen of J. de Vries."]),
        ("Dat kost 2.5 uur, o.a. voor reizen.", ["Dat kost 2.5 uur, o.a. voor reizen."]),
        ("Een zin die\ndoorloopt.\nNog een zin", ["Een zin die doorloopt.", "Nog een zin"]),
        ("Kop\n\nTekst\n- punt\n- nog een", ["Kop", "Tekst", "- punt", "- nog een"]),
        ("Wat?! Echt... Ja.", ["Wat?!", "Echt...", "Ja."]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert list(sentences_of(text)) == expected


def test_addresses_and_loose_signs_are_no_words() -> None:
    assert words_of("Kijk op https://example.org/a of mail - naar a@example.org !") == (
        "Kijk",
        "op",
        "of",
        "mail",
        "naar",
    )


def test_easy_text_needs_no_mending() -> None:
    assert ease(WALK).is_easy
    assert ease(WALK).long_sentences == ease(WALK).hard_words == ()
    assert ease(WALK).longest == 4


def test_sentence_of_sixteen_words_is_too_long_and_one_of_fifteen_is_not() -> None:
    fifteen = " ".join(["Ja", *["ja"] * 14]) + "."
    assert ease(fifteen).mends == ()
    assert ease(f"Ja {fifteen.lower()}").mends == (Mend.LONG_SENTENCES,)


def test_long_sentence_is_shown() -> None:
    found = ease(f"{WALK} {LONG}")
    assert (found.longest, found.long_sentences, found.mends) == (20, (LONG,), (Mend.LONG_SENTENCES,))


def test_hard_words_are_named_hardest_first() -> None:
    found = ease(f"{HARD} {HARD}")
    assert found.mends == (Mend.HARD_WORDS,)
    assert found.hard_words == (
        "organisatieverantwoordelijkheden",
        "operationaliseren",
        "beoordelingsinstrumenten",
    )


def test_words_are_not_blamed_for_long_sentences() -> None:
    # 45 words, 23 x 2 + 22 = 68 syllables: 206.835 - 0.93 x 45 - 77 x 68/45 = 48.6; at 15 words it would be 76.5
    text = " ".join(["Jaja", *["jaja"] * 22, *["ja"] * 22])
    found = ease(text + ".")
    assert found.score == Fraction("206.835") - Fraction("0.93") * 45 - 77 * Fraction(68, 45)
    assert found.mends == (Mend.LONG_SENTENCES,)


def test_text_below_sixty_always_says_what_to_mend() -> None:
    dice = random.Random(5)
    for _ in range(300):
        words = [dice.choice(["ja", "vragen", "uitkomsten", "organisatie"]) for _ in range(dice.randint(1, 60))]
        text = " ".join(word + dice.choice([".", "", "", ""]) for word in words).title()
        found = ease(text)
        assert isinstance(found.score, Fraction)
        is_judged = len(words) >= 10  # the score of a name or a line says nothing
        assert found.is_easy == ((found.score >= 60 or not is_judged) and not found.long_sentences)


@pytest.mark.parametrize("text", ["", " \n ", "...", "- - -", "https://example.org"])
def test_text_without_words_has_no_score(text: str) -> None:
    assert read_ease(text, "nl") == NoEase()
    assert said(text) == ["Hier staat nog geen tekst."]


def test_english_text_is_judged_by_its_sentences_and_its_words() -> None:
    found = ease("Organisational matters notwithstanding. Professionals remain stakeholders.", "en")
    assert (found.score, found.longest) == (NoScore(), 3)
    # organisational has 14 letters, notwithstanding 15; professionals has 13, and everybody knows it
    assert sorted(found.hard_words) == ["notwithstanding", "organisational"]
    assert found.swaps == (Swap("stakeholders", "person concerned"),)
    assert ease("They remain. It is far.", "en").is_easy
    assert ease("So " + "very " * 15 + "long.", "en").mends == (Mend.LONG_SENTENCES,)


def test_writer_reads_what_to_change() -> None:
    assert said(WALK) == ["Dit leest makkelijk."]
    assert said(LONG) == ["Knip deze zin van 20 woorden in tweeën: “Wij zijn de hele dag …”."]
    assert said("Wij evalueren de interventies.") == [
        "Zeg liever “terugkijken op” dan “evalueren”.",
        "Zeg liever “aanpak” dan “interventies”.",
    ]
    assert said(HARD) == [
        "Zoek een korter of gewoner woord voor: "
        "organisatieverantwoordelijkheden, operationaliseren, beoordelingsinstrumenten."
    ]
    # 3 syllables a word: 206.835 - 0.93 x 10 - 231 is below 60, and no word has four
    assert said("Uitkomsten" + " uitkomsten" * 9) == ["Kies vaker een kort woord."]
    assert said("It is far.", "en") == ["This reads easily."]


@pytest.mark.parametrize("text", [HARD, LONG, WALK, "Uitkomsten.", "Operationalisering."])
def test_writer_reads_no_mark(text: str) -> None:
    """The mark of `HARD` is 206.835 - 0.93 x 3 - 77 x 25/3, far below nothing: it would only put people off."""
    figures = {figure for line in said(text) for figure in re.findall(r"\d+", line)}
    assert figures <= {"20"}  # the words of the long sentence


def test_one_long_word_is_found_in_an_easy_text() -> None:
    found = ease("Wij kijken naar je werk. Dat is een praktijkgeoriënteerde vraag. Doe je mee?")
    assert isinstance(found.score, Fraction)
    assert found.score > 60
    assert found.hard_words == ("praktijkgeoriënteerde",)


def test_word_of_fifteen_letters_is_long_in_dutch_and_one_of_fourteen_is_not() -> None:
    # praktijkvragen: 14 letters, vakwerkplaatsen: 15; four syllables each, in texts that are easy as a whole
    assert ease("Zie de praktijkvragen.").hard_words == ()
    assert ease("Zie de vakwerkplaatsen.").hard_words == ("vakwerkplaatsen",)


def test_rare_word_that_is_short_is_found_with_a_plainer_one() -> None:
    found = ease("Wij kijken naar de context van je werk.")
    assert (found.swaps, found.hard_words, found.mends) == (
        (Swap("context", "omgeving"),),
        (),
        (Mend.RARE_WORDS,),
    )


def test_name_and_word_that_everyone_knows_are_never_called_hard() -> None:
    text = "Wij lopen een dag mee met professionals van de Universiteit voor Humanistiek. Wij zien hoe het gaat."
    assert ease(text).is_easy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij lopen mee met je werk.", "nl"),
        ("We walk along with your work.", "en"),
        ("Hogeschool Utrecht", "fr"),
        ("", "fr"),
    ],
)
def test_language_of_a_text_is_that_of_its_smallest_words(text: str, expected: str) -> None:
    assert language_of(text, "fr") == expected


def test_every_list_of_words_is_of_one_language_and_can_be_read() -> None:
    dutch, english = ({name: texts(code).entries[f"reading.{name}"] for name in LISTS} for code in ("nl", "en"))
    assert set(dutch["telltale"]) & set(english["telltale"]) == set()
    for lists in (dutch, english):
        pairs = [line.split(" = ") for line in lists["plainer"]]
        assert all(len(pair) == 2 for pair in pairs)
        assert len({word for word, _ in pairs}) == len(pairs)
        assert {word for word, _ in pairs} & set(lists["everyday"]) == set()


@pytest.mark.parametrize("character", ["a", ".", "\n", " .", "A. ", "é\u0308", "-", "x-", "'", "…\n"])
def test_strange_text_is_read_to_its_end(character: str) -> None:
    assert isinstance(read_ease(character * 100_000, "nl"), Ease | NoEase)
