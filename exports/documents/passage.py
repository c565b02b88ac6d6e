"""A passage of plain text for every phase, ready to paste into an application form, and honest about its source.

Each passage stands alone: it names the lens, the coverage, and the framework with its draft status.
"""

from collections.abc import Iterator

from exports.catalogue import Exporter
from exports.phrases import coverage_of, document_texts, evidence_of, quoted, state_name, state_of
from framework.assessing.record import Lens
from framework.assessing.scoring import Counted, Excluded, Profile
from framework.language.cleaning import clean
from framework.language.phrases import join_words, mid_sentence
from framework.language.texts import Texts
from framework.reporting.report import Report
from framework.reporting.wording import rule_sentence


def render(report: Report, lang: str) -> bytes:
    """Return UTF-8 text: a line on its use, then each phase under its title with the number of characters to paste."""
    t = document_texts(lang)
    parts = [report.assessment.project.title, t("document.passage.head")]
    for profile in report.profiles:
        passage = phase_passage(profile, report, t)
        size = t("document.passage.characters", n=len(passage))
        parts.append(f"=== {profile.phase.title} ({size}) ===\n\n{passage}")
    return ("\n\n".join(map(_safe, parts)) + "\n").encode()


def phase_passage(profile: Profile, report: Report, t: Texts) -> str:
    """Return what can be pasted about one phase."""
    assessment, framework = report.assessment, report.framework
    label = mid_sentence(framework.label_text(profile.label).label)
    opening = [
        t(f"document.passage.by.{assessment.lens}", day=t.day(assessment.date)),
        t("document.passage.profile", phase=profile.phase.title, label=label),
        f"{coverage_of(profile, t)}.",
    ]
    if profile.outcomes:
        opening.append(rule_sentence(profile, framework, t))
    footer = t(
        "document.passage.footer",
        framework=t("document.framework", title=framework.title, version=framework.version),
        status=framework.status,
        scope=t(f"scope.{assessment.scope}"),
        lens=mid_sentence(t(f"lens.{assessment.lens}")),
        moment=t(f"moment.{assessment.moment}"),
    )
    return _safe("\n\n".join((" ".join(opening), *_lists(profile, report, t), footer)))


def _lists(profile: Profile, report: Report, t: Texts) -> Iterator[str]:
    """What is worked out, what needs attention with its step, and what is unknown; empty ones are left out."""
    strong_from = report.framework.scale.strong_from
    counted, lens = [o for o in profile.outcomes if isinstance(o, Counted)], report.assessment.lens
    groups = {
        "strong": [_strong(outcome, lens, t) for outcome in counted if outcome.counted >= strong_from],
        "weak": [_weak(outcome, t) for outcome in counted if outcome.counted < strong_from],
        "open": [
            f"{outcome.criterion.title} ({mid_sentence(state_name(report.framework, state_of(outcome)))})."
            for outcome in profile.outcomes
            if not isinstance(outcome, Counted | Excluded)
        ],
    }
    for name, lines in groups.items():
        if lines:
            yield "\n".join([f"{t(f'document.passage.{name}')}:", *(f"- {line}" for line in lines)])
    if left_out := [outcome.criterion.title for outcome in profile.outcomes if isinstance(outcome, Excluded)]:
        yield t("document.excluded", titles=join_words(left_out, t))


def _strong(outcome: Counted, lens: Lens, t: Texts) -> str:
    descriptor = f"{outcome.criterion.title}: {outcome.criterion.descriptor(outcome.counted)}"
    proof = next((item for item in evidence_of(outcome) if item.supports), None)
    if proof is None:
        return descriptor if lens is Lens.CONSENSUS else f"{descriptor} ({t('document.passage.unsupported')})"
    return f"{descriptor} {t('document.evidence')}: {quoted(proof, t) or proof.link}"


def _weak(outcome: Counted, t: Texts) -> str:
    criterion = outcome.criterion
    if outcome.why:
        return f"{criterion.title}: {criterion.descriptor(outcome.chosen)} ({t('document.passage.unsupported')})"
    step = t("document.passage.step", step=criterion.next_action.text)
    return f"{criterion.title}: {criterion.descriptor(outcome.counted)} {step}"


def _safe(text: str) -> str:
    return clean(text.encode("utf-8", "ignore").decode())


EXPORTERS = (Exporter("passage", "txt", "text/plain", render, is_default=True),)
