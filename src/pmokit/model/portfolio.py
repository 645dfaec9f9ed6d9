"""What a department's projects share: people, estate, calendar, programmes, steering, waivers."""

from __future__ import annotations

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.control import PortfolioAttestation
from pmokit.model.project import Office
from pmokit.model.record import Record, Weblink


class Workstream(Record):
    """A part of the portfolio with a leader of its own."""

    kind: ClassVar[str] = "workstream"

    id: s.Id
    title: s.Line
    purpose: s.Prose | None = None
    lead: s.PersonRef | None = None


class PortfolioFile(Record):
    """Name, workstreams and settings of the portfolio: `portfolio.yaml`."""

    title: s.Line
    purpose: s.Prose | None = None
    organisation: s.Line | None = None
    currency: s.Currency = "EUR"
    """The currency in which totals are shown."""
    fiscal_year_starts: s.Count = 1
    """The month in which the fiscal year begins."""
    today: s.Day | None = None
    """Pins the date of every run; only for demonstrations and archives."""
    since: s.Day | None = None
    """The day on which the department began to work by the method."""
    methodology: s.Line | None = None
    """The version of the method that these files were written for; `pmokit migrate` moves it on."""
    figures_of_people: s.Flag = False
    """Whether figures about single people are shown. Ask the works council first."""
    workstreams: tuple[Workstream, ...]
    links: tuple[Weblink, ...] = ()


class Person(Record):
    """Somebody who can hold a role."""

    kind: ClassVar[str] = "person"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    name: s.Line
    email: s.Email | None = None
    title: s.Line | None = None
    unit: s.Line | None = None
    handle: s.Line | None = None
    """The name on the forge where pull requests are reviewed, such as `@ana`."""
    since: s.Day | None = None
    until: s.Day | None = None
    """The last working day of somebody who left."""


class People(Record):
    """The directory: `people.yaml`."""

    people: tuple[Person, ...] = ()


class System(Record):
    """An application or a piece of infrastructure that projects touch."""

    kind: ClassVar[str] = "system"

    id: s.Id
    title: s.Line
    owner: s.PersonRef | None = None
    criticality: Literal["low", "medium", "high", "vital"] = "medium"


class Site(Record):
    """A plant, an office or a data centre."""

    kind: ClassVar[str] = "site"

    id: s.Id
    title: s.Line
    country: s.Line | None = None


class Supplier(Record):
    """A company that delivers to projects."""

    kind: ClassVar[str] = "supplier"

    id: s.Id
    title: s.Line
    contact: s.PersonRef | None = None


class Contract(Record):
    """An agreement with a supplier."""

    kind: ClassVar[str] = "contract"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    title: s.Line
    supplier: s.SupplierRef
    since: s.Day | None = None
    until: s.Day | None = None
    value: s.Amount | None = None


class Estate(Record):
    """Systems, sites, suppliers and contracts: `estate.yaml`."""

    systems: tuple[System, ...] = ()
    sites: tuple[Site, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    contracts: tuple[Contract, ...] = ()


class Holiday(Record):
    """A day on which nobody works."""

    date: s.Day
    title: s.Line
    sites: tuple[s.SiteRef, ...] = ()


class Freeze(Record):
    """A stretch of time in which some systems must not change."""

    kind: ClassVar[str] = "freeze"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)

    id: s.Id
    title: s.Line
    since: s.Day
    until: s.Day
    systems: tuple[s.SystemRef, ...] = ()
    sites: tuple[s.SiteRef, ...] = ()


class Calendar(Record):
    """Holidays and freezes: `calendar.yaml`."""

    holidays: tuple[Holiday, ...] = ()
    freezes: tuple[Freeze, ...] = ()


class Programme(Record):
    """Projects that together reach one outcome: `programmes/<id>/programme.yaml`."""

    kind: ClassVar[str] = "programme"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("start", "finish"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    title: s.Line
    summary: s.Prose
    workstream: s.WorkstreamRef | None = None
    sponsor: s.PersonRef | None = None
    manager: s.PersonRef | None = None
    forum: s.ForumRef | None = None
    start: s.Day | None = None
    finish: s.Day | None = None
    outcomes: tuple[s.Line, ...] = ()


class Extension(Record):
    """More time for a waiver. The first end stays where it is, so that everybody sees it."""

    until: s.Day
    approved_by: s.PersonRef
    approved_on: s.Day
    reason: s.Prose


class Waiver(Record):
    """A named, dated exemption from one rule or clause for one scope: `waivers/<id>.yaml`."""

    kind: ClassVar[str] = "waiver"
    in_order: ClassVar[tuple[tuple[str, str], ...]] = (("since", "until"),)
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    rule: s.RuleRef | None = None
    clause: s.ClauseId | None = None
    """All rules of a clause; give this or `rule`."""
    record: s.Line | None = None
    """One record, as findings name it, such as `sd-wan/risk/carrier-delay`."""
    project: s.ProjectRef | None = None
    tier: s.TierRef | None = None
    """All projects of a tier; give one of `record`, `project` and `tier`."""
    reason: s.Prose
    compensating_control: s.Prose | None = None
    requested_by: s.PersonRef
    approved_by: s.PersonRef
    since: s.Day
    until: s.Day
    extensions: tuple[Extension, ...] = ()


class DebtOfRule(Record):
    """Findings of one rule that were there before: the names of records, as often as each is found."""

    rule: s.RuleRef
    records: tuple[s.Line, ...]


class Debt(Record):
    """Findings accepted when the rules came in: `debt.yaml`. They may become fewer, never more."""

    recorded_on: s.Day
    at_first: s.Count
    """How many there were on the first day."""
    rules: tuple[DebtOfRule, ...] = ()


class Interdependency(Record):
    """What became of a suggested link between two projects: `interdependencies/<id>.yaml`."""

    kind: ClassVar[str] = "interdependency"
    from_name: ClassVar[tuple[str, ...]] = ("id",)

    id: s.Id
    projects: tuple[s.ProjectRef, ...]
    what: s.Prose
    state: Literal["accepted", "dismissed"]
    decided_by: s.PersonRef
    decided_on: s.Day
    reason: s.Prose | None = None


class Attendance(Record):
    """Whether a person was there."""

    person: s.PersonRef
    present: s.Flag = True
    deputy_for: s.PersonRef | None = None


class MeetingDecision(Record):
    """What a meeting decided."""

    kind: ClassVar[str] = "resolution"

    id: s.Id
    what: s.Line
    project: s.ProjectRef | None = None
    gate: s.GateRef | None = None
    change: s.Id | None = None
    decision: s.Id | None = None
    """The decision of the project's register that was taken."""
    escalation: s.Id | None = None
    """The term of reporting.yaml by which the project was escalated, and that this answers."""
    outcome: Literal["approved", "approved_with_conditions", "rejected", "deferred", "noted"]
    rationale: s.Prose | None = None


class MeetingAction(Record):
    """What somebody promised in a meeting."""

    kind: ClassVar[str] = "meeting_action"

    id: s.Id
    what: s.Line
    owner: s.PersonRef | None = None
    due: s.Day | None = None
    done: s.Day | None = None
    project: s.ProjectRef | None = None


class Meeting(Record):
    """A meeting of a forum: `steering/<forum>/<date>.yaml`."""

    kind: ClassVar[str] = "meeting"
    from_name: ClassVar[tuple[str, ...]] = ("id", "forum", "date")

    id: s.Reference
    forum: s.ForumRef
    date: s.Day
    first_planned: s.Day | None = None
    """The day for which it was first called, if it has moved; by it calendars know it again."""
    chair: s.PersonRef | None = None
    state: Literal["planned", "held", "cancelled"] = "held"
    attendance: tuple[Attendance, ...] = ()
    agenda: tuple[s.Line, ...] = ()
    decisions: tuple[MeetingDecision, ...] = ()
    actions: tuple[MeetingAction, ...] = ()
    minutes: s.Prose | None = None


class FrozenReport(Record):
    """A report as it stood at the cut-off."""

    kind: ClassVar[str] = "frozen_report"

    project: s.ProjectRef
    report: s.Id
    """Its file's name without the ending."""
    fingerprint: s.Line


class Period(Record):
    """A reporting period that is closed: `periods/<last day>.yaml`. Written by `pmokit period close`."""

    kind: ClassVar[str] = "period"
    from_name: ClassVar[tuple[str, ...]] = ("id", "period")

    id: s.Id
    period: s.Day
    """The last day of the period."""
    closed_on: s.Day
    closed_by: s.PersonRef
    reports: tuple[FrozenReport, ...] = ()


class Portfolio(Record):
    """All that the projects of a department share, in one record."""

    kind: ClassVar[str] = "portfolio"

    about: PortfolioFile
    people: People = People()
    estate: Estate = Estate()
    calendar: Calendar = Calendar()
    programmes: tuple[Programme, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    interdependencies: tuple[Interdependency, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    periods: tuple[Period, ...] = ()
    team: Office = Office()
    attestations: tuple[PortfolioAttestation, ...] = ()
    debt: Debt | None = None
