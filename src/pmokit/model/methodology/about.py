"""Records of `about.yaml`."""

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Alignment(Record):
    """How one part of this methodology corresponds to the reference methodology."""

    ours: s.Line
    theirs: s.Line
    note: s.Prose | None = None


class Extends(Record):
    """The method that this one extends: one of the three.

    `pmokit methodology update` copies it to `methodology/parent/` and notes its digests in
    `methodology/lock.yaml`; a check reads that copy and nothing else.
    """

    shipped: s.Line | None = None
    """The version of the method that comes with pmokit."""
    folder: s.Line | None = None
    """The path of a repository, seen from this one."""
    git: s.Line | None = None
    """The address of a git repository."""
    ref: s.Line | None = None
    """The tag, branch or commit of it."""


class About(Record):
    """Name, version and owner of the method: `methodology.yaml`."""

    name: s.Line
    version: s.Line
    owner: s.RoleRef
    purpose: s.Prose
    extends: Extends | None = None
    aligned_with: s.Line | None = None
    alignment: tuple[Alignment, ...] = ()
