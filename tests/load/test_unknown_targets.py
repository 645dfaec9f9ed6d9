"""The criterion of an attestation and the record of a waiver are looked up, and the nearest name is offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

WAIVER = """\
rule: risk-unowned
record: {record}
reason: The owner is on leave.
compensating_control: The manager looks after it.
requested_by: ben
approved_by: ana
since: 2026-05-20
until: 2026-06-10
"""


@pytest.mark.parametrize(
    ("record", "help"),
    [
        ("example/risk/capacty", "Did you mean `capacity`?"),
        ("exampel/risk/capacity", "Did you mean `example`?"),
        ("example/riks/capacity", "Did you mean `risk`?"),
        ("exampel", "Did you mean `example`?"),
        ("forum/infrastructure-bord", "Did you mean `infrastructure-board`?"),
        ("example/risk/capacity", ""),
        ("example", ""),
        ("forum/infrastructure-board", ""),
        ("other-portfolio:exampel/risk/x", ""),
    ],
)
def test_a_waiver_of_a_record_that_does_not_exist_is_found_at_its_key(
    sound_repository: Path, run: Callable[..., Result], record: str, help: str
) -> None:
    path = sound_repository / "portfolio/waivers/w.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(WAIVER.format(record=record))
    result = run("check", "--root", sound_repository, "--rule", "unknown-reference")
    assert (result.exit_code == 1) is bool(help)
    if help:
        assert f"there is no record `{record}`" in result.stdout and help in result.stdout
        assert "--> portfolio/waivers/w.yaml:2:9" in result.stdout


def test_a_waiver_that_has_expired_need_not_name_a_record_that_is_still_there(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    path = sound_repository / "portfolio/waivers/w.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(WAIVER.format(record="example/risk/gone").replace("2026-06-10", "2026-05-25"))
    assert run("check", "--root", sound_repository, "--rule", "unknown-reference").exit_code == 0


@pytest.mark.parametrize("home", ["portfolio/projects/example", "portfolio"])
def test_an_attestation_of_a_criterion_that_the_gate_lacks_is_found_at_its_key(
    sound_repository: Path, run: Callable[..., Result], home: str
) -> None:
    path = sound_repository / f"{home}/attestations/a.yaml"
    path.parent.mkdir(exist_ok=True)
    text = "gate: ready-for-service\ncriterion: rollback-tried\nattested_on: 2026-05-20\nattested_by: ana\nstatement: It is met.\n"
    path.write_text(text)
    names = ("--root", sound_repository, "--rule", "unknown-reference")
    assert run("check", *names).exit_code == 0
    path.write_text(text.replace("criterion: rollback-tried", "criterion: rollback-tryed"))
    result = run("check", *names)
    assert "has no criterion `rollback-tryed`" in result.stdout and "`rollback-tried`" in result.stdout
    assert f"--> {home}/attestations/a.yaml:2:12" in result.stdout
