"""A page about one practice check: its project, and the check that the address names."""

from collections.abc import Callable

from framework.use_cases.check import Check
from framework.use_cases.dossier import Dossier
from ui.shell import widgets
from ui.shell.session import Session, find_check, find_dossier, open_session


def draw_check_page(show: Callable[[Session, Dossier, Check], None]) -> None:
    """Draw the page with `show`, or the page of nothing where there is no such check, or none of this reader's."""
    session = open_session()
    dossier = find_dossier(session)
    check = find_check(session, dossier)
    if dossier is None or check is None:
        widgets.nothing_here(session)
    else:
        show(session, dossier, check)
