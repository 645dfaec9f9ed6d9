"""Impossible values and entries without effect are said, in whichever file they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.text.files import read_tree
from tests.conftest import causes, changed, check_files, sound, write_files

LIFECYCLE, TIERS = "methodology/lifecycle.yaml", "methodology/tiers.yaml"
REPORTING, FIELDS = "methodology/reporting.yaml", "methodology/fields.yaml"
PEOPLE, PORTFOLIO = "portfolio/people.yaml", "portfolio/portfolio.yaml"


@pytest.fixture
def files(shipped_files: Mapping[str, bytes]) -> dict[str, bytes]:
    return sound(shipped_files)


def integrity(files: Mapping[str, bytes]) -> list[tuple[str, str, int, str]]:
    found = causes(check_files(files).findings)
    return [(f.rule, f.path, f.line, f.message) for f in found if not f.clause]


@pytest.mark.parametrize(
    ("path", "old", "new", "rule", "message"),
    [
        (LIFECYCLE, "  - id: ready-for-planning\n", "  - id: ready-for-planning\n    dropped: true\n", "without-effect",
         "there is nothing to drop: no methodology that this one extends has this entry"),
        (TIERS, "  - id: light\n", "  - id: light\n    dropped: true\n", "without-effect",
         "there is nothing to drop: no methodology that this one extends has this entry"),
        (LIFECYCLE, "        artefact: charter\n", "", "impossible-value",
         "the criterion “The charter is approved” says in 0 ways how it is checked; one is needed"),
        (LIFECYCLE, "        artefact: charter\n", "        artefact: charter\n        rule: risk-unowned\n", "impossible-value",
         "the criterion “The charter is approved” says in 2 ways how it is checked; one is needed"),
        (LIFECYCLE, "        artefact: charter\n", "        checked_by: sponsor\n", "missing-key",
         "the criterion “The charter is approved” is checked by a person and has no `id`, so no attestation can name it"),
        (REPORTING, "red_from: 30", "red_from: 9", "impossible-value", "red begins at 9, before amber begins at 10"),
        (FIELDS, "type: text", "type: choice", "missing-key", "is a choice without `choices`"),
        (FIELDS, "type: text", "type: text, choices: [a]", "without-effect", "has `choices`, but is not of the type `choice`"),
        (PORTFOLIO, "title: ", "fiscal_year_starts: 13\ntitle: ", "bad-number", "found `13`"),
        (PORTFOLIO, "title: ", "fiscal_year_starts: 0\ntitle: ", "bad-number", "found `0`"),
        (REPORTING, "period_days: 14", "period_days: 0", "bad-number", "found `0`"),
        (PEOPLE, "{id: ana,", "{id: ana, handle: Ana Kern,", "bad-text", "expected a handle such as `@ana` or `@group/team`"),
        (PEOPLE, "{id: ana,", "{id: ana, handle: 'https://forge.example/ana',", "bad-text", "expected a handle"),
        (PEOPLE, "{id: ana,", "{id: ana, email: 'ana@@acme.example',", "bad-text", "expected an e-mail address"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_found_at_its_place(
    files: dict[str, bytes], path: str, old: str, new: str, rule: str, message: str
) -> None:
    if path == FIELDS:
        files[FIELDS] = b"fields:\n  - {id: cost_centre, title: Cost centre, type: text}\n"
    found = [entry for entry in integrity(changed(files, (path, old, new))) if entry[0] == rule]
    assert len(found) == 1, integrity(changed(files, (path, old, new)))
    assert found[0][1] == path and message in found[0][3]


def test_amber_that_is_never_reached_is_noted(files: dict[str, bytes]) -> None:
    check = check_files(changed(files, (REPORTING, "red_from: 30", "red_from: 10")))
    (found,) = [entry for entry in check.findings if entry.path == REPORTING]
    assert (found.severity, found.message) == (
        "note",
        "amber and red both begin at 10, so nothing is ever amber",
    )


def test_limits_that_may_be_exchanged_are_both_named(files: dict[str, bytes]) -> None:
    exchanged = changed(
        files, (REPORTING, "amber_from: 10\n    red_from: 30", "amber_from: 30\n    red_from: 10")
    )
    (found,) = [entry for entry in check_files(exchanged).findings if entry.path == REPORTING]
    assert "write `amber_from: 10` and `red_from: 30`" in found.help


def test_a_gate_that_no_tier_has_is_without_effect(files: dict[str, bytes]) -> None:
    files[TIERS] = files[TIERS].replace(b"ready-for-planning, ", b"")
    assert ("without-effect", LIFECYCLE) in [(rule, path) for rule, path, _, _ in integrity(files)]
    assert any("no tier has the gate `ready-for-planning`" in message for *_, message in integrity(files))


@pytest.mark.parametrize(
    ("one", "two"),
    [("email: a@acme.example", "email: A@acme.example"), ("handle: '@a'", "handle: '@A'")],
)
def test_an_address_or_a_handle_belongs_to_one_person(files: dict[str, bytes], one: str, two: str) -> None:
    shared = changed(
        files, (PEOPLE, "{id: ana,", f"{{id: ana, {one},"), (PEOPLE, "{id: ben,", f"{{id: ben, {two},")
    )
    ((rule, path, _, message),) = integrity(shared)
    assert (rule, path) == ("impossible-value", PEOPLE)
    assert message.startswith("ben and ana share ") and message.endswith(", which must belong to one person")


@pytest.mark.parametrize(
    "field",
    ["email: \"bo.o'neill@acme.example\"", "email: 'a!#$%&*+/=?^_`{|}~-b@acme.example'", "handle: '@group/team'",
     "handle: '@ana.kern-2'", "handle: ana@acme.example"],
)  # fmt: skip
def test_addresses_and_handles_that_exist_are_accepted(files: dict[str, bytes], field: str) -> None:
    assert integrity(changed(files, (PEOPLE, "{id: ana,", f"{{id: ana, {field},"))) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("RAID.YAML", "raid.yaml"), ("raid.yaml.txt", "raid.yaml"), ("raid.Yml", "raid.yaml"), ("raid.yaml~", "raid.yaml"),
     ("raid.yaml (1)", "raid.yaml"), ("note.MD", "note.md")],
)  # fmt: skip
def test_a_file_that_somebody_means_to_be_read_is_named(
    files: dict[str, bytes], tmp_path: Path, run: Callable[..., Result], name: str, meant: str
) -> None:
    root = write_files(tmp_path, files)
    (root / "portfolio/projects/example" / name).write_text("risks: []\n")
    (flaw,) = [flaw for path, flaw in read_tree(root).flaws if path.endswith(name)]
    assert flaw.rule == "unknown-file" and f"Rename it to `{meant}`" in flaw.help
    assert "error[unknown-file]" in run("check", "--root", root).stdout


def test_other_files_beside_the_records_are_left_alone(files: dict[str, bytes], tmp_path: Path) -> None:
    root = write_files(tmp_path, files)
    for name in ("picture.png", "yaml.txt", "notes.txt", ".raid.yaml.swp"):
        (root / "portfolio/projects/example" / name).write_text("x")
    assert read_tree(root).flaws == ()


def test_a_folder_of_a_project_that_windows_cannot_check_out_is_named(
    files: dict[str, bytes], tmp_path: Path, run: Callable[..., Result]
) -> None:
    root = write_files(tmp_path, files)
    refused = run("new", "project", "--root", root, "aux")
    assert refused.exit_code == 2 and "aux" in refused.stderr
    made = {
        path.replace("/other/", "/con/"): raw for path, raw in files.items() if "/projects/other/" in path
    }
    assert any(path.startswith("portfolio/projects/con/") for _, path, *_ in integrity({**files, **made}))


def test_a_space_that_hides_in_a_key_is_named_beside_what_follows_from_it(files: dict[str, bytes]) -> None:
    found = integrity(changed(files, (PEOPLE, "{id: ana,", "{id:\u00a0ana,")))
    assert found[0][:2] == ("control-character", PEOPLE) and "U+00A0" in found[0][3]
