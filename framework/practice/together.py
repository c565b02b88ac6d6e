"""Closed checks beside a report: which one is shown, under which name, and several of a kind put together."""

from collections.abc import Sequence
from datetime import date

from framework.assessing.beside import ClosedCheck, Distribution, Kind
from framework.language.texts import Texts


def put_together(checks: Sequence[ClosedCheck]) -> ClosedCheck:
    """Lay closed checks of one kind that asked the same under one framework version together.

    A statement is shown where each of them shows it in numbers.

    People are counted up, statement by statement; what only some of them show in numbers is left out, and so are texts
    and words without numbers. One check stays as it is. `checks` holds at least one. Source: the practice law.
    """
    first, *others = checks
    if not others:
        return first
    shared = [key for key in first.distributions if all(key in check.distributions for check in others)]
    return ClosedCheck(
        closed=max(check.closed for check in checks),
        sent=sum(check.sent for check in checks),
        unreadable=sum(check.unreadable for check in checks),
        distributions={key: _add([check.distributions[key] for check in checks]) for key in shared},
        kind=first.kind,
        stage=first.stage,
        asked=first.asked,
    )


def _add(found: Sequence[Distribution]) -> Distribution:
    levels = {level: sum(each.levels.get(level, 0) for each in found) for level in found[0].levels}
    return Distribution(
        levels=levels, unsure=sum(each.unsure for each in found), blank=sum(each.blank for each in found)
    )


def name_check(check: ClosedCheck, t: Texts) -> str:
    """Return the name of a check, which never changes: how people took part, and the day on which it began."""
    if check.kind is None or check.began is None:
        return t("check.unnamed", closed=t.day(check.closed))
    return name_of(check.kind, check.began, check.of_day, t)


def name_of(kind: Kind, began: date, of_day: int | None, t: Texts) -> str:
    """Return the name of a check by its parts; `of_day` is there from the second of a kind on one day."""
    words, day = t(f"ui.practice.kind.{kind}"), t.day(began)
    if of_day is None:
        return t("check.name", kind=words, day=day)
    return t("check.name_of_day", kind=words, day=day, number=of_day)


def short_name(checks: Sequence[ClosedCheck], t: Texts) -> str:
    """Return the name of what a mirror shows with its number of forms, where there is room for a few words."""
    return t("check.short", name=name_choice(checks, t), n=sum(check.sent for check in checks))


def name_choice(checks: Sequence[ClosedCheck], t: Texts) -> str:
    """Return the name of a check, or of all closed checks of a kind together."""
    first, *others = checks
    if others and first.kind:
        kind = t(f"ui.practice.kind.{first.kind}")
        kind = t("check.at_stage", kind=kind, stage=t(f"check.stage.{first.stage}")) if first.stage else kind
        return t("check.all_of_kind", kind=kind, checks=len(checks))
    return name_check(first, t)


def source_line(checks: Sequence[ClosedCheck], t: Texts) -> str:
    """Return which check a mirror shows: its name, the day it closed and its forms; or how many were put together."""
    if len(checks) == 1:
        (check,) = checks
        if check.began is None:
            return t("check.shown_unnamed", closed=t.day(check.closed), n=check.sent)
        return t("check.shown", name=name_check(check, t), closed=t.day(check.closed), n=check.sent)
    sent = sum(check.sent for check in checks)
    names = "; ".join(name_check(check, t) for check in checks)
    return t("check.together", n=sent, checks=len(checks), names=names)
