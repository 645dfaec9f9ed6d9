"""Commands on the cases in which a small fault of theirs once went unseen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pmokit.text import yaml

E = "portfolio/projects/example"
FORUMS = "methodology/forums.yaml"


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, path
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def commit(root: Path) -> None:
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments],
            cwd=root, check=True, capture_output=True,
        )  # fmt: skip


def test_gate_does_not_name_among_the_deciders_whom_the_gate_keeps_out(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    edit(sound_repository, FORUMS, "    quorum: 2", "      - {title: Manager, person: ben}\n    quorum: 2")
    out = run("gate", "example", "ready-for-closing", "--root", sound_repository).stdout
    assert "Decided by Steering group: Ana Alves, Dan Drew, Gus Gray\n" in out
    edit(sound_repository, "methodology/lifecycle.yaml", "forum: infrastructure-board\n    apart_from: [project-manager]\n    criteria:\n      - what: The acceptance", "forum: infrastructure-board\n    criteria:\n      - what: The acceptance")  # fmt: skip
    out = run("gate", "example", "ready-for-closing", "--root", sound_repository).stdout
    assert "Decided by Steering group: Ana Alves, Ben Baker, Dan Drew, Gus Gray\n" in out


@pytest.mark.parametrize(("day", "shown"), [("2026-05-31", False), ("2026-06-01", True)])
def test_gate_names_a_meeting_that_is_today(
    run: Callable[..., Result], sound_repository: Path, day: str, shown: bool
) -> None:
    planned = sound_repository / f"portfolio/steering/infrastructure-board/{day}.yaml"
    planned.write_text("state: planned\n")
    out = run("gate", "example", "ready-for-closing", "--root", sound_repository).stdout
    assert (f"Next meeting: {day}" in out) is shown


def test_a_change_that_takes_a_waiver_away_brings_the_findings_that_it_covered(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    edit(sound_repository, f"{E}/schedule.yaml", "baseline: 2026-12-11, ", "")
    commit(sound_repository)
    base = ("check", "--root", sound_repository, "--base", "main", "--format", "json")
    before = json.loads(run(*base).stdout)
    assert not before["findings"] and not before.get("apart"), "what was waived before is no news"
    (sound_repository / "portfolio/waivers/late-plan.yaml").unlink()
    after = run(*base)
    document = json.loads(after.stdout)
    assert [found["rule"] for found in document["findings"]] == ["milestone-without-baseline"]
    assert after.exit_code == 1 and not document.get("apart")


def test_a_change_that_waives_what_was_open_shows_it_as_waived_by_this_change(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    edit(sound_repository, f"{E}/schedule.yaml", "baseline: 2026-12-11, ", "")
    waiver = sound_repository / "portfolio/waivers/late-plan.yaml"
    text = waiver.read_text()
    waiver.unlink()
    commit(sound_repository)
    waiver.write_text(text)
    result = run("check", "--root", sound_repository, "--base", "main", "--format", "json")
    document = json.loads(result.stdout)
    assert [bool(found["waived_by"]) for found in document["findings"]] == [True]
    assert result.exit_code == 0 and not document.get("apart")


def test_a_forum_that_is_renamed_takes_its_meetings_along_and_no_other_forums(
    run: Callable[..., Result], sound_repository: Path
) -> None:
    steering = sound_repository / "portfolio/steering"
    for name in ("board", "board-two"):
        (steering / name).mkdir()
        (steering / name / "2026-03-19.yaml").write_text("state: held\n")
    extra = "\n".join(
        f"  - {{id: {name}, title: {name}, purpose: Decides., quorum: 1, every_days: 28, seats: [{{title: S, role: sponsor}}]}}"
        for name in ("council", "board-two")
    )
    forums = sound_repository / FORUMS
    forums.write_text(forums.read_text() + extra + "\n")
    (sound_repository / "methodology/migrations").mkdir(exist_ok=True)
    (sound_repository / "methodology/migrations/9-to-10.yaml").write_text(
        'since: "9"\nto: "10"\nrenames:\n  - {of: forum, old: board, new: council}\n'
    )
    edit(sound_repository, "methodology/methodology.yaml", 'version: "1.1"', 'version: "10"')
    edit(sound_repository, "portfolio/portfolio.yaml", 'methodology: "1.1"', 'methodology: "9"')
    gates = f"{E}/gates/ready-for-{{}}.yaml"
    edit(sound_repository, gates.format("planning"), "forum: ", "meeting: board/2026-03-19\nforum: ")
    edit(sound_repository, gates.format("executing"), "forum: ", "meeting: board-two/2026-03-19\nforum: ")
    result = run("migrate", "--root", sound_repository)
    assert result.exit_code == 0, result.output
    planning, executing = (
        (sound_repository / gates.format(name)).read_text() for name in ("planning", "executing")
    )
    assert "meeting: council/2026-03-19\n" in planning
    assert "meeting: board-two/2026-03-19\n" in executing
    assert sorted(path.name for path in steering.iterdir() if path.is_dir() and any(path.iterdir())) == [
        "board-two", "council", "infrastructure-board",
    ]  # fmt: skip


MAP = """title: Small
currency: EUR
source: {thousands: ","}
id_from: [Name]
constants: {project: {state: active, summary: Unknown.}}
columns:
  - {name: Name, to: project.title, form: line}
  - {name: Part, to: project.workstream, form: line, collect: workstreams}
  - {name: Cost, to: finance.whole_life_cost, form: money}
"""


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ('"1,200"', "1200.00 EUR"), ('"(1,200)"', "-1200.00 EUR"), ('"-1,200"', "-1200.00 EUR"),
        ("(7)", "-7.00 EUR"),
    ],
)  # fmt: skip
def test_an_amount_in_brackets_or_with_a_minus_is_negative(
    tmp_path: Path, run: Callable[..., Result], cell: str, amount: str
) -> None:
    (tmp_path / "t.csv").write_text(f"Name,Part,Cost\nOne,Works,{cell}\n")
    (tmp_path / "m.yaml").write_text(MAP)
    into = tmp_path / "into"
    result = run("import", "table", tmp_path / "t.csv", "--map", tmp_path / "m.yaml", "--into", into)
    assert result.exit_code == 0, result.output
    finance = yaml.parse((into / "portfolio/projects/one/finance.yaml").read_bytes()).data
    assert finance["whole_life_cost"] == amount
