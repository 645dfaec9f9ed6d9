"""The page of a project: what a reader came for first, what each gate rests on, and nothing for what is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from typing import Any

import pytest

from pmokit.site.render import render_all
from pmokit.text.file_past import FilePast, Version
from pmokit.views.context import Context
from pmokit.views.project import project_page
from pmokit.views.project.contents import TITLES
from pmokit.views.project.gate_trail import Trail
from tests.conftest import ROOT, changed, check_files, sound

E = "portfolio/projects/example"
GATE = f"{E}/gates/ready-for-planning.yaml"
HOME = "https://gitlab.com/acme/pmo"
MEETING = "portfolio/steering/infrastructure-board/2026-01-22.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def rendered(context: Context, address: str = "projects/example") -> str:
    faults: list[Any] = []
    pages = dict(render_all(context, [ROOT / "site_templates"], faults))
    assert [fault for fault in faults if fault.name.startswith(address.partition("/")[0])] == []
    return unescape(pages[address])


def trail_of(context: Context, gate: str = "ready-for-planning") -> Trail:
    project = context.run.project("example")
    assert project is not None
    steps: list[project_page.GateStep] = project_page.page(context, project)["gates"]
    (found,) = [step.trail for step in steps if step.state.gate.id == gate]
    assert found is not None
    return found


def headings(text: str) -> list[str]:
    return re.findall(r"^## (.*)", text, re.MULTILINE)


def test_the_page_begins_with_status_next_gate_and_decisions(files: dict[str, bytes]) -> None:
    found = headings(rendered(Context(check_files(files))))
    assert found[:6] == [
        "Status", "Next gate", "Decisions required", "Milestones", "Cost and benefits", "Risks and issues",
    ]  # fmt: skip


def test_the_status_begins_with_the_claims_next_to_the_data(files: dict[str, bytes]) -> None:
    status = rendered(Context(check_files(files))).split("## Status")[1].split("\n## ")[0]
    assert status.index("Calculated status") < status.index("Path to green")


def test_the_next_gate_shows_what_is_missing_and_when_it_is_planned(files: dict[str, bytes]) -> None:
    path = f"{E}/schedule.yaml"
    some = changed(
        files,
        (
            path,
            "milestones:\n",
            "milestones:\n  - {id: go, title: Go, forecast: 2026-09-01, gate: ready-for-service}\n",
        ),
    )
    gate = rendered(Context(check_files(some))).split("## Next gate")[1].split("\n## ")[0]
    assert "Planned for 1 September 2026." in gate
    table, _, rest = gate.partition("</table>")
    assert "The transition plan is approved" in table and "Not met</th>" in table
    assert "No open issue is overdue" in rest and "No open issue is overdue" not in table


def test_a_section_without_content_is_in_one_line_at_the_end(files: dict[str, bytes]) -> None:
    kept = ("project", "gates", "attestations")
    some = {
        path: raw
        for path, raw in files.items()
        if not path.startswith(f"{E}/") or path[len(E) + 1 :].startswith(kept)
    }
    text = rendered(Context(check_files(some)))
    assert not {"Milestones", "Cost and benefits", "Risks and issues", "Reports", "Dependencies"} & set(
        headings(text)
    )
    (line,) = re.findall(r"Nothing recorded: (.*)\.</p>", text)
    parts = line.split("; ")
    assert {"milestones", "risks", "issues", "benefits", "reports", "independent reviews"} <= set(parts)
    assert "team" in parts and "purpose and scope" not in parts and len(parts) < len(TITLES)
    assert not re.search(r'href="./#(milestones|risks-and-issues|cost-and-benefits)"', text), (
        "no way to what is not there"
    )
    assert 'class="pk-empty"' in text.split("## Status")[1], "that nobody reports is said where the status is"


def test_a_gate_decision_leads_to_its_documents_its_file_and_its_commit(files: dict[str, bytes]) -> None:
    some = changed(files, ("portfolio/portfolio.yaml", "currency: EUR", f"repository: {HOME}\ncurrency: EUR"))
    context = Context(check_files(some))
    day = date(2026, 1, 23)
    context.run.past = {GATE: FilePast(day, day, (Version(day, day, "0f3c1d2e", b""),))}
    found = trail_of(context)
    assert [(proof.title, proof.version, proof.url) for proof in found.proofs] == [
        ("Project charter", "1.0", "https://docs.example.com/charter")]  # fmt: skip
    text = rendered(context)
    assert f'href="{HOME}/-/edit/main/{GATE}#L1"' in text
    assert f'href="{HOME}/-/commit/0f3c1d2e" rel="noopener noreferrer">commit 0f3c1d2e</a>' in text


def test_without_a_forge_file_and_commit_of_a_gate_are_text(files: dict[str, bytes]) -> None:
    context = Context(check_files(files))
    day = date(2026, 1, 23)
    context.run.past = {GATE: FilePast(day, day, (Version(day, day, "0f3c1d2e", b""),))}
    assert f'<span class="pk-path">{GATE}</span> · commit 0f3c1d2e</span>' in rendered(context)


def test_a_document_in_the_repository_is_found_where_it_is_changed(files: dict[str, bytes]) -> None:
    text = b"---\ntitle: Charter\nstate: approved\nversion: '1.0'\n---\n\nText.\n"
    some = {
        **files,
        f"{E}/artefacts/charter.md": text,
        GATE: files[GATE].replace(b"    url: https://docs.example.com/charter\n", b""),
    }
    (proof,) = trail_of(Context(check_files(some))).proofs
    assert proof.url is None or "docs.example.com" in proof.url
    assert proof.source is not None and proof.source.path == f"{E}/artefacts/charter.md"
    at_forge = changed(
        some, ("portfolio/portfolio.yaml", "currency: EUR", f"repository: {HOME}\ncurrency: EUR")
    )
    (proof,) = trail_of(Context(check_files(at_forge))).proofs
    assert proof.url == f"{HOME}/-/edit/main/{E}/artefacts/charter.md#L1"


def test_a_decision_leads_to_the_minutes_that_hold_it(files: dict[str, bytes]) -> None:
    minutes = (
        "state: held\nattendance: [{person: ana}]\ndecisions:\n"
        "  - {id: go, what: Plan it, project: example, gate: ready-for-planning, outcome: approved}\n"
    )
    some = {**files, MEETING: minutes.encode()}
    context = Context(check_files(some))
    meeting = trail_of(context).meeting
    assert meeting is not None and meeting.date == date(2026, 1, 22)
    assert 'href="../../handbook/forums/infrastructure-board/#meeting-2026-01-22">' in rendered(context)
    assert '<div class="pk" id="meeting-2026-01-22">' in rendered(
        context, "handbook/forums/infrastructure-board"
    )
    other_day = {**files, MEETING.replace("01-22", "01-29"): minutes.encode()}
    assert trail_of(Context(check_files(other_day))).meeting is None
    named = changed(
        other_day,
        (
            GATE,
            "forum: infrastructure-board",
            "forum: infrastructure-board\nmeeting: infrastructure-board/2026-01-29",
        ),
    )
    meeting = trail_of(Context(check_files(named))).meeting
    assert meeting is not None and meeting.date == date(2026, 1, 29)
    nowhere = changed(
        files,
        (GATE, "forum: infrastructure-board", "forum: infrastructure-board\nmeeting: no-board/2026-01-29"),
    )
    assert trail_of(Context(check_files(nowhere))).meeting is None
