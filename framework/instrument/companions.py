"""Files that stand beside a framework, one for each language and named for it; they change none of its hashes."""

from pathlib import Path
from typing import Any, cast

from framework.instrument.yaml_source import Parsed


def language_named(parsed: Parsed) -> str:
    """Return the language that the name of a file says."""
    return Path(parsed.file).stem


def check_language(parsed: Parsed) -> None:
    """Note a file that says another language than its name."""
    data = cast(dict[str, Any], parsed.data) if isinstance(parsed.data, dict) else {}
    language, wanted = data.get("language"), language_named(parsed)
    if isinstance(language, str) and language != wanted:
        parsed.fault("other_language", ("language",), found=language, wanted=wanted)
