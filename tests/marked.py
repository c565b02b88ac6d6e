"""A framework whose every text would read as marks: of Markdown, of HTML, of formulas. It means what it says."""

import json
from pathlib import Path

from framework.instrument.loader import LoadedFramework
from framework.instrument.translation import Translation, localise, texts_of
from tests.framework.strategies import shipped

MARKS = "*x* ~~y~~ [a](https://voorbeeld.example) :smile: $x$ <b>"  # a label holds sixty signs: room for a number


def marked() -> LoadedFramework:
    """The shipped framework with `MARKS` and a number in place of each text, so that no two are the same."""
    framework = shipped().framework
    texts = {
        place: f"{MARKS} {number}"
        if isinstance(text, str)
        else tuple(f"{MARKS[:-4]}{number}.{n}" for n, _ in enumerate(text))
        for number, (place, text) in enumerate(texts_of(framework).items())
    }
    return LoadedFramework(localise(framework, Translation(framework.language, texts, len(texts))))


def write_marked(folder: Path) -> Path:
    """Write it as an author could have, in place of what stands in `folder`."""
    for path in folder.rglob("*.yaml"):
        path.unlink()
    written = json.dumps(marked().framework.as_written(), ensure_ascii=False)
    (folder / "framework.yaml").write_text(written, "utf-8")
    return folder
