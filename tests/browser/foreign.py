"""Whether a page in one language speaks the other somewhere."""

import re
from collections.abc import Iterable

from playwright.sync_api import Page

# English that Streamlit says on a Dutch page, listed in docs/accessibility.md.
ENGLISH_OF_STREAMLIT = re.compile(
    r"Skip to main content|Upload|Drag and drop|\d+(\.\d+)?MB per file[^\n]*|Browse files"
)
WORDS = {  # the commonest of each language that the other one does not have
    "nl": r"een|het|niet|voor|van de|wat|welke|jouw|deze|naar|kies|bewaar|opgeslagen|druk op|zoek|onderzoek|praktijk",
    "en": "the|and|what|which|your|with|from|choose|saved|press|enter|apply|select|option|please|search",
}
OTHER = {"nl": "en", "en": "nl"}


def find_foreign(page: Page, language: str, own_words: Iterable[str] = ()) -> list[str]:
    """Words of the other language on a page, but those of Streamlit, of marked quotes, of sources, and of people."""
    shown = page.locator("body").inner_text()
    for left_out in (*own_words, *page.locator("a[rel='noreferrer'], body [lang]").all_inner_texts()):
        shown = shown.replace(left_out, "")
    if language != "en":
        shown = ENGLISH_OF_STREAMLIT.sub("", shown)
    return re.findall(rf"\b(?:{WORDS[OTHER[language]]})\b", shown, re.IGNORECASE)
