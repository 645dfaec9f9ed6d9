"""Forty planted faults among two hundred sound reports: every one is found, hardly a sound one accused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pmokit.model.finding import Finding
from tests.assurance.portfolio import PERIODS, around, as_files, planted, project_ids, sound, with_faults
from tests.conftest import check_files

RULES = {
    "report-late", "report-skipped", "report-stale", "schedule-overstated", "cost-overstated", "path-to-green-missing", "report-copied",
    "next-step-undated", "milestone-move-unexplained", "figures-inconsistent", "change-since-last-misstated", "cost-change-misstated", "delivery-disputed",
    "actual-cost-understated", "review-contradicted", "dependency-dates-differ", "colour-unexplained", "report-self-reviewed",
    "report-placeholder-text", "status-overstated", "override-expired", "override-self-approved",
}  # fmt: skip


@pytest.fixture(scope="module")
def method(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {p: raw for p, raw in shipped_files.items() if p.startswith("methodology/")}


def assured(method: Mapping[str, bytes], data: Mapping[str, Any]) -> list[Finding]:
    """What the rules about the truth of reports find."""
    return [f for f in check_files({**method, **as_files(data)}).findings if f.rule in RULES]


def test_there_are_forty_faults_ten_of_them_lies_and_two_hundred_sound_reports() -> None:
    faults = planted()
    assert len(faults) == 40 and sum(fault.get("lie") == "true" for fault in faults) == 10
    assert len({fault["id"] for fault in faults}) == 40
    accused = {record for fault in faults for record in [fault["finds"][1]] if "/report/" in record}
    assert len(project_ids()) * len(PERIODS) - len(accused) >= 200


def test_without_faults_nobody_is_accused(method: Mapping[str, bytes]) -> None:
    assert [(f.rule, f.record, f.message) for f in assured(method, sound())] == []


@pytest.mark.parametrize("fault", planted(), ids=lambda fault: fault["id"])
def test_each_fault_is_found_alone_at_its_record_with_a_way_to_mend_it(
    method: Mapping[str, bytes], fault: dict[str, Any]
) -> None:
    expect_alone(fault, assured(method, around(with_faults([fault]), fault["project"])))


@pytest.mark.sweep
@pytest.mark.parametrize("fault", planted(), ids=lambda fault: fault["id"])
def test_each_fault_is_found_alone_in_the_whole_portfolio(
    method: Mapping[str, bytes], fault: dict[str, Any]
) -> None:
    expect_alone(fault, assured(method, with_faults([fault])))


def expect_alone(fault: Mapping[str, Any], found: list[Finding]) -> None:
    """A fault's own record is accused once, with a way to mend it, and no other record."""
    rule, record = fault["finds"]
    mine = [f for f in found if (f.rule, f.record) == (rule, record)]
    assert len(mine) == 1 and mine[0].help and mine[0].line, [(f.rule, f.record) for f in found]
    others = {f.record for f in found} - {record, report_of(fault)}
    assert others == set(), "no other record is accused"


def report_of(fault: Mapping[str, Any]) -> str:
    """The report in which a fault was planted: an entry of its table is a record of its own."""
    return f"{fault['project']}/report/{fault.get('period')}"


def test_all_forty_together_are_found_and_at_most_two_sound_reports_accused(
    method: Mapping[str, bytes],
) -> None:
    faults = planted()
    found = {(f.rule, f.record) for f in assured(method, with_faults(faults))}
    missed = [fault["id"] for fault in faults if tuple(fault["finds"]) not in found]
    assert missed == []
    guilty = {record for fault in faults for record in (fault["finds"][1], report_of(fault))}
    accused = sorted(record for _, record in found if "/report/" in record and record not in guilty)
    assert len(accused) <= 2, accused
