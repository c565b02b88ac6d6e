"""How a project begins: its own stream, and that of its first assessment, made in one act."""

from collections.abc import Callable
from dataclasses import dataclass

from framework.assessing.record import Assessment, Project
from framework.instrument.loader import LoadedFramework
from framework.keeping.events import Act, Change, Line
from framework.keeping.store import Store
from framework.keeping.streams import MEMBER, Stream, StreamKind
from framework.people.membership import Membership, Role
from framework.use_cases.codec import DETAILS, SETTING, Details, Head, Setting, dump, dump_membership, entries_of
from framework.use_cases.frameworks import keep_framework


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the first assessment of a project begins with.

    `holding` is the record it was read from, if any; `made` the id that was drawn for it beforehand, if any.
    """

    head: Head
    setting: Setting
    loaded: LoadedFramework
    holding: Assessment | None = None
    made: str | None = None


def begin_project(store: Store, new_id: Callable[[], str], act: Act, project: Project, first: Beginning) -> str:
    """Make a project and its first assessment, all or nothing; whoever acts owns it. Returns the assessment's id."""
    whole = Stream(new_id(), StreamKind.PROJECT, act.at)
    part = Stream(
        id=first.made or new_id(),
        kind=StreamKind.ASSESSMENT,
        created=act.at,
        parent=whole.id,
        framework=first.loaded.content_hash,
        head=dump(first.head),
    )
    details = Details(title=project.title, organisation=project.organisation, summary=project.summary)
    owner = dump_membership(Membership(act.person, frozenset({Role.OWNER})))
    held = [Change(*entry, 0) for entry in entries_of(first.holding, new_id)] if first.holding else []
    with store.transaction():
        keep_framework(store, first.loaded)
        store.create(whole, [Change(DETAILS, dump(details), 0), Change(MEMBER + act.person, owner, 0)], act)
        store.create(part, [Change(SETTING, dump(first.setting), 0), *held], act)
        store.note(Line(act.at, act.person, act.deed, whole.id))
    return part.id
