"""`pmokit gate`: whether a project is ready for a gate."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import audience_option, root_option, today_option
from pmokit.words.catalogue import say
from pmokit.words.wording import label

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.rules.readiness import Point, Readiness
    from pmokit.views.lens import Audience


@click.command("gate", help=say("gate.help"))
@root_option
@format_option
@today_option
@audience_option
@click.argument("project_id", metavar="PROJECT")
@click.argument("gate_id", metavar="GATE", required=False)
def command(
    root: Path | None, form: str, today: date | None, audience: Audience, project_id: str, gate_id: str | None
) -> None:
    """`pmokit gate`; the catalogue holds the help text."""
    from pmokit.analytics.lifecycle import progress
    from pmokit.cli.place import find_root
    from pmokit.cli.reading import examine, project_of, require
    from pmokit.load.suggest import nearest
    from pmokit.rules.readiness import Board

    done = examine(find_root(root), today, audience)
    require(done, "lifecycle", "tiers", "forums", "artefacts", "roles", "people")
    project = project_of(done.run, project_id)
    board = Board(done.run, done.method.words, done.findings)
    known = {item.gate.id: item for item in board.gates_of(project)}
    if gate_id is not None and gate_id not in known:
        raise click.UsageError(say("gate.unknown", gate=gate_id, nearest=nearest(gate_id, known)).strip())
    shown = gate_id or progress.next_gate(project, done.run)
    if form == "json":
        from pmokit.views.documents.gate_document import gates

        phase = progress.phase(project, done.run)
        some = list(known.values()) if gate_id is None else [known[gate_id]]
        answer(gates(done.run.today, project.id, phase, progress.next_gate(project, done.run), some))
        sys.exit(0 if shown is None or _is_ready(known[shown]) else 1)
    click.echo(f"{project.title}: {_phase(done.run, progress.phase(project, done.run))}")
    if gate_id is None:
        click.echo("")
        for item in known.values():
            click.echo(f"  {_short(item, item.gate.id == shown)}")
    if shown is None:
        click.echo(say("gate.all-passed"))
        return
    click.echo("\n" + "\n".join(_whole(known[shown], done.run)))
    sys.exit(0 if _is_ready(known[shown]) else 1)


def _is_ready(item: Readiness) -> bool:
    return item.approval is not None or not item.missing


def _phase(run: Run, phase: str) -> str:
    found = run.phase(phase)
    return say("gate.phase", phase=found.title if found else phase)


def _short(item: Readiness, is_next: bool) -> str:
    if item.approval is not None:
        decision = label(item.approval.decision)
        day = f" ({item.approval.decided_on})" if item.approval.decided_on else ""
        return f"{item.gate.id:<24} {decision}{day}"
    state = (
        say("gate.missing", missing=item.missing, all=len(item.points)) if item.missing else say("gate.ready")
    )
    return f"{item.gate.id:<24} {say('gate.next', state=state) if is_next else state}"


def _whole(item: Readiness, run: Run) -> list[str]:
    gate = item.gate
    lines = [f"{gate.title}: {gate.question}"]
    if item.approval is not None:
        approval = item.approval
        lines.append(
            say(
                f"gate.{item.standing}",
                decision=label(approval.decision),
                person=_people((approval.decided_by,), run),
                day=approval.decided_on,
            )
        )
    lines += [_criterion(point, run) for point in item.points]
    if not item.points:
        lines.append(say("gate.no-criteria"))
    forum = run.forum(gate.forum)
    title, people = forum.title if forum else gate.forum, _people(item.deciders, run)
    lines.append(say("gate.deciders", forum=title, people=people))
    if item.meeting is not None:
        lines.append(say("gate.next-meeting", day=item.meeting.date))
    return lines


def _criterion(point: Point, run: Run) -> str:
    what = point.criterion.what
    if point.leaving:
        what = say("gate.exit-criterion", criterion=what)
    if point.met:
        return say("gate.met", criterion=what, state=point.state)
    people = _people(point.who, run)
    return say("gate.not-met", criterion=what, state=point.state, people=people)


def _people(some: tuple[str, ...], run: Run) -> str:
    known = run.people
    return ", ".join(known[name].name if name in known else name for name in some) or say("gate.no-person")
