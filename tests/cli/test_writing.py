"""What commands write stays where it belongs, whatever links a repository holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("feeds", ("feeds", "--url", "https://pmo.example.org")),
        ("digests", ("digest",)),
        ("calendar", ("calendar",)),
        ("evidence", ("evidence", "--since", "2026-01-01")),
        ("packs", ("steering", "pack", "change-board", "--date", "2026-06-10")),
    ],
)
def test_a_link_in_the_repository_leads_nothing_out_of_it(
    sound_repository: Path, run: Callable[..., Result], tmp_path: Path, folder: str, command: tuple[str, ...]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (sound_repository / folder).symlink_to(outside)
    result = run(*command, "--root", sound_repository)
    assert result.exit_code == 2 and "leads out of the repository" in result.output
    assert list(outside.iterdir()) == []
    (sound_repository / folder).unlink()
    assert run(*command, "--root", sound_repository).exit_code == 0
    assert list((sound_repository / folder).iterdir())


def test_a_mail_of_somebody_with_nothing_to_do_any_more_is_taken_away(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    run("digest", "--root", sound_repository)
    kept = {path.name for path in (sound_repository / "digests").iterdir()}
    (sound_repository / "digests/notes.txt").write_text("mine")
    charter = sound_repository / "portfolio/projects/example/project.yaml"
    charter.write_text(charter.read_text().replace("manager: ben", "manager: cleo"))
    run("digest", "--root", sound_repository)
    now = {path.name for path in (sound_repository / "digests").iterdir()}
    assert kept - now == {"ben.md", "ben.html"} and "notes.txt" in now


def test_a_meeting_is_moved_and_prepared_in_whatever_style_its_file_is_written(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    meeting = sound_repository / "portfolio/steering/infrastructure-board/2026-06-17.yaml"
    moved = meeting.with_name("2026-06-24.yaml")
    name = ("infrastructure-board", "--date", "2026-06-17", "--root", sound_repository)
    for raw, after in (
        (b"{state: planned, chair: ana}\n", b"{state: planned, chair: ana, first_planned: 2026-06-17}\n"),
        (b"state: planned\n...\n", b"state: planned\nfirst_planned: 2026-06-17\n...\n"),
    ):
        meeting.write_bytes(raw)
        result = run("steering", "move", "--to", "2026-06-24", *name)
        assert result.exit_code == 0 and moved.read_bytes() == after, result.output
        moved.unlink()
        meeting.write_bytes(raw)
        assert run("steering", "minutes", *name).exit_code == 0
        assert b"attendance" in meeting.read_bytes() and meeting.read_bytes().startswith(raw[:14])


def test_a_meeting_that_cannot_be_read_stays_as_it_is(
    sound_repository: Path, run: Callable[..., Result]
) -> None:
    meeting = sound_repository / "portfolio/steering/infrastructure-board/2026-06-17.yaml"
    meeting.write_bytes(b"state: planned\n# Gespr\xe4ch\n")
    result = run(
        "steering",
        "move",
        "infrastructure-board",
        "--date",
        "2026-06-17",
        "--to",
        "2026-06-24",
        "--root",
        sound_repository,
    )
    assert (
        result.exit_code == 2
        and "2026-06-17.yaml cannot be read; see `pmokit check`" in result.output
        and meeting.read_bytes().endswith(b"\xe4ch\n")
    )
    meeting.write_bytes(b'state: "planned"\r\n')
    result = run(
        "steering",
        "move",
        "infrastructure-board",
        "--date",
        "2026-06-17",
        "--to",
        "2026-06-24",
        "--root",
        sound_repository,
    )
    assert result.exit_code == 0, result.output
    moved = meeting.with_name("2026-06-24.yaml")
    assert moved.read_bytes() == b'state: "planned"\r\nfirst_planned: 2026-06-17\r\n' and not meeting.exists()
