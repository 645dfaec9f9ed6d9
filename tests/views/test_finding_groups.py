"""Findings by rule: the worst rule first, waived findings last, each with its projects and their managers."""

from __future__ import annotations

from collections.abc import Mapping

from pmokit.model.finding import Finding
from pmokit.views.context import Context
from pmokit.views.registers import finding_groups
from tests.conftest import check_files, sound

P = "portfolio/projects/"


def found(rule: str, severity: str, path: str, waived: str = "", help: str = "Correct it.") -> Finding:
    return Finding(rule, severity, rule.title(), "wrong", path, help=help, waived_by=waived)  # type: ignore[arg-type]


def groups(shipped: Mapping[str, bytes], *findings: Finding) -> list[finding_groups.Group]:
    files = {path: raw for path, raw in sound(shipped).items() if not path.startswith("methodology/rules/")}
    done = check_files(files)
    context = Context(done._replace(findings=list(findings)))
    shown: list[finding_groups.Group] = finding_groups.page(context)["groups"]
    return shown


def test_errors_come_before_warnings_many_before_few_and_waived_last(
    shipped_files: Mapping[str, bytes],
) -> None:
    some = groups(
        shipped_files,
        found("waived", "error", f"{P}example/a.yaml", waived="w1"),
        found("few", "warning", f"{P}example/a.yaml"),
        found("many", "warning", f"{P}example/a.yaml"),
        found("many", "warning", f"{P}other/a.yaml"),
        found("grave", "error", f"{P}other/a.yaml"),
    )
    assert [group.rule for group in some] == ["grave", "many", "few", "waived"]
    assert [(group.severity, group.open, group.waived) for group in some] == [
        ("error", 1, 0),
        ("warning", 2, 0),
        ("warning", 1, 0),
        ("waived", 0, 1),
    ]


def test_a_rule_is_as_bad_as_its_worst_finding_that_is_not_waived(shipped_files: Mapping[str, bytes]) -> None:
    (group,) = groups(
        shipped_files,
        found("mixed", "error", f"{P}example/a.yaml", waived="w1"),
        found("mixed", "note", f"{P}example/b.yaml"),
        found("mixed", "warning", f"{P}example/c.yaml"),
    )
    assert (group.severity, group.open, group.waived) == ("warning", 2, 1)


def test_projects_and_managers_are_named_once_and_shared_files_are_one(
    shipped_files: Mapping[str, bytes],
) -> None:
    (group,) = groups(
        shipped_files,
        found("r", "error", f"{P}example/a.yaml"),
        found("r", "error", f"{P}example/b.yaml"),
        found("r", "error", "portfolio/people.yaml"),
        found("r", "error", "methodology/roles.yaml"),
    )
    assert [title for _, title in group.projects] == ["Methodology and shared files", "Example project"]
    assert group.owners == ("Ben Baker",)


def test_what_to_do_is_said_once_where_it_is_the_same_for_all(shipped_files: Mapping[str, bytes]) -> None:
    same = groups(
        shipped_files, found("r", "error", f"{P}example/a.yaml"), found("r", "error", f"{P}other/a.yaml")
    )
    other = groups(
        shipped_files,
        found("r", "error", f"{P}example/a.yaml"),
        found("r", "error", f"{P}other/a.yaml", help="Else."),
    )
    assert [group.help for group in (*same, *other)] == ["Correct it.", ""]
