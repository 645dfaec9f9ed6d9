"""Records of `lock.yaml`."""

from pmokit.model import scalars as s
from pmokit.model.record import Record


class LockedFile(Record):
    """A file of the method extended, and the SHA-256 digest of its bytes."""

    path: s.Line
    sha256: s.Line


class Lock(Record):
    """What was copied, from where: `methodology/lock.yaml`. Written by pmokit, never by hand."""

    source: s.Line
    commit: s.Line | None = None
    version: s.Line
    files: tuple[LockedFile, ...]
