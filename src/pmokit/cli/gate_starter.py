"""`pmokit new gate`: the record of a gate decision, with what git and the registers know of its evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import click

from pmokit.cli.desk import Desk
from pmokit.cli.place import root_option, today_option
from pmokit.load import layout
from pmokit.load.suggest import nearest
from pmokit.model.control import Outcome
from pmokit.words.catalogue import say


@click.command("gate", help=say("new.gate.help"))
@root_option
@today_option
@click.argument("project_id", metavar="PROJECT")
@click.argument("gate_id", metavar="GATE")
@click.option("--by", required=True, help=say("new.gate.by.help"))
@click.option(
    "--decision", type=click.Choice(get_args(Outcome)), default="approved", show_default=True,
    help=say("new.gate.decision.help"),
)  # fmt: skip
@click.option("--recorded-by", default=None, help=say("new.gate.recorded-by.help"))
def command(
    root: Path | None,
    today: date | None,
    project_id: str,
    gate_id: str,
    by: str,
    decision: str,
    recorded_by: str | None,
) -> None:
    """`pmokit new gate`; the catalogue holds the help text."""
    from pmokit.rules.gate_record import Decided, gate_record
    from pmokit.text.emit import emit

    desk = Desk(root, today)
    project = desk.project(project_id)
    gate = desk.run.gate(gate_id)
    if gate is None:
        close = nearest(gate_id, desk.run.gates)
        raise click.UsageError(say("new.unknown", kind="gate", id=gate_id, nearest=close).strip())
    for person in filter(None, (by, recorded_by)):
        desk.know("person", person)
    if decision not in gate.decisions:
        allowed = ", ".join(gate.decisions)
        raise click.UsageError(say("new.gate.decision-not-allowed", gate=gate_id, decisions=allowed))
    data, left = gate_record(gate, project, Decided(decision, by, desk.today, recorded_by), desk.run)
    path = layout.path_of(project_id, "gates", gate_id)
    desk.write(desk.create(path, emit(data)))
    for line in left:
        click.echo(line)
