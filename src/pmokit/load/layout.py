"""Which file holds what: the two folders of a repository as one table.

A new kind of record is one line here. `{id}` and the other names in braces are taken from the
path and given to the record.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pmokit.model import control, finance, project, raid, rule, schedule, status_report
from pmokit.model.claims import MAX_ID, RESERVED
from pmokit.model.methodology.about import About
from pmokit.model.methodology.artefacts import Artefacts
from pmokit.model.methodology.fields import Fields
from pmokit.model.methodology.forums import Forums
from pmokit.model.methodology.glossary import Glossary
from pmokit.model.methodology.lifecycle import Lifecycle
from pmokit.model.methodology.lock import Lock
from pmokit.model.methodology.migration import Migration
from pmokit.model.methodology.reporting import Reporting
from pmokit.model.methodology.roles import Roles
from pmokit.model.methodology.standards import StandardFront
from pmokit.model.methodology.tiers import Tiers
from pmokit.model.portfolio.calendar import Calendar
from pmokit.model.portfolio.debt import Debt
from pmokit.model.portfolio.estate import Estate
from pmokit.model.portfolio.examination import Examination
from pmokit.model.portfolio.interdependency import Interdependency
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.portfolio.people import People
from pmokit.model.portfolio.period import Period
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.portfolio.programme import Programme
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.record import Record

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY = len("2026-01-31")
_EDITION = rf"{_DATE}(?:-(?:[2-9]|[1-9][0-9]))?"


class Slot(NamedTuple):
    """A place in the layout: the pattern of its paths, its record type, where it goes.

    `part` is the field of the owning record that it fills: one record, or one of many.
    """

    pattern: str
    model: type[Record]
    part: str
    many: bool = False


class Located(NamedTuple):
    """A path that has a place: its slot and the names that the path holds."""

    slot: Slot
    names: dict[str, str]


METHODOLOGY = (
    Slot("methodology/methodology.yaml", About, "about"),
    Slot("methodology/lifecycle.yaml", Lifecycle, "lifecycle"),
    Slot("methodology/roles.yaml", Roles, "roles"),
    Slot("methodology/artefacts.yaml", Artefacts, "artefacts"),
    Slot("methodology/tiers.yaml", Tiers, "tiers"),
    Slot("methodology/reporting.yaml", Reporting, "reporting"),
    Slot("methodology/forums.yaml", Forums, "forums"),
    Slot("methodology/fields.yaml", Fields, "fields"),
    Slot("methodology/glossary.yaml", Glossary, "glossary"),
    Slot("methodology/rules/{subject}/{id}.yaml", rule.Rule, "rules", many=True),
    Slot("methodology/migrations/{id}.yaml", Migration, "migrations", many=True),
    Slot("methodology/lock.yaml", Lock, "lock"),
)
STANDARD = Slot("methodology/standards/{id}.md", StandardFront, "standards", many=True)
PORTFOLIO = (
    Slot("portfolio/portfolio.yaml", PortfolioFile, "about"),
    Slot("portfolio/people.yaml", People, "people"),
    Slot("portfolio/estate.yaml", Estate, "estate"),
    Slot("portfolio/calendar.yaml", Calendar, "calendar"),
    Slot("portfolio/team.yaml", project.Office, "team"),
    Slot("portfolio/debt.yaml", Debt, "debt"),
    Slot("portfolio/attestations/{id}.yaml", control.PortfolioAttestation, "attestations", many=True),
    Slot("portfolio/programmes/{id}/programme.yaml", Programme, "programmes", many=True),
    Slot("portfolio/waivers/{id}.yaml", Waiver, "waivers", many=True),
    Slot("portfolio/examinations/{id}.yaml", Examination, "examinations", many=True),
    Slot(
        "portfolio/interdependencies/{id}.yaml",
        Interdependency,
        "interdependencies",
        many=True,
    ),
    Slot("portfolio/steering/{forum}/{date}.yaml", Meeting, "meetings", many=True),
    Slot("portfolio/periods/{date}.yaml", Period, "periods", many=True),
)
PROJECT = (
    Slot("portfolio/projects/{project}/project.yaml", project.Charter, "charter"),
    Slot("portfolio/projects/{project}/schedule.yaml", schedule.Schedule, "schedule"),
    Slot("portfolio/projects/{project}/finance.yaml", finance.Finance, "finance"),
    Slot("portfolio/projects/{project}/benefits.yaml", finance.Benefits, "benefits"),
    Slot("portfolio/projects/{project}/team.yaml", project.Team, "team"),
    Slot("portfolio/projects/{project}/raid.yaml", raid.Raid, "raid"),
    Slot("portfolio/projects/{project}/gates/{id}.yaml", control.GateApproval, "gates", many=True),
    Slot("portfolio/projects/{project}/changes/{id}.yaml", control.Change, "changes", many=True),
    Slot("portfolio/projects/{project}/baselines/{id}.yaml", control.Baseline, "baselines", many=True),
    Slot("portfolio/projects/{project}/reports/{edition}.yaml", status_report.Report, "reports", many=True),
    Slot("portfolio/projects/{project}/reviews/{date}.yaml", status_report.Review, "reviews", many=True),
    Slot(
        "portfolio/projects/{project}/attestations/{id}.yaml",
        control.Attestation,
        "attestations",
        many=True,
    ),
    Slot("portfolio/projects/{project}/artefacts/{id}.md", project.ArtefactFront, "artefacts", many=True),
)
CHARTER = "project"
"""The charter by the name of its file."""
SINGLE = frozenset(slot.part for slot in PROJECT if not slot.many)
"""The parts of a project that are one file each."""
PROJECTS = "portfolio/projects"
"""The folder in which each project has a folder of its own."""
APPROVALS = f":(glob){PROJECTS}/*/gates/*.yaml"
"""The approvals of gates, as a pattern of git."""
PARENT = "methodology/parent/"
"""Where the method that this one extends is copied to; its own parent lies below it in turn."""
# Copied by `pmokit new` and by rules' examples; not part of the portfolio.
UNREAD = ("methodology/starters/", "methodology/examples/")
SLOTS = (*METHODOLOGY, STANDARD, *PORTFOLIO, *PROJECT)


# Compiled patterns never change in a process.
@cache
def _compiled() -> dict[str, list[tuple[re.Pattern[str], Slot]]]:
    """The slots by the shelf that their paths lie on, each with the pattern of its paths."""
    result: dict[str, list[tuple[re.Pattern[str], Slot]]] = {}
    for slot in SLOTS:
        result.setdefault(_shelf(slot.pattern), []).append((pattern_of(slot.pattern), slot))
    return result


def _shelf(path: str) -> str:
    """The second part of a path; in a project's folder the fourth: what no pattern leaves open."""
    parts = path.split("/", 4)
    return f"projects/{parts[3]}" if parts[1:2] == ["projects"] and len(parts) > 3 else "/".join(parts[1:2])


def pattern_of(pattern: str) -> re.Pattern[str]:
    """The paths that a pattern of a slot, or the beginning of one, stands for."""
    regex = re.escape(pattern).replace(r"\{date\}", f"(?P<date>{_DATE})")
    regex = regex.replace(r"\{edition\}", f"(?P<edition>{_EDITION})")
    return re.compile(re.sub(r"\\\{(\w+)\\\}", rf"(?P<\1>{_NAME})", regex))


def place(path: str) -> Located | None:
    """Where a path belongs, or None."""
    for pattern, slot in _compiled().get(_shelf(path), ()):
        match = pattern.fullmatch(path)
        if match and max(map(len, match.groups()), default=0) <= MAX_ID:
            return Located(slot, match.groupdict())
    return None


def names_for(located: Located) -> dict[str, str]:
    """The fields of the record that its path gives, such as `id` and `period` of a report."""
    if not located.slot.model.from_name:
        return {}
    names = located.names
    own = names.get("id") or names.get("date") or names.get("edition") or names.get("project", "")
    if "forum" in names:
        own = f"{names['forum']}/{names['date']}"
    given = {"id": own, "period": own, "gate": own, **names}
    if "edition" in names:
        given |= {"period": own[:_DAY], "edition": own[_DAY + 1 :] or "1"}
    return {name: given[name] for name in located.slot.model.from_name}


def canonical(path: str) -> str:
    """The path that a file of a method extended would have in a method of its own."""
    while path.startswith(PARENT):
        path = "methodology/" + path.removeprefix(PARENT)
    return path


def project_of(path: str) -> str | None:
    """The id of the project in whose folder a path lies."""
    parts = path.split("/", 3)
    return parts[2] if len(parts) == 4 and parts[:2] == ["portfolio", "projects"] else None


def folder_of(project_id: str) -> str:
    """The folder of a project."""
    return f"{PROJECTS}/{project_id}"


def folder_within(path: str) -> str:
    """The folder in which a file is; empty at the top."""
    return path.rpartition("/")[0]


def own_name(path: str) -> str:
    """The name that a file has among those of its kind; empty for the only one of its kind."""
    located = place(path)
    return [*located.names.values()][-1] if located is not None and located.slot.many else ""


def stem(path: str) -> str:
    """The name of a file up to its first dot, in lower case."""
    return path.rpartition("/")[2].lower().partition(".")[0]


def is_unread(path: str) -> bool:
    """Whether a path lies in a folder that is no part of method or portfolio."""
    # Nearly all paths lie in folders of projects.
    if path.startswith("methodology/") and canonical(path).startswith(UNREAD):
        return True
    return path.endswith(("/README.md", "/readme.md"))


def path_of(project_id: str, part: str, record_id: str = "") -> str:
    """The path of a part of a project, or of one record of it."""
    slot = next(slot for slot in PROJECT if slot.part == part)
    path = slot.pattern.replace("{project}", project_id)
    return re.sub(r"\{(id|date|edition)\}", record_id, path)


@cache
def files_of_a_project() -> dict[str, type[Record]]:
    """The files of which a project has one each, by name."""
    return {CHARTER if slot.part == "charter" else slot.part: slot.model for slot in PROJECT if not slot.many}


def is_id(name: str) -> bool:
    """Whether a folder's name may be the id of a record."""
    return len(name) <= MAX_ID and re.fullmatch(_NAME, name) is not None and name not in RESERVED
