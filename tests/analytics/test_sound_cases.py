"""Sound cases that a rule accused once, found by somebody who had not seen the rules."""

from __future__ import annotations

from collections.abc import Mapping

from pmokit.analytics.reporting.sentences import names_of
from tests.analytics.judging import E
from tests.conftest import check_files, sound


def unmet(files: Mapping[str, bytes]) -> list[str]:
    """The gates that were passed with unmet criteria."""
    return [finding.path for finding in check_files(files).findings if finding.rule == "criteria-unmet"]


def test_an_attestation_that_is_repeated_after_the_gate_takes_nothing_back(
    shipped_files: Mapping[str, bytes],
) -> None:
    files = sound(shipped_files)
    path = f"{E}/attestations/roles-accepted.yaml"
    later = files[path].replace(b"attested_on: 2026-01-20", b"attested_on: 2026-05-30")
    assert unmet({**files, f"{E}/attestations/again.yaml": later}) == []
    assert unmet({**files, path: later}) == [f"{E}/gates/ready-for-planning.yaml"]


def test_a_text_may_call_a_milestone_by_the_two_words_with_which_its_title_begins() -> None:
    assert " northern masts " in names_of("north", "Northern masts are in service")
    assert " southern stations " in names_of("south", "The southern stations run")
    assert names_of("half", "Half of the mailboxes moved") == [" half of the mailboxes moved "]
    assert names_of("end", "Pilot done") == [" pilot done "]
