"""Each enforcement of the governance model: a small example that breaks it gives one finding, at the
right place, with the right help; the same example set right gives none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest

from pmokit.load.artefact_text import fingerprint
from pmokit.model.finding import Finding
from tests.conftest import causes, check_files, sound

E = "portfolio/projects/example"
EXECUTING = f"{E}/gates/ready-for-executing.yaml"
MEETING = "portfolio/steering/infrastructure-board/2026-05-20.yaml"
TASK = "  - {id: move, title: Move mailboxes, optimistic: 40, likely: 60, pessimistic: 100}"
PLAN = b"---\ntitle: Plan\nversion: '1.0'\nstate: approved\n---\n\nTwelve weeks.\n"
MOVED = PLAN.replace(b"Twelve", b"Twenty")


def approved_on(day: str) -> str:
    """The changed text, approved on a day."""
    return MOVED.decode().replace(
        "state: approved\n", f"state: approved\napproved_by: ana\napproved_on: {day}\n"
    )


Change = tuple[str, str, str]
"""A file, what is replaced in it, and by what; with nothing to replace a whole new file, and with
nothing to write the file is removed."""


class Case(NamedTuple):
    """What breaks a rule, what sets it right again, and what is found meanwhile."""

    name: str
    rule: str
    bad: list[Change]
    good: list[Change]
    path: str
    at: str
    """The characters that the finding points at."""
    help: str
    severity: str = "error"


def task(more: str) -> Change:
    return (f"{E}/schedule.yaml", TASK, f"{TASK[:-1]}, {more}}}")


def evidence(more: str) -> Change:
    return (EXECUTING, '    version: "1.0"\nconditions', f"    {more}\nconditions")


CASES = [
    Case(
        "work of a phase before its gate", "work-before-gate",
        [task("phase: transition, actual_start: 2026-05-20")], [task("phase: executing, actual_start: 2026-05-20")],
        f"{E}/schedule.yaml", "transition", "bring the gate to its forum",
    ),
    Case(
        "a milestone of a phase before its gate", "milestone-before-gate",
        [(f"{E}/schedule.yaml", "actual: 2026-05-04}", "actual: 2026-05-04, phase: transition}")],
        [(f"{E}/schedule.yaml", "actual: 2026-05-04}", "actual: 2026-05-04, phase: executing}")],
        f"{E}/schedule.yaml", "2026-05-04", "Bring the gate to its forum",
    ),
    Case(
        "approval by somebody without the authority", "approval-without-authority",
        [(EXECUTING, "decided_by: ana", "decided_by: cleo")], [(EXECUTING, "decided_by: ana", "decided_by: gus")],
        EXECUTING, "cleo", "confirmed by a voting member",
    ),
    Case(
        "approval by somebody who held the seat before and after, but not on that day", "approval-without-authority",
        [(f"{E}/team.yaml", "{person: gus, role: service-owner, since: 2026-01-05, percent: 10}",
          "{person: gus, role: service-owner, since: 2026-03-20}\n  - {person: gus, role: service-owner, since: 2026-01-05, until: 2026-03-18}"),
         (EXECUTING, "decided_by: ana", "decided_by: gus")],
        [(f"{E}/team.yaml", "{person: gus, role: service-owner, since: 2026-01-05, percent: 10}",
          "{person: dan, role: service-owner, since: 2026-01-05, deputy: gus}"),
         (f"{E}/reports/2026-05-15.yaml", "reviewed_by: dan", "reviewed_by: fay"),
         (EXECUTING, "decided_by: ana", "decided_by: gus")],
        EXECUTING, "gus", "with their dates",
    ),
    Case(
        "approval by the project's own manager", "approver-not-independent",
        [("portfolio/team.yaml", "{person: dan, role: finance-controller, since: 2025-01-06}",
          "{person: dan, role: finance-controller, since: 2025-01-06, deputy: ben}"),
         (EXECUTING, "decided_by: ana", "decided_by: ben")],
        [("portfolio/team.yaml", "{person: dan, role: finance-controller, since: 2025-01-06}",
          "{person: dan, role: finance-controller, since: 2025-01-06, deputy: ben}"),
         (EXECUTING, "decided_by: ana", "decided_by: dan")],
        EXECUTING, "ben", "Bring the gate to its forum",
    ),
    Case(
        "approval after the phase had begun", "approved-after-start",
        [task("phase: executing, actual_start: 2026-03-09")], [task("phase: executing, actual_start: 2026-03-19")],
        EXECUTING, "2026-03-19", "start the next phase only after its gate",
    ),
    Case(
        "approval without evidence", "approval-without-evidence",
        [(EXECUTING, "evidence:\n  - artefact: project-plan\n    url: https://docs.example.com/plan\n    version: \"1.0\"", "evidence: []")],
        [], EXECUTING, "evidence", "List the documents", "warning",
    ),
    Case(
        "approval by a meeting without quorum", "approval-without-quorum",
        [(EXECUTING, "decided_on: 2026-03-19", "decided_on: 2026-05-20"),
         (EXECUTING, "forum: ", "meeting: infrastructure-board/2026-05-20\nforum: "),
         (MEETING, "  - {person: cleo}\n  - {person: dan}\n", "  - {person: cleo}\n"),
         (MEETING, "what: Go on,", "what: Go on, gate: ready-for-executing,")],
        [(EXECUTING, "decided_on: 2026-03-19", "decided_on: 2026-05-20"),
         (EXECUTING, "forum: ", "meeting: infrastructure-board/2026-05-20\nforum: "),
         (MEETING, "what: Go on,", "what: Go on, gate: ready-for-executing,")],
        EXECUTING, "infrastructure-board/2026-05-20", "decided again by a meeting with a quorum",
    ),
    Case(
        "a condition past its date", "condition-overdue",
        [(EXECUTING, "due: 2026-07-01", "due: 2026-05-31")], [(EXECUTING, "due: 2026-07-01", "due: 2026-05-31, met_on: 2026-05-30")],
        EXECUTING, "2026-05-31", "Enter `met_on`",
    ),
    Case(
        "a linked artefact that has moved on", "evidence-changed",
        [(EXECUTING, 'version: "1.0"', 'version: "0.9"')], [], EXECUTING, '"0.9"', "Have the new version approved", "warning",
    ),
    Case(
        "a text in the repository that has changed since it was approved", "evidence-changed",
        [(f"{E}/artefacts/project-plan.md", "", MOVED.decode()), evidence(f"fingerprint: {fingerprint(PLAN)}")],
        [(f"{E}/artefacts/project-plan.md", "", PLAN.decode()), evidence(f"fingerprint: {fingerprint(PLAN)}")],
        EXECUTING, "artefact", "Have the new version approved", "warning",
    ),
    Case(
        "a text that was approved on the day of the gate, and not since", "evidence-changed",
        [(f"{E}/artefacts/project-plan.md", "", approved_on("2026-03-19")), evidence(f"fingerprint: {fingerprint(PLAN)}")],
        [(f"{E}/artefacts/project-plan.md", "", approved_on("2026-03-20")), evidence(f"fingerprint: {fingerprint(PLAN)}")],
        EXECUTING, "artefact", "Have the new version approved", "warning",
    ),
    Case(
        "a word where the gate demands a signature", "approval-unverified",
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 365\n    verification: verified\n")],
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 365\n    verification: attested\n")],
        EXECUTING, "ana", "sign the commit",
    ),
    Case(
        "a decision that the gate does not know", "decision-not-allowed",
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 365\n    decisions: [approved, stopped]\n")],
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 365\n    decisions: [approved_with_conditions]\n")],
        EXECUTING, "approved_with_conditions", "methodology/lifecycle.yaml lists",
    ),
    Case(
        "an approval older than it may be", "approval-expired",
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 73\n")],
        [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 74\n")],
        EXECUTING, "decision", "back to its forum", "warning",
    ),
    Case(
        "a human check that nobody attested", "criteria-unmet",
        [(f"{E}/attestations/roles-accepted.yaml", "", "")], [],
        f"{E}/gates/ready-for-planning.yaml", "evidence", "pmokit new attestation", "warning",
    ),
    Case(
        "an attestation by somebody without the role", "attestation-without-role",
        [(f"{E}/attestations/roles-accepted.yaml", "attested_by: fay", "attested_by: cleo")], [],
        f"{E}/attestations/roles-accepted.yaml", "cleo", "by a holder of the role",
    ),
    Case(
        "a gate that is skipped", "gate-skipped",
        [(f"{E}/gates/ready-for-planning.yaml", "", "")], [], f"{E}/project.yaml", "title", "Bring the missing gate",
    ),
    Case(
        "a project on hold without a decision", "state-without-decision",
        [(f"{E}/project.yaml", "state: active", "state: on_hold\nstate_since: 2026-05-20")],
        [(f"{E}/project.yaml", "state: active", "state: on_hold\nstate_since: 2026-05-20\nstate_decision: infrastructure-board/2026-05-20")],
        f"{E}/project.yaml", "on_hold", "Name the meeting", "warning",
    ),
    Case(
        "an activity that nobody does", "activity-unassigned",
        [("methodology/roles.yaml", "responsible: [project-assurance]", "responsible: []")], [],
        "methodology/roles.yaml", "responsible", "at least one role",
    ),
    Case(
        "a role of the tier that nobody active holds", "roles-vacant",
        [(f"{E}/team.yaml", "role: technical-lead, since: 2026-01-05", "role: technical-lead, since: 2026-01-05, until: 2026-05-31")], [],
        f"{E}/team.yaml", "assignments", "Add an assignment", "warning",
    ),
    Case(
        "somebody who left and still holds a role", "member-left",
        [(f"{E}/team.yaml", "assignments:\n", "assignments:\n  - {person: eve, role: supplier-manager, since: 2026-01-05}\n")],
        [(f"{E}/team.yaml", "assignments:\n", "assignments:\n  - {person: eve, role: supplier-manager, since: 2026-01-05, until: 2026-02-28}\n")],
        f"{E}/team.yaml", "eve", "End the assignment", "warning",
    ),
    Case(
        "one person in two roles that must be apart", "assignment-not-separate",
        [(f"{E}/team.yaml", "assignments:\n", "assignments:\n  - {person: ben, role: project-assurance, since: 2026-01-05}\n")], [],
        f"{E}/team.yaml", "ben", "Assign one of the two roles",
    ),
    Case(
        "a department's role held by somebody who has left", "appointee-left",
        [("portfolio/team.yaml", "assignments:\n", "assignments:\n  - {person: eve, role: programme-manager, since: 2025-01-06}\n")], [],
        "portfolio/team.yaml", "eve", "End the assignment",
    ),
    Case(
        "a chosen tier that differs from the scoring", "tier-differs",
        [(f"{E}/project.yaml", "tier: standard", "tier: major\nsuccess_criteria: [No mail is lost]\nstakeholders: [{name: Plant north}]"),
         (f"{E}/team.yaml", "assignments:\n", "assignments:\n  - {person: fay, role: project-assurance, since: 2026-01-05}\n")], [],
        f"{E}/project.yaml", "major", "pmokit tier", "warning",
    ),
    Case(
        "a document that was due and is not approved", "document-missing",
        [(f"{E}/project.yaml", "  - artefact: solution-design\n    state: approved", "  - artefact: solution-design\n    state: in_review"),
         ("methodology/lifecycle.yaml", "      - what: The solution design is approved\n        artefact: solution-design\n", "")],
        [("methodology/lifecycle.yaml", "      - what: The solution design is approved\n        artefact: solution-design\n", "")],
        f"{E}/project.yaml", "documents", "pmokit new artefact", "warning",
    ),
    Case(
        "a waiver given by somebody without the authority", "waiver-unauthorised",
        [("portfolio/waivers/late-plan.yaml", "approved_by: ana", "approved_by: cleo")],
        [],
        "portfolio/waivers/late-plan.yaml", "cleo", "by severity",
    ),
    Case(
        "a waiver longer than its severity allows", "waiver-too-long",
        [("portfolio/waivers/late-plan.yaml", "until: 2026-08-31", "until: 2027-05-31")], [],
        "portfolio/waivers/late-plan.yaml", "2027-05-31", "Shorten the waiver", "warning",
    ),
    Case(
        "a waiver that covers nothing", "waiver-unused",
        [("portfolio/waivers/late-plan.yaml", "since: 2026-05-25", "since: 2026-05-18")], [],
        "portfolio/waivers/late-plan.yaml", "milestone-without-baseline", "Delete the waiver", "warning",
    ),
    Case(
        "a clause that nobody looked at in time", "clause-unattested",
        [("portfolio/attestations/method-reviewed.yaml", "2026-03-02", "2025-05-31")],
        [("portfolio/attestations/method-reviewed.yaml", "2026-03-02", "2025-06-01")],
        "methodology/standards/organisation.md", "## ORG-4", "pmokit new attestation", "warning",
    ),
    Case(
        "a clause that nobody looked at on one project", "project-unattested",
        [(f"{E}/attestations/access.yaml", "2026-03-02", "2025-05-31")],
        [(f"{E}/attestations/access.yaml", "2026-03-02", "2025-06-01")],
        f"{E}/project.yaml", "title", "--project", "warning",
    ),
    Case(
        "a clause that neither a rule nor a person checks", "clause-unchecked",
        [("methodology/standards/organisation.md", "Checked by pmo-lead every 365 days.\n", "")],
        [], "methodology/standards/organisation.md", "## ORG-4", "pmokit new rule",
    ),
    Case(
        "a rule without a clause", "missing-key",
        [("methodology/rules/raid/risk-unowned.yaml", "clause: RSK-1\n", "")], [],
        "methodology/rules/raid/risk-unowned.yaml", "title", "Write `clause: `",
    ),
]  # fmt: skip


def changed(files: Mapping[str, bytes], changes: list[Change]) -> dict[str, bytes]:
    result = dict(files)
    for path, old, new in changes:
        if old:
            text = result[path].decode()
            assert old in text, f"{old!r} is not in {path}"
            result[path] = text.replace(old, new, 1).encode()
        elif new:
            result[path] = new.encode()
        else:
            del result[path]
    return result


def shown(files: Mapping[str, bytes], finding: Finding) -> str:
    """The characters that a finding points at, up to its end or the end of the line."""
    line = files[finding.path].decode().splitlines()[finding.line - 1] if finding.path in files else ""
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    return line[finding.column - 1 : end]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_breaks_the_model_is_found_once_in_its_place_with_help(
    shipped_files: Mapping[str, bytes], case: Case
) -> None:
    files = changed(sound(shipped_files), case.bad)
    found = causes(check_files(files).findings)
    assert [(f.rule, f.severity, f.path) for f in found] == [(case.rule, case.severity, case.path)], found
    here = shown(files, found[0])
    line = files[found[0].path].decode().splitlines()[found[0].line - 1]
    assert here == case.at or line.lstrip("- ").startswith(case.at), (here, line)
    assert case.help in found[0].help


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_set_right_is_silent(shipped_files: Mapping[str, bytes], case: Case) -> None:
    assert check_files(changed(sound(shipped_files), case.good)).findings == []


def test_a_signature_or_a_review_in_git_verifies_an_approval(shipped_files: Mapping[str, bytes]) -> None:
    from pmokit.rules.checking import check
    from pmokit.text.files import Backing, Snapshot
    from tests.conftest import CLOCK

    wanted = [("methodology/lifecycle.yaml", "    valid_days: 365\n", "    valid_days: 365\n    verification: verified\n"),
              ("portfolio/people.yaml", "{id: ana, name: Ana Alves", "{id: ana, email: ana@example.com, name: Ana Alves")]  # fmt: skip
    files = dict(sorted(changed(sound(shipped_files), wanted).items()))

    def rules(who: str) -> list[str]:
        snapshot = Snapshot(files, (), {EXECUTING: Backing(frozenset({frozenset({who})}))})
        return [f.rule for f in check(snapshot, None, CLOCK).findings]

    assert rules("ben@example.com") == ["approval-unverified"]
    assert rules("ana@example.com") == []


def test_severities_follow_the_tier_and_an_advisory_rule_gives_notes_until_its_day(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    unowned = changed(files, [(f"{E}/raid.yaml", "    owner: ben\n    likelihood", "    likelihood")])
    rule = "methodology/rules/raid/risk-unowned.yaml"

    def severity(more: str, today: str = "2026-06-01") -> list[tuple[str, str]]:
        made = changed(unowned, [(rule, "severity: error\n", f"severity: error\n{more}")])
        found = check_files(made, date.fromisoformat(today)).findings
        return [(f.severity, f.message[-31:]) for f in found if f.rule == "risk-unowned"]

    assert [found[0] for found in severity("")] == ["error"]
    assert [found[0] for found in severity("by_tier: {standard: warning}\n")] == ["warning"]
    assert [found[0] for found in severity("by_tier: {light: note}\n")] == ["error"]
    assert severity("effective_from: 2026-06-02\n") == [("note", "ner (advisory until 2026-06-02)")]
    assert severity("effective_from: 2026-06-01\n")[0][0] == "error"


def test_a_tier_that_a_rule_names_must_exist(shipped_files: Mapping[str, bytes]) -> None:
    rule = "methodology/rules/raid/risk-unowned.yaml"
    files = changed(
        sound(shipped_files), [(rule, "severity: error\n", "severity: error\nby_tier: {lite: note}\n")]
    )
    found = check_files(files).findings
    assert [(f.rule, f.path, f.help) for f in found] == [("unknown-reference", rule, "Did you mean `light`?")]


def test_a_tier_that_a_threshold_names_must_exist(shipped_files: Mapping[str, bytes]) -> None:
    path = "methodology/reporting.yaml"
    files = changed(
        sound(shipped_files), [(path, "      light: {amber_from: 15", "      lite: {amber_from: 15")]
    )
    (found,) = causes(check_files(files).findings)
    line = files[path].decode().partition("      lite:")[0].count("\n") + 1
    assert (found.rule, found.path, found.line, found.column) == ("unknown-reference", path, line, 7)
    assert found.help == "Did you mean `light`?"


def test_cancelled_projects_stay_in_the_denominators(shipped_files: Mapping[str, bytes]) -> None:
    from pmokit.views.compliance.standing import standing

    cancelled = changed(sound(shipped_files), [(f"{E}/project.yaml", "state: active", "state: cancelled\nstate_since: 2026-05-20\nstate_decision: infrastructure-board/2026-05-20")])  # fmt: skip
    found = standing(check_files(cancelled))
    assert found.rated == 2
    assert {row.id for row in found.projects} == {"example", "other"}
