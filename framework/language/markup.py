"""What people paste along with their words: marks of a web page or a text editor, which say nothing on paper."""

import re
from html import unescape

from framework.language.cleaning import clean

_TAG_NAMES = (
    "a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|mark|o:p|ol|p|pre|s|small|span|strong|sub|sup|table|tbody"
    "|td|th|thead|tr|u|ul"
)
_ENDS_LINE = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6]|blockquote)>\n?", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|shy|[rl][ds]quo|[nm]dash|hellip|eacute|euml|iuml|#[0-9]{2,5});")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^\s()]+)\)")
# In Markdown a mark stands against the word it marks: `5 * 3 * 2` and `een_naam_van_iets` hold none.
_EMPHASIS = tuple(
    re.compile(rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])([^\n]*?[^\s{mark}]){mark}(?![\w{mark}])")
    for mark in (r"\*\*\*", r"\*\*", r"\*", "__", "_", r"\~\~", "`")
)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
_PAIRS = ("“”", "„”", "„“", "‘’", "‚’", "«»", "»«", '""', "''")


def without_markup(text: str) -> str:
    """Return `text` without tags, entities, Markdown and soft hyphens; all of it where nothing else would be left.

    House rule: only what cannot be meant as text. A `<` between numbers stays, and so does a lone asterisk.
    """
    plain = _TAG.sub("", _ENDS_LINE.sub("\n", text.replace("\u00ad", "")))
    plain = _HEADING.sub("", _LINK.sub(r"\1 (\2)", plain))
    for mark in _EMPHASIS:
        plain = mark.sub(r"\1", plain)
    plain = clean(_ENTITY.sub(lambda found: unescape(found[0]).replace("\u00ad", "").replace("\u00a0", " "), plain))
    return plain if plain and plain != text else text


def bare_quote(text: str) -> str:
    """Return a quote without the one pair of quotation marks around it: whoever shows it sets its own. House rule."""
    first, last = text[:1], text[-1:]
    inner = text[1:-1]
    is_whole = len(text) > 2 and first + last in _PAIRS and first not in inner and last not in inner
    return inner.strip() or text if is_whole else text
