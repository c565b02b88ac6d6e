"""Autosave as one writes it first, in two ways: the book of `losses.py` must see both lose (see ui/shell/saving.py).

`?way=compare` saves whatever differs from the store; `?way=callback` saves when Streamlit says that a field changed.
"""

import streamlit as st

from framework.assessing.record import Moment, Project, Scored
from ui.shell.wiring import get_projects

POINT = "start.praktijkvraag"
LEVELS = [0, 1, 2, 3]
projects = get_projects()


def save() -> None:
    """Write what stands on the screen over whatever is stored."""
    version = projects.dossier(projects.people.local(), assessment).stream.version(f"rating/{POINT}")
    rating = Scored(level=st.session_state["level"])
    projects.record_rating(projects.people.local(), assessment, POINT, rating, version)
    st.session_state["count"] = st.session_state.get("count", 0) + 1


way = st.query_params.setdefault("way", "compare")
if "a" not in st.query_params:
    project = Project(title="Naive", document_type="full_proposal")
    st.query_params["a"] = projects.start(
        projects.people.local(), project, Moment.PROPOSAL, next(iter(projects.library))
    )
assessment = st.query_params["a"]
drafts = projects.dossier(projects.people.local(), assessment).drafts
stored = drafts[POINT].level if POINT in drafts else None

st.title("Naive", anchor=False)
place = None if stored is None else LEVELS.index(stored)
shown = st.radio("Level", LEVELS, index=place, key="level", on_change=save if way == "callback" else None)
if way == "compare" and shown != stored:
    save()
st.button("Again")
count = st.session_state.get("count", 0)
st.html(f'<p class="kw-saved" data-count="{count}">Saved: {shown}</p><footer class="kw-foot">.</footer>')
