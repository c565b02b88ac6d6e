"""What every export says of a report and its outcomes in the same words."""

from collections.abc import Iterator, Sequence

from framework.assessing.actions import Action
from framework.assessing.record import Evidence, Lens, Scope
from framework.assessing.scoring import Counted, Excluded, Open, Outcome, PhaseProfile, Profile
from framework.instrument.model import Criterion, Framework, NotScored
from framework.language.phrases import join_words
from framework.language.texts import Texts, languages, texts
from framework.reporting.report import Report
from framework.reporting.wording import coverage

SHORT_HASH = 12  # digits

_FULL_CODES = {"nl": "nl-NL", "en": "en-GB"}


def document_texts(lang: str) -> Texts:
    """Return the program's texts in `lang`; in English where a framework speaks a language the program does not."""
    return texts(lang if lang in languages() else "en")


def language_tag(lang: str) -> str:
    """Return the BCP 47 tag that tells a reader or a spelling checker how to treat the text."""
    return _FULL_CODES.get(lang, lang)


def numbered_title(criterion: Criterion, framework: Framework) -> str:
    """Return the title of a point behind its number: `3. Samen opgezet`."""
    return f"{framework.numbers[criterion.id]}. {criterion.title}"


def facts(report: Report, t: Texts) -> Iterator[tuple[str, str]]:
    """Yield what was judged, by whom, when and with what, as pairs of a key of `document.fact` and its text."""
    assessment, framework, project = report.assessment, report.framework, report.assessment.project
    kind = framework.document_type(project.document_type)
    yield "project", project.title
    yield "organisation", project.organisation or ""
    yield "document_type", kind.label if kind else project.document_type
    yield "summary", project.summary or ""
    yield "lens", t(f"lens.{assessment.lens}")
    yield "rater", assessment.rater or ""
    yield "moment", t(f"moment.{assessment.moment}")
    yield "date", t.day(assessment.date)
    yield "scope", t(f"scope.{assessment.scope}")
    yield "framework", framework.title
    yield "version", framework.version
    yield "status", framework.status
    yield "content_hash", _shorten(report.content_hash)
    applicable = report.applicable
    yield "counted", coverage(report.scored, applicable, t) if applicable else t("document.nothing")


def _shorten(taken: str) -> str:
    """The hash `taken` as far as people compare it: the algorithm that it names, and the first digits."""
    algorithm, colon, digits = taken.partition(":")
    return algorithm + colon + digits[:SHORT_HASH]


def limits(report: Report, t: Texts) -> Iterator[str]:
    """Yield what the judgement does not say, a sentence or two each."""
    assessment, framework = report.assessment, report.framework
    lens, required_from = assessment.lens, framework.evidence.required_from
    yield t("document.limit.draft", status=framework.status)
    yield t("document.limit.panel" if lens is Lens.CONSENSUS else "document.limit.one_rater")
    yield t("document.limit.no_sum")
    yield t("document.limit.coverage")
    if kind := framework.document_type(assessment.project.document_type):
        yield t("document.limit.silence", type=kind.label, explanation=kind.explanation)
    if assessment.scope is Scope.CORE:
        yield t("document.limit.quick")
    elif lens is not Lens.CONSENSUS:
        yield t("document.limit.evidence", level=required_from, counted=required_from - 1)


def level_name(framework: Framework, number: int) -> str:
    """Return the framework's own name of a level."""
    return next(level.label for level in framework.scale.levels if level.level == number)


def level_words(framework: Framework, number: int, t: Texts) -> str:
    """Return a level as people say it: `niveau 2, Uitgewerkt`."""
    return t("document.level", level=number, name=level_name(framework, number))


def state_name(framework: Framework, state: NotScored) -> str:
    """Return the framework's words for a way to give no level; its id where the framework leaves it out."""
    return next((s.label for s in framework.states if s.id is state), state.value)


def tag_name(framework: Framework, criterion: Criterion) -> str:
    """Return who or what can move a criterion forward, in words."""
    return next(tag.label for tag in framework.action_tags if tag.id == criterion.next_action.tag)


def coverage_of(profile: Profile, t: Texts) -> str:
    """Return the coverage of a phase in words; where nothing applies, it says so."""
    if isinstance(profile, PhaseProfile):
        return coverage(profile.tally.scored, profile.tally.applicable, t)
    return t("document.nothing" if profile.outcomes else "document.not_asked")


def state_of(outcome: Open | Excluded) -> NotScored:
    """Return why an outcome has no level."""
    return outcome.kind if isinstance(outcome, Open) else outcome.rating.not_scored


def absence_words(outcome: Open | Excluded, framework: Framework, t: Texts) -> str:
    """Return why there is no level: the state, with the reason, or when it will be known, as given."""
    words, rating = [state_name(framework, state_of(outcome))], outcome.rating
    if rating and rating.reason:
        words.append(t("document.reason", reason=rating.reason))
    if rating and rating.when:
        words.append(t("document.when", when=rating.when))
    return "; ".join(words)


def why_counted(outcome: Counted, report: Report, t: Texts) -> str:
    """Return why a chosen level counts as it does, in one sentence."""
    required_from = report.framework.evidence.required_from
    if outcome.why:
        return t("document.why.capped", chosen=outcome.chosen, counted=outcome.counted)
    if report.assessment.lens is Lens.CONSENSUS:
        return t("document.why.consensus")
    if outcome.rating.has_evidence:
        return t("document.why.supported")
    if report.assessment.scope is Scope.CORE:
        return t("document.why.quick")
    return t("document.why.below", level=required_from)


def why_words(outcome: Outcome, report: Report, t: Texts) -> str:
    """Return why a level counts so, or why there is none."""
    if isinstance(outcome, Counted):
        return why_counted(outcome, report, t)
    return absence_words(outcome, report.framework, t)


def evidence_of(outcome: Outcome) -> tuple[Evidence, ...]:
    """Return what was given as evidence, also where no level was chosen."""
    return outcome.rating.evidence if outcome.rating else ()


def without(kind: str, parts: Sequence[str], t: Texts) -> str:
    """Return what a file of this kind leaves out of all that was filled in; empty where it leaves out nothing."""
    if not parts:
        return ""
    what = join_words([t(f"export.part.{part}") for part in parts], t)
    return t("export.without", kind=t(f"ui.kind.{kind}"), what=what)


def quoted(item: Evidence, t: Texts) -> str:
    """Return the quote and its location on one line, without the link."""
    quote = t("document.quote", quote=item.quote) if item.quote else ""
    location = t("document.location", location=item.location) if item.location else ""
    return " ".join(part for part in (quote, location) if part)


def evidence_line(item: Evidence, t: Texts) -> str:
    """Return a piece of evidence on one line of plain text: quote, location, link."""
    return " ".join(part for part in (quoted(item, t), item.link) if part)


def next_descriptor(outcome: Outcome, framework: Framework) -> tuple[int, str] | None:
    """Return the level above the counted one and what can be seen there; nothing at the top or without a level."""
    if isinstance(outcome, Counted) and outcome.counted < framework.scale.highest:
        return outcome.counted + 1, outcome.criterion.descriptor(outcome.counted + 1)
    return None


def look_for(action: Action) -> str:
    """Return how one can tell that a step was taken: examples of evidence, or the descriptor it leads to, if any."""
    if action.asks_for_evidence:
        return "; ".join(action.criterion.evidence_examples)
    return action.criterion.descriptor(action.to_level) if action.to_level is not None else ""


def step_of(action: Action, t: Texts) -> str:
    """Return what to do: the criterion's step, or to show evidence where only that lacks."""
    if action.asks_for_evidence:
        return t("document.show_evidence")
    return action.criterion.next_action.text


def open_outcomes(profile: Profile) -> Iterator[Open]:
    """Yield the points that apply and have no level."""
    return (outcome for outcome in profile.outcomes if isinstance(outcome, Open))
