"""How words stand inside a sentence, the same in every text."""

from collections.abc import Sequence

from framework.language.texts import Texts


def join_words(words: Sequence[str], t: Texts) -> str:
    """Return `words` as a list in a sentence: `a, b en c`."""
    *first, last = words
    return t("document.and", first=", ".join(first), last=last) if first else last


def mid_sentence(label: str) -> str:
    """Return `label` as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
