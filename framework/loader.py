"""A folder (or one file) of YAML into a sound framework, or the list of everything that is wrong with it.

A folder holds `framework.yaml`, one file for each phase that names its phase in the key `phase`, and translations in
`lang/`. A framework may also be one file, its criteria written inside its phases.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from framework.errors import Fault, Faults, Loc
from framework.model import MOST_CORE, MOST_CRITERIA, MOST_PHASES, Criterion, Framework, Head, Phase, PhaseHead, Tier
from framework.rules import CRITERION_RULES, HEAD_RULES, Finding
from framework.shape import Built, build
from framework.source import Parsed, read_yaml
from framework.translation import Translation, localise, read_translation

HEAD_FILE = "framework.yaml"


@dataclass(frozen=True)
class LoadedFramework:
    """A sound framework with its translations; it never changes after loading."""

    framework: Framework
    translations: tuple[Translation, ...] = ()

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over all text in its own language and all structure; comments, layout and translations are apart."""
        return _hash(self.framework.model_dump(mode="json"))

    @cached_property
    def structure_hash(self) -> str:
        """SHA-256 over all that decides a score: two frameworks with the same one score every record alike."""
        return _hash(_structure(self.framework))

    @property
    def languages(self) -> tuple[str, ...]:
        """The framework's own language, then those of its translations."""
        return (self.framework.language, *(t.language for t in self.translations))

    def in_language(self, language: str) -> Framework:
        """Return the framework in `language`; its own where there is no such translation."""
        translation = next((t for t in self.translations if t.language == language), None)
        return localise(self.framework, translation) if translation else self.framework


def _hash(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _structure(framework: Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        "scale": framework.scale.model_dump(exclude={"levels": {"__all__": {"label"}}}),
        "evidence": framework.evidence.model_dump(),
        "thresholds": framework.thresholds.model_dump(mode="json"),
        "document_types": [(kind.id, kind.silence_means) for kind in framework.document_types],
        "opinions": [level.level for level in framework.professional_scale.levels],
        "phases": [(phase.id, [_criterion_structure(c) for c in phase.criteria]) for phase in framework.phases],
    }


def _criterion_structure(criterion: Criterion) -> list[object]:
    may_be_left_out, is_asked = criterion.not_applicable is not None, criterion.professional_statement is not None
    return [criterion.id, criterion.weight, criterion.tier, criterion.gate_min, may_be_left_out, is_asked]


def load_framework(path: Path, shown_as: str | None = None) -> LoadedFramework:
    """Load the framework in the folder or file `path`, shown in faults as `shown_as` (default: the path as given).

    Raises `Faults` with every fault of every file, in file order; then nothing was loaded.
    """
    reading = _Reading(path, shown_as or str(path))
    loaded = reading.load()
    if faults := list(reading.faults()):
        raise Faults(faults)
    assert loaded is not None
    return loaded


class _Reading:
    """The files of one framework while they are read. One use."""

    def __init__(self, path: Path, shown_as: str) -> None:
        if path.is_file() and (path.name == HEAD_FILE or (path.parent / HEAD_FILE).is_file()):
            path, shown_as = path.parent, str(Path(shown_as).parent)
        elif path.is_file() and path.parent.name == "lang" and (path.parent.parent / HEAD_FILE).is_file():
            path, shown_as = path.parent.parent, str(Path(shown_as).parent.parent)
        self.folder = path if path.is_dir() else None
        self.shown_as = shown_as
        self.head_file = self._read(path / HEAD_FILE, HEAD_FILE) if self.folder else read_yaml(path, shown_as)
        self.files = [self.head_file]
        self.first_seen: dict[str, tuple[Parsed, Loc]] = {}
        self.core = 0

    def _read(self, path: Path, name: str) -> Parsed:
        return read_yaml(path, str(Path(self.shown_as) / name), self.folder)

    def faults(self) -> Iterator[Fault]:
        """Every fault, file by file, line by line."""
        for parsed in self.files:
            yield from sorted(parsed.faults, key=lambda fault: fault.line or 1)

    def load(self) -> LoadedFramework | None:
        parsed = self.head_file
        data = cast(dict[str, Any], parsed.data) if isinstance(parsed.data, dict) else {}
        if parsed.complete and not isinstance(parsed.data, dict):
            parsed.fault("not_a_framework")
        head = Built(Head.model_construct(), frozenset(Head.model_fields))
        if data:
            head = build(Head, parsed, {key: value for key, value in data.items() if key != "phases"})
        for rule in HEAD_RULES:
            _note(parsed, (), rule.find(head))
        phases = self._phases(data, head)
        if any(file.faults or not file.complete for file in self.files):
            return None
        whole = head.part.model_dump() | {"phases": phases}
        framework = Framework.model_construct(**{**dict(head.part), "phases": phases}, _fields_set=set(whole))
        return LoadedFramework(framework, tuple(self._translations(framework)))

    def _phases(self, data: dict[str, Any], head: Built[Head]) -> tuple[Phase, ...]:
        parsed, raw = self.head_file, data.get("phases")
        others = self._phase_files() if self.folder else {}
        if data and not isinstance(raw, list):
            parsed.fault("phases_missing", line=parsed.line(("phases",)))
        entries = cast(list[Any], raw) if isinstance(raw, list) else []
        if len(entries) > MOST_PHASES or (isinstance(raw, list) and not entries):
            parsed.fault("phase_count", ("phases",), found=len(entries), most=MOST_PHASES)
        phases = [self._phase(place, entry, others, head) for place, entry in enumerate(entries)]
        for named, files in others.items():
            for file in files:
                if parsed.complete and file.complete:
                    known = ", ".join(str(cast(Any, e).get("id")) for e in entries if isinstance(e, dict))
                    file.fault("unknown_phase" if named else "phase_not_named", ("phase",), found=named, known=known)
                self._criteria(file, (), file.data, head)
        return tuple(phase for phase in phases if phase)

    def _phase(self, place: int, entry: Any, others: dict[str, list[Parsed]], head: Built[Head]) -> Phase | None:
        """Read one phase, its criteria from inside `framework.yaml` or from the file that names it."""
        parsed, at = self.head_file, ("phases", place)
        own = {key: value for key, value in entry.items() if key != "criteria"} if isinstance(entry, dict) else entry
        built = build(PhaseHead, parsed, own, at)
        identifier = getattr(built.part, "id", None)
        if identifier is not None:
            self._once("phase:" + identifier, parsed, (*at, "id"), identifier)
        files = others.pop(identifier, []) if identifier else []
        for extra in files[1:] if not (isinstance(entry, dict) and "criteria" in entry) else files:
            extra.fault("phase_twice", ("phase",), phase=identifier)
        if isinstance(entry, dict) and "criteria" in entry:
            criteria = self._criteria(parsed, at, entry, head)
        elif files:
            criteria = self._criteria(files[0], (), files[0].data, head)
        else:
            if identifier is not None:
                parsed.fault("phase_without_criteria", at, phase=identifier)
            return None
        if built.unsound:
            return None
        return Phase.model_construct(**{**dict(built.part), "criteria": criteria})

    def _phase_files(self) -> dict[str, list[Parsed]]:
        """Read every other YAML file of the folder, by the phase it names; in the order of the file names."""
        found: dict[str, list[Parsed]] = {}
        assert self.folder is not None
        for path in sorted(self.folder.iterdir()):
            if path.name == HEAD_FILE or path.suffix.lower() not in (".yaml", ".yml") or path.is_dir():
                continue
            if path.suffix != ".yaml":
                self.files.append(Parsed(str(Path(self.shown_as) / path.name)).fail("wrong_suffix"))
                continue
            parsed = self._read(path, path.name)
            self.files.append(parsed)
            if not parsed.complete:
                continue
            if not isinstance(parsed.data, dict):
                parsed.fault("not_mapping", key="", value=str(parsed.data))
                continue
            data = cast(dict[str, Any], parsed.data)
            for key in data.keys() - {"phase", "criteria"}:
                parsed.fault("unknown_key", line=parsed.line((key,)), key=key)
            named = data.get("phase")
            found.setdefault(named if isinstance(named, str) else "", []).append(parsed)
        return found

    def _criteria(self, parsed: Parsed, at: Loc, data: Any, head: Built[Head]) -> tuple[Criterion, ...]:
        raw = data.get("criteria")
        if not isinstance(raw, list) or not 1 <= len(cast(list[Any], raw)) <= MOST_CRITERIA:
            found = len(cast(list[Any], raw)) if isinstance(raw, list) else 0
            parsed.fault("criterion_count", (*at, "criteria"), found=found, most=MOST_CRITERIA)
        entries = cast(list[Any], raw) if isinstance(raw, list) else []
        return tuple(self._criterion(parsed, (*at, "criteria", place), e, head) for place, e in enumerate(entries))

    def _criterion(self, parsed: Parsed, at: Loc, data: Any, head: Built[Head]) -> Criterion:
        built = build(Criterion, parsed, data, at)
        for rule in CRITERION_RULES:
            _note(parsed, at, rule.find(head, built))
        if identifier := getattr(built.part, "id", None):
            self._once(identifier, parsed, (*at, "id"), identifier)
        if getattr(built.part, "tier", None) is Tier.CORE:
            self.core += 1
            if self.core > MOST_CORE:
                parsed.fault("too_many_core", (*at, "tier"), found=self.core, most=MOST_CORE)
        return built.part

    def _once(self, key: str, parsed: Parsed, at: Loc, identifier: str) -> None:
        if key in self.first_seen:
            other, place = self.first_seen[key]
            parsed.fault("duplicate_id_elsewhere", at, id=identifier, first=f"{other.file}:{other.line(place)}")
        self.first_seen.setdefault(key, (parsed, at))

    def _translations(self, framework: Framework) -> Iterator[Translation]:
        folder = self.folder / "lang" if self.folder else None
        for path in sorted(folder.glob("*.yaml")) if folder and folder.is_dir() else []:
            parsed = self._read(path, f"lang/{path.name}")
            self.files.append(parsed)
            if parsed.complete:
                yield read_translation(parsed, framework, path.stem)


def _note(parsed: Parsed, at: Loc, findings: Iterator[Finding]) -> None:
    for code, place, details in findings:
        parsed.fault(code, (*at, *place), **details)
