"""What a file is called: of which project, of what kind, of which day; safe on every machine and in every post."""

import re
import unicodedata
from datetime import date

LONGEST_TITLE, LONGEST_KIND = 60, 40
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def file_name(title: str, kind: str, day: date, extension: str) -> str:
    """Return `gezag-en-vakmanschap-rapport-2026-11-26.pdf`: small letters a to z, digits, hyphens and one dot.

    A title without any such letter (another script) is left out. House rule: bounded, never empty, never a path.
    """
    parts = (_slug(title, LONGEST_TITLE), _slug(kind, LONGEST_KIND), day.isoformat())
    return f"{'-'.join(part for part in parts if part)}.{extension}"


def _slug(text: str, most: int) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_SPELLED)).encode("ascii", "ignore").decode()
    plain = plain.replace("'", "")
    words = re.findall("[a-z0-9]+", plain)
    slug = "-".join(words)
    return slug if len(slug) <= most else slug[: most + 1].rpartition("-")[0] or slug[:most]
