"""Who may reach the application, case by case."""

import pytest

from web.door.reach import CLIENT_HEADER, PUBLIC_URL, BadAddress, BadHeader, Reach, read_client_header, read_public_url

HERE = Reach()
HOSTED = Reach(public_url="https://kader.example/")
OURS = {"host": "localhost:8501"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST:8501"])
def test_this_machine_is_known_by_its_own_names(host: str) -> None:
    assert HERE.knows_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",  # a name that someone made point here
        "localhost.elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "localhost@elsewhere.example",
        "elsewhere.example/localhost",
        "192.168.1.5:8501",
        "localhost:x",
        "[::1",
        "",
    ],
)
def test_other_names_are_not_known(host: str) -> None:
    assert not HERE.knows_host(host)


def test_public_name_is_known_once_it_is_set() -> None:
    assert HOSTED.knows_host("kader.example")
    assert not HERE.knows_host("kader.example")


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://localhost:8501"])
def test_origin_is_ours_when_it_names_the_host_that_was_asked(origin: str) -> None:
    assert HERE.knows_origin({**OURS, "origin": origin})


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example",
        "http://localhost:9999",  # another program on this machine
        "http://localhost",
        "file://localhost:8501",
        "null",
        "",
        "localhost:8501",
        "http://elsewhere.example@localhost:8501",
    ],
)
def test_other_origins_are_not_ours(origin: str) -> None:
    assert not HERE.knows_origin({**OURS, "origin": origin})


def test_origin_behind_a_proxy_is_ours_by_the_public_address_with_its_scheme() -> None:
    assert HOSTED.knows_origin({"host": "127.0.0.1:8501", "origin": "https://kader.example"})
    assert not HOSTED.knows_origin({"host": "127.0.0.1:8501", "origin": "http://kader.example"})


def test_request_without_an_origin_is_ours_only_when_the_browser_says_so() -> None:
    assert HERE.knows_origin({**OURS, "sec-fetch-site": "same-origin"})
    for site in ("cross-site", "same-site", "none"):
        assert not HERE.knows_origin({**OURS, "sec-fetch-site": site})
    assert not HERE.knows_origin(OURS)


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1"])
@pytest.mark.parametrize("reach", [HERE, HOSTED])
def test_this_machine_gets_everything_by_its_own_name(reach: Reach, client: str) -> None:
    for headers in (OURS, {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}):
        assert reach.serves(client, headers, "/profiel")
        assert reach.serves(client, headers, "/_stcore/stream", is_socket=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "kader.example"},
        {"host": "192.168.1.5:8501"},
        {"host": ""},
        {**OURS, "x-forwarded-for": "192.168.1.5"},
        {**OURS, "X-Forwarded-Host": "kader.example"},
        {**OURS, "x-forwarded-proto": "https"},
        {**OURS, "x-real-ip": "127.0.0.1"},
        {**OURS, "forwarded": "for=127.0.0.1"},
        {**OURS, "via": "1.1 proxy"},
        {**OURS, "x-original-forwarded-for": "192.168.1.5"},
        {**OURS, "x-cluster-client-ip": "192.168.1.5"},
        {**OURS, "fastly-client-ip": "192.168.1.5"},
        {**OURS, "cf-connecting-ip": "192.168.1.5"},
        {**OURS, "true-client-ip": "192.168.1.5"},
        {**OURS, "x-azure-clientip": "192.168.1.5"},
        {**OURS, "x-remote-addr": "192.168.1.5"},
        {**OURS, "origin": "https://kader.example"},  # a proxy that says nothing and gives us our own name
    ],
)
def test_proxy_on_this_machine_is_not_somebody_at_this_machine(headers: dict[str, str]) -> None:
    assert not HOSTED.is_here("127.0.0.1", headers)
    assert not HOSTED.serves("127.0.0.1", headers, "/")
    assert not HOSTED.serves("127.0.0.1", headers, "/_stcore/stream", is_socket=True)
    assert HOSTED.serves("127.0.0.1", headers, "/p/abc")
    assert not HOSTED.serves("127.0.0.1", headers, "/p/abc", is_socket=True)


def test_name_that_somebody_made_point_here_is_refused_rather_than_absent() -> None:
    assert not HOSTED.is_elsewhere("127.0.0.1", {"host": "elsewhere.example"})
    assert HOSTED.is_elsewhere("127.0.0.1", {"host": "kader.example"})
    assert HOSTED.is_elsewhere("192.168.1.5", OURS)


@pytest.mark.parametrize("client", ["192.168.1.5", "::ffff:192.168.1.5", "testclient", None])
@pytest.mark.parametrize(
    ("reach", "path", "served"),
    [
        (HERE, "/profiel", False),
        (HERE, "/p/abc", False),  # paper is offered where no public address is set
        (HERE, "/healthz", True),
        (HERE, "/readyz", True),
        (HOSTED, "/profiel", False),
        (HOSTED, "/p", False),
        (HOSTED, "/p/abc", True),
        (HOSTED, "/d/abc", True),
        (HOSTED, "/draft", False),
        (Reach(has_login=True), "/profiel", True),
    ],
)
def test_other_machines_get_little_without_a_login(reach: Reach, path: str, served: bool, client: str | None) -> None:
    assert reach.serves(client, OURS, path) is served


def test_only_an_address_with_tls_makes_cookies_secure() -> None:
    assert HOSTED.is_secure
    assert not Reach(public_url="http://kader.example").is_secure
    assert not HERE.is_secure


@pytest.mark.parametrize("named", ["https://kader.example", "https://kader.example/", "http://kader.example:8443"])
def test_public_address_is_a_name_and_perhaps_a_port(named: str) -> None:
    assert read_public_url({PUBLIC_URL: named}) == named.rstrip("/")


@pytest.mark.parametrize(
    "named",
    [
        "https://www.voorbeeld.example/kader",
        "kader.example",
        "https://",
        "ftp://kader.example",
        "https://eva:geheim@kader.example",
        "https://kader.example?x=1",
        "https://kader.example/#top",
        "https://kader.example:x",
        "https://[kader",
    ],
)
def test_any_other_public_address_is_refused(named: str) -> None:
    with pytest.raises(BadAddress):
        read_public_url({PUBLIC_URL: named})


def test_without_a_public_address_there_is_none() -> None:
    assert [read_public_url(environ) for environ in ({}, {PUBLIC_URL: ""})] == [None, None]


@pytest.mark.parametrize(
    ("origin", "is_ours"),
    [
        ("https://kader.example", True),
        ("https://KADER.example", True),
        ("http://kader.example", False),
        ("https://kader.example:8443", False),
        ("https://kader.example.evil.example", False),
        ("https://[kader", False),
    ],
)
def test_page_under_the_public_name_is_ours_with_its_own_scheme_and_port_alone(origin: str, is_ours: bool) -> None:
    assert HOSTED.knows_origin({"host": "kader.example", "origin": origin}) is is_ours


NAMED = Reach(public_url="https://kader.example", client_header="x-real-ip")


@pytest.mark.parametrize(
    ("reach", "headers", "client"),
    [
        # no proxy: the connection tells
        (HOSTED, OURS, "127.0.0.1"),
        (NAMED, OURS, "127.0.0.1"),
        # the one header that was named is believed, whatever else is said
        (NAMED, {**OURS, "x-real-ip": "192.0.2.7"}, "192.0.2.7"),
        (NAMED, {**OURS, "x-real-ip": "192.0.2.7", "x-forwarded-for": "203.0.113.1", "via": "1.1 p"}, "192.0.2.7"),
        # no other is, and then nobody is named
        (NAMED, {**OURS, "x-forwarded-for": "203.0.113.1"}, None),
        (NAMED, {**OURS, "forwarded": "for=203.0.113.1"}, None),
        (HOSTED, {**OURS, "x-real-ip": "203.0.113.1"}, None),
        # of a list the last: the asker may have written those before
        (NAMED, {**OURS, "x-real-ip": "203.0.113.1, 192.0.2.7"}, "192.0.2.7"),
        (NAMED, {**OURS, "x-real-ip": "203.0.113.1,2001:db8::5"}, "2001:db8::5"),
        # a port is no part of who asks
        (NAMED, {**OURS, "x-real-ip": "192.0.2.7:50312"}, "192.0.2.7"),
        (NAMED, {**OURS, "x-real-ip": "[2001:db8::5]:50312"}, "2001:db8::5"),
        # what is no address names nobody
        (NAMED, {**OURS, "x-real-ip": ""}, None),
        (NAMED, {**OURS, "x-real-ip": "192.0.2.7,"}, None),
        (NAMED, {**OURS, "x-real-ip": "unknown"}, None),
        (NAMED, {**OURS, "x-real-ip": "192.0.2.7; for=203.0.113.1"}, None),
    ],
)
def test_who_asks_is_what_the_named_header_says_and_no_other(
    reach: Reach, headers: dict[str, str], client: str | None
) -> None:
    assert reach.client_of("127.0.0.1", headers) == client


@pytest.mark.parametrize(
    ("named", "header"),
    [("", None), (" ", None), ("X-Real-IP", "x-real-ip"), ("x-forwarded-for", "x-forwarded-for")],
)
def test_one_header_or_none_is_named(named: str, header: str | None) -> None:
    assert read_client_header({CLIENT_HEADER: named}) == header
    assert read_client_header({}) is None


@pytest.mark.parametrize(
    "named", ["Forwarded", "Via", "Host", "Cookie", "X-Real-IP, X-Forwarded-For", "x real ip", "é"]
)
def test_what_is_no_header_with_an_address_is_refused(named: str) -> None:
    with pytest.raises(BadHeader):
        read_client_header({CLIENT_HEADER: named})
