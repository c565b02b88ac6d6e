"""How long a practice check takes: one number, on the phone, on paper and in a mail."""

import pytest

from framework.practice.duration import about_minutes


@pytest.mark.parametrize(("statements", "minutes"), [(1, 1), (2, 2), (3, 2), (8, 5), (9, 5)])
def test_half_a_minute_a_statement_and_half_for_the_last_words(statements: int, minutes: int) -> None:
    assert about_minutes(statements) == minutes
