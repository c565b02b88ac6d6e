"""A folder (or one file) of YAML into a sound framework, or the list of everything that is wrong with it.

A folder holds `framework.yaml`, one file for each phase that names its phase in the key `phase`, translations in
`lang/`, questions for a question table in `vraagtafel/`, and statements for each stage in `statements/`. A framework
may also be one file, its criteria written inside its phases.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from framework.errors import Fault, Faults, Loc
from framework.instrument.hashing import ALGORITHMS, NEWEST, content_hash, structure_hash
from framework.instrument.model import (
    MOST_CORE,
    MOST_CRITERIA,
    MOST_PHASES,
    Criterion,
    Framework,
    Head,
    Phase,
    PhaseHead,
    Tier,
)
from framework.instrument.questions import FOLDER as QUESTIONS_FOLDER
from framework.instrument.questions import NO_QUESTIONS, Questions, read_questions
from framework.instrument.rules import CRITERION_RULES, HEAD_RULES, Finding
from framework.instrument.shape import Built, build
from framework.instrument.translation import Translation, localise, read_translation
from framework.instrument.wordings import FOLDER as STATEMENTS_FOLDER
from framework.instrument.wordings import NO_WORDINGS, Wordings, read_wordings
from framework.instrument.yaml_source import Parsed, read_yaml

HEAD_FILE = "framework.yaml"


@dataclass(frozen=True)
class LoadedFramework:
    """A sound framework with its translations; it never changes after loading.

    `questions` and `wordings` stand beside it: they are not kept with it, and two frameworks that differ only there
    are the same.
    """

    framework: Framework
    translations: tuple[Translation, ...] = ()
    questions: Questions = field(default=NO_QUESTIONS, compare=False)
    wordings: Wordings = field(default=NO_WORDINGS, compare=False)

    @cached_property
    def content_hashes(self) -> dict[str, str]:
        """The hash of all text in its own language and all structure, by every algorithm; see `hashing`."""
        return {algorithm: content_hash(self.framework, algorithm) for algorithm in ALGORITHMS}

    @property
    def content_hash(self) -> str:
        """That hash by the newest algorithm, by which it is pinned from now on."""
        return self.content_hashes[NEWEST]

    def is_pinned_by(self, pin: str) -> bool:
        """Tell whether the hash `pin` is of this content, by the algorithm that it names itself."""
        return pin in self.content_hashes.values()

    @cached_property
    def structure_hash(self) -> str:
        """The hash of all that decides a score; see `hashing`."""
        return structure_hash(self.framework)

    @property
    def languages(self) -> tuple[str, ...]:
        """The framework's own language, then those of its translations."""
        return (self.framework.language, *(t.language for t in self.translations))

    def in_language(self, language: str) -> Framework:
        """Return the framework in `language`; its own where there is no such translation."""
        translation = next((t for t in self.translations if t.language == language), None)
        return localise(self.framework, translation) if translation else self.framework


def load_framework(path: Path) -> LoadedFramework:
    """Load the framework in the folder `path`, or that `path` is a file of, or that is the file `path` itself.

    Raises `Faults` with every fault of every file, in file order; then nothing was loaded. Files are named in faults
    as `path` names them.
    """
    reading = _Reading(whole_of(path))
    loaded = reading.load()
    if loaded is None:
        raise Faults(reading.faults())
    return loaded


def whole_of(path: Path) -> Path:
    """Return the folder of the framework that the file `path` is a part of; `path` itself where it is none."""
    if path.is_file():
        for folder in (path.parent, path.parent.parent):
            if (folder / HEAD_FILE).is_file() and (
                folder == path.parent or path.parent.name in ("lang", QUESTIONS_FOLDER, STATEMENTS_FOLDER)
            ):
                return folder
    return path


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the criteria of a phase stand: a file, the place of the mapping that holds them, and that mapping."""

    parsed: Parsed
    at: Loc
    data: dict[str, Any]


class _Reading:
    """The files of one framework while they are read. One use."""

    def __init__(self, path: Path) -> None:
        self.folder = path if path.is_dir() else None
        self.files: list[Parsed] = []
        self.head = Built(Head.model_construct(), frozenset(Head.model_fields))
        self.ids: dict[str, str] = {}
        self.core = 0
        self.head_file = self._read(path / HEAD_FILE if self.folder else path)

    def _read(self, path: Path) -> Parsed:
        parsed = read_yaml(path, self.folder)
        self.files.append(parsed)
        return parsed

    def faults(self) -> list[Fault]:
        """Every fault, file by file, line by line."""
        return [fault for parsed in self.files for fault in parsed.in_order()]

    def load(self) -> LoadedFramework | None:
        """Read everything; nothing comes back where there was any fault."""
        data = _mapping(self.head_file, "not_a_framework")
        if data is not None and not data.keys() & Head.model_fields.keys():
            self.head_file.fail("not_a_framework")
            data = None
        if data is not None:
            self.head = build(Head, self.head_file, {key: data[key] for key in data if key != "phases"})
        _note(self.head_file, (), (finding for rule in HEAD_RULES for finding in rule.find(self.head)))
        phases = self._phases(data)
        translation_files = [self._read(path) for path in self._yaml_files("lang")]
        question_files = [self._read(path) for path in self._yaml_files(QUESTIONS_FOLDER)]
        statement_files = [self._read(path) for path in self._yaml_files(STATEMENTS_FOLDER)]
        if self.faults():
            return None
        framework = Framework.made_of(self.head.part, phases=phases)
        stems = ((parsed, Path(parsed.file).stem) for parsed in translation_files)
        translations = tuple(read_translation(parsed, framework, stem) for parsed, stem in stems)
        questions = read_questions(question_files, framework)
        wordings = read_wordings(statement_files, framework)
        return None if self.faults() else LoadedFramework(framework, translations, questions, wordings)

    def _phases(self, data: dict[str, Any] | None) -> tuple[Phase, ...]:
        files = self._phase_files()
        entries = self._phase_entries(data) if data is not None else []
        known = [str(entry.data.get("id")) for entry in entries]
        # A file that is unreadable or names no phase may hold what a phase seems to lack.
        all_found = files.keys() <= set(known) and all(file.complete for file in self.files)
        phases = [self._phase(entry, files, all_found) for entry in entries]
        for named, places in files.items():
            for place in places:
                if entries:
                    code = "unknown_phase" if named else "phase_not_named"
                    place.parsed.fault(code, ("phase",), found=named, known=", ".join(known))
                self._criteria(place)
        return tuple(phase for phase in phases if phase)

    def _phase_entries(self, data: dict[str, Any]) -> list[_Place]:
        """The phases that `framework.yaml` lists, each a mapping."""
        parsed, raw = self.head_file, data.get("phases")
        if not isinstance(raw, list):
            parsed.fault("phases_missing" if raw is None else "not_list", ("phases",))
            return []
        entries = cast(list[dict[str, Any]], raw)
        if not 1 <= len(entries) <= MOST_PHASES:
            parsed.fault("phase_count", ("phases",), found=len(entries), most=MOST_PHASES)
        places = [_Place(parsed, ("phases", number), entry) for number, entry in enumerate(entries)]
        for place in places:
            if not _is_mapping(place.data):
                parsed.fault("not_mapping", place.at)
        return [place for place in places if _is_mapping(place.data)]

    def _phase(self, entry: _Place, files: dict[str, list[_Place]], all_found: bool) -> Phase | None:
        """Read one phase, its criteria from where they stand: inside the phase, or in the file that names it."""
        parsed, at = entry.parsed, entry.at
        built = build(PhaseHead, parsed, {key: entry.data[key] for key in entry.data if key != "criteria"}, at)
        identifier = str(entry.data.get("id") or "")
        is_new = not identifier or self._once("phase", identifier, parsed, at)
        places = [entry] if "criteria" in entry.data else []
        places += files.pop(identifier, [])
        for extra in places[1:]:
            extra.parsed.fault("phase_twice", ("phase",), phase=identifier)
        if not places:
            if all_found and is_new:
                parsed.fault("phase_without_criteria", at, phase=identifier)
            return None
        criteria = self._criteria(places[0])
        return None if built.unsound else Phase.made_of(built.part, criteria=criteria)

    def _phase_files(self) -> dict[str, list[_Place]]:
        """Read every other YAML file of the folder; which phase it holds, the file says itself."""
        found: dict[str, list[_Place]] = {}
        for path in self._yaml_files():
            parsed = self._read(path)
            if (data := _mapping(parsed, "not_mapping")) is not None:
                for key in sorted(data.keys() - {"phase", "criteria"}):
                    parsed.fault("unknown_key", (), parsed.line((key,)), key=key)
                found.setdefault(str(data.get("phase") or ""), []).append(_Place(parsed, (), data))
        return found

    def _yaml_files(self, inside: str = "") -> Iterator[Path]:
        """The YAML files of the folder (or of the one `inside` it) beside the head file, by name."""
        folder = self.folder / inside if self.folder else None
        for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
            if path.suffix == ".yaml" and path.name != HEAD_FILE:
                yield path
            elif path.suffix.lower() in (".yaml", ".yml") and path.name != HEAD_FILE:
                self.files.append(Parsed(str(path)).fail("wrong_suffix"))

    def _criteria(self, place: _Place) -> tuple[Criterion, ...]:
        raw, at = place.data.get("criteria"), (*place.at, "criteria")
        entries = cast(list[Any], raw) if isinstance(raw, list) else []
        if raw is not None and not isinstance(raw, list):
            place.parsed.fault("not_list", at)
        elif not 1 <= len(entries) <= MOST_CRITERIA:
            place.parsed.fault("criterion_count", at, found=len(entries), most=MOST_CRITERIA)
        return tuple(self._criterion(place.parsed, (*at, number), entry) for number, entry in enumerate(entries))

    def _criterion(self, parsed: Parsed, at: Loc, data: Any) -> Criterion:
        built = build(Criterion, parsed, data, at)
        _note(parsed, at, (finding for rule in CRITERION_RULES for finding in rule.find(self.head, built)))
        if "id" not in built.unsound:
            self._once("criterion", built.part.id, parsed, at)
        if "tier" not in built.unsound and built.part.tier is Tier.CORE:
            self.core += 1
            if self.core > MOST_CORE:
                parsed.fault("too_many_core", (*at, "tier"), found=self.core, most=MOST_CORE)
        return built.part

    def _once(self, kind: str, identifier: str, parsed: Parsed, at: Loc) -> bool:
        """Tell whether this is the first id of its kind, in whatever file; where not, note it as a fault."""
        place = (*at, "id")
        first = self.ids.setdefault(f"{kind} {identifier}", here := f"{parsed.file}:{parsed.line(place)}")
        if first != here:
            parsed.fault("duplicate_id_elsewhere", place, id=identifier, first=first)
        return first == here


def _mapping(parsed: Parsed, code: str) -> dict[str, Any] | None:
    """What `parsed` holds, where it is readable and a mapping; anything else is noted as the fault `code`."""
    if isinstance(parsed.data, dict):
        return cast(dict[str, Any], parsed.data)
    if parsed.complete:
        parsed.fault(code)
    return None


def _is_mapping(data: object) -> bool:
    return isinstance(data, dict)


def _note(parsed: Parsed, at: Loc, findings: Iterator[Finding]) -> None:
    for code, place, details in findings:
        parsed.note(code, (*at, *place), details)
