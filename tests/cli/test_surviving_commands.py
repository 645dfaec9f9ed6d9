"""Commands that write or compare, in cases in which a small fault of theirs once went unseen."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from pmokit.text.edits import Set
from pmokit.text.plan import draft
from pmokit.text.writer import write
from tests.cli.test_surviving_faults import E, commit, edit


def test_a_gate_without_approval_for_which_nothing_is_missing_is_ready(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    def gate() -> dict[str, object]:
        out = run("gate", "example", "ready-for-executing", "--root", sound_repository, "--format", "json")
        (row,) = json.loads(out.stdout)["gates"]
        return dict(row)

    (sound_repository / E / "gates/ready-for-executing.yaml").unlink()
    assert gate()["approval"] is None and gate()["missing"] == 0 and gate()["ready"] is True
    edit(sound_repository, f"{E}/project.yaml", "artefact: solution-design\n    state: approved", "artefact: solution-design\n    state: draft")  # fmt: skip
    assert gate()["missing"] == 1 and gate()["ready"] is False


def test_changes_for_the_public_leave_out_what_is_confidential(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    edit(
        sound_repository, f"{E}/project.yaml", "state: active", "state: active\nclassification: confidential"
    )
    commit(sound_repository)
    edit(sound_repository, f"{E}/schedule.yaml", "forecast: 2026-09-04", "forecast: 2026-10-16")
    call = ("changes", "--since", "HEAD", "--root", sound_repository, "--audience")
    assert "Half of the mailboxes" in run(*call, "all").stdout
    assert "Half of the mailboxes" not in run(*call, "public").stdout


def test_feeds_do_without_no_address(run: Callable[..., Result], sound_repository: Path) -> None:
    result = run("feeds", "--root", sound_repository)
    assert result.exit_code == 2 and "Missing option '--url'" in result.stderr


def test_a_new_project_needs_no_tiers(run: Callable[..., Result], sound_repository: Path) -> None:
    (sound_repository / "methodology/tiers.yaml").write_text("tiers: []\n")
    result = run("new", "project", "alpha", "--root", sound_repository)
    assert result.exit_code == 0, result.output
    assert "tier: light" in (sound_repository / "portfolio/projects/alpha/project.yaml").read_text()


def test_a_document_is_indented_by_two(run: Callable[..., Result], sound_repository: Path) -> None:
    out = run("status", "--root", sound_repository, "--format", "json").stdout
    assert out.startswith('{\n  "version": 1,\n')


def test_a_file_that_a_plan_leaves_as_it_is_is_not_written(sound_repository: Path) -> None:
    path = "portfolio/portfolio.yaml"
    files = {path: (sound_repository / path).read_bytes()}
    before = os.stat(sound_repository / path)
    write(sound_repository, draft([Set(path, ("title",), "Example portfolio")], files))
    after = os.stat(sound_repository / path)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    write(sound_repository, draft([Set(path, ("title",), "Another")], files))
    assert os.stat(sound_repository / path).st_ino != before.st_ino


MAP = (
    "title: T\nid_from: [no]\n"
    "constants: {project: {state: active, workstream: general, summary: What it does.}}\n"
    "columns:\n  - {name: no, ignore: true}\n  - {name: title, to: project.title, form: line}\n"
    "  - {name: part, to: project.workstream, form: line, collect: workstreams}\n"
)


def test_a_cell_that_says_otherwise_than_the_file_is_among_the_losses_with_its_reason(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "map.yaml").write_text(MAP)
    root = tmp_path / "repository"
    call = ("import", "table", tmp_path / "t.csv", "--map", tmp_path / "map.yaml", "--into", root)
    (tmp_path / "t.csv").write_text("no,title,part\nalpha,First,IT\n")
    assert run(*call).exit_code == 0
    (tmp_path / "t.csv").write_text("no,title,part\nalpha,Second,IT\n")
    result = run(*call)
    assert "title: First" in (root / "portfolio/projects/alpha/project.yaml").read_text(), result.output
    losses = (root / "import-losses.csv").read_text().splitlines()
    assert [line for line in losses if "Second" in line and line.startswith("1,alpha,title,Second,")]


def test_a_source_that_is_new_here_wins_about_the_portfolio_and_about_nothing_else() -> None:
    from pmokit.load.planning import Field, plan

    files = {
        "portfolio/portfolio.yaml": b"title: Old\n",
        "portfolio/projects/alpha/project.yaml": b"title: Old\n",
    }
    fields = [Field("portfolio", "", ("title",), "New"), Field("project", "alpha", ("title",), "New")]
    made = plan(fields, files, fresh=True)
    assert [edit.path for edit in made.edits] == ["portfolio/portfolio.yaml"]
    assert "portfolio/projects/alpha/project.yaml" in [conflict.path for conflict in made.conflicts]


def test_people_come_into_a_file_that_says_nothing_as_a_list() -> None:
    from pmokit.load.planning import Field, plan

    path = "portfolio/people.yaml"
    fields = [Field("person", "ana", ("name",), "Ana"), Field("person", "ben", ("name",), "Ben")]
    for there in (b"# Nobody yet.\n", b"people: []\n"):
        made = draft(plan(fields, {path: there}).edits, {path: there})
        text = (made.after[path] or b"").decode()
        assert text.count("  - ") == 2 and "- name: Ana" in text and "- name: Ben" in text, text


def test_a_mapping_that_is_missing_comes_in_as_a_mapping() -> None:
    from pmokit.load.planning import Field, plan

    path = "portfolio/projects/alpha/project.yaml"
    made = plan([Field("project", "alpha", ("extra", "code"), "7")], {path: b"title: A\n"})
    assert [getattr(edit, "value", None) for edit in made.edits] == [{"code": "7"}]


def test_the_difference_of_two_layers_is_a_document_too(
    run: Callable[..., Result], tmp_path: Path, sound_repository: Path
) -> None:
    own = tmp_path / "own"
    for path, text in {
        "methodology/methodology.yaml": 'name: Own\nversion: "1.0"\nowner: pmo-lead\npurpose: Ours.\nextends: {folder: ../repository}\n',
        "methodology/reporting.yaml": "due_after_days: 3\n",
        "portfolio/portfolio.yaml": "title: Own\ntoday: 2026-06-01\nworkstreams: [{id: general, title: General}]\n",
    }.items():
        (own / path).parent.mkdir(parents=True, exist_ok=True)
        (own / path).write_text(text)
    assert run("methodology", "update", "--root", own).exit_code == 0
    document = json.loads(run("methodology", "diff", "--root", own, "--format", "json").stdout)
    assert "due_after_days" in json.dumps(document["differences"])
