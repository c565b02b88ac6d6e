"""The commands about what is kept: exit codes, and texts in the reader's language; nothing half done."""

import ast
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from commands.frame.front_door import main
from framework.assessing.beside import Kind
from framework.errors import Unavailable
from framework.instrument.library import load_library
from framework.keeping.events import Line
from framework.keeping.streams import StreamKind
from framework.language.texts import languages, texts
from framework.practice.invitation import Invitation
from framework.practice.responses import Opinion, Response
from framework.use_cases.people import LOCAL
from framework.use_cases.practice import Practice
from framework.use_cases.projects import Projects
from storage.engine import DATABASE_FILE, database_url, make_engine
from storage.secret import KEY_FILE
from storage.store import SqlStore, open_store
from tests.framework.strategies import ROOT, SHIPPED_FOLDER
from tests.raised import NEW, OLD, raise_version
from tests.storage.databases import empty
from tests.storage.test_doctor import plant

EXAMPLES = SHIPPED_FOLDER / "examples"
FIRST, SECOND = EXAMPLES / "jong_in_de_buurt.nl.yaml", EXAMPLES / "bvk_vakmanschap_gezag.en.yaml"
TITLE = "Jong in de Buurt (Associatie voor Jeugd, verslag leerconferentie 2016)"


class Told:
    """The outcome of a command."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Call = Callable[..., Told]


@pytest.fixture(params=languages())
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KADERWIJZER_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KADERWIJZER_DATABASE", raising=False)
    return tmp_path / "data"


@pytest.fixture
def call(folder: Path, language: str, capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*words: object) -> Told:
        code = main(["--messages", language, *map(str, words)])
        return Told(code, *capsys.readouterr())

    return run


def projects() -> list[object]:
    store = SqlStore(make_engine(database_url(os.environ)))
    local = store.identity_at(LOCAL, LOCAL)
    mine = local.person if local else ""
    held = store.held_by_roots(mine, StreamKind.PROJECT, "details")
    found = [held[root]["title"] for root in store.roots_of(mine, StreamKind.PROJECT)]
    store.engine.dispose()
    return found


def test_database_is_made_once_and_is_sound(call: Call, folder: Path, language: str) -> None:
    t, place = texts(language), str(folder / DATABASE_FILE)
    assert (told := call("doctor")).code == 1
    assert told.err == t("storage.trouble.absent", path=place) + "\n"
    assert not folder.exists()
    assert (call("migrate").out, call("migrate").out) == (
        t("storage.migrated", place=place) + "\n",
        t("storage.current", place=place) + "\n",
    )
    told = call("doctor")
    assert (told.code, told.out, told.err) == (0, t("storage.sound", place=place) + "\n", "")


def test_dry_run_shows_the_profile_and_keeps_nothing(call: Call, folder: Path, language: str) -> None:
    told = call("import", FIRST, "--dry-run")
    assert (told.code, told.err) == (0, "")
    title, head, sums, end = told.out.splitlines()
    assert (title, end) == (TITLE, texts(language)("storage.would_take", n=1))
    labels = {"nl": "Alle drie de fasen hebben aandacht nodig", "en": "All three phases need attention"}
    assert labels[language] in head
    assert "17" in sums
    assert not folder.exists()


def test_records_become_projects_of_the_local_user(call: Call, language: str) -> None:
    call("migrate")
    told = call("import", FIRST, SECOND)
    assert (told.code, told.out.splitlines()[-1]) == (0, texts(language)("storage.taken", n=2))
    assert len(projects()) == 2
    assert projects()[-1] == TITLE
    assert call("doctor").code == 0


def test_record_of_an_earlier_version_reads_in_where_the_database_has_it(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    call("migrate")
    call("import", FIRST)
    raise_version(tmp_path / "criteria")
    monkeypatch.setattr("commands.storage.CRITERIA", tmp_path / "criteria")
    for words in (["--dry-run"], []):
        told = call("import", SECOND, *words)
        assert (told.code, told.err) == (0, "")
    assert len(projects()) == 2
    monkeypatch.setenv("KADERWIJZER_DATA", str(tmp_path / "other"))
    told = call("import", SECOND, "--dry-run")
    known = {"id": "afwegingskader", "version": OLD, "known": NEW}
    assert told.code == 1
    assert texts(language)("fault.unknown_version.mend", **known) in told.err


def test_one_bad_record_keeps_the_others_out(call: Call, tmp_path: Path, language: str) -> None:
    call("migrate")
    bad = [tmp_path / name for name in ("a.json", "b.json")]
    for path in bad:
        path.write_text('{"record": "iets anders"}')
    told = call("import", FIRST, *bad, SECOND)
    assert told.code == 1
    assert all(f"{path}:" in told.err for path in bad)
    assert told.err.splitlines()[-1] == texts(language)("cli.faults", n=len(told.err.splitlines()) - 1)
    assert (told.out, projects()) == ("", [])


def test_failure_half_way_keeps_nothing(call: Call, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call("migrate")
    original, calls = SqlStore.note, []

    def note(self: SqlStore, line: Line) -> None:
        calls.append(line)
        if len(calls) == 2:
            raise Unavailable("busy")
        original(self, line)

    monkeypatch.setattr(SqlStore, "note", note)
    told = call("import", FIRST, SECOND)
    assert (told.code, told.err) == (1, texts(language)("storage.trouble.busy") + "\n")
    assert (len(calls), projects()) == (2, [])


def test_record_without_profile_is_not_taken_in(call: Call, tmp_path: Path, language: str) -> None:
    call("migrate")
    opinion = FIRST.read_text(encoding="utf-8").split("ratings:")[0].replace("lens: self", "lens: practice")
    (tmp_path / "x.yaml").write_text(opinion + "ratings: {}\n", encoding="utf-8")
    told = call("import", FIRST, tmp_path / "x.yaml")
    assert (told.code, told.err) == (1, texts(language)("cli.no_profile") + "\n")
    assert (told.out, projects()) == ("", [])


def test_import_before_migrate_says_what_to_do(call: Call, folder: Path, language: str) -> None:
    told = call("import", FIRST)
    assert (told.code, told.out) == (1, "")
    assert told.err == texts(language)("storage.trouble.absent", path=folder / DATABASE_FILE) + "\n"
    assert not folder.exists()


@pytest.mark.parametrize("words", [("import", "nowhere.json"), ("restore", "nowhere"), ("backup", "nowhere/copy")])
def test_place_that_is_not_there_is_wrong_use(call: Call, words: tuple[str, ...]) -> None:
    call("migrate")
    told = call(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"{words[1]}: ")


def test_copy_goes_and_comes_back(call: Call, folder: Path, tmp_path: Path, language: str) -> None:
    t, copy = texts(language), tmp_path / "copy"
    call("migrate")
    call("import", FIRST)
    told = call("backup", copy)
    assert (told.code, told.out, told.err) == (0, t("cli.written", path=copy) + "\n", "")
    call("import", SECOND)
    told = call("restore", copy)
    live = folder / DATABASE_FILE
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        t("storage.restored", place=live),
        t("storage.kept", path=f"{live}.before-restore"),
    ]
    assert projects() == [TITLE]


PLANTED = ["UPDATE projections SET payload = '{}'"]


def answer_on_paper() -> None:
    """Open a check about the one project there is, and put a form in its box."""
    store = open_store(os.environ)
    drawn = count()
    known = Projects(store, load_library(ROOT / "criteria"), lambda: datetime.now(UTC), lambda: f"drawn-{next(drawn)}")
    practice, me = Practice(known, sorted), known.people.local()
    about = known.mine(me).dossiers[0]
    invitation = Invitation(
        kind=Kind.OPEN, language="nl", summary="s", asker="a", why="w", contact="c", expires=date(2099, 12, 31)
    )
    check = practice.open(me, about.stream.id, invitation, with_links=False).check
    answers = {criterion.id: Opinion(answer=0) for criterion in check.statements()}
    practice.enter(me, check.id, Response(answers=answers))
    store.close()


def test_copy_that_comes_back_without_its_key_says_so_until_the_key_is_there(
    call: Call, folder: Path, tmp_path: Path, language: str
) -> None:
    t, copy, key = texts(language), tmp_path / "copy.sqlite3", folder / KEY_FILE
    call("migrate")
    call("import", FIRST)
    answer_on_paper()
    assert call("backup", copy).code == 0
    kept = key.read_bytes()
    for path in (folder / DATABASE_FILE, key):
        path.unlink()
    told = call("restore", copy)
    assert (told.code, told.err) == (0, t("storage.trouble.no_key", place=str(key)) + "\n")
    doctor = call("doctor")
    assert doctor.code == 1
    assert doctor.err.splitlines()[0] == t("storage.breach.no_key", n=1, place=str(key))
    key.write_bytes(kept)
    assert call("doctor").code == 0


def test_unsound_database_is_told_line_by_line(call: Call, folder: Path, tmp_path: Path, language: str) -> None:
    t, live = texts(language), folder / DATABASE_FILE
    call("migrate")
    call("import", FIRST)
    call("backup", tmp_path / "good")
    plant(live, PLANTED)
    told = call("doctor")
    assert told.code == 1
    assert "pace/" in told.err.splitlines()[0]
    assert told.err.splitlines()[1:] == [t("storage.breaches", n=1)]
    told = call("backup", tmp_path / "bad")
    assert (told.code, told.err.splitlines()[-1]) == (1, t("storage.not_copied"))
    assert not (tmp_path / "bad").exists()
    (tmp_path / "bad").write_bytes((tmp_path / "good").read_bytes())
    plant(tmp_path / "bad", PLANTED)
    told = call("restore", tmp_path / "bad")
    assert (told.code, told.err.splitlines()[-1]) == (1, t("storage.not_restored"))
    assert call("restore", tmp_path / "good").code == 0
    assert call("doctor").code == 0


def test_copy_that_may_not_be_read_is_told_from_what_is_no_copy(
    call: Call, folder: Path, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    t, closed, other = texts(language), tmp_path / "closed", tmp_path / "other"
    call("migrate")
    other.write_bytes(b"no copy")
    assert call("restore", other).err == t("storage.trouble.not_a_backup", path=other) + "\n"
    closed.write_bytes(b"x")
    opened = Path.open

    def refuse(path: Path, *arguments: object) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr(Path, "open", refuse)
    told = call("restore", closed)
    assert t("cli.not_readable", path=closed, reason="Permission denied") in told.err


def test_without_a_home_the_setting_is_named(call: Call, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("KADERWIJZER_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    told = call("migrate")
    assert (told.code, told.err) == (1, texts(language)("storage.trouble.no_home", name="KADERWIJZER_DATA") + "\n")


@pytest.mark.parametrize("password", ["geh@im123", "geh%25@im123", "x@geh@im123"])
def test_no_part_of_a_password_is_shown(call: Call, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setenv("KADERWIJZER_DATABASE", f"postgresql://kader:{password}@localhost:1/kader")
    told = call("doctor")
    assert [part in told.out + told.err for part in ("geh", "im123")] == [False, False]


def test_home_of_a_person_is_understood_in_an_address(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KADERWIJZER_DATABASE", "sqlite:///~/own.db")
    assert call("migrate").code == 0
    assert (tmp_path / "own.db").exists()


def test_database_that_may_only_be_read_is_examined_and_copied(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("migrate")
    call("import", FIRST)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert call("doctor").code == 0
    assert call("backup", tmp_path / "copy.db").code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_password_is_never_shown(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KADERWIJZER_DATABASE", "postgresql://eva:geheim@127.0.0.1:1/kader")
    for words in (("migrate",), ("doctor",), ("import", FIRST), ("backup", "copy")):
        told = call(*words)
        assert told.code == 1
        assert "geheim" not in told.out + told.err


def test_postgresql_is_served_by_the_same_commands(
    call, postgresql: Engine, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    empty(postgresql)
    monkeypatch.setenv("KADERWIJZER_DATABASE", postgresql.url.render_as_string(hide_password=False))
    assert [call(*words).code for words in (("migrate",), ("import", FIRST, SECOND), ("doctor",))] == [0, 0, 0]
    assert len(projects()) == 2
    told = call("backup", "copy")
    assert (told.code, told.err) == (1, texts(language)("storage.trouble.other_tool", tool="pg_dump") + "\n")


def test_every_trouble_has_its_words() -> None:
    calls = [
        node
        for path in (ROOT / "storage").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Unavailable"
    ]
    raised = {x.value for call in calls for x in ast.walk(call.args[0]) if isinstance(x, ast.Constant)}
    worded = {key.split(".")[2] for key in texts("nl").entries if key.startswith("storage.trouble.")}
    assert raised == worded


def test_doctor_derives_projections_anew_when_told_to(call: Call, folder: Path, language: str) -> None:
    t, live = texts(language), folder / DATABASE_FILE
    call("migrate")
    call("import", FIRST)
    plant(live, PLANTED)
    assert call("doctor").code == 1
    told = call("doctor", "--rebuild")
    assert (told.code, told.out.splitlines()) == (0, [t("storage.rebuilt", n=1), t("storage.sound", place=live)])
    assert call("doctor").code == 0
