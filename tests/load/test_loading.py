"""From files to a workspace: broken files, references, circles, and what a name must look like."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.load import records
from pmokit.model.record import Record
from pmokit.text import yaml
from tests.conftest import causes, check_files, sound

E = "portfolio/projects/example"


def rules_of(files: Mapping[str, bytes]) -> list[tuple[str, str, str]]:
    return [(f.rule, f.path, f.message) for f in causes(check_files(files).findings)]


def changed(files: Mapping[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def test_the_sound_portfolio_has_no_finding_at_all(files: dict[str, bytes]) -> None:
    assert rules_of(files) == []


def test_a_broken_file_leaves_everything_else_judged(files: dict[str, bytes]) -> None:
    broken = changed(files, f"{E}/schedule.yaml", "milestones:", "milestones: [")
    late = changed(broken, f"{E}/raid.yaml", "owner: cleo, due: 2026-06-19", "owner: cleo, due: 2026-05-19")
    assert [(rule, path) for rule, path, _ in rules_of(late)] == [
        ("issue-overdue", f"{E}/raid.yaml"),
        ("yaml-syntax", f"{E}/schedule.yaml"),
    ]


def test_a_rule_that_needs_a_broken_part_is_not_judged_by_half_a_truth(files: dict[str, bytes]) -> None:
    broken = {**files, f"{E}/reports/2026-05-15.yaml": b"as_on: never\n"}
    found = {rule for rule, _, _ in rules_of(broken)}
    assert "report-overdue" not in found
    assert {"bad-date", "missing-key"} <= found


def test_a_broken_directory_does_not_make_every_reference_unknown(files: dict[str, bytes]) -> None:
    broken = {**files, "portfolio/people.yaml": b"people: [\n"}
    assert [rule for rule, _, _ in rules_of(broken)] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (f"{E}/project.yaml", "sponsor: ana", "sponsor: anna", "there is no person `anna`"),
        (f"{E}/schedule.yaml", "giver: other", "giver: others", "there is no project `others`"),
        (f"{E}/schedule.yaml", "other/delivered", "other/deliverd", "no milestone `deliverd` in project `other`"),
        (f"{E}/schedule.yaml", "needed_for: half", "needed_for: haf", "no milestone `haf` in project `example`"),
        (f"{E}/project.yaml", "systems: [mail]", "systems: [mails]", "there is no system `mails`"),
        (f"{E}/raid.yaml", "infrastructure-board", "infra-board", "there is no forum `infra-board`"),
        ("methodology/rules/raid/risk-unowned.yaml", "clause: RSK-1", "clause: RSK-77", "no clause `RSK-77`"),
        ("methodology/lifecycle.yaml", "opens: planning", "opens: planing", "there is no phase `planing`"),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_named(
    files: dict[str, bytes], path: str, old: str, new: str, message: str
) -> None:
    found = [f for f in check_files(changed(files, path, old, new)).findings if f.rule == "unknown-reference"]
    assert [message in f.message for f in found] == [True]
    line = files[path].decode()[: files[path].decode().index(old)].count("\n") + 1
    assert found[0].line == line


def test_a_misspelt_reference_names_the_nearest(files: dict[str, bytes]) -> None:
    wrong = changed(files, f"{E}/schedule.yaml", "giver: other", "giver: othre")
    assert check_files(wrong).findings[0].help == "Did you mean `other`?"


def test_a_gate_file_that_no_gate_is_named_after_is_found(files: dict[str, bytes]) -> None:
    wrong = dict(files)
    wrong[f"{E}/gates/ready-for-lunch.yaml"] = wrong[f"{E}/gates/ready-for-planning.yaml"]
    assert ("unknown-reference", f"{E}/gates/ready-for-lunch.yaml") in [r[:2] for r in rules_of(wrong)]


def test_milestones_of_two_projects_that_wait_for_each_other_are_a_circle_named_whole(
    files: dict[str, bytes],
) -> None:
    back = (
        "dependencies:\n  - {id: back, title: Back, giver: example, milestone: example/half,"
        " needed_for: delivered, needed_by: 2026-12-20, state: accepted}\n"
    )
    path = "portfolio/projects/other/schedule.yaml"
    circle = {**files, path: files[path] + back.encode()}
    found = [f for f in check_files(circle).findings if f.rule == "cycle"]
    assert [f.message for f in found] == [
        "these depend on each other: example/half → other/delivered → example/half"
    ]
    assert (found[0].path, found[0].line) == (path, 4)


def test_a_chain_of_ten_thousand_tasks_is_no_circle_and_no_recursion(files: dict[str, bytes]) -> None:
    tasks = "tasks:\n  - {id: t0, title: T, likely: 1}\n" + "".join(
        f"  - {{id: t{n}, title: T, likely: 1, after: [{{task: t{n - 1}}}]}}\n" for n in range(1, 9_000)
    )
    path = "portfolio/projects/other/schedule.yaml"
    assert rules_of({**files, path: files[path] + tasks.encode()}) == []


def test_every_mistake_of_shape_says_what_was_expected(files: dict[str, bytes]) -> None:
    text = (
        "title: [a, b]\nsummary: x\nworkstream: infrastructure\nstate: active\nstart: 31.12.2026\n"
        "sponsor: Ana Alves\nobjectives: one\nid: example\n"
    )
    found = rules_of({**files, f"{E}/project.yaml": text.encode()})
    assert [(rule, message) for rule, _, message in found if rule != "unknown-reference"] == [
        ("unknown-key", "`id` comes from the name of the file"),
    ]
    found = rules_of({**files, f"{E}/project.yaml": text.replace("id: example\n", "").encode()})
    assert [message for _, _, message in found] == [
        "expected a text of 1 to 300 characters on one line; found a list",
        "expected a date as YYYY-MM-DD; found `31.12.2026`",
        "expected the id of a record; found `Ana Alves`",
        "expected a list: lines that start with `- `; found a text",
    ]


def test_a_file_without_a_place_in_the_layout_is_found_and_readmes_are_not(files: dict[str, bytes]) -> None:
    strays = {
        "portfolio/peple.yaml": b"a: 1\n",
        f"{E}/team.yml": b"a: 1\n",
        "portfolio/projects/README.md": b"x",
    }
    found = check_files({**files, **strays}).findings
    assert [(f.rule, f.path, f.help.split(". ")[0]) for f in found] == [
        (
            "unknown-file",
            "portfolio/peple.yaml",
            "Did you mean `people.yaml`? File names use lower-case letters, digits and hyphens.",
        ),
        ("unknown-file", f"{E}/team.yml", "Rename it to team.yaml"),
    ]


def test_a_folder_whose_name_is_no_id_is_found(files: dict[str, bytes]) -> None:
    odd = {"portfolio/projects/My Project/project.yaml": files[f"{E}/project.yaml"]}
    assert [rule for rule, _, _ in rules_of({**files, **odd})] == ["unknown-file"]


def test_extra_fields_are_declared_and_typed(files: dict[str, bytes]) -> None:
    text = (
        files[f"{E}/project.yaml"] + b"extra:\n  cost_centre: IT-1\n  colour: red\n  service_window: never\n"
    )
    assert [(rule, message) for rule, _, message in rules_of({**files, f"{E}/project.yaml": text})] == [
        ("unknown-key", "`colour` is not a field defined by this department"),
        ("bad-choice", "`never` is not one of weekday, weekend, plant shutdown"),
    ]


def test_a_standard_with_a_malformed_clause_keeps_its_other_clauses(files: dict[str, bytes]) -> None:
    path = "methodology/standards/raid.md"
    text = files[path] + b"\n## A heading that is no clause\n"
    found = rules_of({**files, path: text})
    assert [(rule, where) for rule, where, _ in found] == [("clause-malformed", path)]


def test_a_clause_number_stands_once(files: dict[str, bytes]) -> None:
    path = "methodology/standards/raid.md"
    text = files[path] + b"\n## REG-1 Again (shall)\n"
    assert [rule for rule, _, _ in rules_of({**files, path: text})] == ["duplicate-id"]


def test_a_missing_file_of_the_method_is_named(files: dict[str, bytes]) -> None:
    less = {path: raw for path, raw in files.items() if path != "methodology/tiers.yaml"}
    found = rules_of(less)
    assert found == [("missing-file", "methodology/tiers.yaml", "`methodology/tiers.yaml` is missing")]


def test_a_missing_directory_of_people_is_one_fault_and_accuses_no_reference(files: dict[str, bytes]) -> None:
    less = {path: raw for path, raw in files.items() if path != "portfolio/people.yaml"}
    assert rules_of(less) == [("missing-file", "portfolio/people.yaml", "`portfolio/people.yaml` is missing")]


def test_a_portfolio_without_projects_needs_no_directory_of_people(files: dict[str, bytes]) -> None:
    less = {
        path: raw
        for path, raw in files.items()
        if path.startswith("methodology/") or path.endswith("/portfolio.yaml")
    }
    assert "missing-file" not in [rule for rule, _, _ in rules_of(less)]


def test_a_reference_into_another_portfolio_says_that_it_cannot_be_followed(files: dict[str, bytes]) -> None:
    path = f"{E}/schedule.yaml"
    data = yaml.parse(files[path]).data
    assert isinstance(data, dict)
    names = [
        (key, value) for entry in data["dependencies"] for key, value in entry.items() if key == "milestone"
    ]
    assert names
    made = changed(files, path, f"milestone: {names[0][1]}", "milestone: applications:erp/go-live")
    assert [(rule, message) for rule, _, message in rules_of(made) if rule == "unknown-reference"] == [
        (
            "unknown-reference",
            "`applications:erp/go-live` refers to the portfolio `applications`, which cannot be read from here",
        )
    ]


def test_a_record_without_an_id_is_told_apart_by_its_file_and_place() -> None:
    def name(path: str, *route: str | int) -> str:
        return str(records.address_of(records.Item("frozen_report", Record(), None, path, route)))

    assert name("portfolio/periods/2026-01-09.yaml", "reports", 0) == "frozen_report/2026-01-09-reports-0"
    assert name("portfolio/team.yaml", "assignments", 1) == "frozen_report/assignments-1"
