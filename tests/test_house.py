"""The rules of the house that a program can keep: locks, and what no file mentions; `tasks.CHECKS` has the others."""

import ast
import re
import subprocess
import sys
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import tasks

ROOT = Path(__file__).resolve().parent.parent
TOOLING = ("tests/", "benchmarks/", "docs/", "tasks.py")
MACHINE_PATH = re.compile(r"(?<![\w.-])/(?:work|opt|root|tmp)/|\b" + "shared" + r"/\w")
IN_PIN = re.compile(r"^[\w.-]+(?:\[[\w,]+\])?==[\w.]+", re.MULTILINE)


def list_files(*patterns: str) -> list[str]:
    """Files that are tracked, or would be: names relative to the root."""
    git = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *patterns,
    ]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in listed if name and (ROOT / name).is_file()]


def list_imports(name: str) -> set[str]:
    """Top-level names of what a Python file imports."""
    imported = set[str]()
    for node in ast.walk(ast.parse((ROOT / name).read_bytes())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module.partition(".")[0])
    return imported


def list_product_files() -> list[str]:
    return [name for name in list_files("*.py") if not name.startswith(TOOLING)]


def normalise(distribution: str) -> str:
    """A name as the index knows it; a lock names extras apart."""
    return re.sub(r"[-_.]+", "-", re.sub(r"\[.*\]", "", distribution)).lower()


def read_pins(path: Path) -> set[str]:
    return {normalise(pin) for pin in IN_PIN.findall(path.read_text())}


def test_every_third_party_import_of_the_product_is_pinned() -> None:
    pinned = {pin.partition("==")[0] for pin in read_pins(ROOT / "requirements.in")}
    own = {path.stem if path.is_file() else path.name for path in ROOT.iterdir()}
    providers = packages_distributions()
    unpinned = [
        f"{name}: {package}"
        for name in list_product_files()
        for package in sorted(list_imports(name) - sys.stdlib_module_names - own)
        if not pinned & {normalise(provider) for provider in providers.get(package, [])}
    ]
    assert unpinned == []


ROOMS = {
    *("use_cases", "reporting", "practice", "assessing", "instrument"),
    *("people", "keeping", "language"),
}


def test_every_module_of_the_framework_is_in_its_room() -> None:
    """Import-linter keeps the order of the rooms; here nobody moves in beside them."""
    modules = [Path(name).relative_to("framework").parts for name in list_files("framework/*.py")]
    assert {parts[0] for parts in modules if len(parts) > 1} == ROOMS
    assert {parts[0] for parts in modules if len(parts) == 1} == {"__init__.py", "errors.py"}
    assert [parts for parts in modules if len(parts) > 2] == []


def test_contract_names_every_room_in_the_order_of_the_house() -> None:
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:rooms"]["layers"].split("\n")
    order = [{room.strip(" ()") for room in layer.split("|")} for layer in layers if layer.strip()]
    assert order == [
        {"use_cases"},
        {"reporting"},
        {"review", "practice", "forms"},
        {"assessing", "documents"},
        {"instrument"},
        {"people", "keeping", "language"},
        {"errors"},
    ]


# Authors' files become models in `instrument`, and the schemas that describe them are made of the models; `last_words`
# reads what our own script in a browser sends, which is not a model of the domain.
MODELS_AND_JSON = {
    "framework/use_cases/codec.py",
    "framework/use_cases/schemas.py",
    *(f"framework/instrument/{name}.py" for name in ("hashing", "model", "shape", "snapshot")),
    "web/door/last_words.py",
}


def test_models_become_json_and_json_becomes_models_in_the_codec_alone() -> None:
    spoken = re.compile(r"model_(?:dump|validate)|validate_(?:json|python)|TypeAdapter|dump_json")
    found = {name for name in list_product_files() if spoken.search((ROOT / name).read_text("utf-8"))}
    assert found == MODELS_AND_JSON


def test_front_door_leaves_drawing_and_tables_to_the_exporters() -> None:
    homeless = {"fontTools", "PIL", "pandas", "pypdfium2", "reportlab", "segno", "xlsxwriter"}
    assert [name for name in list_files("cli.py", "commands/*.py", "app.py") if list_imports(name) & homeless] == []


def test_only_the_front_door_of_the_command_line_imports_the_commands() -> None:
    inside = ("commands/", "cli.py")  # import-linter keeps the packages away, but sees no single modules
    outside = [name for name in list_product_files() if not name.startswith(inside)]
    assert [name for name in outside if "commands" in list_imports(name)] == []


@pytest.mark.parametrize("locked", [tasks.RUN_LOCK, tasks.DEV_LOCK], ids=lambda path: path.stem)
def test_lock_holds_every_pin(locked: Path) -> None:
    wanted = read_pins(locked.with_suffix(".in"))
    assert wanted
    assert wanted - read_pins(locked) == set()


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "requirements-verapdf.in"])
def test_every_requirement_is_pinned_exactly(name: str) -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    assert [line for line in lines if line and not line.startswith("-r ") and not IN_PIN.fullmatch(line)] == []


def test_development_lock_agrees_with_the_lock_of_the_product() -> None:
    assert read_pins(tasks.RUN_LOCK) - read_pins(tasks.DEV_LOCK) == set()


def test_no_file_mentions_a_machine_path() -> None:
    found = [
        f"{name}: {match.group()}"
        for name in list_files()
        if b"\0" not in (content := (ROOT / name).read_bytes())
        and (match := MACHINE_PATH.search(content.decode(errors="replace")))
    ]
    assert found == []


def test_make_offers_exactly_the_tasks() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert set(phony.group(1).split()) == {"help", *tasks.TASKS}
