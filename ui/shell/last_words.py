"""The last second of typing: what was not sent yet when a page was left is saved through the bridge."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from functools import partial
from threading import Lock
from typing import Any

from framework.assessing.record import Scored, Unscored
from framework.errors import KaderwijzerError
from framework.use_cases.codec import load_rating
from ui.shell import bridge

Save = Callable[[Scored | Unscored, int], object]
Path = tuple[str | int, ...]


class LastWords:
    """The fields of one form as they stood when it was drawn. It runs in another thread, so without Streamlit."""

    def __init__(self, data: dict[str, Any], version: int, save: Save) -> None:
        """Hold the form's `data` at `version` of its entry; `save(rating, expected)` writes it."""
        self._data, self._version, self._save = deepcopy(data), version, save
        self._lock = Lock()

    def keep(self, fields: dict[str, Path]) -> None:
        """Let the bridge hand over what was typed last in each field: its widget's key, and its place in the data."""
        for key, path in fields.items():
            bridge.keep(key, partial(self._take, path))

    def _take(self, path: Path, text: str) -> None:
        """Save `text` as the field at `path`; a change made elsewhere since stays, and so does what was saved here."""
        with self._lock:
            place: Any = self._data
            for step in path[:-1]:
                place = place[step]
            if place.get(path[-1], "") == text:
                return
            place[path[-1]] = text
            with suppress(KaderwijzerError, ValueError):
                self._save(load_rating(self._data), self._version)
                self._version += 1
