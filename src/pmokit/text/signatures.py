"""Who stands behind a file, by the signatures of the commits that brought its content."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from hashlib import new
from pathlib import Path
from typing import NamedTuple

from pmokit.text import forge_merge
from pmokit.text.ancestry import Graph, Trace, kept_as_it_was, read_graph, trace
from pmokit.text.files import Backing, Seal
from pmokit.text.forge_merge import Forge
from pmokit.text.git_process import REGULAR, NoRepository, Repository
from pmokit.text.trusted_keys import NOBODY, Trusted, addresses, addresses_in_gpg, trust_keys


class Signature(NamedTuple):
    """A signature of a commit, and whom the message names as `Reviewed-by`, by address."""

    addresses: frozenset[str]
    """All addresses of the key that git trusts; none if it does not, or if the key may speak for anybody."""
    reviewers: frozenset[str]
    named: frozenset[str] = frozenset()
    """Whom the template of a forge that signed it names, by address."""
    seal: Seal = ""
    """Why the signature names no owner of a key."""


class Signers(NamedTuple):
    """Who stands behind files, by path; and why some keys do not count, in words."""

    backing: dict[str, Backing]
    notes: tuple[str, ...] = ()


def read_signers(
    root: Path, pattern: str, files: Mapping[str, bytes], forges: Sequence[Forge] = ()
) -> Signers:
    """Who stands behind those of some files that a pattern of git names.

    That is the key that signed the commit that brought the content which the file has now; and the key that
    signed a merge which brought it, if the merge names the owner of that key as `Reviewed-by`; and those
    whom a forge names in a merge that it made and signed. What a merge decides itself, in place of what only
    one side had changed, is brought by the merge. A file with another content than the commit has, and one
    behind a symbolic link, has nobody behind it; neither has any file where there is no repository.
    Raises GitError.
    """
    try:
        with Repository(root) as git:
            paths = _committed(git, pattern, files)
            return _signers(git, pattern, paths, forges) if paths else Signers({})
    except NoRepository:
        return Signers({})


def _signers(git: Repository, pattern: str, paths: set[str], forges: Sequence[Forge]) -> Signers:
    graph = read_graph(git)
    traces = trace(git, graph, paths, pattern)
    keys = trust_keys(git)
    first = {name for found in traces.values() for name in _bringing(found)}
    signatures = read_signatures(git, first, forges, keys)
    good = {name for name, some in signatures.items() if some.seal != "unknown"}
    signed = {path: found for path, found in traces.items() if _bringing(found) & good}
    kept = kept_as_it_was(git, graph, {path: some.crossings for path, some in signed.items()}, pattern)
    settled = {path: _settle(path, found, kept, graph) for path, found in signed.items()}
    decided = {found.origin for found in settled.values() if found.origin} - first
    signatures |= read_signatures(git, decided, forges, keys)
    backing = {path: _backing(settled.get(path, found), signatures) for path, found in traces.items()}
    return Signers(backing, keys.notes)


def _committed(git: Repository, pattern: str, files: Mapping[str, bytes]) -> set[str]:
    """Those of some files that HEAD has, as regular files, with the very content that was read.

    The content is compared here: what git says of the work tree depends on attributes, which convert it, and
    on marks in the index.
    """
    # `ls-tree` knows folders and no patterns.
    plain = pattern.removeprefix(":(glob)")
    wanted = re.compile(re.escape(plain).replace(r"\*", "[^/]*"))
    listing = git.ask("ls-tree", "-r", "-z", "HEAD", "--", plain.partition("/*")[0])
    found: set[str] = set()
    for row in listing.split(b"\0"):
        meta, _, name = row.partition(b"\t")
        mode, _, blob = meta.partition(b" blob ")
        path = name.decode(errors="replace")
        if (
            mode in REGULAR
            and wanted.fullmatch(path)
            and path in files
            and _is_blob(files[path], blob.decode())
        ):
            found.add(path)
    return found


def _is_blob(raw: bytes, blob: str) -> bool:
    """Whether an object has a content, or the same with the line ends of Windows, which git may have made."""
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    return any(
        new(algorithm, b"blob %d\0" % len(some) + some, usedforsecurity=False).hexdigest() == blob
        for some in (raw, raw.replace(b"\r\n", b"\n"))
    )


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
    return Backing(frozenset(keys), found.origin is not None, frozenset(named), own.seal if own else "")


def read_signatures(
    git: Repository, names: Iterable[str], forges: Sequence[Forge], keys: Trusted
) -> dict[str, Signature]:
    """The signatures of some commits, by commit: the good ones, and that there is one of a key that does not
    count."""
    asked = "".join(f"{name}\n" for name in sorted(names)).encode()
    if not asked:
        return {}
    # What a message says cannot end an entry: nobody can know this word beforehand.
    word = secrets.token_hex(16)
    parts = "%H %G? %GF %GP%x00%GS%x00%(trailers:key=Reviewed-by,valueonly,separator=%x2C)%x00%P%x00%B"
    log = git.ask("log", "--no-walk=unsorted", "--stdin", f"--format={word}{parts}", given=asked)
    entries = [entry.split("\0", 4) for entry in log.decode(errors="replace").split(word)[1:]]
    heads = [entry[0].split(" ") for entry in entries]
    by_key = keys.addresses | addresses_in_gpg(git, sorted({head[3] for head in heads if _is_gpg(head)}))
    found: dict[str, Signature] = {}
    for (name, status, *own), (_, signer, reviewers, parents, message) in zip(heads, entries, strict=True):
        # A forge's key is trusted by its fingerprint, whether or not git knows whose it is.
        forge = next((some for some in forges if some.key in own), None) if status in "GU" else None
        if forge is not None:
            several = len(parents.split()) > 1
            named = forge_merge.reviewers(forge, message) if several else NOBODY
            found[name] = Signature(NOBODY, NOBODY, named, "forge")
        elif status == "G":
            # An SSH key that is in no list has a certificate, and git names for whom that was issued.
            certified = addresses(signer) if own[0].startswith("SHA256:") else NOBODY
            some = by_key.get(own[0], by_key.get(own[1], certified))
            found[name] = Signature(some, addresses(reviewers), seal="" if some else "unknown")
        elif status != "N":
            found[name] = Signature(NOBODY, NOBODY, seal="unknown")
    return found


def _is_gpg(head: list[str]) -> bool:
    _, status, _, primary = head
    return status == "G" and not primary.startswith("SHA256:") and bool(primary)
