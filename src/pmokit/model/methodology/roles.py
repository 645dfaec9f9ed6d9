"""Records of `roles.yaml`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.finding import Severity
from pmokit.model.record import Direction, Entry, Record


class Role(Entry):
    """A part somebody plays, and what comes with it."""

    kind: ClassVar[str] = "role"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "separate_from": "all",
        "cost_limit": "least",
        "delay_limit_days": "least",
    }
    wording: ClassVar[frozenset[str]] = frozenset(("title", "purpose", "responsibilities", "pm2"))

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    purpose: s.Prose
    """What the role is for."""
    responsibilities: tuple[s.Line, ...] = ()
    """What the person in the role does."""
    separate_from: tuple[s.RoleRef, ...] = ()
    """Roles that the same person must not hold on the same project."""
    owns: tuple[Literal["finance", "benefits", "changes", "baselines", "reviews", "attestations"], ...] = ()
    """Parts of a project's folder of which the holder must see each change."""
    charter: Literal["sponsor", "manager"] | None = None
    """The field of a project's charter that names the holder, if one does."""
    cost_limit: s.Amount | None = None
    """The largest change of cost that its holder may approve on a project without a forum."""
    delay_limit_days: s.Count | None = None
    """The largest change of the finish that its holder may approve on a project without a forum."""
    pm2: s.Line | None = None
    """The role of PM² that it corresponds to."""


class Activity(Entry):
    """A row of the RASCI matrix."""

    kind: ClassVar[str] = "activity"
    stricter: ClassVar[Mapping[str, Direction]] = {
        "responsible": "all",
        "support": "all",
        "consulted": "all",
        "informed": "all",
    }

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    accountable: s.RoleRef
    """The one role that is accountable."""
    responsible: tuple[s.RoleRef, ...]
    """The roles that do the work."""
    support: tuple[s.RoleRef, ...] = ()
    """The roles that help."""
    consulted: tuple[s.RoleRef, ...] = ()
    """The roles whose opinion is needed before."""
    informed: tuple[s.RoleRef, ...] = ()
    """The roles that are told afterwards."""


class WaiverAuthority(Record):
    """Who may approve a waiver of rules of a severity, and for how long."""

    severity: Severity
    """The severity of the rules."""
    roles: tuple[s.RoleRef, ...]
    """The roles that may approve a waiver of such a rule."""
    most_days: s.Count | None = None
    """The longest time in calendar days from the first day to the last, extensions included."""


class Roles(Entry):
    """Roles, the RASCI matrix, and who may approve waivers: `roles.yaml`."""

    stricter: ClassVar[Mapping[str, Direction]] = {"delegation_days": "more"}

    delegation_days: s.Count | None = None
    """Changes of a project that are approved alone within so many days are measured together by the limits of
    a role; each by itself if absent."""
    roles: tuple[Role, ...]
    """The roles."""
    activities: tuple[Activity, ...] = ()
    """The rows of the RASCI matrix."""
    waivers: tuple[WaiverAuthority, ...] = ()
    """Who may approve waivers."""
