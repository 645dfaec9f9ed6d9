"""Running git: what it may do, and what it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

from pmokit.words.catalogue import say

REGULAR, LINK, SUBMODULE = (b"100644", b"100755"), b"120000", b"160000"
"""What an entry of a tree can be, by its mode."""


class GitError(Exception):
    """git cannot answer; the text says why."""


class NoRepository(GitError):
    """There is no past to ask: no git, no repository, or none with a commit."""


class NoCommit(NoRepository):
    """A repository in which nothing has been committed."""


def environment() -> dict[str, str]:
    """git asks nobody, writes nothing, speaks English, and reaches only what it should."""
    return {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        # A commit is what its name says, whatever somebody has put in its place.
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    }


def run(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git prints, or None if it says no. Raises GitError where git does not look at all."""
    try:
        done = subprocess.run(
            ["git", "-c", "log.showSignature=false", *arguments],
            cwd=root,
            input=given,
            capture_output=True,
            env=environment(),
            check=False,
        )
    except FileNotFoundError:
        raise NoRepository(say("git.not-installed")) from None
    if done.returncode == 0:
        return done.stdout
    refused = _REFUSED.search(said := os.fsdecode(done.stderr))
    if refused:
        folder = refused.group(1) or refused.group(2)
        raise GitError(say("git.refused", folder=folder, quoted=shlex.quote(folder)))
    failed = _FAILED.search(said)
    if failed:
        raise GitError(say("git.fails", reason=failed.group(1)))
    return None


_REFUSED = re.compile(r"dubious ownership in repository at '(.+)'|unsafe repository \('(.+)' is owned by")
"""The folder belongs to another user than the one who runs git, in words of git from 2.35.2 on."""

_FAILED = re.compile(r"^fatal: (bad config .+|.*Permission denied|detected .+)$", re.MULTILINE)
"""What keeps git from any answer, so that none of them is one about the repository."""


def no_repository(root: Path) -> NoRepository:
    """The error of a folder of which git knows no commit."""
    if run(root, "rev-parse", "--git-dir") is None:
        return NoRepository(say("git.no-repository"))
    return NoCommit(say("git.no-commit-yet"))
