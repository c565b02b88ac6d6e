"""The composition root: settings, store, use cases, one application. Started by `streamlit run app.py`."""

import gc
import locale
import logging
import os
import random
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from framework.errors import ANSWERS_CLOSED, NoServer, Unavailable
from framework.instrument.library import load_library
from framework.language.texts import languages, texts
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from framework.use_cases.respondents import Respondents
from storage.store import SqlStore, open_store
from ui.shell.ways import PAGES
from ui.shell.wiring import out_of_turn, set_projects
from web.door.bounds import Bounds
from web.door.descriptors import FOR_OTHERS, FOR_THIS_MACHINE, raise_limit, share_for_waiting
from web.door.health import health_routes
from web.door.holding import Hold
from web.door.last_words import Drafts
from web.door.limits import Limits, open_limits
from web.door.middleware import make_middleware
from web.door.reach import (
    CLIENT_HEADER,
    PUBLIC_URL,
    BadAddress,
    BadHeader,
    Reach,
    read_client_header,
    read_public_url,
)
from web.door.shell import Shell
from web.pages import ROOT as ROOT_OF_LINKS
from web.practice.routes import practice_routes

ROOT = Path(__file__).resolve().parent
log = logging.getLogger("kaderwijzer")
spoken = locale.setlocale(locale.LC_CTYPE)[:2].lower()
t = texts(spoken if spoken in languages() else "en")


def find_store() -> SqlStore:
    """Return the store that the environment names; stop where it cannot be used, and say what to do.

    Answers that lie sealed and whose key is gone stop nothing else: it says so.
    """
    try:
        store = open_store(os.environ, out_of_turn)
        trouble = store.trouble_with_key()
    except Unavailable as error:
        raise SystemExit(t(f"storage.trouble.{error.code}", **error.details)) from error
    if trouble:
        log.warning(t(f"storage.trouble.{trouble.code}", **trouble.details))
    return store


def find_limits(key: Callable[[], bytes]) -> Limits:
    """Return how often the light pages may be asked for; stop where the counter cannot be used, and say what to do.

    Processes that count together have the key of answers in common; it is where the hashes of the counts come from.
    Where that is gone each counts by itself, and the pages go on.
    """
    try:
        return open_limits(os.environ, key)
    except NoServer as error:
        raise SystemExit(t(f"web.limits.{error.code}", **error.details)) from error
    except Unavailable as error:
        if error.code not in ANSWERS_CLOSED:
            raise SystemExit(t(f"storage.trouble.{error.code}", **error.details)) from error
        return Limits()


def find_reach() -> Reach:
    """Return who may come in; stop where the public address is none, and say what to do."""
    try:
        found = Reach(read_public_url(os.environ), client_header=read_client_header(os.environ))
    except BadAddress as error:
        raise SystemExit(t("web.public_url", name=PUBLIC_URL)) from error
    except BadHeader as error:
        raise SystemExit(t("web.client_header", name=CLIENT_HEADER)) from error
    if found.public_url and not found.client_header:
        log.warning(t("web.no_client_header", name=CLIENT_HEADER))
    return found


def find_bounds() -> Bounds:
    """Return what a request may take until it is here; warn where too few files may be open for who may come."""
    bounds = Bounds()
    wanted = FOR_OTHERS if reach.public_url else FOR_THIS_MACHINE
    found = raise_limit(wanted)
    if found is not None and found < wanted:
        log.warning(t("web.descriptors", found=str(found), wanted=str(wanted)))
    bounds.most_waiting = share_for_waiting(found, bounds.most_waiting)
    return bounds


def check_settings() -> None:
    """Stop where a setting of Streamlit opens a door; warn where one that we lean on is gone or slow."""
    if config.get_option("server.enableAgentApi"):
        raise SystemExit(t("web.agent_api"))
    if not config.get_option("server.address"):
        raise SystemExit(t("web.no_address"))
    try:
        collects = config.get_option("runner.postScriptGC")
    except RuntimeError:  # a later Streamlit no longer knows it
        collects = True
    if collects:
        log.warning(t("web.slower"))


@asynccontextmanager
async def begin_and_end(_: st.App) -> AsyncGenerator[None]:
    """Tell the one who started it where the application is, its port being known; leave one whole file at the end."""
    address, port = config.get_option("server.address"), config.get_option("server.port")
    is_public = reach.has_login and reach.public_url  # without a login the screens are for this machine alone
    print(t("web.ready", address=reach.public_url if is_public else f"http://{address}:{port}"), flush=True)
    if reach.public_url:
        print(t("practice.links_at", address=f"{reach.public_url.rstrip('/')}{ROOT_OF_LINKS}/"), flush=True)
    if not hold.is_in_force:
        log.warning(t("web.unbounded"))
    gc.collect()
    gc.freeze()  # what is here now stays: looking through it again and again would hold up a page now and then
    yield
    store.close()


check_settings()
reach = find_reach()
hold = Hold(find_bounds())
store = find_store()
limits = find_limits(store.answer_key)
projects = Projects(
    store=store,
    library=load_library(ROOT / "criteria"),
    clock=lambda: datetime.now(UTC),
    new_id=lambda: secrets.token_urlsafe(16),
)
projects.keep_frameworks()
drafts = Drafts()
practice = Practice(projects, shuffle=lambda texts: random.SystemRandom().sample(texts, len(texts)))
set_projects(projects, drafts, practice, reach.public_url)
# Streamlit takes a folder `pages` for its older way of having pages until the first run tells otherwise: whoever came
# first, to any page but the home page, would be told that the page does not exist.
PagesManager.uses_pages_directory = False
index = Path(st.__file__).parent / "static" / "index.html"
shell = Shell(index.read_bytes(), {path for _, _, path in PAGES})
app = st.App(
    ROOT / "ui" / "main.py",
    routes=[
        *health_routes(store.require_ready),
        *drafts.routes(),
        *practice_routes(Respondents(practice), limits, reach),
    ],
    middleware=make_middleware(reach, shell),
    lifespan=begin_and_end,
)
