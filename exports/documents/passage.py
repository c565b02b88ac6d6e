"""Sentences for every phase, ready to paste into an application: what the plan does, and what was agreed to do.

Nothing is invented: they are made of evidence, of the descriptors that it supports and of actions that were taken on.
Levels, notes and weak points stay out. What is for the writer alone stands between square brackets.
"""

import re
from collections.abc import Iterator
from itertools import cycle

from exports.catalogue import Exporter
from exports.phrases import document_texts, evidence_of, quoted
from framework.assessing.actions import Action
from framework.assessing.beside import Commitment
from framework.assessing.scoring import Counted, Profile
from framework.instrument.model import Criterion
from framework.language.cleaning import clean
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report

_WAYS = ("first", "second", "third")  # to say the same, so that it reads as a text
_ENDED_TWICE = re.compile(r"([.!?…][”’\"'])\.$")  # a quote that ends a sentence ends the sentence around it
_ENOUGH = 2  # points in a passage, under which it is called little


def render(report: Report, lang: str) -> bytes:
    """Return UTF-8 text: how to use it, then each phase under its title with the number of characters to paste."""
    t, framework = document_texts(lang), report.framework
    named = t("document.framework", title=framework.title, version=framework.version)
    source = t("document.passage.source", day=t.day(report.assessment.date), framework=named, status=framework.status)
    parts = [report.assessment.project.title, t("document.passage.head"), _aside(source)]
    for profile in report.profiles:
        passage = phase_passage(profile, report, t)
        size = t("document.passage.characters", n=len(passage))
        parts += [f"=== {profile.phase.title} ({size}) ===", passage, *map(_aside, _remarks(profile, report, t))]
    return ("\n\n".join(_safe(part) for part in parts if part) + "\n").encode()


def phase_passage(profile: Profile, report: Report, t: Texts) -> str:
    """Return what can be pasted about one phase; empty where there is no evidence and nothing was taken on."""
    shown = [_shown(outcome, way, t) for outcome, way in zip(_supported(profile, report), cycle(_WAYS), strict=False)]
    taken = list(_taken_on(profile, report))
    shown += [f"{criterion.title}. {t('document.passage.done')}" for criterion, each in taken if each.done]
    agreed = [_agreed(criterion, each, report, t) for criterion, each in taken if not each.done]
    parts = [t("document.passage.does", phase=profile.phase.title), *shown] if shown else []
    parts += [t("document.passage.will", phase=profile.phase.title), *agreed] if agreed else []
    return _safe("\n\n".join(parts))


def _strong(profile: Profile, report: Report) -> list[Counted]:
    strong_from = report.framework.scale.strong_from
    return [o for o in profile.outcomes if isinstance(o, Counted) and o.chosen >= strong_from]


def _supported(profile: Profile, report: Report) -> list[Counted]:
    """The points that a plan can show: strong, with words or a link that say so."""
    return [outcome for outcome in _strong(profile, report) if outcome.rating.has_evidence]


def _taken_on(profile: Profile, report: Report) -> Iterator[tuple[Criterion, Commitment]]:
    for outcome in profile.outcomes:
        if commitment := report.commitments.get(outcome.criterion.id):
            yield outcome.criterion, commitment


def _shown(outcome: Counted, way: str, t: Texts) -> str:
    """What the plan does at a point, and the words of the plan itself that say so."""
    criterion, proof = outcome.criterion, [item for item in evidence_of(outcome) if item.supports]
    parts = [f"{criterion.title}.", criterion.descriptor(outcome.chosen)]
    if quotes := [_one_line(quoted(item, t)) for item in proof if item.quote]:
        sentence = t(f"document.passage.we_write.{way}", quotes=join_words(quotes, t))
        parts.append(_ENDED_TWICE.sub(r"\1", sentence))
    if links := [item.link for item in proof if item.link]:
        parts.append(t("document.passage.we_refer", links=join_words(links, t)))
    return " ".join(parts)


def _agreed(criterion: Criterion, commitment: Commitment, report: Report, t: Texts) -> str:
    """What will be done at a point: where that leads, who sees to it and when it is ready."""
    action = next((each for each in report.actions if each.criterion.id == criterion.id), None)
    who, day = _one_line(commitment.who or ""), t.day(commitment.by) if commitment.by else ""
    manner = "_".join(name for name, given in (("who", who), ("by", day)) if given) or "taken_on"
    return f"{criterion.title}. {_aim(action, t)} {t(f'document.passage.{manner}', who=who, day=day)}"


def _aim(action: Action | None, t: Texts) -> str:
    if action is None or action.to_level is None:
        return t("document.passage.find_out")
    if action.asks_for_evidence:
        return t("document.passage.put_on_paper")
    return t("document.passage.work_on", aim=mid_sentence(action.criterion.descriptor(action.to_level)))


def _remarks(profile: Profile, report: Report, t: Texts) -> Iterator[str]:
    """What the writer may want to know and no application needs."""
    made = len(_supported(profile, report)) + sum(1 for _ in _taken_on(profile, report))
    if made < _ENOUGH:
        yield t("document.passage.little" if made else "document.passage.nothing")
    if bare := [o.criterion.title for o in _strong(profile, report) if not o.rating.has_evidence]:
        yield t("document.passage.bare", titles=join_words(bare, t))


def _aside(words: str) -> str:
    return f"[{words}]"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _safe(text: str) -> str:
    return clean(text.encode("utf-8", "ignore").decode())


LEAVES_OUT = ("summary", "notes", "table_notes", "opinions", "remarks")
EXPORTERS = (Exporter("passage", "txt", "text/plain", render, is_default=True, leaves_out=LEAVES_OUT),)
