"""Whether a Dutch page speaks English somewhere."""

import re

from playwright.sync_api import Page

# English that Streamlit says on a Dutch page, listed in docs/accessibility.md.
ENGLISH_OF_STREAMLIT = re.compile(
    r"Skip to main content|Upload|Drag and drop|\d+(\.\d+)?MB per file[^\n]*|Browse files"
)
ENGLISH = re.compile(
    r"\b(the|and|what|which|your|with|from|choose|saved|press|enter|apply|select|option|please|search)\b", re.IGNORECASE
)


def find_english(page: Page) -> list[str]:
    """English words on a Dutch page, but those of Streamlit and the titles of English sources."""
    shown = page.locator("body").inner_text().split("Bronnen uit de literatuur")[0]
    return ENGLISH.findall(ENGLISH_OF_STREAMLIT.sub("", shown))
