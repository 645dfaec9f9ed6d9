"""A month of a hostile contributor: ten pull requests through the CI file of `init`, one for each way in.

Each is red with a message that says why, or harmless; nothing of it is started, read from outside or published.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli import forges
from tests.cli.forges import EXAMPLE, change, checkout, programs
from tests.cli.test_ci_files import init, on_github, pull_request
from tests.conftest import once_per_run, write_files
from tests.text.test_files_git import git

SECRET = "token-of-the-build"
GATE = f"{EXAMPLE}/gates/ready-for-executing.yaml"
ORDERS = "::add-mask::x ##[error]x @everyone \\e[2J"
STRICT = b"gates:\n  - {id: ready-for-executing, verification: verified, reason: The board wants to know}\n"
SUBMODULE = '[submodule "x"]\n\tpath = portfolio/projects/new\n\turl = x\n\tupdate = !x\n'


class Contributor:
    """Who may change the files of a clone, and has a program that leaves a mark when it is started."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.marks, self.secret = folder / "theirs", folder / "marks", folder / "secret.yaml"
        self.secret.write_text(f"title: {SECRET}\n")
        self.trap = folder / "trap"
        self.trap.write_text(f"#!/bin/sh\necho started >> {self.marks}\n")
        self.trap.chmod(0o755)

    def put(self, name: str, text: str) -> None:
        write_files(self.clone, {name: text.encode()})

    def settings_that_run_a_program(self) -> None:
        self.put("evil.py", f"open({str(self.marks)!r}, 'a').write('started')\n")
        self.put("mkdocs.yml", (self.clone / "mkdocs.yml").read_text() + "hooks: [evil.py]\n")

    def a_repository_of_files(self) -> None:
        for name, text in {
            "HEAD": "ref: refs/heads/x\n",
            "objects/keep": "",
            "refs/keep": "",
            "config": f"[core]\n\tworktree = .\n\tfsmonitor = {self.trap}\n",
        }.items():
            self.put(f"{EXAMPLE}/old/{name}", text)

    def a_submodule(self) -> None:
        commit = git(self.clone, "rev-parse", "HEAD")
        self.put(".gitmodules", SUBMODULE)
        (self.clone / "portfolio/projects/new").mkdir()
        git(self.clone, "update-index", "--add", "--cacheinfo", f"160000,{commit},portfolio/projects/new")

    def an_approval_with_the_name_of_another(self) -> None:
        git(self.clone, "checkout", "-q", "HEAD~1", "--", GATE)
        git(self.clone, "commit", "-qm", "Approve\n\nReviewed-by: Ana Alves <ana@example.com>")
        self.put(".mailmap", "Ana Alves <ana@example.com> <a@example.com>\n")

    def links_that_lead_out(self) -> None:
        (self.clone / EXAMPLE / "raid.yaml").unlink()
        for name in (f"{EXAMPLE}/raid.yaml", "site_templates/assets/x.txt"):
            (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
            (self.clone / name).symlink_to(self.secret)

    def an_id_that_no_folder_can_have(self) -> None:
        shutil.copytree(self.clone / EXAMPLE, self.clone / "portfolio/projects" / ("a" * 240))

    def a_state_of_their_own(self) -> None:
        self.put(".site.old/index.html", SECRET)
        self.put("site/index.html", SECRET)
        self.put(".site.lock", "1\n")
        git(self.clone, "add", "-f", "site")

    def orders_to_what_shows_them(self) -> None:
        change(self.clone / EXAMPLE / "project.yaml", "sponsor: ana", f'sponsor: "{ORDERS}"')

    def a_fault_and_the_debt_that_accepts_it(self) -> None:
        change(self.clone / EXAMPLE / "raid.yaml", "    owner: ben\n", "")
        self.put(
            "portfolio/debt.yaml",
            "recorded_on: 2026-06-05\nat_first: 1\n"
            "rules:\n  - {rule: risk-unowned, records: [example/risk/capacity]}\n",
        )

    def programs_named_like_ours(self) -> None:
        for name in ("mkdocs", "yaml", "jinja2", "sitecustomize", "pmokit", "click"):
            self.put(f"{name}.py", f"open({str(self.marks)!r}, 'a').write('started')\n")
        self.put(".gitattributes", "portfolio/** export-ignore filter=x diff=x\n")


class Pull(NamedTuple):
    """What a pull request does, and what its red run says; nothing where it is harmless."""

    does: Callable[[Contributor], None]
    says: str = ""


MONTH = (
    Pull(Contributor.settings_that_run_a_program, "setting-refused"),
    Pull(Contributor.a_repository_of_files, "nested-repository"),
    Pull(Contributor.a_submodule, "nested-repository"),
    Pull(Contributor.an_approval_with_the_name_of_another, "approval-unverified"),
    Pull(Contributor.links_that_lead_out, "outside-link"),
    Pull(Contributor.an_id_that_no_folder_can_have, "unknown-file"),
    Pull(Contributor.a_state_of_their_own),
    Pull(Contributor.orders_to_what_shows_them, "bad-id"),
    Pull(Contributor.a_fault_and_the_debt_that_accepts_it, "risk-unowned"),
    Pull(Contributor.programs_named_like_ours),
)


@pytest.fixture
def remote(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The remote of a department that wants a signature for one gate, which is not approved any more."""

    def make(folder: Path) -> None:
        remote = forges.publish(folder, ".", init)
        work = folder / "work"
        (work / GATE).unlink()
        write_files(work, {"methodology/lifecycle.yaml": STRICT})
        forges.commit(work, "strict")
        git(work, "push", "-q", str(remote), "main")

    made = once_per_run(tmp_path_factory, "hostile-month", make)
    return Path(shutil.copytree(made / "remote.git", tmp_path / "remote.git"))


@pytest.mark.sweep
@pytest.mark.slow
@pytest.mark.parametrize("pull", MONTH, ids=lambda pull: pull.does.__name__)
def test_a_pull_request_of_a_hostile_contributor_is_red_and_says_why_or_harmless(
    remote: Path, tmp_path: Path, pull: Pull
) -> None:
    contributor, tools = Contributor(tmp_path), programs(tmp_path / "tools")
    git(tmp_path, "clone", "-q", str(remote), str(contributor.clone))
    git(contributor.clone, "checkout", "-q", "-b", "theirs")
    pull.does(contributor)
    forges.commit(contributor.clone, "Correct a word")
    git(contributor.clone, "push", "-q", "origin", "theirs")

    clone = checkout(remote, tmp_path / "runner", "theirs", merged=True)
    checked = pull_request(clone, tools)
    built = on_github(clone, tools, "site", {}, GITHUB_EVENT_NAME="pull_request", PMOKIT_AUDIENCE="all")

    assert checked.status == (1 if pull.says else 0), checked.text
    assert f"title={pull.says}" in checked.text if pull.says else "::error" not in checked.text
    assert (built.status == 0) == (pull.says != "setting-refused"), built.text
    assert not contributor.marks.exists()
    shown = [file.read_bytes() for file in (tmp_path / "temp").rglob("*") if file.is_file()]
    assert not any(SECRET.encode() in raw for raw in (*shown, checked.text.encode(), built.text.encode()))
    for line in checked.text.splitlines():
        assert not line.startswith(("::add-mask", "##[")) and "\x1b" not in line
    assert "@everyone" not in (tmp_path / "temp/comment.md").read_text()
