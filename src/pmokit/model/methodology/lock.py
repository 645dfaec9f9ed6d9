"""Records of `lock.yaml`."""

from pmokit.model import scalars as s
from pmokit.model.record import Record


class LockedFile(Record):
    """A file of the methodology that is extended, and the SHA-256 digest of its bytes."""

    path: s.Line
    """The path of the file."""
    sha256: s.Line
    """The SHA-256 digest of its content."""


class Lock(Record):
    """What was copied, from where: `methodology/lock.yaml`. Written by pmokit, never by hand."""

    source: s.Line
    """Where the methodology was copied from."""
    commit: s.Line | None = None
    """The commit that was copied."""
    version: s.Line
    """The version that was copied."""
    files: tuple[LockedFile, ...]
    """The files that were copied, each with its digest."""
