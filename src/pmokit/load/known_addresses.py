"""Which addresses name a person here and on the protected branch: a signature counts for nobody else.

Who changes the address of somebody in the directory could sign for them with a key of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pmokit.text import yaml
from pmokit.text.files import Backing
from pmokit.text.trusted_keys import files_before
from pmokit.words.catalogue import say

PEOPLE = "portfolio/people.yaml"
Signers = Mapping[str, Backing]


def with_known_addresses(
    root: Path, files: Mapping[str, bytes], signers: Signers
) -> tuple[Signers, list[str]]:
    """Those who stand behind files, without the addresses that have another owner than on the protected
    branch; and what that leaves out, in words. Raises GitError."""
    if not any(backing.keys or backing.named for backing in signers.values()):
        return signers, []
    before = files_before(root, [PEOPLE])
    if not before:
        return signers, [say("keys.no-branch-for-people", path=PEOPLE)]
    now, *then = (_owners(some.get(PEOPLE, b"")) for some in (files, *before))
    addresses = {address for backing in signers.values() for address in _addresses(backing)}
    new = {address for address in addresses if any(now.get(address) != some.get(address) for some in then)}
    if not new:
        return signers, []
    known = {path: _without(backing, new) for path, backing in signers.items()}
    return known, [say("keys.new-address", addresses=", ".join(sorted(new)), path=PEOPLE)]


def _addresses(backing: Backing) -> Iterable[str]:
    return backing.named.union(*backing.keys)


def _without(backing: Backing, new: set[str]) -> Backing:
    keys = frozenset(rest for key in backing.keys if (rest := key - new))
    lost = backing.keys and not keys
    return Backing(keys, backing.known, backing.named - new, "address" if lost else backing.seal)


def _owners(raw: bytes) -> dict[str, set[Any]]:
    """The ids of the people with each address, as the file has them."""
    data = yaml.parse(raw).data
    people = data.get("people") if isinstance(data, dict) else None
    found: dict[str, set[Any]] = {}
    for entry in people if isinstance(people, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("email"), str):
            found.setdefault(entry["email"].casefold(), set()).add(str(entry.get("id")))
    return found
