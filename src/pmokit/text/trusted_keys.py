"""Whose keys count: lists of keys that the change which is looked at cannot touch.

A list outside the work tree is the reader's own. One inside is part of what may be proposed, so of its
entries only those count that are also on the protected branch: the remote's default one, as last fetched.
"""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pmokit.text import forge_merge
from pmokit.text.git_process import Repository
from pmokit.text.objects import Objects
from pmokit.words.catalogue import say

NOBODY: frozenset[str] = frozenset()
_BINARY = b"SSHKRL\n"
"""How a list of revoked keys begins that is not text."""


class Trusted(NamedTuple):
    """The addresses of SSH keys, by fingerprint; and why some keys do not count, in words."""

    addresses: dict[str, frozenset[str]]
    notes: tuple[str, ...] = ()


class Listed(NamedTuple):
    """A list of keys as it is now, and as it is on each protected branch: the same if it is not in the tree.

    None for a list that cannot be read.
    """

    path: str | None
    now: bytes | None
    before: tuple[bytes | None, ...]


def protected_tips(git: Repository) -> list[str]:
    """The commits of the default branches of the remotes; none where that of `origin` is not known.

    A branch that somebody has called HEAD is none of them.
    """
    form = "--format=%(refname) %(objectname) %(symref)"
    tips: dict[str, str] = {}
    for row in git.ask("for-each-ref", form, "refs/remotes/*/HEAD").decode(errors="replace").splitlines():
        name, commit, target = row.split(" ")
        if target.startswith(name.removesuffix("HEAD")):
            tips[name] = commit
    origin = git.ask("for-each-ref", "--count=1", "refs/remotes/origin/")
    return [] if origin and "refs/remotes/origin/HEAD" not in tips else sorted(set(tips.values()))


def files_before(root: Path, paths: Iterable[str]) -> list[dict[str, bytes]]:
    """Some files as they are on each protected branch; nothing where none is known. Raises GitError."""
    with Repository(root) as git:
        tips = protected_tips(git)
    found: list[dict[str, bytes]] = []
    some = list(paths)
    if tips:
        with Objects(root) as objects:
            for tip in tips:
                read = {path: objects.follow(tip, path) for path in some}
                found.append({path: raw for path, raw in read.items() if isinstance(raw, bytes)})
    return found


def trust_keys(git: Repository) -> Trusted:
    """Let git verify signatures with the keys that count; whose they are. Raises GitError."""
    tips: list[str] | None = None
    lists: list[Listed] = []
    for path in (git.signers, git.revoked):
        place = git.place.tree_path(path) if path else None
        if place is not None and tips is None:
            tips = protected_tips(git)
        lists.append(_read(git, path, place, tips or []))
    signers, revoked, notes = _believed(*lists)
    git.trust(signers, revoked)
    return Trusted(_addresses_of_keys(signers.decode(errors="replace")), notes)


def _read(git: Repository, path: str, place: str | None, tips: list[str]) -> Listed:
    if place is None:
        raw = _content(os.path.join(git.place.top, path)) if path else b""
        return Listed(None, raw, (raw,))
    with Objects(git.place.top) as objects:
        now, *before = (objects.follow(commit, place) for commit in ("HEAD", *tips))
    return Listed(place, _bytes(now), tuple(map(_bytes, before)))


def _content(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def _bytes(found: bytes | str | None) -> bytes | None:
    return found if isinstance(found, bytes) else None


def _believed(signers: Listed, revoked: Listed) -> tuple[bytes, bytes, tuple[str, ...]]:
    """The entries of both lists that count, and why others do not."""
    for some in (signers, revoked):
        if not some.before:
            return b"", b"", (say("keys.no-branch", path=some.path),)
    states = (revoked.now, *revoked.before)
    if None in states or (len(set(states)) > 1 and any(raw and raw.startswith(_BINARY) for raw in states)):
        return b"", b"", (say("keys.revoked", path=revoked.path or ""),)
    # What is revoked anywhere is revoked.
    gone = b"\n".join(dict.fromkeys(raw for raw in states if raw))
    lines = (signers.now or b"").splitlines()
    counting = [line for line in lines if all(line in (raw or b"").splitlines() for raw in signers.before)]
    new = sum(1 for line in lines if line.strip() and line not in counting)
    notes = (say("keys.new", new, path=signers.path),) if new else ()
    return b"\n".join([*counting, b""]), gone, notes


def addresses(text: str) -> frozenset[str]:
    """The e-mail addresses in a text, without regard to case."""
    return frozenset(mail.casefold() for mail in forge_merge.MAIL.findall(text))


def _addresses_of_keys(text: str) -> dict[str, frozenset[str]]:
    """All addresses of each SSH key of a list, by its fingerprint.

    git itself names only the first one; a key that stands for a pattern of addresses stands for none.
    """
    principals: dict[str, list[str]] = {}
    for line in text.splitlines():
        known = re.match(r'\s*(?!#)("[^"]*"|\S+)\s.*?\b(AAAA[A-Za-z0-9+/]+=*)', line)
        if known:
            digest = b64encode(sha256(b64decode(known.group(2) + "==")).digest()).decode().rstrip("=")
            principals.setdefault(f"SHA256:{digest}", []).append(known.group(1))
    return {
        key: NOBODY if re.search(r"[*?!]", text := ",".join(some)) else addresses(text)
        for key, some in principals.items()
    }


def addresses_in_gpg(git: Repository, fingerprints: list[str]) -> dict[str, frozenset[str]]:
    """The addresses of GPG keys, by fingerprint: of their user ids those that are fully valid.

    The owner of a key writes what they like into it, so what is not certified names nobody.
    """
    found: dict[str, frozenset[str]] = {}
    key = ""
    for row in git.list_gpg_keys(fingerprints).splitlines() if fingerprints else ():
        fields = row.split(":")
        if fields[0] == "pub":
            key = ""
        elif fields[0] == "fpr" and not key:
            key = fields[9]
        elif fields[0] == "uid" and fields[1] in ("f", "u"):
            found[key] = found.get(key, NOBODY) | addresses(fields[9])
    return found
