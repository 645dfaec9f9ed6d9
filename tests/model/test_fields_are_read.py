"""Every field of a record is read by code, a rule or a template; those that wait say for what."""

from __future__ import annotations

import re

import pytest

from pmokit.model import anatomy, kinds
from pmokit.model.record import Record
from pmokit.model.status_report import DIMENSIONS
from tests.conftest import ROOT

WAITING = {
    "portfolio.fiscal_year_starts": "money by fiscal year (issue 9)",
    "supplier.contact": "suppliers and contracts (issue 9)",
    "project.approach": "forecasts of projects that commit to releases (issue 8)",
    "project.consumes": "hidden interdependencies (issue 8)",
    "system.criticality": "hidden interdependencies (issue 8)",
    "risk.impact_on": "risks in money and time (issues 8 and 9)",
    "risk.raised_by": "record pages (issue 7)",
    "issue.raised_by": "record pages (issue 7)",
    "stakeholder.interest": "record pages (issue 7)",
    "stakeholder.influence": "record pages (issue 7)",
    "stakeholder.engagement": "record pages (issue 7)",
    "site.country": "working calendars of sites (issue 8)",
}


def classes() -> list[type[Record]]:
    found: list[type[Record]] = []
    waiting: list[type[Record]] = list(kinds.OWNERS)
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.append(record)
            for type_ in anatomy.fields(record).values():
                inner = type_.record or (type_.item.record if type_.item else None)
                waiting += [inner] if inner else []
    return found


def unread() -> set[str]:
    code = "\n".join(
        path.read_text() for path in (ROOT / "src/pmokit").rglob("*.py") if "model" not in path.parts
    )
    nouns = "\n".join(path.read_text() for path in (ROOT / "src/pmokit/model").rglob("*.py"))
    told = "\n".join(
        path.read_text()
        for folder, ending in (("site_templates", "*.j2"), ("methodology", "*.yaml"))
        for path in (ROOT / folder).rglob(ending)
    )
    read = {*re.findall(r"\.(\w+)", code + told + nouns), *re.findall(r"""["'](\w+)["']""", code)}
    found = set()
    for record in classes():
        for name in record.model_fields:
            # Claims are read dimension by dimension.
            if name not in read and name not in (*DIMENSIONS, "id"):
                found.add(f"{_called(record)}.{name}")
    return found


def _called(record: type[Record]) -> str:
    names = {
        "PortfolioFile": "portfolio",
        "TaskLink": "link",
        "Stakeholder": "stakeholder",
        "Finance": "finance",
    }
    return names.get(record.__name__) or record.kind or record.__name__.lower()


@pytest.mark.slow
def test_every_field_is_read_or_waits_for_something_named() -> None:
    assert unread() == set(WAITING)
