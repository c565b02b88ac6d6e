"""The chores of this folder, on every system: `python tasks.py TASK`, on Windows `py tasks.py TASK`.

Standard library only. A task first puts the environment in `.venv` in order, from the lock it needs.
"""

from __future__ import annotations  # any Python reads this far, to be told that it is too old

import hashlib
import importlib.util
import locale
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "installed.txt"
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
PICTURES = ROOT / "docs" / "images"

# Arguments to Python. The tests of the house run the same.
CHECKS = {
    "lint": ["-m", "ruff", "check", "--quiet"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
    "types": ["-m", "basedpyright"],
}


def run() -> int:
    """show the profile of every worked example"""
    install(RUN_LOCK)
    return worst(call("cli.py", "--messages", example.suffixes[0][1:], "score", example) for example in find_examples())


def test(*arguments: str) -> int:
    """run the tests; arguments go on to pytest (test tests/test_house.py -n 0)"""
    install(DEV_LOCK)
    return call("-m", "pytest", "-n", "auto", "--dist", "worksteal", *arguments)


def check() -> int:
    """check style, import contracts, types and the frameworks in criteria/"""
    install(DEV_LOCK)
    return worst([*(call(*arguments) for arguments in CHECKS.values()), call("cli.py", "check")])


def bench(*arguments: str) -> int:
    """measure what the program does well; arguments go on to pytest"""
    install(DEV_LOCK)
    return call("-m", "pytest", "benchmarks", "--benchmark-only", *arguments)


def pictures() -> int:
    """draw the poster and the worked examples anew in docs/images/"""
    install(RUN_LOCK)
    PICTURES.mkdir(parents=True, exist_ok=True)
    drawings = [("poster", "-o", PICTURES / "poster.png")]
    drawings += [("export", example, "-o", PICTURES / f"{example.stem}.png") for example in find_examples()]
    return worst(call("cli.py", *drawing) for drawing in drawings)


def lock(*arguments: str) -> int:
    """compile the locks from requirements*.in; --upgrade renews what those leave free"""
    install(DEV_LOCK)
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    options += ["--no-emit-find-links", "--custom-compile-command", "python tasks.py lock"]
    return worst(
        # relative names, since the lock repeats them
        call("-m", "uv", "pip", "compile", *options, *arguments, f"{name}.in", "--output-file", f"{name}.txt")
        for name in (RUN_LOCK.stem, DEV_LOCK.stem)
    )


def audit() -> int:
    """look for known vulnerabilities in what is locked"""
    install(DEV_LOCK)
    return call("-m", "pip_audit", "--strict", "--require-hashes", "--disable-pip", "--requirement", DEV_LOCK)


TASKS = {task.__name__: task for task in (run, test, check, bench, pictures, lock, audit)}
PASS_ON = {test, bench, lock}


def install(needs: Path) -> None:
    """Brings `.venv` to what a lock says, unless it is there already; a development environment also serves `run`."""
    make_environment()
    installed = STAMP.read_text() if STAMP.exists() else ""
    if installed in {fingerprint(needs), fingerprint(DEV_LOCK)}:
        return
    print(f"Installing {needs.name} in {VENV.name} ...", flush=True)
    STAMP.unlink(missing_ok=True)
    uv_pin = VENV / "uv.txt"
    uv_pin.write_text(find_pin("uv"))
    insist("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", uv_pin)
    insist("-m", "uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", needs)
    STAMP.write_text(fingerprint(needs))


def make_environment() -> None:
    """Makes `.venv` when it is missing, with a plain word about what stands in the way."""
    if PYTHON.exists():
        return
    if sys.version_info < (3, 11):  # noqa: UP036 - any Python may start this file
        sys.exit(f"Kaderwijzer needs Python 3.11 or later; this is {sys.version.split()[0]}. See python.org/downloads.")
    if not importlib.util.find_spec("ensurepip"):
        sys.exit("This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv")
    print(f"Making {VENV.name} ...", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if failed := subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(failed)


def fingerprint(needs: Path) -> str:
    """The lock and the Python of the environment, as one word."""
    return hashlib.sha256(needs.read_bytes() + (VENV / "pyvenv.cfg").read_bytes()).hexdigest()


def find_pin(package: str) -> str:
    """A package's lines in the development lock: its version and hashes."""
    pin = re.search(rf"^{package}==.*(\n .*)*", DEV_LOCK.read_text(), re.MULTILINE)
    return pin.group() if pin else sys.exit(f"{DEV_LOCK.name} does not pin {package}.")


def find_examples() -> list[Path]:
    """The worked examples in the reader's language, in Dutch when there are none."""
    spoken = locale.setlocale(locale.LC_CTYPE)  # "en_GB.UTF-8", "English_Ireland.1252"; getlocale makes English of "C"
    for language in (spoken[:2].lower(), "nl"):
        if examples := sorted(ROOT.glob(f"criteria/*/examples/*.{language}.yaml")):
            return examples
    return []


def call(*arguments: str | Path) -> int:
    """Runs the environment's Python in this folder and returns its exit code."""
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False).returncode


def insist(*arguments: str | Path) -> None:
    """Runs as `call` does, and stops the task when that fails."""
    if failed := call(*arguments):
        sys.exit(failed)


def worst(codes: Iterable[int]) -> int:
    """The first exit code that is not 0; everything has run."""
    return next((code for code in list(codes) if code), 0)


def main(words: list[str]) -> int:
    name, *arguments = words or ["help"]
    task = TASKS.get(name)
    if task and (task in PASS_ON or not arguments):
        return task(*arguments)
    print("python tasks.py TASK (Windows: py tasks.py TASK), or make TASK\n")
    print("\n".join(f"  {name:10}{task.__doc__}" for name, task in TASKS.items()))
    return 0 if name in {"help", "-h", "--help"} else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
