"""Small histories in real git: what the files were on some days, and what a check then finds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from click.testing import Result

from tests.conftest import write_files

E = "portfolio/projects/example"
State = tuple[str, Mapping[str, bytes]]


def with_history_rules(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with those rules only that ask the git history or that gates need."""
    lifecycle = files["methodology/lifecycle.yaml"].decode()

    def counts(path: str, raw: bytes) -> bool:
        name = Path(path).stem
        return b"[history]" in raw or name == "baseline-lost" or f"rule: {name}" in lifecycle

    return {path: raw for path, raw in files.items() if "/rules/" not in path or counts(path, raw)}


def git(root: Path, *arguments: str, given: bytes | None = None) -> str:
    """What git prints, without the settings of this machine."""
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": str(root)}
    done = subprocess.run(command, cwd=root, input=given, capture_output=True, check=True, env=clean)
    return done.stdout.decode()


def commit_all(
    root: Path, states: Sequence[State], branch: str = "main", start: str = "", by: Sequence[str] = ()
) -> None:
    """A commit for each state of the files, on its day and by an author; the last one is in the work tree."""
    root.mkdir(exist_ok=True)
    if not (root / ".git").exists():
        git(root, "init", "-q")
    stream: list[bytes] = []
    for number, (day, files) in enumerate(states):
        seconds = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86400 + 43200
        author = f"author A <{by[number]}> {seconds} +0000\n" if by else ""
        committer = f"committer A <a@example.com> {seconds} +0000\n"
        stream.append(f"commit refs/heads/{branch}\n{author}{committer}".encode())
        stream.append(f"data {len(day)}\n{day}\n".encode())
        if start and not number:
            stream.append(f"from {start}\n".encode())
        stream.append(b"deleteall\n")
        for path, raw in files.items():
            stream.append(f"M 100644 inline {path}\ndata {len(raw)}\n".encode() + raw + b"\n")
    git(root, "fast-import", "--quiet", given=b"".join(stream))
    git(root, "checkout", "-q", "-f", branch)
    write_files(root, states[-1][1])


def found_in(run: Callable[..., Result], root: Path, *options: str) -> set[tuple[str, str, str]]:
    """The rule, the file below the example's folder and the line of each finding about the truth."""
    result = run("check", "--root", root, "--format", "json", *options)
    found = set()
    for one in json.loads(result.stdout)["findings"]:
        if (
            one["rule"] == "baseline-lost"
            or "the git history" in str(one["contradicted_by"]) + one["message"]
        ):
            path = root / one["path"]
            line = path.read_text().splitlines()[one["line"] - 1] if path.exists() else ""
            found.add((one["rule"], one["path"].removeprefix(f"{E}/"), line.strip(" -")))
    return found
