"""Who stands behind a file, by the signatures of the commits that brought its content."""

from __future__ import annotations

import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pmokit.text import forge_merge
from pmokit.text.ancestry import Graph, Trace, kept_as_it_was, read_graph, trace
from pmokit.text.commit_history import changed_paths
from pmokit.text.files import Backing
from pmokit.text.forge_merge import Forge
from pmokit.text.git_process import NoRepository, no_repository, run

_REGULAR = (b"100644", b"100755")


class Signature(NamedTuple):
    """A good signature of a commit, and whom the message names as `Reviewed-by`, by address."""

    addresses: frozenset[str]
    """All addresses of the key that git trusts; none if it does not, or if the key may speak for anybody."""
    reviewers: frozenset[str]
    named: frozenset[str] = frozenset()
    """Whom the template of a forge that signed it names, by address."""


def read_signers(root: Path, pattern: str, forges: Sequence[Forge] = ()) -> dict[str, Backing]:
    """Who stands behind the files that a pattern of git names, by path.

    That is the key that signed the commit that brought the content which the file has now; and the key that
    signed a merge which brought it, if the merge names the owner of that key as `Reviewed-by`; and those
    whom a forge names in a merge that it made and signed. What a merge decides itself, in place of what only
    one side had changed, is brought by the merge. Files changed in the work tree and symbolic links have
    nobody behind them; neither has any file where there is no repository.
    Raises GitError.
    """
    try:
        paths = _committed(root, pattern)
        if not paths:
            return {}
        graph = read_graph(root)
    except NoRepository:
        return {}
    traces = trace(root, graph, paths, pattern)
    first = {name for found in traces.values() for name in _bringing(found)}
    signatures = read_signatures(root, first, forges)
    signed = {path: found for path, found in traces.items() if _bringing(found) & signatures.keys()}
    kept = kept_as_it_was(root, graph, {path: some.crossings for path, some in signed.items()}, pattern)
    settled = {path: _settle(path, found, kept, graph) for path, found in signed.items()}
    decided = {found.origin for found in settled.values() if found.origin} - first
    signatures |= read_signatures(root, decided, forges)
    return {path: _backing(settled.get(path, found), signatures) for path, found in traces.items()}


def _committed(root: Path, pattern: str) -> set[str]:
    """The regular files that a pattern names and that are in the work tree as HEAD has them."""
    listing = run(root, "ls-files", "--stage", "-z", "--", pattern)
    changed = run(root, "status", "--porcelain", "--no-renames", "-z", "--", pattern)
    if listing is None or changed is None:
        raise no_repository(root)
    rows = (row.partition(b"\t") for row in listing.split(b"\0"))
    paths = {path.decode(errors="replace") for head, _, path in rows if head[:6] in _REGULAR}
    return paths - set(changed_paths(root, changed))


def _bringing(found: Trace) -> set[str]:
    """The commits that brought a content: the one that made it, and merges that took it over."""
    names = {crossing.merge for crossing in found.crossings if crossing.brought}
    return names | {found.origin} if found.origin else names


def _settle(path: str, found: Trace, kept: set[tuple[str, str]], graph: Graph) -> Trace:
    """The trace up to the last merge that decided between contents: what it decided is its own."""
    for number, crossing in enumerate(found.crossings):
        if (path, crossing.merge) not in kept:
            # Where the clone does not reach the parting, nobody knows what the merge did.
            return Trace(None if graph.cut else crossing.merge, found.crossings[: number + bool(graph.cut)])
    return found


def _backing(found: Trace, signatures: dict[str, Signature]) -> Backing:
    keys: set[frozenset[str]] = set()
    named: set[str] = set()
    own = signatures.get(found.origin or "")
    if own is not None and own.addresses:
        keys.add(own.addresses)
    for crossing in found.crossings:
        merge = signatures.get(crossing.merge) if crossing.brought else None
        if merge is not None and merge.addresses & merge.reviewers:
            keys.add(merge.addresses)
        if merge is not None:
            named |= merge.named
    return Backing(frozenset(keys), found.origin is not None, frozenset(named))


def read_signatures(root: Path, names: Iterable[str], forges: Sequence[Forge]) -> dict[str, Signature]:
    """The good signatures of some commits, by commit."""
    asked = "".join(f"{name}\n" for name in sorted(names)).encode()
    if not asked:
        return {}
    # What a message says cannot end an entry: nobody can know this word beforehand.
    word = secrets.token_hex(16)
    parts = "%H %G? %GF %GP%x00%GS%x00%(trailers:key=Reviewed-by,valueonly,separator=%x2C)%x00%P%x00%B"
    log = run(root, "log", "--no-walk=unsorted", "--stdin", f"--format={word}{parts}", given=asked) or b""
    keys = _allowed_keys(root)
    found: dict[str, Signature] = {}
    for entry in log.decode(errors="replace").split(word)[1:]:
        head, signer, reviewers, parents, message = entry.split("\0", 4)
        name, status, *own = head.split(" ")
        # A forge's key is trusted by its fingerprint, whether or not git knows whose it is.
        forge = next((some for some in forges if some.key in own), None) if status in "GU" else None
        if forge is not None:
            several = len(parents.split()) > 1
            found[name] = Signature(
                NOBODY, NOBODY, forge_merge.reviewers(forge, message) if several else NOBODY
            )
        elif status == "G":
            some = keys.get(own[0], _addresses(signer))
            found[name] = Signature(some, _addresses(reviewers))
    return found


NOBODY: frozenset[str] = frozenset()


def _addresses(text: str) -> frozenset[str]:
    return frozenset(mail.casefold() for mail in forge_merge.MAIL.findall(text))


def _allowed_keys(root: Path) -> dict[str, frozenset[str]]:
    """All addresses of each SSH key that git trusts, by its fingerprint.

    git itself names only the first one; a key that stands for a pattern of addresses stands for none.
    """
    value = run(root, "config", "--type=path", "gpg.ssh.allowedSignersFile") or b""
    top = run(root, "rev-parse", "--show-toplevel") or b""
    name, folder = (text.decode(errors="surrogateescape").removesuffix("\n") for text in (value, top))
    try:
        lines = Path(folder, name).read_text(errors="replace").splitlines() if name else []
    except OSError:
        return {}
    principals: dict[str, list[str]] = {}
    for line in lines:
        known = re.match(r'\s*(?!#)("[^"]*"|\S+)\s.*?\b(AAAA[A-Za-z0-9+/]+=*)', line)
        if known:
            digest = b64encode(sha256(b64decode(known.group(2) + "==")).digest()).decode().rstrip("=")
            principals.setdefault(f"SHA256:{digest}", []).append(known.group(1))
    return {
        key: frozenset() if re.search(r"[*?!]", text := ",".join(some)) else _addresses(text)
        for key, some in principals.items()
    }
