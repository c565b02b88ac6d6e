"""How long a practice check takes."""

_SECONDS_EACH = 30  # for a statement, and for the last page of words


def about_minutes(statements: int) -> int:
    """Return about how many minutes so many statements take, with the page of words; rounded up. House rule."""
    return -(-(statements + 1) * _SECONDS_EACH // 60)
