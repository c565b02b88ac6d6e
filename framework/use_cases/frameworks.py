"""Frameworks as they are kept: whole, write-once, by their content hash."""

import json
import logging
from functools import lru_cache

from framework.errors import Fault, Faults, NameTaken, Unknown
from framework.instrument import snapshot
from framework.instrument.library import Library
from framework.instrument.loader import LoadedFramework
from framework.keeping.content import LIBRARY, Content, ContentKind
from framework.keeping.store import Store

_log = logging.getLogger("kaderwijzer")


def keep_framework(store: Store, loaded: LoadedFramework) -> None:
    """Keep a framework for ever; raises `Faults` (same_version_other_content) where its version said something else."""
    framework = loaded.framework
    if store.content(LIBRARY, loaded.content_hash):
        return
    body = json.dumps(snapshot.dump(loaded), ensure_ascii=False, separators=(",", ":")).encode()
    try:
        store.keep(Content(LIBRARY, loaded.content_hash, ContentKind.FRAMEWORK, body, _name(loaded)))
    except NameTaken:
        details = {"id": framework.id, "version": framework.version}
        raise Faults([Fault("same_version_other_content", details)]) from None


def find_framework(store: Store, library: Library, content_hash: str) -> LoadedFramework:
    """Return the framework that something is pinned to: as loaded now, else as it was kept then. Raises `Unknown`."""
    for loaded in library:
        if loaded.is_pinned_by(content_hash):
            return loaded
    return _kept(store, content_hash)


def known_frameworks(store: Store, library: Library) -> Library:
    """Return every framework that a record can be read under: those kept in the store, then those loaded now.

    One that only a newer program can read is left out.
    """
    loaded = {_name(each) for each in library}
    kept = list[LoadedFramework]()
    for name, content_hash in sorted(store.named(LIBRARY).items()):
        if name not in loaded:
            try:
                kept.append(_kept(store, content_hash))
            except Faults as error:
                _log.error("the stored framework %s cannot be read: %s", name, error)
    return Library([*kept, *library])


def _name(loaded: LoadedFramework) -> str:
    return f"{loaded.framework.id} {loaded.framework.version}"


@lru_cache(maxsize=32)
def _kept(store: Store, content_hash: str) -> LoadedFramework:
    content = store.content(LIBRARY, content_hash)
    if content is None:
        raise Unknown
    return snapshot.load(json.loads(content.body))
