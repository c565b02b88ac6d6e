"""What can be set is documented, and what is documented can be set."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTING = re.compile(r"\bKADERWIJZER_[A-Z_]+\b")


def test_every_setting_is_documented_and_none_is_made_up() -> None:
    code = [
        *ROOT.glob("*.py"),
        *(path for folder in ("storage", "ui", "web") for path in (ROOT / folder).rglob("*.py")),
    ]
    used = {name for path in code for name in SETTING.findall(path.read_text("utf-8"))}
    assert used == set(SETTING.findall((ROOT / "docs" / "settings.md").read_text("utf-8")))
