"""Records of `about.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record


class Alignment(Record):
    """How one part of this methodology corresponds to the reference methodology."""

    ours: s.Line
    """The term, clause or document of this methodology."""
    theirs: s.Line
    """What corresponds to it in the reference methodology."""
    note: s.Prose | None = None
    """Where the two differ, or what to keep in mind."""


class Extends(Record):
    """The methodology that this one extends: one of the three.

    `pmokit methodology update` copies it to `methodology/parent/` and notes its digests in
    `methodology/lock.yaml`; a check reads that copy and nothing else.
    """

    shipped: s.Line | None = None
    """The version of the methodology that comes with pmokit."""
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
    """The id of the forge."""
    key: s.Fingerprint
    """The fingerprint of the key: `SHA256:…` of an SSH key, or the 40 signs of an OpenPGP key."""
    merge_message: s.Prose
    """The template of merge commits as the forge is set to: its placeholders are written `%{title}`."""


class About(Record):
    """Name, version and owner of the methodology: `methodology.yaml`."""

    name: s.Line
    """The name of the methodology."""
    version: s.Line
    """Its version, such as `1.1` or `2.0.3`."""
    owner: s.RoleRef
    """The role that maintains it."""
    purpose: s.Prose
    """What it is for and where it applies."""
    extends: Extends | None = None
    """The methodology that this one extends."""
    local: tuple[Literal["forums"], ...] = ()
    """Files that name people or bodies of this organisation: who extends this methodology lacks them."""
    forges: tuple[Forge, ...] = ()
    """Forges whose merges prove a review: see `verification` of a gate."""
    aligned_with: s.Line | None = None
    """The reference methodology that it is aligned with."""
    alignment: tuple[Alignment, ...] = ()
    """Which part corresponds to which part of the reference methodology."""
