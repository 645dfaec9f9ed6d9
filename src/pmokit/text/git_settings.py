"""Which settings of git count here: those on a list, each from whom may make it. All others do not exist.

Settings can name programs, in more ways than anybody can list. So none is forbidden: git gets a configuration
that holds what is allowed, in place of those of the clone, the user and the system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from pmokit.text.git_place import Place

LISTING = ("config", "--list", "-z", "--show-scope", "--show-origin")
"""The call of git that prints what `read_settings` reads."""

FORMAT = "core.repositoryformatversion"
"""How the repository is stored; with the extensions, only its own configuration can say it."""
EXTENSION = "extensions."
_NO_EXTENSIONS = ("extensions.worktreeconfig", "extensions.partialclone")
"""A second file of settings, and objects that git would fetch from elsewhere."""

FILES = (
    "core.autocrlf",
    "core.eol",
    "core.filemode",
    "core.ignorecase",
    "core.precomposeunicode",
    "core.protecthfs",
    "core.protectntfs",
    "core.symlinks",
    "gpg.mintrustlevel",
)
"""How files of the work tree are compared with what was committed; and how far a key must be trusted."""

OWN = ("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program", "core.excludesfile")
"""What only the user or the system may set: programs, and a file."""

SIGNERS, REVOKED = "gpg.ssh.allowedsignersfile", "gpg.ssh.revocationfile"
"""Lists of keys, as paths."""

_CLONE = ("local", "worktree")


class Settings(NamedTuple):
    """The settings that count, by key; and whether the configuration of the clone was read at all."""

    values: dict[str, str]
    complete: bool


def read_settings(listing: bytes, place: Place) -> Settings:
    """What counts of a listing of all settings. A file of settings that is in the work tree counts for
    nothing, and neither does a program there."""
    values: dict[str, str] = {}
    complete = False
    for scope, origin, key, value in _entries(listing):
        complete |= scope in _CLONE
        if origin.startswith("file:") and place.tree_path(origin.removeprefix("file:")):
            continue
        stored = key == FORMAT or (key.startswith(EXTENSION) and key not in _NO_EXTENSIONS)
        if key in FILES or (stored and scope == "local"):
            values[key] = value
        elif key in (SIGNERS, REVOKED) or (key in OWN and scope not in _CLONE):
            path = os.path.expanduser(value)
            if key not in OWN or not _is_in_tree(path, place):
                values[key] = path
    return Settings(values, complete)


def _entries(listing: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Scope, origin, key and value of each setting, those that are more important last."""
    fields = os.fsdecode(listing).split("\0")
    for scope, origin, entry in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        key, equals, value = entry.partition("\n")
        yield scope, origin, key, value if equals else "true"


def _is_in_tree(path: str, place: Place) -> bool:
    """Whether a path depends on the work tree; a name alone is looked for elsewhere, in PATH."""
    return "/" in path and place.tree_path(path) is not None


def write_settings(values: dict[str, str]) -> str:
    """Settings as the text of a configuration file of git."""
    lines: list[str] = []
    for key, value in values.items():
        section, _, rest = key.partition(".")
        within, _, name = rest.rpartition(".")
        head = f'{section} "{within}"' if within else section
        quoted = re.sub(r'(["\\])', r"\\\1", value).replace("\n", "\\n").replace("\t", "\\t")
        lines.append(f'[{head}]\n\t{name} = "{quoted}"\n')
    return "".join(lines)
