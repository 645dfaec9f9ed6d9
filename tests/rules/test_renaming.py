"""An id is renamed wherever it stands, and a renaming is one piece of news."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.load import records, repository
from pmokit.load.run import Run
from pmokit.model import kinds
from pmokit.rules.renaming import Renamed, rename_record
from pmokit.text.files import read_tree
from pmokit.text.plan import draft
from tests.conftest import CLOCK, check_files, sound

E = "portfolio/projects/example"


def renamed(files: Mapping[str, bytes], name: Renamed) -> dict[str, bytes]:
    run = Run(repository.load(files, None, CLOCK))
    made = draft(rename_record(run, name, files), files).after
    return {path: raw for path, raw in sorted({**files, **made}.items()) if raw is not None}


def found(files: Mapping[str, bytes]) -> Counter[tuple[str, str]]:
    return Counter((f.rule, f.waived_by) for f in check_files(files).findings)


def one_of_each_kind(files: Mapping[str, bytes]) -> list[Renamed]:
    """The first record of each kind that can be renamed, with one that is referred to where there is one."""
    run = Run(repository.load(files, None, CLOCK))
    some: dict[str, Renamed] = {}
    for item in run.workspace.shared_items:
        if item.path.startswith("portfolio/") and item.kind not in ("meeting", "period", "frozen_report"):
            name = getattr(item.record, "id", None)
            if name:
                some.setdefault(item.kind, Renamed(item.kind, "", str(name), "zz-new"))
    for project in run.project_ids:
        folder = run.folder(project)
        for item in records.of_project(project, folder.parts, folder.project):
            name = getattr(item.record, "id", None)
            if (
                item.kind in kinds.lists(type(folder.project))
                and name
                and item.kind not in ("report", "review", "approval", "artefact_text")
            ):
                some.setdefault(item.kind, Renamed(item.kind, project, str(name), "zz-new"))
    some["project"] = Renamed("project", "", run.project_ids[0], "zz-new")
    return list(some.values())


def test_renaming_a_record_changes_no_finding(shipped_files: Mapping[str, bytes]) -> None:
    files = sound(shipped_files)
    names = [
        name for name in one_of_each_kind(files) if name.kind in ("project", "person", "milestone", "risk")
    ]
    assert len(names) == 4
    assert [name for name in names if found(renamed(files, name)) != found(files)] == []


@pytest.mark.sweep
def test_renaming_a_record_of_each_kind_changes_no_finding(shipped_files: Mapping[str, bytes]) -> None:
    before = found(shipped_files)
    del before["milestone-move-unexplained", ""]
    names = one_of_each_kind(shipped_files)
    assert {"project", "person", "system", "milestone", "risk", "change", "waiver", "programme"} <= {
        n.kind for n in names
    }
    wrong = []
    for name in names:
        after = found(renamed(shipped_files, name))
        # A report explains a movement by naming the milestone in its text, and texts are left as they are.
        del after["milestone-move-unexplained", ""]
        if +after != before and name.kind != "waiver":
            wrong.append((name, after - before, before - after))
    assert wrong == []


def test_a_project_s_id_changes_in_its_folder_in_references_minutes_waivers_and_closed_periods(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    waiver = sound_repository / "portfolio/waivers/w.yaml"
    waiver.parent.mkdir(exist_ok=True)
    waiver.write_text(
        "rule: risk-unowned\nrecord: example/risk/carrier\nreason: x y\ncompensating_control: y z\n"
        "requested_by: ben\napproved_by: ana\nsince: 2026-05-01\nuntil: 2026-06-10\n"
    )
    assert run("period", "close", "2026-05-15", "--by", "ana", "--root", sound_repository).exit_code == 0
    before = read_tree(sound_repository).files
    dry = run("rename", "project", "example", "sample", "--dry-run", "--root", sound_repository)
    assert dry.exit_code == 0 and read_tree(sound_repository).files == before
    done = run("rename", "project", "example", "sample", "--root", sound_repository)
    assert done.exit_code == 0, done.output
    after = read_tree(sound_repository).files
    assert not any(path.startswith(f"{E}/") for path in after)
    assert b"formerly:\n  - example" in after["portfolio/projects/sample/project.yaml"]
    assert b"record: sample/risk/carrier" in after["portfolio/waivers/w.yaml"]
    assert b"project: sample" in after["portfolio/periods/2026-05-15.yaml"]
    left = [path for path, raw in after.items() if b"example/" in raw or b": example\n" in raw]
    assert [path for path in left if not path.startswith("methodology/")] == []
    assert found(after) == found(before)


def test_a_milestone_s_id_changes_in_frozen_reports_and_their_fingerprints_follow(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    assert run("period", "close", "2026-05-15", "--by", "ana", "--root", sound_repository).exit_code == 0
    files = read_tree(sound_repository).files
    assert b"milestone: half" in files[f"{E}/reports/2026-05-15.yaml"]
    done = run("rename", "milestone", "example/half", "midway", "--root", sound_repository)
    assert done.exit_code == 0, done.output
    after = read_tree(sound_repository).files
    assert b"milestone: midway" in after[f"{E}/reports/2026-05-15.yaml"]
    assert found(after) == found(files)


def test_a_frozen_report_that_was_edited_stays_found_after_a_renaming(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    assert run("period", "close", "2026-05-15", "--by", "ana", "--root", sound_repository).exit_code == 0
    path = sound_repository / E / "reports/2026-05-15.yaml"
    path.write_text(path.read_text().replace("summary: ", "summary: Now "))
    edited = found(read_tree(sound_repository).files)
    assert run("rename", "milestone", "example/half", "midway", "--root", sound_repository).exit_code == 0
    assert found(read_tree(sound_repository).files) == edited


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("persn", "ana", "anna"), "there is no kind of record `persn`"),
        (("person", "anna", "eve2"), "there is no person `anna`. Did you mean `ana`"),
        (("person", "ana", "ben"), "there is a person `ben` already"),
        (("person", "ana", "Ana"), "is not an id"),
        (("milestone", "half", "x"), "a milestone belongs to a project: write PROJECT/half"),
        (("person", "example/ana", "x"), "there is no person `example/ana`"),
        (("gate", "ready-for-executing", "x"), "belongs to the methodology"),
        (("milestone", "exmple/half", "x"), "there is no project `exmple`"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_written(
    run: Callable[..., Result], sound_repository: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = read_tree(sound_repository).files
    result = run("rename", *arguments, "--root", sound_repository)
    assert result.exit_code == 2 and said in result.output, result.output
    assert read_tree(sound_repository).files == before


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    day = "2026-06-01T12:00:00Z"
    own = {**os.environ, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True, env=own)


@pytest.fixture
def history(sound_repository: Path) -> Path:
    git(sound_repository, "init", "-q", "-b", "main")
    git(sound_repository, "add", "-A")
    git(sound_repository, "commit", "-qm", "start")
    return sound_repository


def by_command(run: Callable[..., Result], root: Path) -> None:
    assert run("rename", "project", "example", "sample", "--root", root).exit_code == 0


def by_hand(run: Callable[..., Result], root: Path) -> None:
    (root / E).rename(root / "portfolio/projects/sample")


@pytest.mark.parametrize("way", [by_command, by_hand])
def test_changes_tell_a_renaming_in_one_sentence(
    run: Callable[..., Result], history: Path, way: Callable[[Callable[..., Result], Path], None]
) -> None:
    way(run, history)
    said = json.loads(run("changes", "--since", "HEAD", "--root", history, "--format", "json").stdout)
    texts = [
        row["text"]
        for row in said["changes"]
        if "reference" not in row["text"] and "finding" not in row["group"]
    ]
    assert texts == ["Example project: the id has changed from example to sample"]


def test_a_base_before_a_renaming_holds_the_same_findings(run: Callable[..., Result], history: Path) -> None:
    raid = history / E / "raid.yaml"
    raid.write_text(raid.read_text().replace("due: 2026-06-19", "due: 2026-05-19"))
    git(history, "commit", "-qam", "late")
    by_command(run, history)
    said = json.loads(run("check", "--base", "HEAD", "--root", history, "--format", "json").stdout)
    assert said["findings"] == [] and [f["rule"] for f in said["apart"]] == ["issue-overdue"]


def test_another_project_in_place_of_one_that_left_is_news(run: Callable[..., Result], history: Path) -> None:
    shutil.rmtree(history / "portfolio/projects/other")
    assert run("new", "project", "quite-new", "--title", "Quite new", "--root", history).exit_code == 0
    said = json.loads(run("changes", "--since", "HEAD", "--root", history, "--format", "json").stdout)
    texts = [row["text"] for row in said["changes"] if row["group"] == "projects"]
    assert len(texts) == 2 and not any("id has changed" in text for text in texts)


def test_of_two_projects_with_one_title_the_one_with_the_same_files_was_renamed(
    run: Callable[..., Result], history: Path
) -> None:
    projects = history / "portfolio/projects"
    charter = projects / "other/project.yaml"
    charter.write_text(charter.read_text().replace("title: Other project", "title: Example project"))
    git(history, "commit", "-qam", "two of one title")
    (projects / "other").rename(projects / "another")
    (projects / "example").rename(projects / "sample")
    said = json.loads(run("changes", "--since", "HEAD", "--root", history, "--format", "json").stdout)
    texts = {row["text"] for row in said["changes"] if row["group"] == "projects"}
    assert texts == {
        "Example project: the id has changed from other to another",
        "Example project: the id has changed from example to sample",
    }


def identities(run: Callable[..., Result], root: Path, out: Path) -> set[str]:
    """The identities of all entries of the calendars and feeds of a repository."""
    shutil.rmtree(out, ignore_errors=True)
    assert run("calendar", "--root", root, "--output", out / "calendar").exit_code == 0
    address = ("--url", "https://example.com")
    assert run("feeds", "--root", root, *address, "--output", out / "feeds").exit_code == 0
    lines = [line for path in out.rglob("*.ics") for line in path.read_text().splitlines()]
    entries = [name for path in out.rglob("*.atom") for name in re.findall("<id>.*?</id>", path.read_text())]
    assert entries
    return {*entries, *(line for line in lines if line.startswith("UID"))}


def test_calendars_and_feeds_know_a_renamed_project_again(
    run: Callable[..., Result], sound_repository: Path, tmp_path: Path
) -> None:
    before = {line for line in identities(run, sound_repository, tmp_path / "out") if line.startswith("UID")}
    by_command(run, sound_repository)
    after = {line for line in identities(run, sound_repository, tmp_path / "out") if line.startswith("UID")}
    assert after == before and before


def test_calendars_and_feeds_know_renamed_records_of_a_project_again(
    run: Callable[..., Result], sound_repository: Path, tmp_path: Path
) -> None:
    raid, plans = sound_repository / E / "raid.yaml", sound_repository / E / "baselines"
    decided = "{id: archive, state: decided, decided_on: 2026-05-20, chosen: Move it,"
    raid.write_text(raid.read_text().replace("{id: archive,", decided))
    shutil.copyfile(plans / "1.yaml", plans / "2.yaml")
    # A second baseline without an approved change is found, and its finding names the file.
    shutil.rmtree(sound_repository / "methodology/rules")
    before = identities(run, sound_repository, tmp_path / "out")
    renamed = {
        "milestone": ("half", "midway", "middle"),
        "decision": ("archive", "settled"),
        "change": ("more-time", "another"),
        "baseline": ("2", "last"),
    }
    for kind, names in renamed.items():
        for old, new in pairwise(names):
            done = run("rename", kind, f"example/{old}", new, "--root", sound_repository)
            assert done.exit_code == 0, done.output
    assert identities(run, sound_repository, tmp_path / "out") == before


def test_the_minutes_that_decided_a_change_follow_its_new_id(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    minutes = sound_repository / "portfolio/steering/infrastructure-board/2026-05-20.yaml"
    (change,) = (path.stem for path in (sound_repository / E / "changes").glob("*.yaml"))
    text = minutes.read_text()
    row = f"  - {{id: d9, what: More money, project: example, change: {change}, outcome: approved}}\n"
    minutes.write_text(text.replace("decisions:\n", f"decisions:\n{row}", 1))
    assert row in minutes.read_text()
    done = run("rename", "change", f"example/{change}", "other-name", "--root", sound_repository)
    assert done.exit_code == 0, done.output
    assert "change: other-name" in minutes.read_text()


def test_while_a_file_cannot_be_read_nothing_is_renamed(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    (sound_repository / "portfolio/projects/other/schedule.yaml").write_text("a: [\n")
    before = read_tree(sound_repository).files
    done = run("rename", "project", "example", "sample", "--root", sound_repository)
    assert done.exit_code == 2 and "portfolio/projects/other/schedule.yaml" in done.output, done.output
    assert read_tree(sound_repository).files == before


@pytest.mark.parametrize("kind", ["report", "review", "period", "meeting", "meeting_action", "resolution"])
def test_what_has_a_day_for_its_name_or_is_part_of_a_meeting_has_no_name_of_its_own(
    run: Callable[..., Result], sound_repository: Path, kind: str
) -> None:
    done = run("rename", kind, "example/2026-05-15", "2026-05-16", "--root", sound_repository)
    assert done.exit_code == 2 and f"there is no kind of record `{kind}`" in done.output, done.output


@pytest.mark.parametrize(("kind", "old"), [("milestone", "half"), ("risk", "capacity"), ("change", "")])
def test_another_id_for_a_record_of_a_project_is_no_news(
    run: Callable[..., Result], sound_repository: Path, kind: str, old: str
) -> None:
    old = old or next(path.stem for path in (sound_repository / E / "changes").glob("*.yaml"))
    git(sound_repository, "init", "-q")
    git(sound_repository, "add", "-A")
    git(sound_repository, "commit", "-qm", "x")
    assert run("rename", kind, f"example/{old}", "zz-new", "--root", sound_repository).exit_code == 0
    told = run("changes", "--since", "HEAD", "--root", sound_repository)
    assert told.exit_code == 0 and "zz-new" not in told.output and "added" not in told.output, told.output
    said = run("check", "--base", "HEAD", "--root", sound_repository)
    assert said.exit_code == 0, said.output
