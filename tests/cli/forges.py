"""Running what `pmokit init` writes for forges as they run it: a clone of a bare remote, their variables, their steps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from tests.text.test_files_git import git

EXAMPLE = "portfolio/projects/example"
FAULT = "raid.yaml", "owner: ben, due: 2026-06-12", "owner: nobody-known, due: 2026-06-12"
TYPO = "project.yaml", "Replaces the mail", "Replaces the whole mail"


class Step(NamedTuple):
    """What a forge runs in one shell, with the variables that the file gives it."""

    name: str
    script: str
    variables: Mapping[str, str]


class Ran(NamedTuple):
    """How it went: the exit status of the first step that failed, else 0, and all that was printed."""

    status: int
    text: str


def read(path: Path) -> dict[str, Any]:
    """A settings file as data."""
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    return data


def publish(root: Path, folder: str, init: Callable[[Path], object]) -> Path:
    """A bare remote with a repository of `init` in a folder of it, that holds the sound example.

    `main` stands on a day on which the reports of other projects have fallen due. `good` corrects a word
    of the example, `bad` names an owner whom nobody knows.
    """
    work, remote = root / "work", root / "remote.git"
    work.mkdir(parents=True)
    git(work, "init", "-q", "-b", "main")
    home = work / folder
    init(home)
    shutil.rmtree(home / "portfolio")
    shutil.copytree(home / "methodology/parent/examples/portfolio", home / "portfolio")
    for top in (".github", ".pre-commit-config.yaml"):
        (home / top).rename(work / top)
    commit(work, "all is well")
    change(home / "portfolio/portfolio.yaml", "today: 2026-06-01", "today: 2026-06-05")
    commit(work, "reports have fallen due")
    for branch, (name, old, new) in {"good": TYPO, "bad": FAULT}.items():
        git(work, "checkout", "-q", "-b", branch, "main")
        change(home / EXAMPLE / name, old, new)
        commit(work, branch)
    git(work, "checkout", "-q", "main")
    git(root, "clone", "-q", "--bare", str(work), str(remote))
    return remote


def change(path: Path, old: str, new: str) -> None:
    """One text for another in a file that holds it."""
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def commit(root: Path, message: str) -> None:
    """All that is there."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def checkout(remote: Path, folder: Path, branch: str, merged: bool) -> Path:
    """A clone as a forge makes it: detached at a branch, or at its merge into `main`; git does not know the
    default branch."""
    git(remote, "clone", "-q", str(remote), str(folder))
    git(folder, "remote", "set-head", "origin", "--delete")
    git(folder, "checkout", "-q", "--detach", "origin/main" if merged else f"origin/{branch}")
    if merged:
        git(folder, "merge", "-q", "--no-ff", "-m", "merge", f"origin/{branch}")
    return folder


def programs(folder: Path) -> Path:
    """A folder of programs: this pmokit, a `pip` that has nothing to do, and a `gh` that writes down its orders.

    As where pip installs it, no module of the folder in which pmokit runs takes the place of one of its own.
    """
    folder.mkdir()
    scripts = {
        "pmokit": f'exec "{sys.executable}" -P -m pmokit "$@"',
        "pip": f'echo "pip $*" >> "{folder}/log"',
        "gh": f'echo "gh $*" >> "{folder}/log"; case "$*" in *--jq*) cat "{folder}/comments" ;; esac',
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    (folder / "comments").touch()
    (folder / "log").touch()
    return folder


def github(workflow: Path, job: str, event: Mapping[str, str]) -> tuple[list[Step], str]:
    """The steps of a job with what the event puts into their variables, and the folder in which they run."""

    def value(text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: event.get(match[1], ""), str(text))

    data = read(workflow)
    steps = [
        Step(
            step["name"],
            step["run"],
            {k: value(v) for k, v in {**data["env"], **step.get("env", {})}.items()},
        )
        for step in data["jobs"][job]["steps"]
        if "run" in step
    ]
    return steps, data["defaults"]["run"]["working-directory"]


def gitlab(file: Path, job: str) -> list[Step]:
    """The one shell of a job, and the one that GitLab starts after it."""
    data = read(file)
    job_data = {**data[".pmokit"], **data[job]}
    variables = job_data["variables"]
    before = "\n".join([*job_data["before_script"], *job_data["script"]])
    return [Step(job, before, variables), Step("after", "\n".join(job_data["after_script"]), variables)]


def azure(file: Path, job: str) -> list[Step]:
    """The shells of a job."""
    data = read(file)
    steps = next(entry["steps"] for entry in data["jobs"] if entry["job"] == job)
    return [Step(step["displayName"], step["bash"], data["variables"]) for step in steps if "bash" in step]


def without_examples(steps: list[Step]) -> list[Step]:
    """The steps without the one command that takes long: that the examples of all rules hold is shown elsewhere."""
    line = re.compile(r"^.*pmokit test$", re.MULTILINE)
    assert sum(len(line.findall(step.script)) for step in steps) == 1
    return [step._replace(script=line.sub("", step.script)) for step in steps]


def play(steps: list[Step], where: Path, tools: Path, variables: Mapping[str, str]) -> Ran:
    """Run steps one after the other, each in a shell of its own; after a failure only what is always run."""
    status, text = 0, ""
    for step in steps:
        if status and step.name not in ("after", "Comment on the pull request"):
            continue
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.script],
            cwd=where,
            env={**os.environ, **step.variables, **variables, "PATH": f"{tools}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        status = status or done.returncode
        text += done.stdout + done.stderr
    return Ran(status, text)
