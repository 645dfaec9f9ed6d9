"""The trend by the facts from git history: what checkouts would give, each object read once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.cli import kept_past
from pmokit.load import folder as loading
from pmokit.rules.trend import ends
from pmokit.text.objects import Objects
from pmokit.views.context import Context
from tests.cli.test_time import edit, git
from tests.conftest import ROOT, check_files, sound, write_files

E = "portfolio/projects/example"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]) -> Path:
    """Four commits: sound; a milestone late; a third project; all well again, with a looser method."""
    root = tmp_path_factory.mktemp("trend") / "repository"
    files = {**sound(shipped_files), "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes()}
    write_files(root, files)
    shutil.copytree(ROOT / "site_templates", root / "site_templates")

    def commit(day: str) -> None:
        git(root, "add", "-A", day=day)
        git(root, "commit", "-qm", day, day=day)

    git(root, "init", "-q", "-b", "main")
    commit("2026-02-20")
    edit(root, f"{E}/schedule.yaml", "forecast: 2026-09-04", "forecast: 2026-10-16")
    commit("2026-03-20")
    shutil.copytree(root / "portfolio/projects/other", root / "portfolio/projects/third")
    commit("2026-04-17")
    edit(root, f"{E}/schedule.yaml", "forecast: 2026-10-16", "forecast: 2026-09-04")
    edit(root, "methodology/reporting.yaml", "amber_from: 12", "amber_from: 13")
    commit("2026-05-20")
    return root


def test_each_period_shows_the_last_commit_up_to_its_end(history: Path, run: Callable[..., Result]) -> None:
    result = run("trend", "--root", history, "--periods", "9")
    lines = [" ".join(line.split()[:-1]) for line in result.stdout.splitlines()]
    assert lines == [
        "2026-02-20 Red: 0, Amber: 1, Green: 1",
        "2026-03-06 Red: 0, Amber: 1, Green: 1",
        "2026-03-20 Red: 1, Amber: 0, Green: 1",
        "2026-04-03 Red: 1, Amber: 0, Green: 1",
        "2026-04-17 Red: 1, Amber: 0, Green: 2",
        "2026-05-01 Red: 1, Amber: 0, Green: 2",
        "2026-05-15 Red: 1, Amber: 0, Green: 2",
        "2026-05-29 Red: 0, Amber: 0, Green: 3",
    ]
    assert "The history reaches back 8 of 9 periods." in result.stderr


def test_the_trend_is_what_a_checkout_of_each_commit_says(history: Path, tmp_path: Path) -> None:
    known = kept_past.history(history)
    days = [date(2026, 3, 6), date(2026, 3, 20), date(2026, 5, 1), date(2026, 5, 29)]
    for commit, state in kept_past.states(known, days):
        then = tmp_path / commit.name
        if not then.exists():
            git(history, "worktree", "add", "-q", str(then), commit.name)
        from pmokit.text.files import read_tree

        context = Context(check_files(read_tree(then).files, state.day))
        direct = {p.id: context.derived(p)["overall"].rag for p in context.projects if p.state == "active"}
        assert state.rags == direct


def test_what_did_not_change_is_read_once_and_a_second_run_reads_nothing(
    history: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmokit.load import history as reading

    parsed: list[str] = []

    def counting(project_id: str, files: Mapping[str, bytes]) -> loading.Folder:
        parsed.append(project_id)
        return loading.load_folder(project_id, files)

    monkeypatch.setattr(reading, "load_folder", counting)
    blobs: list[str] = []
    read = Objects._read
    monkeypatch.setattr(Objects, "_read", lambda self, what: (blobs.append(what), read(self, what))[1])
    started: list[list[str]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: (started.append(a[0]), popen(*a, **k))[1])
    known = kept_past.history(history)
    days = [
        date(2026, 2, 20 + 0),
        *(date(2026, 3, 6), date(2026, 3, 20), date(2026, 4, 3), date(2026, 4, 17), date(2026, 5, 29)),
    ]
    assert len(kept_past.states(known, days)) == 6
    assert sorted(parsed) == ["example", "example", "example", "other", "third"], "one for each content"
    assert sum("--batch" in command for command in started) == 1
    before = len(blobs)
    assert len(kept_past.states(known, days)) == 6 and len(blobs) == before, "a past day never changes"


@pytest.mark.slow
def test_the_site_shows_the_trend_and_what_is_new_since_the_last_period_but_one(
    history: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    edit(history, f"{E}/raid.yaml", "    owner: ben\n    likelihood", "    likelihood")
    try:
        result = run("build", "--root", history, "--output", tmp_path / "site")
        assert result.exit_code == 0, result.output
        home = (tmp_path / "site/index.html").read_text()
        assert "Active projects by calculated status, from the history of the repository" in home
        project = (tmp_path / "site/projects/example/index.html").read_text()
        assert "Calculated overall status, from the history of the repository" in project
        changed = (tmp_path / "site/changes/index.html").read_text()
        assert "is open and has no owner" in changed and ">New<" in changed
    finally:
        git(history, "checkout", "-q", "--", E)


def test_a_repository_without_history_says_so(
    run: Callable[..., Result], tmp_path: Path, shipped_files: Mapping[str, bytes]
) -> None:
    write_files(tmp_path, sound(shipped_files))
    result = run("trend", "--root", tmp_path)
    assert result.exit_code == 2 and "has no commit from before the end of 2026-05-29" in result.output
    early = run("trend", "--root", tmp_path, "--today", "2026-01-02")
    assert early.exit_code == 2 and "no reporting period has ended yet" in early.output
    unknown = run("trend", "exampel", "--root", tmp_path)
    assert unknown.exit_code == 2 and "Did you mean `example`?" in unknown.output


def test_periods_end_when_the_method_says(shipped_files: Mapping[str, bytes]) -> None:
    workspace = check_files(sound(shipped_files)).run
    assert workspace.today == date(2026, 6, 1)
    assert ends(workspace, 2) == [date(2026, 5, 15), date(2026, 5, 29)]
    workspace.today = date(2026, 5, 29)
    assert ends(workspace, 1) == [date(2026, 5, 15)], "a period that ends today has not ended"
