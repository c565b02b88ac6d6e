"""Our own HTML on the screen, exactly as it is written."""

import re
from dataclasses import dataclass

import streamlit as st
from streamlit.elements.lib.layout_utils import Width


@dataclass(frozen=True, slots=True)
class _Written:
    """HTML that says so: of a plain string Streamlit asks the disk whether it names a file, and mends its margins."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def draw(html: str, width: Width = "stretch") -> None:
    """Draw `html`, in which every text was escaped."""
    st.html(_Written(html), width=width)


def widget_class(key: str) -> str:
    """Return the class by which the page knows the widget `key`."""
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())
