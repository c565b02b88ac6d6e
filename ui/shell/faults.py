"""What is wrong with a form that was sent off: at its top, with a way to each field, and beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.shell import bridge
from ui.shell.drawings import icon
from ui.shell.html import draw, widget_class
from ui.shell.session import Session
from ui.shell.widgets import field_fault

_TOP = "problem"


@dataclass
class FormFaults:
    """The faults of one form. Made where its summary goes, above all fields; `button` is the key of what sends it off.

    Once a press found faults they stand there until they are mended; whoever comes back to the form begins afresh.
    """

    session: Session
    button: str
    told: set[str] = field(default_factory=set[str])
    top: DeltaGenerator = field(default_factory=lambda: st.container(key=_TOP, gap=None))
    rooms: dict[str, DeltaGenerator] = field(default_factory=dict[str, DeltaGenerator])

    def __post_init__(self) -> None:
        """Forget what was found before this form was left."""
        if self.button not in st.session_state:
            st.session_state.pop(self._place, None)

    @property
    def _place(self) -> str:
        return f"{self.button}/faults"

    @property
    def stand(self) -> bool:
        """Whether faults stand on the screen from an earlier press."""
        return bool(st.session_state.get(self._place))

    def below(self, key: str, *, is_told: bool = False) -> None:
        """Keep room for a fault below the widget `key`, which was drawn just now; none where it is told already."""
        self.rooms[key] = st.container(gap=None)
        if is_told:
            self.told.add(key)

    def tell(self, found: Mapping[str, str], *, pressed: bool) -> None:
        """Say what is wrong, by the key of the widget it is about; focus goes there when somebody `pressed`."""
        st.session_state[self._place] = bool(found)
        if not found:
            return
        if pressed:
            bridge.aim(_TOP)
        heading = escape(self.session.t("ui.problem"))
        links = "".join(
            f'<li><a href="#{widget_class(key)}" data-field="{widget_class(key)}">{escape(words)}</a></li>'
            for key, words in found.items()
        )
        with self.top:
            draw(
                '<section class="kw-alert kw-problem" role="alert" tabindex="-1">'
                f'<h2 class="kw-h3">{icon("warn")} {heading}</h2><ul>{links}</ul></section>'
            )
        for key, words in found.items():
            if key in self.rooms and key not in self.told:
                with self.rooms[key]:
                    field_fault(words, key)
