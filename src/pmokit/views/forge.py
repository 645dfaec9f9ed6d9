"""Addresses at the forge of a repository: where a file is changed, and where a commit is shown.

The one place that builds them. What a forge cannot show, or a forge whose addresses nobody knows, gives
None; pages then print path and commit as text.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Repository(NamedTuple):
    """A repository at a forge: its web address, the branch for changes, how the forge writes addresses."""

    address: str
    branch: str
    form: str | None
    folder: str
    """The folder of the portfolio in the repository, with a slash at its end; empty at the top."""


def repository(address: str, branch: str, form: str | None = None, folder: str = "") -> Repository:
    """A repository by its web address; without a form the one that its host or path tells."""
    plain = address.rstrip("/").removesuffix(".git")
    return Repository(plain, branch, form or _form_of(plain), folder)


def _form_of(address: str) -> str | None:
    """How the forge writes addresses: `github.com` and `gitlab.acme.com` tell it by their names."""
    parts = urlsplit(address)
    if "/_git/" in parts.path:
        return "azure_devops"
    names = (parts.hostname or "").split(".")
    return next((name for name in ("github", "gitlab") if name in names), None)


def edit_url(home: Repository, path: str, line: int) -> str | None:
    """Where a file is changed at the forge, at a line; 0 for no line.

    The editor of GitHub opens no line, so a line beyond the first leads to the view of the file, from which
    one goes to the editor.
    """
    file, branch = quote(home.folder + path), quote(home.branch)
    if home.form == "github":
        if line <= 1:
            return f"{home.address}/edit/{branch}/{file}"
        plain = "?plain=1" if path.endswith(".md") else ""
        return f"{home.address}/blob/{branch}/{file}{plain}#L{line}"
    if home.form == "gitlab":
        return f"{home.address}/-/edit/{branch}/{file}{_anchor(line)}"
    if home.form == "azure_devops":
        lines = f"&line={line}&lineEnd={line}&lineStartColumn=1&lineEndColumn=1" if line else ""
        return f"{home.address}?path=/{file}&version=GB{quote(home.branch, safe='')}{lines}"
    return None


def _anchor(line: int) -> str:
    return f"#L{line}" if line else ""


def commit_url(home: Repository, commit: str) -> str | None:
    """Where a commit is shown. Azure DevOps opens a commit by its whole id only, and a short one is known."""
    if home.form == "github":
        return f"{home.address}/commit/{quote(commit)}"
    return f"{home.address}/-/commit/{quote(commit)}" if home.form == "gitlab" else None
