"""The door: untrusted text becomes safe text once, here, and nowhere else."""

import re
import unicodedata

# Control characters but tab and newline, bidirectional overrides and isolates, invisible joiners that hide text,
# byte order marks and non-characters. Emoji joiners (U+200D) and variation selectors stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in NFC with single newlines, without control or bidi characters, stripped at both ends.

    Cleaning twice equals cleaning once. A text without anything visible becomes the empty string.
    Source: Unicode UAX #15 (NFC) and UAX #9 (bidi); House rule.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def has_lone_surrogate(text: str) -> bool:
    """Tell whether `text` holds half a character, which no file or database can store. House rule."""
    return _SURROGATE.search(text) is not None
