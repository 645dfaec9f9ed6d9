"""Whether the copy of a methodology that is extended is what its owner published.

`lock.yaml` stands in the same change as the copy, so that nobody can believe it alone: it is compared with
the methodology that pmokit itself ships, and with the lock of the commit before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pmokit.load import layout
from pmokit.load.integrity import finding
from pmokit.load.lock_file import LOCK
from pmokit.load.locking import ABOUT, digest
from pmokit.load.method_changes import method_changes, parent_of
from pmokit.load.shape import claim
from pmokit.model.finding import Finding, Severity
from pmokit.model.methodology.about import About
from pmokit.model.methodology.lock import Lock
from pmokit.text import yaml
from pmokit.words.catalogue import say


def inherited(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a methodology, by their paths in its folder, without those that are its organisation's
    own."""
    taken = {
        path.removeprefix("methodology/"): raw
        for path, raw in files.items()
        if path.startswith("methodology/")
    }
    about = yaml.parse(taken.get("methodology.yaml", b"")).data
    local = about.get("local") if isinstance(about, dict) else None
    for name in local if isinstance(local, list) else ():
        taken.pop(f"{name}.yaml", None)
    return taken


def version_of(raw: bytes) -> str:
    """The version that a `methodology.yaml` states; empty without one."""
    data = yaml.parse(raw).data
    return str(data.get("version", "")) if isinstance(data, dict) else ""


def extends_shipped(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Where a copy of pmokit's own methodology lies, as `lock.yaml` names folders, and its version; it may be
    inside the copy of a methodology that extends it."""
    found: list[tuple[str, str]] = []
    folder = ""
    while (raw := files.get(f"methodology/{folder}methodology.yaml")) is not None:
        about, _ = claim(About, yaml.parse(raw).data, ABOUT, {})
        if about is not None and about.extends is not None and about.extends.shipped:
            found.append((folder, about.extends.shipped))
        folder += "parent/"
    return found


def unlike_shipped(files: Mapping[str, bytes], shipped: Mapping[str, bytes]) -> Iterator[Finding]:
    """What the lock notes otherwise than pmokit ships it, where the copy is of the version at work."""
    lock, version = _lock(files), version_of(shipped[ABOUT])
    if lock is None:
        return
    published = {path: digest(raw) for path, raw in inherited(shipped).items()}
    noted = {entry.path: entry.sha256 for entry in lock.files}
    for folder, wanted in extends_shipped(files):
        if wanted == version:
            inside = [path for path in noted if path.startswith(folder)]
            here = {path.removeprefix(folder): noted[path] for path in inside}
            differing = [path for path in sorted(published) if here.get(path) != published[path]]
            extra = [path for path in sorted(here.keys() - published.keys()) if not layout.is_unread(path)]
            yield from (_unlike(folder + path, version) for path in (*differing, *extra))


def changed_copy(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[Finding]:
    """What a change does to the copy. That a source which stays the same gives something else is an error;
    what an update brings is a warning, for whoever agrees to it."""
    old, new = _lock(before), _lock(after)
    if old is None or old.files == (new.files if new is not None else ()):
        return
    changes = method_changes(parent_of(before), parent_of(after))
    lost = [f"{change.kind} {change.id} ({change.what})" for change in changes if change.what != "added"]
    if not lost:
        return
    severity: Severity = "warning"
    if new is not None and (old.source, old.commit, old.version) == (new.source, new.commit, new.version):
        severity = "error"
    message = say(
        f"load.copy-changed.{severity}",
        source=old.source,
        old=old.version,
        new=new.version if new is not None else say("load.copy-changed.none"),
        entries=_some(lost),
    )
    yield finding("parent-changed", message, LOCK, help=say("load.copy-changed.fix"), severity=severity)


def _some(names: Iterable[str], most: int = 12) -> str:
    """Names in a row; of many the first ones and how many there are besides."""
    all_names = list(names)
    rest = len(all_names) - most
    return ", ".join(all_names[:most]) + (say("load.copy-changed.more", number=rest) if rest > 0 else "")


def _lock(files: Mapping[str, bytes]) -> Lock | None:
    raw = files.get(LOCK)
    return claim(Lock, yaml.parse(raw).data, LOCK, {})[0] if raw is not None else None


def _unlike(path: str, version: str) -> Finding:
    message = say("load.copy-unlike", name=layout.PARENT + path, version=version)
    return finding("parent-changed", message, LOCK, ("files",), key=True, help=say("load.copy-changed.fix"))
