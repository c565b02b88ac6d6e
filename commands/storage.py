"""The commands about what is kept: take records in, make and examine the tables, copy them and put them back."""

import argparse
import os
import secrets
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from commands.frame.command import CRITERIA, FAULTY, WELL, Command, WrongUse, print_faults, shown
from framework.assessing.record import Assessment
from framework.errors import Fault, Faults, Unavailable
from framework.instrument.library import Library, load_library
from framework.instrument.loader import LoadedFramework
from framework.language.texts import Texts
from framework.reporting.report import make_report
from framework.reporting.wording import headline, summary
from framework.use_cases.frameworks import known_frameworks
from framework.use_cases.projects import Projects
from intake.record_file import read_record

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from framework.errors import Breach
    from storage.store import SqlStore

    MaybeStore = SqlStore | None


def _add_records(take_in: argparse.ArgumentParser, t: Texts) -> None:
    take_in.add_argument("records", nargs="+", type=Path, metavar="RECORD", help=t("cli.record"))
    take_in.add_argument("--dry-run", action="store_true", help=t("storage.dry_run"))


def _add_rebuild(doctor: argparse.ArgumentParser, t: Texts) -> None:
    doctor.add_argument("--rebuild", action="store_true", help=t("storage.rebuild"))


def _add_copy(backup: argparse.ArgumentParser, t: Texts) -> None:
    backup.add_argument("file", type=Path, metavar="FILE", help=t("storage.backup_file"))


def _add_kept_copy(restore: argparse.ArgumentParser, t: Texts) -> None:
    restore.add_argument("file", type=Path, metavar="FILE", help=t("storage.restore_file"))


def _import(options: argparse.Namespace, t: Texts) -> int:
    """Take every record in, or none of them."""
    store, library = _find_store(options.dry_run), load_library(shown(CRITERIA))
    with closing(store) if store else nullcontext():
        return _take_in(options, store, library, t)


def _take_in(options: argparse.Namespace, store: "MaybeStore", library: Library, t: Texts) -> int:
    known = known_frameworks(store, library) if store else library
    found, faults = list[tuple[Assessment, LoadedFramework]](), list[Fault]()
    for path in options.records:
        try:
            found.append(_read(path, known, t))
        except Faults as error:
            faults += error.faults
    if faults:
        return print_faults(faults, t)
    reports = [make_report(loaded, x, t.language if t.language in loaded.languages else None) for x, loaded in found]
    if store and not options.dry_run:
        with store.transaction():
            projects = Projects(store, library, lambda: datetime.now(UTC), lambda: secrets.token_urlsafe(16))
            actor = projects.people.local()
            for assessment, loaded in found:
                projects.take_in(actor, assessment, loaded)
    for report in reports:  # told once it is done: whoever reads along may go before the end
        print(report.assessment.project.title)
        print(f"  {headline(report, t)}")
        print(f"  {summary(report, t)}")
    print(t("storage.would_take" if options.dry_run else "storage.taken", n=len(found)))
    return WELL


def _read(path: Path, library: Library, t: Texts) -> tuple[Assessment, LoadedFramework]:
    if not path.is_file():
        raise WrongUse(t("cli.not_found", path=path))
    try:
        return read_record(path, library)
    except OSError as error:
        raise WrongUse(t("cli.not_readable", path=path, reason=error.strerror)) from error


def _find_store(is_dry_run: bool) -> "MaybeStore":
    """The store; a dry run, which only looks up what was kept, does without one that cannot be used."""
    from storage.store import open_store

    try:
        return open_store(os.environ)
    except Unavailable:
        if is_dry_run:
            return None
        raise


@contextmanager
def _engine() -> "Generator[Engine]":
    from storage.engine import database_url, make_engine

    engine = make_engine(database_url(os.environ))
    try:
        yield engine
    finally:
        engine.dispose()


def _migrate(options: argparse.Namespace, t: Texts) -> int:
    from storage.migration import migrate

    with _engine() as engine:
        try:
            changed = migrate(engine)
        except OSError as error:
            raise WrongUse(t("cli.not_writable", path=_place(engine), reason=error.strerror)) from error
        print(t("storage.migrated" if changed else "storage.current", place=_place(engine)))
    return WELL


def _doctor(options: argparse.Namespace, t: Texts) -> int:
    from framework.use_cases.reading import unreadable_parts
    from storage.doctor import examine, rebuild_projections
    from storage.secret import answer_key

    with _engine() as engine:
        if options.rebuild:
            print(t("storage.rebuilt", n=rebuild_projections(engine)))
        if breaches := examine(engine, answer_key(os.environ), unreadable_parts):
            return _print_breaches(breaches, t)
        print(t("storage.sound", place=_place(engine)))
    return WELL


def _backup(options: argparse.Namespace, t: Texts) -> int:
    from framework.errors import Unsound
    from storage.backup import back_up

    with _engine() as engine:
        try:
            back_up(engine, options.file)
        except Unsound as error:
            return _print_breaches(error.breaches, t, "storage.not_copied")
        except OSError as error:
            raise WrongUse(t("cli.not_writable", path=options.file, reason=error.strerror)) from error
    print(t("cli.written", path=options.file))
    return WELL


def _restore(options: argparse.Namespace, t: Texts) -> int:
    from framework.errors import Unsound
    from storage.backup import restore

    if not options.file.is_file():
        raise WrongUse(t("cli.not_found", path=options.file))
    try:
        options.file.open("rb").close()
    except OSError as error:
        raise WrongUse(t("cli.not_readable", path=options.file, reason=error.strerror)) from error
    with _engine() as engine:
        try:
            kept = restore(engine, options.file)
        except Unsound as error:
            return _print_breaches(error.breaches, t, "storage.not_restored")
        except OSError as error:
            raise WrongUse(t("cli.not_writable", path=_place(engine), reason=error.strerror)) from error
        print(t("storage.restored", place=_place(engine)))
        _tell_key(engine, t)
    if kept:
        print(t("storage.kept", path=kept))
    return WELL


def _tell_key(engine: "Engine", t: Texts) -> None:
    """Say so where the answers of open checks lie sealed and their key is not here: a copy leaves it out."""
    from storage.secret import answer_key
    from storage.vault import find_trouble

    secret = answer_key(os.environ)
    with engine.connect() as connection:
        if trouble := find_trouble(connection, secret):
            print(t(f"storage.trouble.{trouble.code}", **trouble.details), file=sys.stderr)


def _place(engine: "Engine") -> str:
    """Where the database is; never its password."""
    is_file = engine.dialect.name == "sqlite"
    return str(engine.url.database) if is_file else engine.url.render_as_string(hide_password=True)


def _print_breaches(breaches: "tuple[Breach, ...]", t: Texts, outcome: str | None = None) -> int:
    for breach in breaches:
        print(t(f"storage.breach.{breach.code}", **breach.details), file=sys.stderr)
    print(t("storage.breaches", n=len(breaches)), file=sys.stderr)
    if outcome:
        print(t(outcome), file=sys.stderr)
    return FAULTY


COMMANDS = (
    Command("import", 60, "storage.import", _import, _add_records),
    Command("migrate", 70, "storage.migrate", _migrate),
    Command("doctor", 80, "storage.doctor", _doctor, _add_rebuild),
    Command("backup", 90, "storage.backup", _backup, _add_copy),
    Command("restore", 100, "storage.restore", _restore, _add_kept_copy),
)
