"""What two processes go through that save in one database, and a book of all they acknowledged."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL

from framework.assessing.record import Moment, Project
from framework.use_cases.codec import RATING
from framework.use_cases.reading import unreadable_parts
from storage.backup import back_up
from storage.doctor import examine
from storage.engine import make_engine
from storage.store import SqlStore
from tests.storage.databases import open_sqlite
from tests.storage.saver import Saver, Told, open_projects

BURST = 6  # words that one process saves without being asked again
DAY = 86_400


@dataclass
class Book:
    """What was asked for, and what was called saved: the words of every version of every place."""

    asked: set[str] = field(default_factory=set)
    acknowledged: dict[tuple[str, str, int], str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)

    def write(self, told: Told) -> None:
        if told.version is None:
            self.refused[told.refusal] += 1
        elif self.acknowledged.setdefault((*told.place, told.version), told.words) != told.words:
            self.refused[f"broken: version {told.version} acknowledged twice"] += 1

    @property
    def broken(self) -> list[str]:
        """What is neither an acknowledgement nor an orderly refusal."""
        return [each for each in self.refused if each.startswith("broken")]

    def lost(self, store: SqlStore) -> dict[tuple[str, str, int], str]:
        """Every acknowledged word that is not in the history, or not in its place where nothing came after it.

        Words that nobody asked for are there too.
        """
        held = dict[tuple[str, str, int], str]()
        for assessment in {place[0] for place in self.acknowledged}:
            for event in store.events(assessment):
                if event.key.startswith(RATING):
                    held[assessment, event.key.removeprefix(RATING), event.version] = (event.payload or {})["note"]
            stream = store.stream(assessment)
            for key, entry in stream.entries.items() if stream else ():
                if key.startswith(RATING):
                    held[assessment, key.removeprefix(RATING), entry.version] = (entry.payload or {})["note"]
        invented = {place: words for place, words in held.items() if words not in self.asked}
        return invented | {place: words for place, words in self.acknowledged.items() if held.get(place) != words}


@dataclass
class Trouble:
    """Two processes at work in the database of `url`."""

    url: URL
    dice: random.Random
    savers: list[Saver] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    book: Book = field(default_factory=Book)
    counts: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        address = self.url.render_as_string(hide_password=False)
        projects = open_projects(address)
        projects.keep_frameworks()
        loaded, me = next(iter(projects.library)), projects.people.local()
        for number in range(2):
            details = Project(title=f"Verzonnen {number}", document_type=loaded.framework.document_types[0].id)
            assessment = projects.start(me, details, Moment.PROPOSAL, loaded)
            self.places += [(assessment, criterion.id) for criterion in loaded.framework.criteria[:3]]
        projects.store.close()  # pyright: ignore[reportAttributeAccessIssue]
        self.savers = [Saver(address) for _ in range(2)]

    def close(self) -> None:
        for saver in self.savers:
            saver.close()

    # What happens

    def side_by_side(self) -> None:
        """Each in an assessment of its own."""
        self.work(self.places[0], self.places[-1])

    def same_place(self) -> None:
        """Both change the same: of two one wins, and the other is told."""
        place = self.dice.choice(self.places)
        self.work(place, place)

    def kill(self) -> None:
        """One is killed in the midst of its work; another takes its place."""
        killed = self.dice.choice(self.savers)
        after = self.dice.randrange(BURST)
        self.work(meanwhile=lambda: self._hear_and_kill(killed, after))
        killed.begin_again()

    def clock(self) -> None:
        """The clock of one jumps back or ahead, for years or for a moment."""
        jump = self.dice.choice([-20 * 365, -1, 1, 10 * 365]) * DAY + self.dice.randrange(60)
        moved = self.dice.choice(self.savers)
        moved.do("clock", jump)
        self.work()
        moved.do("clock", 0)

    # How it goes on

    def work(self, *places: tuple[str, str], meanwhile: Callable[[], object] = lambda: None) -> list[Told]:
        """Let both save while something happens; return what they told, in the order in which it is heard."""
        for number, saver in enumerate(self.savers):
            place = places[number] if places else self.dice.choice(self.places)
            words = [self.words() for _ in range(BURST)]
            self.book.asked.update(words)
            saver.save(place, words)
        meanwhile()
        told = [each for saver in self.savers for each in saver.hear()]
        for each in told:
            self.book.write(each)
        return told

    def recover(self) -> None:
        """See that each saves again once the trouble is over; the first who come may still be told that it was."""
        self.work()
        told = self.work(self.places[0], self.places[-1])
        for refused in (each.refusal for each in told if each.version is None):
            self.book.refused[f"broken: {refused} after the trouble was over"] += 1

    def words(self) -> str:
        return f"{self.dice.getrandbits(64):x}" + " woord" * self.dice.choice([0, 0, 5, 500])

    def _hear_and_kill(self, saver: Saver, after: int) -> None:
        for _, told in zip(range(after), saver.hear(), strict=False):
            self.book.write(told)
        saver.kill()

    def faults(self) -> list[object]:
        """What is wrong now: words lost, calls that broke, what the doctor finds."""
        store = SqlStore(make_engine(self.url))
        found = [*self.book.lost(store).items(), *self.book.broken]
        found += [(breach.code, breach.details) for breach in examine(store.engine, None, unreadable_parts)]
        store.close()
        return found

    troubles = (side_by_side, same_place, kill, clock)


class FileTrouble(Trouble):
    """With an SQLite file, which others take away, and a disk that is full."""

    @property
    def path(self) -> Path:
        return Path(self.url.database or "")

    def take_away(self) -> None:
        """The file is gone for a while."""
        away = self.path.with_name("elsewhere")
        self.path.rename(away)
        self.none_saves()
        away.rename(self.path)
        self.recover()

    def take_away_in_the_midst(self) -> None:
        """The file is gone and back while both save."""
        away = self.path.with_name("elsewhere")

        def harm() -> None:
            self.path.rename(away)
            away.rename(self.path)

        self.work(meanwhile=harm)
        self.recover()

    def delete(self) -> None:
        """The file is deleted; after that a copy is put in its place."""
        copy = self._back_up()
        self.path.unlink()
        self.none_saves()
        copy.replace(self.path)
        self.recover()

    def replace(self) -> None:
        """A copy takes the place of the file."""
        self._back_up().replace(self.path)
        self.recover()

    def delete_journal(self) -> None:
        """The file of what was written lately is deleted, when all of that is in the database itself."""
        self._back_up()
        self.path.with_name(f"{self.path.name}-wal").unlink(missing_ok=True)
        self.recover()

    def fill_disk(self) -> None:
        """To one of them the disk is full at some moment, and later no more."""
        full = self.dice.choice(self.savers)
        journal = self.path.with_name(f"{self.path.name}-wal")
        room = journal.stat().st_size if journal.exists() else 0
        full.do("limit", room + self.dice.randrange(20_000))
        self.work()
        full.do("limit", -1)
        self.recover()

    def none_saves(self) -> None:
        """What is saved in a file without a name would vanish: nobody may call it saved."""
        for told in self.work():
            if told.version is not None:
                self.book.refused["broken: acknowledged without a file"] += 1

    def _back_up(self) -> Path:
        copy = self.path.with_name("copy")
        with open_sqlite(self.path) as store:
            store.forget_journal()
            back_up(store.engine, copy)
        return copy

    troubles = (
        *Trouble.troubles,
        take_away,
        take_away_in_the_midst,
        delete,
        replace,
        delete_journal,
        fill_disk,
    )
