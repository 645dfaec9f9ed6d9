"""Commits written anew are those that git would write, and signatures those that it believes."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pmokit.text.git_process import GitError
from pmokit.text.new_history import NewCommit, write_history
from pmokit.text.ssh_signature import key_of
from tests.text.test_files_git import git

EAST = timezone(timedelta(hours=5, minutes=30))
KEY = key_of("a phrase")


def commit(day: int, changes: dict[str, bytes | None], signed: bool = False) -> NewCommit:
    moment = datetime(2026, 5, day, 9, 30, tzinfo=EAST)
    return NewCommit(
        "Zoë Ö", "zoe@example.com", moment, f"Day {day}\n\nBody", changes, KEY if signed else None
    )


def test_files_come_change_and_go_with_their_folders(tmp_path: Path) -> None:
    write_history(
        tmp_path,
        [
            commit(1, {"a.txt": b"1", "a/b.txt": b"2", "a-b/c.txt": b"3", "deep/er/d.txt": b"4"}),
            commit(2, {"a/b.txt": b"5", "deep/er/d.txt": None}),
        ],
    )
    git(tmp_path, "fsck", "--strict")
    assert git(tmp_path, "ls-tree", "-r", "--name-only", "HEAD").splitlines() == [
        "a-b/c.txt",
        "a.txt",
        "a/b.txt",
    ]
    assert git(tmp_path, "show", "HEAD~1:deep/er/d.txt") == "4"
    assert (tmp_path / "a/b.txt").read_bytes() == b"5"
    assert git(tmp_path, "status", "--porcelain") == ""


def test_the_ids_are_those_of_git(tmp_path: Path) -> None:
    write_history(
        tmp_path / "ours" if (tmp_path / "ours").mkdir() is None else tmp_path, [commit(1, {"a": b"1"})]
    )
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    git(theirs, "init", "-q", "-b", "main")
    (theirs / "a").write_bytes(b"1")
    git(theirs, "add", "a")
    who = ["-c", "user.name=Zoë Ö", "-c", "user.email=zoe@example.com"]
    day = "2026-05-01T09:30:00+0530"
    done = ["git", *who, "commit", "-q", "-m", "Day 1\n\nBody", "--date", day]
    subprocess.run(done, cwd=theirs, check=True, env={"GIT_COMMITTER_DATE": day, "PATH": "/usr/bin:/bin"})
    assert git(tmp_path / "ours", "rev-parse", "HEAD") == git(theirs, "rev-parse", "HEAD")


def test_a_large_file_and_no_file_are_kept(tmp_path: Path) -> None:
    write_history(tmp_path, [commit(1, {"large": b"ab\n" * 100_000, "none": b""})])
    git(tmp_path, "fsck", "--strict")
    assert (tmp_path / "large").stat().st_size == 300_000
    assert (tmp_path / "none").read_bytes() == b""


def test_git_believes_a_signature_and_no_other_text_with_it(tmp_path: Path) -> None:
    write_history(tmp_path, [commit(1, {"a": b"1"}, signed=True), commit(2, {"a": b"2"})])
    assert git(tmp_path, "log", "--format=%G? %GS").split() == ["N", "G", "zoe@example.com"]
    raw = git(tmp_path, "cat-file", "commit", "HEAD~1")
    forged = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=tmp_path, input=raw.replace("Day 1", "Day 9") + "\n", capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert git(tmp_path, "log", "-1", "--format=%G?", forged) == "B"


def test_a_key_follows_from_its_phrase() -> None:
    assert key_of("a phrase") == KEY
    assert key_of("another phrase").listed != KEY.listed


def test_a_folder_that_git_cannot_fill_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: nowhere")
    with pytest.raises(GitError):
        write_history(tmp_path, [commit(1, {"a": b"1"})])


def test_a_moment_beyond_the_zone_of_this_machine_is_kept(tmp_path: Path) -> None:
    write_history(tmp_path, [commit(1, {"a": b"1"})])
    assert git(tmp_path, "log", "-1", "--format=%aI %cI").split() == ["2026-05-01T09:30:00+05:30"] * 2
    assert datetime.fromisoformat("2026-05-01T04:00:00+00:00") == datetime(
        2026, 5, 1, 9, 30, tzinfo=EAST
    ).astimezone(UTC)
