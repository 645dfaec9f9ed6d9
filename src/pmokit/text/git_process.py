"""Running git: what it may do, and what it says."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from pmokit.words.catalogue import say


class GitError(Exception):
    """git is missing, this is no repository, or it has no such commit; the text says which."""


def environment() -> dict[str, str]:
    """git asks nobody, writes nothing, speaks English, and reaches only what it should."""
    return {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_ALLOW_PROTOCOL": "file:https:http:ssh",
    }


def run(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git prints, or None if it refuses."""
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
        raise GitError(say("git.not-installed")) from None
    return done.stdout if done.returncode == 0 else None
