"""`pmokit gate`: whether a project is ready for a gate."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.place import root_option, today_option

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.rules.readiness import Readiness


@click.command("gate")
@root_option
@today_option
@click.argument("project_id", metavar="PROJECT")
@click.argument("gate_id", metavar="GATE", required=False)
def command(root: Path | None, today: date | None, project_id: str, gate_id: str | None) -> None:
    """Show whether PROJECT is ready for a gate: what holds, what is missing, who must act.

    Without GATE all gates of the project's tier are listed, and the next one is shown whole. Exit
    status: 0 if the gate shown is passed or nothing is missing, 1 if something is, 2 for wrong use.
    """
    from pmokit.analytics.lifecycle import progress
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.load.suggest import nearest
    from pmokit.rules.readiness import Board

    done = examine(find_root(root), today)
    require(done, "lifecycle", "tiers", "forums", "artefacts", "roles", "people")
    project = project_of(done.run, project_id)
    board = Board(done.run, done.method.words, done.findings)
    known = {item.gate.id: item for item in board.gates_of(project)}
    if gate_id is not None and gate_id not in known:
        raise click.UsageError(
            f"a project of its tier has no gate `{gate_id}`. {nearest(gate_id, known)}".strip()
        )
    shown = gate_id or progress.next_gate(project, done.run)
    click.echo(f"{project.title}: {_phase(done.run, progress.phase(project, done.run))}")
    if gate_id is None:
        click.echo("")
        for item in known.values():
            click.echo(f"  {_short(item, item.gate.id == shown)}")
    if shown is None:
        click.echo("\nAll gates are passed.")
        return
    click.echo("\n" + "\n".join(_whole(known[shown], done.run)))
    ready = known[shown].approval is not None or not known[shown].missing
    sys.exit(0 if ready else 1)


def _phase(run: Run, phase: str) -> str:
    found = run.phase(phase)
    return f"phase {found.title if found else phase}"


def _short(item: Readiness, is_next: bool) -> str:
    if item.approval is not None:
        day = f" on {item.approval.decided_on}" if item.approval.decided_on else ""
        return f"{item.gate.id:<24} {item.approval.decision.replace('_', ' ')}{day}"
    state = "ready" if not item.missing else f"{item.missing} of {len(item.points)} missing"
    return f"{item.gate.id:<24} {'next: ' if is_next else ''}{state}"


def _whole(item: Readiness, run: Run) -> list[str]:
    gate = item.gate
    lines = [f"{gate.title}: {gate.question}"]
    if item.approval is not None:
        approval = item.approval
        how = "verified" if item.verified else "attested"
        who = _people((approval.decided_by,), run)
        lines.append(f"  {approval.decision.replace('_', ' ')} by {who} on {approval.decided_on} ({how})")
    for point in item.points:
        mark = "holds  " if point.met else "missing"
        leaving = " (before the phase is left)" if point.leaving else ""
        who = f"; {_people(point.who, run)} must act" if point.who else ""
        lines.append(f"  {mark}  {point.criterion.what}{leaving}: {point.said}{who}")
    if not item.points:
        lines.append("  The method asks for nothing at this gate.")
    forum = run.forum(gate.forum)
    lines.append(f"  Decided by {forum.title if forum else gate.forum}: {_people(item.deciders, run)}")
    if item.meeting is not None:
        lines.append(f"  Next meeting: {item.meeting.date}")
    return lines


def _people(some: tuple[str, ...], run: Run) -> str:
    known = run.people
    return ", ".join(known[name].name if name in known else name for name in some) or "nobody yet"
