"""How easy a short text reads, told while someone types: its sentences, its words, and what to mend first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from framework.language.texts import Texts
from framework.practice.plain_words import find_plainer, is_everyday

LONGEST = 15
"""Words in a sentence that everyone reads with ease (House rule, of `criteria/README.md`)."""

EASY_FROM = 60
"""Flesch-Douma: from here a text is ordinary Dutch."""

MOST_HARD_WORDS = 5
MOST_SENTENCES = 2
"""Long sentences that a writer is told of at once: the longest first."""

_ENOUGH = 10  # words: the score of a shorter text, such as a name, says nothing
_BEGIN = 5  # words of a sentence by which a writer knows it again
_HARD_FROM = 4  # syllables, in a text that is hard as a whole
_LONG_FROM = 5  # syllables, in any text
_LONG_LETTERS, _LONG_LETTERS_NL = 13, 15  # Dutch writes words together that others keep apart
_BASE, _PER_WORD, _PER_SYLLABLE = Fraction("206.835"), Fraction("0.93"), Fraction(77)

# The vowels that sound as one. Of other vowels that meet, each is a syllable: be-oor-de-ling, cre-a-tief.
_VOWELS = re.compile(
    "eau|aai|ooi|oei|eeu|[iï]eu|aa|[eë]e|[oö]o|uu|[iï]e|oe|eu|ui|[eë]i|ai|au|ou|y(?![aeiou])|[aeiouëïöüä]"
)
_BORROWED = ((re.compile("tea(?=m)"), "te"), (re.compile("coa(?=ch)"), "co"), (re.compile("qu"), "q"))
_KEPT_MARK = "\u0308"  # two dots begin a syllable: ge-ïn-te-res-seerd
_ENDS = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]* (?=[\"'“‘(\[]*[^\W_a-zà-öø-ÿ])")
_SHORTENED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]|dhr|dr|drs|ing|ir|mr|mw|nr|prof)\. $", re.IGNORECASE)
_LONGEST_SHORTENED = 8
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?")
_ADDRESS = re.compile(r"://|@|^www\.", re.IGNORECASE)


class Mend(StrEnum):
    """What makes a text easier, most urgent first."""

    LONG_SENTENCES = "long_sentences"
    RARE_WORDS = "rare_words"
    HARD_WORDS = "hard_words"


@dataclass(frozen=True, slots=True)
class NoScore:
    """There is no score: the formula is made for Dutch, and the text is not."""


@dataclass(frozen=True, slots=True)
class NoEase:
    """The text has no words, so nothing can be said of it."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A rare word of the text, and a plainer one that says the same."""

    rare: str
    plainer: str


@dataclass(frozen=True, slots=True)
class Ease:
    """How a text reads.

    `score`: Flesch-Douma, exact. `longest`: the words of the longest sentence. `long_sentences`: those of more than
    `LONGEST` words, in order. `swaps`: rare words for which there is a plainer one. `hard_words`: the other long ones,
    the longest first, five at most. `mends`: what to do; nothing where the text is easy.
    """

    score: Fraction | NoScore
    longest: int
    long_sentences: tuple[str, ...]
    swaps: tuple[Swap, ...]
    hard_words: tuple[str, ...]
    mends: tuple[Mend, ...]

    @property
    def is_easy(self) -> bool:
        """Whether nothing needs mending."""
        return not self.mends


def read_ease(text: str, language: str) -> Ease | NoEase:
    """206.835 - 0.93 x words per sentence - 77 x syllables per word; easy from 60, without a sentence over 15 words.

    Languages other than Dutch have no score. A word is hard from five syllables or 15 letters (in other languages: 13
    letters), unless it is of everyday speech or a name; from four syllables where even sentences of 15 words would
    leave the score of ten words or more below 60. A text without words gives `NoEase`. Web and e-mail addresses are
    not words.

    Source: W.H. Douma, De leesbaarheid van landbouwbladen (1960); the limits: House rule.
    """
    sentences = [(sentence, found) for sentence in sentences_of(text) if (found := words_of(sentence))]
    words = [word for _, found in sentences for word in found]
    if not words:
        return NoEase()
    per_sentence, per_word = Fraction(len(words), len(sentences)), Fraction(sum(map(syllables, words)), len(words))
    is_dutch = language == "nl"
    is_hard = is_dutch and len(words) >= _ENOUGH and _douma(min(per_sentence, Fraction(LONGEST)), per_word) < EASY_FROM
    bare = _bare(word for _, found in sentences for word in _not_names(found))
    swaps = tuple(Swap(word, plainer) for word in bare if (plainer := find_plainer(word, language)))
    rare = {swap.rare for swap in swaps}
    hard = _hard([word for word in bare if word not in rare], language, is_hard=is_hard)
    long_sentences = tuple(sentence for sentence, found in sentences if len(found) > LONGEST)
    needed = {
        Mend.LONG_SENTENCES: bool(long_sentences),
        Mend.RARE_WORDS: bool(swaps),
        Mend.HARD_WORDS: bool(hard) or is_hard,
    }
    return Ease(
        score=_douma(per_sentence, per_word) if is_dutch else NoScore(),
        longest=max(len(found) for _, found in sentences),
        long_sentences=long_sentences,
        swaps=swaps[:MOST_HARD_WORDS],
        hard_words=hard,
        mends=tuple(mend for mend in Mend if needed[mend]),
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`, in order.

    One ends at a full stop, question or exclamation mark before a capital or figure, and at a new line that begins
    with a capital, a figure or a bullet; not after an initial or a title. House rule.
    """
    found: list[str] = []
    for part in _parts(text):
        begin = 0
        for end in _ENDS.finditer(part):
            if not _SHORTENED.search(part[max(begin, end.end() - _LONGEST_SHORTENED) : end.end()]):
                found.append(part[begin : end.end()].strip())
                begin = end.end()
        found.append(part[begin:])
    return tuple(sentence for sentence in found if sentence)


def _parts(text: str) -> Iterator[str]:
    """The lines of `text`, each with those that go on in the middle of its sentence, with single spaces."""
    gathered: list[str] = []
    for line in (*text.splitlines(), ""):
        if gathered and not line[:1].strip().islower():
            yield " ".join(" ".join(gathered).split())
            gathered = []
        if line.strip():
            gathered.append(line)


def words_of(sentence: str) -> tuple[str, ...]:
    """Return the words of `sentence`: what stands between spaces and holds a letter or figure, addresses left out."""
    parts = (part for part in sentence.split() if not _ADDRESS.search(part))
    return tuple(part for part in parts if any(character.isalnum() for character in part))


def syllables(word: str) -> int:
    """Count the syllables of a Dutch word by its groups of vowels: at least 1, figures and abbreviations included.

    Source: the rules of Dutch spelling for vowels; borrowed words as far as House rule knows them.
    """
    marked = unicodedata.normalize("NFD", word.lower())
    plain = unicodedata.normalize("NFC", "".join(c for c in marked if c == _KEPT_MARK or not unicodedata.combining(c)))
    for pattern, written in _BORROWED:
        plain = pattern.sub(written, plain)
    return max(1, len(_VOWELS.findall(plain)))


def ease_lines(ease: Ease | NoEase, t: Texts) -> Iterator[str]:
    """What a writer can change, a sentence or two each, and no mark: the mark of a text helps nobody. House rule."""
    if isinstance(ease, NoEase):
        yield t("reading.no_words")
        return
    if ease.is_easy:
        yield t("reading.easy")
    for sentence in sorted(ease.long_sentences, key=lambda sentence: -len(words_of(sentence)))[:MOST_SENTENCES]:
        begin = " ".join(sentence.split()[:_BEGIN])
        yield t("reading.long_sentence", length=len(words_of(sentence)), begin=begin)
    for swap in ease.swaps:
        yield t("reading.swap", rare=swap.rare, plainer=swap.plainer)
    if ease.hard_words:
        yield t("reading.hard_words", words=", ".join(ease.hard_words))
    elif Mend.HARD_WORDS in ease.mends and not ease.swaps:
        yield t("reading.shorter_words")


def _douma(per_sentence: Fraction, per_word: Fraction) -> Fraction:
    return _BASE - _PER_WORD * per_sentence - _PER_SYLLABLE * per_word


def _not_names(words: tuple[str, ...]) -> Iterator[str]:
    """The words of a sentence without those that a capital shows to be names; the first has one anyway."""
    return (word for at, word in enumerate(words) if at == 0 or word[:1].islower())


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found[0].lower() for word in words if (found := _BARE.search(word))))


def _hard(words: list[str], language: str, *, is_hard: bool) -> tuple[str, ...]:
    least = _HARD_FROM if is_hard else _LONG_FROM
    letters = _LONG_LETTERS_NL if language == "nl" else _LONG_LETTERS
    is_long = [len(word) >= letters or (language == "nl" and syllables(word) >= least) for word in words]
    hard = [word for word, long in zip(words, is_long, strict=True) if long and not is_everyday(word, language)]
    return tuple(sorted(hard, key=syllables, reverse=True)[:MOST_HARD_WORDS])
