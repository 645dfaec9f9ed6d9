"""git in a folder that somebody else has filled: no command starts a program that the files, or the clone, name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import ROOT, sound, write_files
from tests.text.test_files_git import git

GATE = "portfolio/projects/example/gates/ready-for-planning.yaml"
COMMANDS = {
    "check": ("check",),
    "check --base": ("check", "--base", "HEAD~1"),
    "gate": ("gate", "example", "ready-for-executing"),
    "feeds": ("feeds", "--url", "https://example.com", "--output", "{out}"),
    "evidence": ("evidence", "--since", "2026-01-01", "--output", "{out}"),
    "trend": ("trend", "--today", "2027-06-01"),
    "adherence": ("adherence", "--since", "2026-05-01"),
    "changes": ("changes", "--since", "HEAD~1"),
    "status": ("status", "example"),
    "codeowners": ("codeowners",),
}
PROGRAMS = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "pager.log",
    "pager.status",
    "pager.config",
    "alias.log",
    "alias.status",
    "sequence.editor",
    "interactive.diffFilter",
    "credential.helper",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "merge.evil.driver",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "gpg.program",
    "gpg.openpgp.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "gpg.ssh.defaultKeyCommand",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "uploadpack.packObjectsHook",
    "trailer.Reviewed-by.command",
    "trailer.Reviewed-by.cmd",
)
"""Settings by which git starts a program."""


class Trap:
    """A program that leaves a mark for each time that it is started, and repositories that name it."""

    def __init__(self, folder: Path) -> None:
        self.marks = folder / "marks"
        self.program = folder / "trap"
        self.program.write_text(f'#!/bin/sh\necho "$*" >> {self.marks}\n')
        self.program.chmod(0o755)

    def config(self) -> str:
        lines: list[str] = []
        for key in PROGRAMS:
            section, _, rest = key.partition(".")
            within, _, name = rest.rpartition(".")
            value = f"!{self.program}" if section == "alias" else str(self.program)
            lines.append(f'[{section} "{within}"]' if within else f"[{section}]")
            lines.append(f"\t{name} = {value}")
        return "\n".join(
            [*lines, "[include]\n\tpath = ../more", f"[core]\n\thooksPath = {self.program.parent}\n"]
        )

    def bare(self, folder: Path) -> None:
        """A repository of files that anybody may commit."""
        config = f"[core]\n\trepositoryformatversion = 0\n\tworktree = .\n\tfsmonitor = {self.program}\n"
        files = {"HEAD": "ref: refs/heads/x\n", "objects/keep": "", "refs/keep": "", "config": config}
        write_files(folder, {name: text.encode() for name, text in files.items()})
        git(folder, "-c", "core.fsmonitor=false", "--git-dir=.", "--work-tree=.", "add", "config")

    def sprung(self) -> str:
        return self.marks.read_text() if self.marks.exists() else ""


def make(folder: Path, files: Mapping[str, bytes], trap: Trap) -> Path:
    """A portfolio in a folder of a repository; its approvals are signed by the person who decided."""
    top = folder / "repository"
    root = write_files(top / "pmo", sound(files))
    shutil.rmtree(root / "methodology/rules")
    people = root / "portfolio/people.yaml"
    people.write_text(people.read_text().replace("{id: ana,", "{id: ana, email: ana@example.com,", 1))
    git(top, "init", "-q", "-b", "main")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "start")
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (folder / "allowed").write_text(f"ana@example.com {(folder / 'key.pub').read_text()}")
    (top / ".gitattributes").write_text("*.yaml filter=evil diff=evil merge=evil\n")
    trap.bare(root)
    gate = root / GATE
    gate.write_text(gate.read_text() + "# decided\n")
    git(top, "add", "-A")
    signing = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}")
    git(top, *signing, "commit", "-S", "-qm", "decide\n\nReviewed-by: Ana <ana@example.com>")
    config = top / ".git/config"
    config.write_text(
        config.read_text() + trap.config() + f"[gpg.ssh]\n\tallowedSignersFile = {folder / 'allowed'}\n"
        "[extensions]\n\tworktreeConfig = true\n"
    )
    for place in (top / "more", top / ".git/config.worktree"):
        place.write_text(f"[core]\n\tfsmonitor = {trap.program}\n")
    return root


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, shipped_files: Mapping[str, bytes]
) -> tuple[Path, Trap]:
    folder = tmp_path_factory.mktemp("door")
    trap = Trap(folder)
    return make(folder, shipped_files, trap), trap


@pytest.fixture
def root(hostile: tuple[Path, Trap]) -> Path:
    """The folder, where git has to look into each file again."""
    for path in (hostile[0] / "portfolio").rglob("*.yaml"):
        os.utime(path, (1, 1))
    hostile[1].marks.unlink(missing_ok=True)
    return hostile[0]


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_no_command_starts_a_program_of_the_files_or_of_the_clone(
    root: Path,
    hostile: tuple[Path, Trap],
    run: Callable[..., Result],
    tmp_path: Path,
    arguments: tuple[str, ...],
) -> None:
    out = tmp_path / "out"
    result = run(*(part.format(out=out) for part in arguments), "--root", root)
    assert result.exit_code in (0, 1), result.output
    assert hostile[1].sprung() == ""
    if arguments[0] == "evidence":
        approvals = (out / "approvals.csv").read_text()
        assert "verified" in approvals and git_head(root) in approvals, "git was asked, and answered"


@pytest.mark.parametrize("folder", [".", "", "./", "portfolio/.."])
def test_no_program_of_the_work_tree_is_found_by_a_relative_path(
    sound_repository: Path,
    run: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
) -> None:
    git(sound_repository, "init", "-q")
    git(sound_repository, "add", "-A")
    git(sound_repository, "commit", "-qm", "start")
    trap = Trap(tmp_path)
    for name in ("git", "ssh-keygen", "gpg"):
        shutil.copy(trap.program, sound_repository / name)
    monkeypatch.chdir(sound_repository)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    result = run("evidence", "--since", "2026-01-01")
    assert result.exit_code == 0, result.output
    assert trap.sprung() == ""


def git_head(root: Path) -> str:
    return (root.parent / ".git/refs/heads/main").read_text().strip()


def test_git_itself_would_have_started_them(root: Path, hostile: tuple[Path, Trap]) -> None:
    trap = hostile[1]
    subprocess.run(["git", "status"], cwd=root, check=False, capture_output=True)
    assert trap.sprung(), "the folder as a repository"
    trap.marks.unlink()
    subprocess.run(["git", "status"], cwd=root.parent, check=False, capture_output=True)
    assert trap.sprung(), "the configuration of the clone"
    trap.marks.unlink()
    log = ["git", "-c", "alias.log=", "log", "-1", "--format=%G?"]
    subprocess.run(log, cwd=root.parent, check=False, capture_output=True)
    assert trap.sprung(), "the program for signatures"


@pytest.mark.slow
def test_a_site_is_built_without_them(
    root: Path, hostile: tuple[Path, Trap], run: Callable[..., Result], tmp_path: Path
) -> None:
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    shutil.copytree(ROOT / "site_templates", root / "site_templates", dirs_exist_ok=True)
    result = run("build", "--root", root, "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "site/index.html").exists() and hostile[1].sprung() == ""


def test_a_repository_is_made_inside_of_them(
    root: Path, hostile: tuple[Path, Trap], run: Callable[..., Result]
) -> None:
    result = run("init", root / "new")
    shutil.rmtree(root / "new")
    assert result.exit_code == 0 and "It is the folder pmo/new of a git repository" in result.output
    assert hostile[1].sprung() == ""


def test_a_folder_that_git_could_take_for_a_repository_is_a_finding_of_the_change_that_brings_it(
    sound_repository: Path, run: Callable[..., Result], tmp_path: Path
) -> None:
    def nested(*arguments: str) -> list[str]:
        result = run("check", "--root", sound_repository, "--rule", "nested-repository", *arguments)
        return [line.split("-->")[1].strip() for line in result.output.splitlines() if "-->" in line]

    git(sound_repository, "init", "-q", "-b", "main")
    git(sound_repository, "add", "-A")
    git(sound_repository, "commit", "-qm", "start")
    trap = Trap(tmp_path)
    for place in ("portfolio/projects/example/old", "assets/.x"):
        trap.bare(sound_repository / place)
    write_files(
        sound_repository, {"tools/y/HEAD": b"ref: refs/heads/x\n", "tools/y/commondir": b"../../elsewhere\n"}
    )
    write_files(sound_repository, {"docs/HEAD": b"the head of a document\n"})
    git(sound_repository, "add", "-A")
    wanted = ["assets/.x/HEAD:1:1", "portfolio/projects/example/old/HEAD:1:1", "tools/y/HEAD:1:1"]
    assert nested() == wanted and nested("--base", "main") == wanted
    guide = (ROOT / "docs/security.md").read_text()
    result = run("check", "--root", sound_repository)
    shown = re.search(
        r"error\[nested-repository\].*\n  --> portfolio/projects/example/old/HEAD:1:1\n", result.stdout
    )
    assert shown and shown[0] in guide
    git(sound_repository, "commit", "-qm", "more")
    assert nested() == wanted and nested("--base", "main") == []
