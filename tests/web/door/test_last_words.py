"""The last words of a page, from the request to the saving."""

import json
import logging

import pytest
from starlette.applications import Starlette

from framework.errors import KaderwijzerError, Unavailable, Unknown
from tests.web.asgi import ask
from web.door import last_words as draft
from web.door.last_words import Draft, Drafts


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


def send(drafts: Drafts, session: str = "key", field: str = "note", text: object = "last words") -> int:
    body = json.dumps({"session": session, "field": field, "text": text}).encode()
    return ask(Starlette(routes=drafts.routes()), "/draft", "POST", body).status


def test_last_words_reach_the_save_that_was_kept_last(drafts: Drafts) -> None:
    saved: list[str] = []
    drafts.keep("key", "note", lambda _: saved.append("an older run"))
    drafts.keep("key", "note", saved.append)
    assert send(drafts, text="laatste woorden é 😀\n") == 204
    assert saved == ["laatste woorden é 😀\n"]


def test_unknown_key_and_unknown_field_read_the_same(drafts: Drafts) -> None:
    saved: list[str] = []
    drafts.keep("key", "note", saved.append)
    assert send(drafts, session="guess") == send(drafts, field="other") == 404
    assert saved == []


@pytest.mark.parametrize(
    ("raised", "status"),
    [(KaderwijzerError(), 409), (Unknown(), 404), (ValueError("bad"), 500), (OSError("disk"), 500)],
)
def test_save_that_fails_says_so(
    drafts: Drafts, raised: Exception, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: str) -> None:
        raise raised

    drafts.keep("key", "note", fail)
    with caplog.at_level(logging.CRITICAL):
        assert send(drafts) == status


def test_words_wait_for_a_store_that_is_not_to_be_had(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, troubles = list[str](), [Unavailable("busy"), Unavailable("busy")]

    def save(text: str) -> None:
        if troubles:
            raise troubles.pop()
        saved.append(text)

    monkeypatch.setattr(draft, "_PAUSE", 0)
    drafts.keep("key", "note", save)
    assert (send(drafts), saved) == (202, ["last words"])


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"[]", b"{}", b'{"session": "key", "field": "note", "text": 1}', b'{"session": "key", "\xff": 1}'],
)
def test_body_that_is_no_draft_is_refused(drafts: Drafts, body: bytes) -> None:
    assert ask(Starlette(routes=drafts.routes()), "/draft", "POST", body).status == 400


def test_body_without_end_is_cut_off(drafts: Drafts) -> None:
    assert ask(Starlette(routes=drafts.routes()), "/draft", "POST", [b"x" * 50_000] * 5).status == 413


def test_getting_changes_nothing(drafts: Drafts) -> None:
    assert ask(Starlette(routes=drafts.routes()), "/draft").status == 405


def test_tabs_and_fields_seen_last_stay(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft, "_SESSIONS", 2)
    saved: list[str] = []
    for session in ("first", "second", "first", "third"):
        drafts.keep(session, "note", saved.append)
    for session in ("first", "third"):
        drafts.save(Draft(session=session, field="note", text=session))
    with pytest.raises(Unknown):
        drafts.save(Draft(session="second", field="note", text="gone"))
    assert saved == ["first", "third"]
