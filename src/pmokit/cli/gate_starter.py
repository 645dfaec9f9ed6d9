"""`pmokit new gate`: the record of a gate decision, with what git and the registers know of its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from pmokit.cli.desk import Desk
from pmokit.cli.place import root_option, today_option
from pmokit.load import layout
from pmokit.load.suggest import nearest
from pmokit.model.control import Outcome
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.model.methodology.lifecycle import Gate
    from pmokit.model.project import Project


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
    evidence = list(_evidence(gate, project, desk.run))
    data: dict[str, Any] = {
        "decision": decision,
        "decided_on": desk.today.isoformat(),
        "decided_by": by,
        "forum": gate.forum,
        "recorded_by": recorded_by,
        "evidence": [entry for _, entry in evidence if entry],
    }
    if decision == "approved_with_conditions":
        due = (desk.today + timedelta(days=28)).isoformat()
        data["conditions"] = [{"what": say("new.gate.condition"), "owner": project.manager, "due": due}]
    path = layout.path_of(project_id, "gates", gate_id)
    desk.write(desk.create(path, emit({key: value for key, value in data.items() if value})))
    for what, entry in evidence:
        if not entry:
            click.echo(say("new.gate.no-document", document=what))


def _evidence(gate: Gate, project: Project, run: Run) -> Iterator[tuple[str, dict[str, str]]]:
    """Each document that the gate requires of the project, by its title, with the state in which it is now;
    with nothing where it does not exist."""
    from pmokit.analytics.lifecycle.gate_decisions import needed

    seen: set[str] = set()
    for criterion in gate.criteria:
        name = criterion.artefact
        if name is None or name in seen or not needed(criterion, project, run):
            continue
        seen.add(name)
        artefact = run.artefact(name)
        yield artefact.title if artefact else name, _state_now(name, project)


def _state_now(name: str, project: Project) -> dict[str, str]:
    text = next((item for item in project.artefacts if item.id == name), None)
    if text is not None:
        return {"artefact": name, "version": text.version, "fingerprint": text.fingerprint}
    entry = next((item for item in project.documents if item.artefact == name), None)
    if entry is None:
        return {}
    some = {"artefact": name, "url": entry.url, "version": entry.version}
    return {key: value for key, value in some.items() if value}
