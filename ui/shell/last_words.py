"""The last second of typing: what was not sent yet when a page was left is saved through the bridge."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Any

from framework.errors import Faults, NotWhole, Stale, Unknown
from framework.keeping.merging import without
from framework.use_cases.codec import AS_TYPED, merge_entry
from ui.shell import bridge, saving
from ui.shell.fields import Path, Payload, text_at, with_field, with_text
from ui.shell.saving import Place, Screen

_MOST_TRIES = 5


class LastWords:
    """The fields of one form as they stood when it was drawn. It runs in another thread, so without Streamlit."""

    def __init__(
        self,
        place: Place[Any],
        typed: Payload,
        base: Payload,
        bases: dict[str, Any] | None = None,
        *,
        is_saved: bool = True,
    ) -> None:
        """Hold what was typed over `base`; the tab's own `bases` are told what is saved.

        Where what was typed could not be saved (`is_saved`), it goes with the first words that come.
        """
        self._place, self._base, self._bases = place, base, {} if bases is None else bases
        self._typed, self._is_saved = typed, is_saved
        self._lock = Lock()

    def keep(self, screen: Screen) -> None:
        """Let the bridge hand over what was typed last in each text field of a screen."""
        for key, path in screen.texts.items():
            bridge.keep(key, partial(self.take, path))
        for key in () if self._is_saved else screen.shows.keys() - screen.texts.keys():
            bridge.keep(key, self.take_rest)

    def take(self, path: Path, text: str) -> None:
        """Save `text` as the field at `path`, with all that was changed elsewhere since.

        What was changed there in the very same field stays; these words are then not kept, since nobody is left to ask.
        Raises `Unavailable`: whoever holds the words can bring them again.
        """
        with self._lock, suppress(Faults, NotWhole, Stale, Unknown):
            if self._is_saved and text_at(self._typed, path) == text and path[0] != AS_TYPED:
                return
            typed = with_text(self._typed, path, text)
            saved = self._write(self._place.clean(typed))
            if saved is not None:
                self._typed, self._base = typed, with_field(self._base, path, saved)
                self._is_saved = True
                saving.learn(self._bases, self._place.name, path, saved)

    def take_rest(self, _: str) -> None:
        """Save what could not be saved when the form was drawn, such as a choice; raises as `take` does."""
        with self._lock, suppress(Faults, NotWhole, Unknown):
            if not self._is_saved and self._write(self._typed) is not None:
                self._is_saved = True

    def _write(self, mine: Payload) -> Payload | None:
        """Return what of `mine` is kept now; nothing where it conflicts with what was changed elsewhere."""
        for _ in range(_MOST_TRIES):
            place = replace(self._place, whole=self._place.read())
            merged = merge_entry(place.key, self._base, mine, place.stored)
            if merged.conflicts:
                return None
            outcome, kept = dict(merged.payload or {}), without(mine, merged.left_out)
            if outcome == place.stored:
                return kept
            with suppress(Stale):
                place.save(outcome, place.version)
                return kept
        return None
