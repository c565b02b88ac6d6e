"""What every request passes, on a page and files that stand in for Streamlit's."""

import asyncio
import base64
import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocket

from framework.language.texts import languages, texts
from tests.web.asgi import ask, shake_hands
from web.door.middleware import Compress, make_middleware
from web.door.reach import Reach
from web.door.shell import Shell

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
SCRIPT = "let kader = 1;\n" * 200
PAGE = {"accept": "text/html,application/xhtml+xml"}
SMALL = {"accept_encoding": "gzip, deflate, br"}


def page(request: Request) -> Response:
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    return Response(INDEX, media_type="text/html", headers={"ETag": '"1"', "Set-Cookie": "_streamlit_xsrf=1; Path=/"})


def own_page(_: Request) -> Response:
    return Response("<html lang='en'><title>Streamlit</title>", media_type="text/html")


async def stream(socket: WebSocket) -> None:
    await socket.accept()


@pytest.fixture(scope="module")
def shell() -> Shell:
    return Shell(INDEX)


def make_app(shell: Shell, files: Path, reach: Reach | None = None) -> ASGIApp:
    for name, text in (("a.js", SCRIPT), ("short.js", "1"), ("a.woff2", SCRIPT)):
        (files / name).write_text(text)
    routes = [
        Route("/", page),
        Route("/practice", own_page),
        Route("/change", lambda _: PlainTextResponse("done"), methods=["POST"]),
        Route("/_stcore/health", lambda _: PlainTextResponse("ok")),
        WebSocketRoute("/_stcore/stream", stream),
        Mount("/static", StaticFiles(directory=files)),
    ]
    return Starlette(routes=routes, middleware=make_middleware(reach or Reach(), shell))


@pytest.fixture
def app(shell: Shell, tmp_path: Path) -> ASGIApp:
    return make_app(shell, tmp_path)


def test_everything_we_dress_is_found_in_the_page_of_this_streamlit(shell: Shell) -> None:
    assert shell.missing == ()


def test_page_that_we_do_not_know_stays_as_it_is_and_says_what_is_missing() -> None:
    other = Shell(b"<html><title>Other</title></html>")
    assert other.pages["nl"] == b"<html><title>Kaderwijzer</title></html>"
    assert len(other.missing) == 4


def test_page_names_its_language_and_speaks_it(app: ASGIApp) -> None:
    for language in languages():
        text = ask(app, **PAGE, cookie=f"kw_lang={language}").body.decode()
        assert f'<html lang="{language}">' in text
        assert texts(language)("web.noscript") in text
        assert "<title>Kaderwijzer</title>" in text
        assert "_stcore/agent" not in text


@pytest.mark.parametrize(
    ("query", "cookie", "language", "kept"),
    [
        ("", "", "nl", False),
        ("", "kw_lang=en", "en", False),
        ("lang=en", "", "en", True),
        ("lang=nl", "kw_lang=en", "nl", True),
        ("lang=xx", "kw_lang=en", "en", False),
        ("lang=%22%3E%3Cscript%3E", "", "nl", False),
        ("", 'kw_lang="><script>', "nl", False),
        ("", "kw_lang=en; a[]=1", "en", False),
        ("lang=en&lang=nl", "", "en", True),
    ],
)
def test_address_goes_before_cookie_and_dutch_comes_last(
    app: ASGIApp, query: str, cookie: str, language: str, kept: bool
) -> None:
    answer = ask(app, **PAGE, query=query, cookie=cookie)
    assert f'<html lang="{language}">' in answer.body.decode()
    cookies = [value for name, value in answer.headers if name == "set-cookie" and value.startswith("kw_lang=")]
    assert cookies == ([f"kw_lang={language}; Path=/; Max-Age=31536000; SameSite=Lax"] if kept else [])


def test_page_is_never_answered_from_the_cache_in_another_language(app: ASGIApp) -> None:
    answer = ask(app, **PAGE, cookie="kw_lang=en", if_none_match='"1"')
    assert answer.status == 200
    assert "etag" not in answer
    assert "cookie" in answer["vary"].lower()
    assert int(answer["content-length"]) == len(answer.body)


def test_page_of_our_own_is_not_dressed(app: ASGIApp) -> None:
    assert ask(app, "/practice", **PAGE).body == b"<html lang='en'><title>Streamlit</title>"


def test_policy_lets_run_exactly_the_script_that_is_in_the_page(app: ASGIApp) -> None:
    answer = ask(app, **PAGE)
    inside = answer.body.partition(b"<script>")[2].partition(b"</script>")[0]
    allowed = base64.b64encode(hashlib.sha256(inside).digest()).decode()
    assert f"script-src 'self' 'sha256-{allowed}' blob:;" in answer["content-security-policy"]
    assert answer.body.count(b"<script>") == 1


def test_refusals_carry_the_headers_too(app: ASGIApp) -> None:
    refused = ask(app, "/change", "POST", origin="https://elsewhere.example")
    assert refused.status == 403
    assert refused["x-content-type-options"] == "nosniff"
    assert refused.body.decode() == texts("nl")("web.refused")


def test_cookies_are_for_tls_only_behind_tls(shell: Shell, tmp_path: Path) -> None:
    plain = ask(make_app(shell, tmp_path), **PAGE)
    assert plain["set-cookie"] == "_streamlit_xsrf=1; Path=/"
    assert "strict-transport-security" not in plain
    hosted = make_app(shell, tmp_path, Reach(public_url="https://kader.example", has_login=True))
    answer = ask(hosted, **PAGE, host="kader.example", query="lang=en")
    assert [value.endswith("; Secure") for name, value in answer.headers if name == "set-cookie"] == [True, True]
    assert answer["strict-transport-security"] == "max-age=31536000"


def test_change_is_for_our_own_pages(app: ASGIApp) -> None:
    assert ask(app, "/change", "POST", origin="http://localhost").status == 200
    assert ask(app, "/change", "POST").status == 403
    assert ask(app, "/change", "POST", origin="http://elsewhere.example", host="elsewhere.example").status == 403


def test_socket_is_for_our_own_pages(app: ASGIApp) -> None:
    assert shake_hands(app, origin="http://localhost") == "websocket.accept"
    assert shake_hands(app, origin="http://elsewhere.example") == "websocket.close"
    assert shake_hands(app) == "websocket.close"
    assert shake_hands(app, origin="http://localhost", client="192.168.1.5") == "websocket.close"


def test_refused_socket_is_told_why_where_the_server_can(app: ASGIApp) -> None:
    ours = {"origin": "http://localhost"}
    assert shake_hands(app, can_answer=True, **ours) == "websocket.accept"
    assert shake_hands(app, can_answer=True, client="192.168.1.5", **ours) == "404"
    assert shake_hands(app, can_answer=True, x_forwarded_for="192.168.1.5", **ours) == "404"
    assert shake_hands(app, can_answer=True, origin="http://elsewhere.example") == "403"


@pytest.mark.parametrize("path", ["/static/a.js", "/_stcore/health", "/change", "/profiel"])
@pytest.mark.parametrize(
    "elsewhere", [{"client": "192.168.1.5"}, {"x_forwarded_for": "10.0.0.9"}, {"host": "k.example"}]
)
def test_to_another_machine_there_is_nothing_but_light_pages(
    shell: Shell, tmp_path: Path, path: str, elsewhere: dict[str, str]
) -> None:
    app = make_app(shell, tmp_path, Reach(public_url="https://k.example"))
    for method in ("GET", "HEAD", "POST"):
        answer = ask(app, path, method, origin="https://k.example", **elsewhere)
        assert answer.status == 404
        assert b"Streamlit" not in answer.body
    assert ask(app, "/healthz", **elsewhere).status == 404  # of this app, which has no such route
    assert b"Not Found" in ask(app, "/healthz", **elsewhere).body


def test_probe_on_a_deep_address_is_neither_an_error_nor_a_success(app: ASGIApp) -> None:
    for probe in ("health", "host-config"):
        assert ask(app, f"/kader/_stcore/{probe}").status == 300
    assert ask(app, "/_stcore/health").body == b"ok"


@pytest.mark.parametrize("again", [1, 2])
def test_text_comes_small_where_the_browser_takes_that(app: ASGIApp, again: int) -> None:
    for _ in range(again):
        answer = ask(app, "/static/a.js", **SMALL)
    assert gzip.decompress(answer.body).decode() == SCRIPT
    assert answer["content-encoding"] == "gzip"
    assert int(answer["content-length"]) == len(answer.body)
    assert answer["vary"] == "Accept-Encoding"
    assert answer["etag"].startswith('W/"')


def test_what_would_not_become_smaller_comes_as_it_is(app: ASGIApp) -> None:
    assert ask(app, "/static/a.js").body.decode() == SCRIPT
    for path in ("/static/short.js", "/static/a.woff2"):
        assert "content-encoding" not in ask(app, path, **SMALL)
    part = ask(app, "/static/a.js", **SMALL, range="bytes=0-9")
    assert (part.status, part.body.decode()) == (206, SCRIPT[:10])


def test_only_files_whose_name_changes_with_them_are_kept(app: ASGIApp, tmp_path: Path) -> None:
    ask(app, "/static/a.js", **SMALL)
    (tmp_path / "a.js").write_text(SCRIPT.replace("1", "2"))
    assert gzip.decompress(ask(app, "/static/a.js", **SMALL).body).decode() == SCRIPT.replace("1", "2")


def test_files_that_never_change_are_kept_once_under_however_many_names(shell: Shell) -> None:
    async def lasting(_: Request) -> Response:
        return Response(SCRIPT, media_type="text/javascript", headers={"Cache-Control": "immutable"})

    wrapped = Compress(Starlette(routes=[Route("/static/{name:path}", lasting)]))
    for number in range(50):
        assert gzip.decompress(ask(wrapped, f"/static/{number}.js", **SMALL).body).decode() == SCRIPT
    assert len(wrapped._kept) == 1  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize(
    ("site", "mode", "dest", "status"),
    [
        ("cross-site", "no-cors", "image", 403),
        ("cross-site", "cors", "empty", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "document", 200),
        ("same-origin", "no-cors", "script", 200),
        ("none", "navigate", "document", 200),
    ],
)
def test_page_of_another_site_gets_nothing_but_people_who_follow_its_links(
    app: ASGIApp, site: str, mode: str, dest: str, status: int
) -> None:
    marks = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": dest}
    assert ask(app, "/static/a.js", **marks).status == status


@pytest.mark.parametrize("name", [b"host", b"origin"])
def test_request_that_names_itself_twice_is_refused(app: ASGIApp, name: bytes) -> None:
    once = {b"host": b"localhost", b"origin": b"http://localhost"}
    said: list[int] = []

    async def send(message: Message) -> None:
        said.extend([message["status"]] if message["type"] == "http.response.start" else [])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    for more in ([], [(name, once[name])]):
        scope = {"type": "http", "path": "/change", "method": "POST", "query_string": b"", "client": ("127.0.0.1", 1)}
        scope |= {"headers": [*once.items(), *more], "http_version": "1.1", "scheme": "http", "root_path": ""}
        with ThreadPoolExecutor(1) as elsewhere:  # a loop may run in this thread already
            elsewhere.submit(asyncio.run, app(scope, receive, send)).result()
    assert said == [200, 403]


def test_file_that_is_not_there_and_unchanged_file_pass_as_they_are(app: ASGIApp) -> None:
    assert ask(app, "/static/b.js", **SMALL).status == 404
    etag = ask(app, "/static/a.js", **SMALL)["etag"]
    assert ask(app, "/static/a.js", **SMALL, if_none_match=etag).status == 304
