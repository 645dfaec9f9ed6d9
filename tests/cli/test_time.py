"""Any past day from git history: check and build as of a day, and what moved since."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT, sound, write_files

E = "portfolio/projects/example"


def git(root: Path, *arguments: str, day: str = "2026-06-01") -> str:
    moment = f"{day}T12:00:00"
    environment = {
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
        "PATH": "/usr/bin:/bin:/usr/local/bin",
    }
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(
        command, cwd=root, check=True, capture_output=True, text=True, env=environment
    ).stdout


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]) -> Path:
    """Two hundred commits, some of which change the sound portfolio and its templates."""
    root = tmp_path_factory.mktemp("history") / "repository"
    # Each rule would be a page of each build.
    method = {
        path: raw for path, raw in sound(shipped_files).items() if "/rules/" not in path or "/raid/" in path
    }
    write_files(root, {**method, "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes()})
    shutil.copytree(ROOT / "site_templates", root / "site_templates")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A", day="2026-03-01")
    git(root, "commit", "-qm", "start", day="2026-03-01")
    edits = {
        60: (f"{E}/schedule.yaml", "forecast: 2026-09-04", "forecast: 2026-10-16"),
        100: (f"{E}/raid.yaml", "    owner: ben\n    likelihood", "    likelihood"),
        150: ("site_templates/handbook/glossary.md.j2", "<dl", '<dl lang="en"'),
    }
    stream = b""
    for number in range(1, 200):
        changed = {"note.txt": str(number).encode()}
        if number in edits:
            edit(root, *edits[number])
            changed[edits[number][0]] = (root / edits[number][0]).read_bytes()
        day = datetime(2026, 3 + number // 50, 1 + (number % 50) // 2, 12, tzinfo=UTC)
        stream += (
            f"commit refs/heads/main\ncommitter a <a@example.com> {int(day.timestamp())} +0000\n".encode()
        )
        stream += b"data 0\n" + (b"from refs/heads/main^0\n" if number == 1 else b"")
        for path, raw in changed.items():
            stream += f"M 100644 inline {path}\ndata {len(raw)}\n".encode() + raw + b"\n"
    # One process instead of four hundred.
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, check=True, input=stream)
    git(root, "reset", "-q", "--hard")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.mark.slow
def test_a_past_day_is_what_a_checkout_of_its_last_commit_gives(
    history: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    assert git(history, "rev-list", "--count", "HEAD").strip() == "200"
    for day in ("2026-03-20", "2026-05-10"):
        commit = git(history, "log", "-1", "--format=%H", f"--until={day}T23:59:59Z").strip()
        then = tmp_path / f"then-{day}"
        git(history, "worktree", "add", "-q", str(then), commit)
        direct = run("check", "--root", then, "--today", day, "--format", "json")
        as_of = run("check", "--root", history, "--as-of", day, "--format", "json")
        assert json.loads(as_of.stdout) == json.loads(direct.stdout)
    run("build", "--root", then, "--today", day, "--output", tmp_path / "direct")
    built = run("build", "--root", history, "--as-of", day, "--output", tmp_path / "as-of")
    assert built.exit_code == 0, built.output
    assert tree(tmp_path / "as-of") == tree(tmp_path / "direct")


def test_what_moved_is_told_in_sentences(history: Path, run: Callable[..., Result]) -> None:
    out = run("changes", "--since", "2026-03-20", "--root", history).stdout
    assert out.startswith("From 2026-03-20 to 2026-06-01\n")
    assert (
        "  Example project: the forecast of the milestone “Half of the mailboxes moved” moved 42 days later, to 2026-10-16\n"
        in out
    )
    assert "  Example project: the calculated status changed from Amber to Red\n" in out
    assert "  error: the risk “Too few hands in summer” is open and has no owner\n" in out
    still = run("changes", "--since", "HEAD", "--today", "2026-06-25", "--root", history)
    assert still.stdout.endswith("No changes.\n")


def test_a_new_project_a_reached_milestone_and_a_decision_are_told(
    history: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    root = tmp_path / "copy"
    git(history, "clone", "-q", str(history), str(root))
    edit(
        root,
        f"{E}/schedule.yaml",
        "forecast: 2026-12-11, critical: true",
        "forecast: 2026-12-11, actual: 2026-05-30, critical: true",
    )
    edit(
        root,
        f"{E}/changes/more-time.yaml",
        "effect_days: 21",
        "effect_days: 21\nstate: approved\ndecided_by: ana\ndecided_on: 2026-05-20",
    )
    edit(
        root,
        "portfolio/projects/other/project.yaml",
        "state: active",
        "state: cancelled\nstate_since: 2026-05-30\nstate_decision: infrastructure-board/2026-05-20",
    )
    shutil.copytree(root / "portfolio/projects/other", root / "portfolio/projects/third")
    out = run("changes", "--since", "HEAD", "--root", root).stdout
    for sentence in ("Other project: the state changed from Active to Cancelled", "Other project: the project was added",
                     "the milestone “All mailboxes moved” was reached on 2026-05-30, 195 days before its baseline",
                     "the change “Three more weeks for the half” was approved"):  # fmt: skip
        assert sentence in out, sentence


def test_days_and_commits_that_are_not_there_are_answered_in_words(
    history: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    for arguments, words in (
        (("check", "--as-of", "2020-01-01"), "no commit from before the end of 2020-01-01"),
        (("changes", "--since", "2020-01-01"), "no commit from before the end of 2020-01-01"),
        (("changes", "--since", "nothing-like-it"), "there is no commit"),
        (("changes", "--since", "31.12.2026"), "A date is written YYYY-MM-DD, such as 2026-12-31"),
        (("adherence", "--since", "31.12.2026"), "A date is written YYYY-MM-DD, such as 2026-12-31"),
        (("check", "--as-of", "2026-03-20", "--ratchet"), "--as-of shows the past"),
    ):
        result = run(*arguments, "--root", history)
        assert result.exit_code == 2 and words in result.output, result.output


def test_a_check_of_a_past_day_checks_the_settings_and_templates_of_that_day(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    root = sound_repository
    (root / "mkdocs.yml").write_text("site_name: x\nhooks: [x.py]\n")
    (root / "site_templates").mkdir()
    (root / "site_templates/x.md.j2").write_text("{% for %}\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A", day="2026-03-01")
    git(root, "commit", "-qm", "one", day="2026-03-01")
    (root / "mkdocs.yml").write_text("site_name: x\n")
    (root / "site_templates/x.md.j2").unlink()
    git(root, "add", "-A", day="2026-03-10")
    git(root, "commit", "-qm", "two", day="2026-03-10")
    names = ("--rule", "setting-refused", "--rule", "template-broken", "--root", root)
    then, now = (run("check", "--as-of", day, *names) for day in ("2026-03-05", "2026-03-11"))
    assert "--> mkdocs.yml:2:1" in then.stdout and "--> site_templates/x.md.j2:1:" in then.stdout
    assert then.exit_code == 1 and now.exit_code == 0


@pytest.mark.parametrize("command", [("check", "--base"), ("changes", "--since"), ("adherence", "--since")])
@pytest.mark.parametrize(
    "name",
    [
        "^HEAD",
        "HEAD^",
        "HEAD..HEAD",
        "HEAD...HEAD",
        "HEAD^@",
        "HEAD:portfolio",
        ":/first",
        "@{-1}",
        "--all",
        "a b",
        "",
    ],
)
def test_only_the_name_of_one_commit_is_passed_to_git(
    history: Path, run: Callable[..., Result], command: tuple[str, ...], name: str
) -> None:
    result = run(*command[:-1], f"{command[-1]}={name}", "--root", history)
    assert result.exit_code == 2 and f"`{name}` is not the name of one commit" in result.output


def test_changes_tell_a_rating_a_cost_and_an_end_that_moved_where_nobody_reports(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    import json
    import shutil

    project = sound_repository / "portfolio/projects/example"
    shutil.rmtree(project / "reports")
    charter, money, review = (
        project / "project.yaml",
        project / "finance.yaml",
        project / "reviews/2026-05-01.yaml",
    )
    review.parent.mkdir(exist_ok=True)
    for path in review.parent.iterdir():
        path.unlink()
    review.write_text("reviewer: Audit\nscale: five_point\nrating: amber\nsummary: It holds.\n")
    text = "".join(line for line in charter.read_text().splitlines(True) if not line.startswith("finish:"))
    charter.write_text(text + "finish: 2026-09-30\n")
    money.write_text(money.read_text() + "whole_life_cost: 100 EUR\n")
    git(sound_repository, "init", "-q", "-b", "main")
    git(sound_repository, "add", "-A")
    git(sound_repository, "commit", "-qm", "before")
    review.write_text(review.read_text().replace("amber", "amber_red"))
    charter.write_text(charter.read_text().replace("2026-09-30", "2026-10-14"))
    money.write_text(money.read_text().replace("100 EUR", "120 EUR"))
    said = json.loads(
        run("changes", "--since", "HEAD", "--root", sound_repository, "--format", "json").stdout
    )
    texts = {row["text"].removeprefix("Example project: ") for row in said["changes"]}
    assert {
        "the reported status changed from Amber to Amber/red",
        "the approved end moved 14 days later, to 2026-10-14",
        "the whole-life cost changed from 100 EUR to 120 EUR",
    } <= texts, texts
