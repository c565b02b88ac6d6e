"""The code that people type from a screen."""

import re

from hypothesis import given
from hypothesis import strategies as st

from framework.practice.codes import LONG, SHORT, make_code, read_code


@given(st.text())
def test_code_is_three_groups_of_four_that_nobody_misreads(secret: str) -> None:
    code = make_code(secret)
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", code)
    assert not set(code) & set("ilo01")
    assert make_code(secret) == code


@given(st.text(), st.sampled_from(["-", " ", "", " - "]), st.booleans(), st.sampled_from([SHORT, LONG]))
def test_code_is_read_however_it_was_typed(secret: str, between: str, is_loud: bool, length: int) -> None:
    code = make_code(secret, length)
    typed = f" {code.replace('-', between)} "
    assert read_code(typed.upper() if is_loud else typed) == code


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789- ", max_size=30))
def test_what_is_no_code_is_not_taken_for_one(typed: str) -> None:
    letters = re.sub(r"[ -]", "", typed)
    is_code = len(letters) in (12, 16) and not set(letters) & set("ilo01")
    assert (read_code(typed) is not None) == is_code


def test_two_secrets_give_two_codes() -> None:
    assert len({make_code(f"secret {number}") for number in range(10_000)}) == 10_000
