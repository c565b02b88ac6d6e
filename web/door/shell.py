"""The empty page that Streamlit fills: dressed once in every language, with the hashes its scripts go by."""

import base64
import hashlib
import re
from collections.abc import Collection
from functools import cached_property

from framework.language.texts import languages, texts

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
# What is Streamlit's own in that page, and what stands there in ours ({words} in the reader's language). A browser that
# translates moves words away from where React looks for them: it is asked not to (docs/decisions/0016).
_DRESS = (
    (rb'<html lang="[^"]*">', '<html lang="{language}">'),
    (rb"<title>.*?</title>", "<title>{name}</title>"),
    (
        rb'<link rel="shortcut icon"[^>]*>',
        '<link rel="icon" type="image/svg+xml" href="/app/static/favicon.svg" />'
        '<meta name="google" content="notranslate" />',
    ),
    (rb"<!--(?:(?!-->).)*?-->\s*<link rel=\"service-desc\"[^>]*>", ""),
    (rb"<body>\s*<noscript>.*?</noscript>", '<body translate="no"><noscript><p>{noscript}</p></noscript>'),
)


class Shell:
    """Streamlit's own page as it comes, and as people get it."""

    def __init__(self, original: bytes, paths: Collection[str] | None = None) -> None:
        """Dress `original`. What is not found in it stays as it is: `missing` names it, and a test looks there.

        `paths`: where it is a page of ours; Streamlit gives it for every other address too. Nothing named: everywhere.
        """
        self.original, self.paths = original, paths
        self.missing = tuple(pattern for pattern, _ in _DRESS if not re.search(pattern, original, re.DOTALL))
        self.pages = {language: _dress(original, language) for language in languages()}

    def is_page(self, path: str) -> bool:
        """Whether there is a page of ours at a path; its last part names it, as Streamlit reads it."""
        return self.paths is None or path.strip("/").rpartition("/")[2] in self.paths

    @cached_property
    def script_hashes(self) -> tuple[str, ...]:
        """What the content security policy lets run of the scripts inside the page."""
        scripts = _INLINE_SCRIPT.findall(self.original)
        return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(s).digest()).decode()}'" for s in scripts)


def _dress(page: bytes, language: str) -> bytes:
    t = texts(language)
    words = {"language": language, "name": t("web.name"), "noscript": t("web.noscript")}
    for pattern, ours in _DRESS:
        dressed = ours.format(**words).encode()
        page = re.sub(pattern, lambda _, dressed=dressed: dressed, page, count=1, flags=re.DOTALL)
    return page
