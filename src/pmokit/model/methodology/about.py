"""Records of `about.yaml`."""

from typing import ClassVar, Literal

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


class Forge(Record):
    """A forge whose merges show who reviewed: the key that signs them, and how it writes their messages."""

    kind: ClassVar[str] = "forge"

    id: s.Id
    key: s.Fingerprint
    """The fingerprint of the key: `SHA256:…` of an SSH key, or the 40 signs of an OpenPGP key."""
    merge_message: s.Prose
    """The template of merge commits as the forge is set to: its placeholders are written `%{title}`."""


class About(Record):
    """Name, version and owner of the method: `methodology.yaml`."""

    name: s.Line
    version: s.Line
    owner: s.RoleRef
    purpose: s.Prose
    extends: Extends | None = None
    local: tuple[Literal["forums"], ...] = ()
    """Files that name people or bodies of this organisation: no method that extends this one gets them."""
    forges: tuple[Forge, ...] = ()
    """Forges whose merges prove a review: see `verification` of a gate."""
    aligned_with: s.Line | None = None
    alignment: tuple[Alignment, ...] = ()
