"""What a project contributes to the whole: the little that others may ask of it without opening its folder.

An extract is kept from run to run. A network over all projects, and whatever refers to another project, is
answered from extracts; what they do not hold takes the folder itself.
"""

from typing import Literal

from pmokit.model import scalars as s
from pmokit.model.project import State
from pmokit.model.record import Record
from pmokit.model.schedule import Dependency, Milestone


class Outline(Record):
    """A project in outline: fields of its charter under the same names and of the same types."""

    id: s.Id
    title: s.Line
    workstream: s.WorkstreamRef
    programme: s.ProgrammeRef | None = None
    sponsor: s.PersonRef | None = None
    manager: s.PersonRef | None = None
    tier: s.TierRef | None = None
    state: State
    state_since: s.Day | None = None
    merged_into: s.ProjectRef | None = None
    start: s.Day | None = None
    finish: s.Day | None = None
    classification: Literal["public", "internal", "confidential"] = "internal"
    systems: tuple[s.SystemRef, ...] = ()
    """What it touches: systems, sites and suppliers, and what it produces and consumes."""
    sites: tuple[s.SiteRef, ...] = ()
    suppliers: tuple[s.SupplierRef, ...] = ()
    produces: tuple[s.Line, ...] = ()
    consumes: tuple[s.Line, ...] = ()


class Text(Record):
    """The summary of a report, by a fingerprint of its words in whatever order."""

    report: s.Line
    submitted_on: s.Day
    words: s.Count
    digest: s.Line


class Order(Record):
    """What a budget line takes of a contract: its forecast, else what is ordered; where the project was given
    up, what was spent."""

    contract: s.Line
    amount: s.Amount


class Load(Record):
    """The share of a working week that somebody has for a role of the project."""

    person: s.Line
    percent: s.Percent
    since: s.Day
    until: s.Day | None = None


class Extract(Record):
    """A project's row in the network of all projects."""

    id: s.Line
    """The name of the folder, whatever it is."""
    outline: Outline | None = None
    """None where the charter cannot be read."""
    unread: tuple[s.Line, ...] = ()
    """The parts of the project of which at least one file could not be read, in order."""
    milestones: tuple[Milestone, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    """What the project needs from others, each with what the giver accepted. What it gives stands in the
    extracts of the receivers."""
    texts: tuple[Text, ...] = ()
    """What the project reported, so that a text that another project has sent is recognised."""
    orders: tuple[Order, ...] = ()
    """What the project counts on from contracts, which several projects may share."""
    loads: tuple[Load, ...] = ()
    """Who works for it, and how much: people work for several projects."""
