"""What a choice waits for, beside the choice itself: a word about absence, or the level that silence stands for."""

from functools import partial
from html import escape

import streamlit as st

from framework.assessing.consequences import Standing, silence_default, standing_of
from framework.assessing.record import Unscored
from framework.assessing.record_rules import absence_needs_word
from framework.instrument.model import Criterion, Framework, NotScored
from framework.use_cases.dossier import Dossier
from ui.shell.drawings import icon
from ui.shell.html import draw
from ui.shell.session import Session
from ui.shell.widgets import as_written


def needs_word(dossier: Dossier, framework: Framework, chosen: int | NotScored | None) -> bool:
    """Tell whether the choice asks for a word that the text shows absence."""
    return chosen == framework.scale.lowest and absence_needs_word(dossier.assessment, framework)


def offer_default(
    session: Session,
    dossier: Dossier,
    framework: Framework,
    criterion: Criterion,
    chosen: int | NotScored | None,
    *,
    key: str,
) -> None:
    """Offer the level that silence stands for, in one press, where nothing is chosen or the choice cannot count.

    `key` is that of the widget that holds the choice. Nothing is filled in before the person presses.
    """
    t, standing = session.t, _standing(dossier, framework, criterion, chosen)
    default = silence_default(dossier.assessment, framework)
    if standing is Standing.NOT_ALLOWED:
        tell(t("ui.point.not_allowed"))
    if standing not in (Standing.OPEN, Standing.SILENCE_IS_LOWEST) or not isinstance(default, int):
        return
    name = next(level.label for level in framework.scale.levels if level.level == default)
    with st.container(key="silence", gap="xsmall"):
        kind = framework.document_type(dossier.assessment.project.document_type)
        words = t(f"ui.point.silence.{standing}", level=default, kind=kind.label if kind else "")
        if standing is Standing.OPEN:
            draw(f'<p class="kw-small">{escape(words)}</p>')
        else:
            tell(words)
        label = t("ui.point.silence.take", level=default, name=as_written(name))
        kind_of_button = "tertiary" if standing is Standing.OPEN else "secondary"
        st.button(label, key="take_default", type=kind_of_button, on_click=partial(_take, key, str(default)))


def tell(words: str) -> None:
    """Say what the choice waits for; also to who cannot see it appear."""
    draw(f'<p class="kw-ask" role="status">{icon("ask")}<span>{escape(words)}</span></p>')


def _standing(dossier: Dossier, framework: Framework, criterion: Criterion, chosen: int | NotScored | None) -> Standing:
    if isinstance(chosen, int):
        return Standing.COUNTS
    rating = Unscored(not_scored=chosen or NotScored.UNANSWERED)
    return standing_of(criterion, dossier.chosen.model_copy(update={"ratings": {criterion.id: rating}}), framework)


def _take(key: str, value: str) -> None:
    st.session_state[key] = value
