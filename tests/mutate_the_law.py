"""Break the scoring law in one place at a time, and see that its tests notice: `python -m tests.mutate_the_law`.

Every mutant is one change in the text of `framework/assessing/scoring.py`, which itself stays as it is: the changed
text is compiled apart and its code put into the running functions, one mutant after another, each before a run of the
tests. A mutant that no test notices is a hole in the tests. A change whose text is gone from the law stops the run:
write it anew.
"""

import contextlib
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from framework.assessing import scoring

ROOT = Path(__file__).resolve().parent.parent
TESTS = "tests/framework/assessing/test_scoring.py"
OPTIONS = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:benchmark", "-p", "no:terminalreporter")

# what breaks, the text in the law, the text in its place
MUTANTS = (
    ("coverage of exactly 3/5 is too little", "tally.coverage < limits.coverage", "tally.coverage <= limits.coverage"),
    ("coverage is compared with the share of weak", "tally.coverage < limits.coverage", "tally.coverage < limits.weak"),
    ("coverage does not matter (rule 3)", "if tally.coverage < limits.coverage", "if not tally.scored"),
    ("gates do not matter (rule 2)", "if gates & {Gate.CLOSED, Gate.REPAIR}", "if False"),
    ("a closed gate does not matter", "{Gate.CLOSED, Gate.REPAIR}", "{Gate.REPAIR}"),
    ("a gate in repair does not matter", "{Gate.CLOSED, Gate.REPAIR}", "{Gate.CLOSED}"),
    ("weak of exactly 1/3 is fine", "tally.scored) >= limits.weak", "tally.scored) > limits.weak"),
    ("weak is compared with the share of strong", "tally.scored) >= limits.weak", "tally.scored) >= limits.strong"),
    ("weak does not matter (rule 4)", "if Fraction(tally.weak, tally.scored) >=", "if Fraction(tally.weak, 1000) >="),
    ("weak is a share of what applies", "Fraction(tally.weak, tally.scored)", "Fraction(tally.weak, tally.applicable)"),
    ("an unknown gate does not matter", "Gate.UNKNOWN in gates or ", ""),
    ("open points do not matter (rule 5)", "tally.weak + tally.unknown,", "0,"),
    ("unknown points do not matter in rule 5", "tally.weak + tally.unknown,", "tally.weak,"),
    ("weak points do not matter in rule 5", "tally.weak + tally.unknown,", "tally.unknown,"),
    ("open of exactly 1/3 is fine", "tally.applicable) >= limits.weak", "tally.applicable) > limits.weak"),
    ("strong of exactly 3/4 is not enough", ">= limits.strong", "> limits.strong"),
    ("strong is compared with the coverage", ">= limits.strong", ">= limits.coverage"),
    ("nothing is ever strong (rule 6)", "return PhaseLabel.STRONG, 6", "return PhaseLabel.ON_TRACK, 7"),
    ("strong with open points", "tally.unknown == 0", "True"),
    ("strong with a lowest level", "tally.lowest == 0", "True"),
    ("strong in the quick scan", "is_full = scope is Scope.FULL and", "is_full ="),
    ("nothing is capped", "if capped and", "if False and"),
    ("review is not capped", "in (Lens.SELF, Lens.REVIEW)", "in (Lens.SELF,)"),
    ("consensus is capped", "in (Lens.SELF, Lens.REVIEW)", "in (Lens.SELF, Lens.REVIEW, Lens.CONSENSUS)"),
    ("the quick scan is capped", "capped = assessment.scope is Scope.FULL and", "capped ="),
    ("the required level itself needs no evidence", "rating.level >= required_from", "rating.level > required_from"),
    ("capped at the required level", "required_from - 1, Why", "required_from, Why"),
    ("evidence changes nothing", " and not rating.has_evidence", ""),
    ("the quick scan asks everything", "assessment.scope is Scope.FULL or c.is_core", "True"),
    ("the gate is never closed", "elif level == scale.lowest", "elif level < scale.lowest"),
    ("the gate opens a level late", "level < criterion.gate_min", "level <= criterion.gate_min"),
    ("weak_to itself is not weak", "level <= scale.weak_to", "level < scale.weak_to"),
    ("strong_from itself is not strong", "level >= scale.strong_from", "level > scale.strong_from"),
    ("not applicable stays in the denominator", "is NotScored.NOT_APPLICABLE", "is NotScored.CANNOT_JUDGE"),
    ("the range forgets the weights", "sum(c.weight * (", "sum(1 * ("),
    ("the range forgets where the scale begins", "(counted[c.id] - scale.lowest)", "counted[c.id]"),
    ("the outlook is upside down", "(scale.lowest, scale.highest)", "(scale.highest, scale.lowest)"),
    ("every lens has a range", "if assessment.lens is Lens.SELF else", "if True else"),
)
Mutant = tuple[str, str, str]


def mutate(mutant: Mutant, law: str) -> str:
    """Return the text of the law with one change."""
    what, old, new = mutant
    if law.count(old) != 1:
        raise SystemExit(f"{what}: {old!r} stands {law.count(old)} times in the law; write this mutant anew")
    return law.replace(old, new)


@contextlib.contextmanager
def law_as(text: str) -> Iterator[None]:
    """Let the functions of `assessing.scoring` run the code of `text`, for as long as this lasts."""
    scratch: dict[str, object] = {"__name__": "mutant"}
    exec(compile(text, "mutant", "exec"), scratch)
    functions = {f: scratch[f.__name__] for f in vars(scoring).values() if isinstance(f, FunctionType)}
    sound = {f: f.__code__ for f in functions if f.__module__ == scoring.__name__}
    try:
        for function in sound:
            function.__code__ = functions[function].__code__  # pyright: ignore[reportAttributeAccessIssue]
        yield
    finally:
        for function, code in sound.items():
            function.__code__ = code


def tests_pass() -> bool:
    """Run the tests of scoring, quietly, up to the first that fails."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = pytest.main([*OPTIONS, str(ROOT / TESTS)])
    if code not in (0, 1):
        raise SystemExit(f"pytest could not run {TESTS}: {code!r}")
    return code == 0


def main() -> int:
    start = time.perf_counter()
    law = Path(scoring.__file__).read_text(encoding="utf-8")
    with law_as(law):
        if not tests_pass():
            raise SystemExit("the tests fail on the law as it is")
    survivors = 0
    for mutant in MUTANTS:
        with law_as(mutate(mutant, law)):
            survives = tests_pass()
        survivors += survives
        print(f"{'SURVIVES' if survives else 'caught':9} {mutant[0]:48} {mutant[2]}")
    print(f"{len(MUTANTS)} mutants, {survivors} survive, {time.perf_counter() - start:.0f} s")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
