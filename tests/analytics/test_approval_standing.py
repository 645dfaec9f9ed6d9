"""For whom a key speaks: one person, by any of their addresses, or nobody."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.analytics.organisation.approval_standing import standing
from pmokit.load import layout, repository
from pmokit.load.run import Run
from pmokit.text.files import Backing
from tests.conftest import CLOCK, sound

GATE = layout.path_of("example", "gates", "ready-for-executing")


@pytest.mark.parametrize(
    ("keys", "known", "word"),
    [
        ([["ana@example.com"]], True, "verified"),
        ([["ana@example.com", "ana@home.example"]], True, "verified"),
        ([["ana@home.example"]], True, "attested"),
        ([["ben@example.com"]], True, "attested"),
        ([["ana@example.com", "ben@example.com"]], True, "attested"),
        ([["ben@example.com"], ["ana@example.com"]], True, "verified"),
        ([], False, "nobody"),
    ],
)
def test_a_key_speaks_for_one_person_by_any_address(
    shipped_files: Mapping[str, bytes], keys: list[list[str]], known: bool, word: str
) -> None:
    files = sound(shipped_files)
    people = files["portfolio/people.yaml"]
    for name in (b"ana", b"ben"):
        people = people.replace(b"{id: %s," % name, b"{id: %s, email: %s@example.com," % (name, name))
    backing = Backing(frozenset(map(frozenset, keys)), known)
    run = Run(repository.load({**files, "portfolio/people.yaml": people}, None, CLOCK, {GATE: backing}))
    project = run.project("example")
    assert project is not None
    approval = next(item for item in project.gates if item.id == "ready-for-executing")
    assert standing(approval, project, run) == word


@pytest.mark.parametrize(
    ("keys", "named", "word"),
    [
        ([], {"ana@example.com"}, "reviewed"),
        ([], {"ben@example.com"}, "attested"),
        ([], {"both@example.com"}, "attested"),
        ([], {"ben@example.com", "ana@example.com"}, "reviewed"),
        ([["ana@example.com"]], {"ana@example.com"}, "verified"),
        ([["ben@example.com"]], {"ana@example.com"}, "reviewed"),
    ],
)
def test_whom_a_forge_names_by_an_address_of_one_person_has_reviewed(
    shipped_files: Mapping[str, bytes], keys: list[list[str]], named: set[str], word: str
) -> None:
    files = sound(shipped_files)
    people = files["portfolio/people.yaml"]
    for name in (b"ana", b"ben"):
        people = people.replace(b"{id: %s," % name, b"{id: %s, email: %s@example.com," % (name, name))
    for name in (b"cleo", b"dan"):
        people = people.replace(b"{id: %s," % name, b"{id: %s, email: both@example.com," % name)
    backing = Backing(frozenset(map(frozenset, keys)), named=frozenset(named))
    run = Run(repository.load({**files, "portfolio/people.yaml": people}, None, CLOCK, {GATE: backing}))
    project = run.project("example")
    assert project is not None
    approval = next(item for item in project.gates if item.id == "ready-for-executing")
    assert standing(approval, project, run) == word
