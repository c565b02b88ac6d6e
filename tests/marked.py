"""A framework whose every text would read as marks: of Markdown, of HTML, of formulas. It means what it says."""

import json
from collections.abc import Callable
from pathlib import Path

from framework.errors import Loc
from framework.instrument.loader import LoadedFramework
from framework.instrument.translation import Translation, localise, texts_of
from tests.framework.strategies import shipped

MARKS = "*x* ~~y~~ [a](https://voorbeeld.example) :smile: $x$ <b>"  # a label holds sixty signs: room for a number


def worded(word: Callable[[Loc, str], str]) -> LoadedFramework:
    """The shipped framework with other words: what `word` makes of the place of a text and of a number of its own."""
    framework = shipped().framework
    texts = {
        place: word(place, str(number))
        if isinstance(text, str)
        else tuple(word(place, f"{number}.{n}") for n, _ in enumerate(text))
        for number, (place, text) in enumerate(texts_of(framework).items())
    }
    return LoadedFramework(localise(framework, Translation(framework.language, texts, len(texts))))


def marked() -> LoadedFramework:
    """The shipped framework with `MARKS` and a number in place of each text, so that no two are the same."""
    return worded(lambda _, number: f"{MARKS[:-4] if '.' in number else MARKS + ' '}{number}")


def is_short(place: Loc) -> bool:
    """Whether a text is a label, of at most sixty signs; every other may hold two hundred."""
    return (
        place[0] in ("scale", "professional_scale")
        or place[-1] in ("title", "keywords")
        or (place[0] == "labels" and place[-1] == "label")
    )


def write_worded(folder: Path, loaded: LoadedFramework) -> Path:
    """Write a framework as its author could have, in place of what stands in `folder`."""
    for path in folder.rglob("*.yaml"):
        path.unlink()
    written = json.dumps(loaded.framework.as_written(), ensure_ascii=False)
    (folder / "framework.yaml").write_text(written, "utf-8")
    return folder
