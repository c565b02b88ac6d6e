"""Words that many people stumble over, plainer ones, and how to tell in which language a text is written."""

from functools import cache

from framework.language.texts import languages, texts

_ENDINGS = ("", "en", "s", "n", "e")
"""What a word may end in beside the form that stands in the list."""


def language_of(text: str, otherwise: str) -> str:
    """The language whose smallest words stand most in `text`; `otherwise` where none stands out. House rule."""
    words = text.lower().split()
    counts = {language: sum(word in _listed("telltale", language) for word in words) for language in languages()}
    most = max(counts.values())
    found = [language for language, count in counts.items() if count == most]
    return found[0] if len(found) == 1 else otherwise


def is_everyday(word: str, language: str) -> bool:
    """A word of everyday speech is never called hard, however long it is. House rule."""
    return any(form in _listed("everyday", language) for form in _forms(word))


def find_plainer(word: str, language: str) -> str:
    """The plainer word that says the same; empty where the list knows none. House rule."""
    return next((found for form in _forms(word) if (found := _plainer(language).get(form))), "")


def _forms(word: str) -> tuple[str, ...]:
    return tuple(word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))


@cache
def _listed(name: str, language: str) -> frozenset[str]:
    return frozenset(texts(language).entries[f"reading.{name}"])


@cache
def _plainer(language: str) -> dict[str, str]:
    lines = (line.partition(" = ") for line in texts(language).entries["reading.plainer"])
    return {word: plainer for word, _, plainer in lines}
