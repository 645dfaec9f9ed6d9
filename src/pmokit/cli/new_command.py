"""`pmokit new`: valid starters of records."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from pmokit.cli import gate_starter, report_starter
from pmokit.cli.desk import Desk
from pmokit.cli.place import Title, root_option, today_option
from pmokit.cli.starters import fill_prose, read_starter
from pmokit.load import layout
from pmokit.load.suggest import nearest
from pmokit.model.project import Project
from pmokit.words.catalogue import say


@click.group("new", help=say("new.help"))
def command() -> None:
    """`pmokit new`; the catalogue holds the help text."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    return root_option(today_option(function))


def _id(value: str) -> str:
    if not layout.is_id(value):
        raise click.UsageError(say("new.bad-id", id=value))
    return value


def _words(record_id: str) -> str:
    return record_id.replace("-", " ").capitalize()


@command.command("project", help=say("new.project.help"))
@_options
@click.argument("project_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("new.title.help"))
@click.option("--workstream", default=None, help=say("new.workstream.help"))
@click.option("--sponsor", default=None, help=say("new.person.help"))
@click.option("--manager", default=None, help=say("new.person.help"))
@click.option("--tier", default=None, help=say("new.tier.help"))
def new_project(
    root: Path | None,
    today: date | None,
    project_id: str,
    title: str | None,
    workstream: str | None,
    sponsor: str | None,
    manager: str | None,
    tier: str | None,
) -> None:
    """`pmokit new project`; the catalogue holds the help text."""
    desk = Desk(root, today)
    streams = list(desk.run.workstreams) or ["general"]
    tiers = list(desk.run.tiers) or ["light"]
    desk.know("workstream", workstream)
    desk.know("person", sponsor)
    desk.know("person", manager)
    desk.know("tier", tier)
    values = {
        "title": title or _words(_id(project_id)),
        "workstream": workstream or streams[0],
        "sponsor": sponsor,
        "manager": manager,
        "tier": tier or tiers[0],
    }
    desk.write(
        *(
            desk.create(layout.path_of(project_id, part), desk.fill(starter, **values))
            for part, starter in (("charter", "project"), ("schedule", "schedule"))
        )
    )


@command.command("programme", help=say("new.programme.help"))
@_options
@click.argument("programme_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("new.title.help"))
def new_programme(root: Path | None, today: date | None, programme_id: str, title: str | None) -> None:
    """`pmokit new programme`; the catalogue holds the help text."""
    desk = Desk(root, today)
    streams = list(desk.run.workstreams)
    text = desk.fill(
        "programme", title=title or _words(_id(programme_id)), workstream=streams[0] if streams else None
    )
    desk.write(desk.create(f"portfolio/programmes/{programme_id}/programme.yaml", text))


@command.command("risk", help=say("new.risk.help"))
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("risk_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("new.title.help"))
def new_risk(root: Path | None, today: date | None, project_id: str, risk_id: str, title: str | None) -> None:
    """`pmokit new risk`; the catalogue holds the help text."""
    _append(Desk(root, today), project_id, "risks", "risk", risk_id, title)


@command.command("issue", help=say("new.issue.help"))
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("issue_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("new.title.help"))
def new_issue(
    root: Path | None, today: date | None, project_id: str, issue_id: str, title: str | None
) -> None:
    """`pmokit new issue`; the catalogue holds the help text."""
    _append(Desk(root, today), project_id, "issues", "issue", issue_id, title)


def _manager(project: Project) -> str:
    """The project's manager, whom some records must name."""
    if project.manager is None:
        raise click.UsageError(say("new.no-manager", project=project.id))
    return project.manager


def _append(desk: Desk, project_id: str, key: str, kind: str, record_id: str, title: str | None) -> None:
    from pmokit.text import yaml
    from pmokit.text.edits import Insert
    from pmokit.text.emit import emit

    project = desk.project(project_id)
    path = layout.path_of(project_id, "raid")
    if any(record.id == _id(record_id) for record in getattr(project.raid, key)):
        raise click.UsageError(say("new.id-taken", path=path, kind=kind, id=record_id))
    text = desk.fill(kind, id=record_id, title=title or _words(record_id), manager=_manager(project))
    entry = yaml.parse_text(text).data
    if path not in desk.files:
        desk.write(desk.create(path, emit({key: [entry]})))
        return
    register = yaml.parse(desk.files[path]).data
    there = register.get(key) if isinstance(register, dict) else None
    route: tuple[str | int, ...] = (key,) if there is None else (key, len(there))
    desk.write(Insert(path, route, entry if there is not None else [entry]))
    click.echo(say("new.added", register=key, id=record_id, path=path))


@command.command("change", help=say("new.change.help"))
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("change_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("new.title.help"))
def new_change(
    root: Path | None, today: date | None, project_id: str, change_id: str, title: str | None
) -> None:
    """`pmokit new change`; the catalogue holds the help text."""
    desk = Desk(root, today)
    project = desk.project(project_id)
    text = desk.fill("change", title=title or _words(_id(change_id)), manager=_manager(project))
    desk.write(desk.create(layout.path_of(project_id, "changes", change_id), text))


@command.command("review", help=say("new.review.help"))
@_options
@click.argument("project_id", metavar="PROJECT")
def new_review(root: Path | None, today: date | None, project_id: str) -> None:
    """`pmokit new review`; the catalogue holds the help text."""
    desk = Desk(root, today)
    text = desk.fill("review", manager=_manager(desk.project(project_id)))
    desk.write(desk.create(layout.path_of(project_id, "reviews", desk.today.isoformat()), text))


@command.command("waiver", help=say("new.waiver.help"))
@_options
@click.argument("waiver_id", metavar="ID")
@click.option("--rule", required=True, help=say("new.waiver.rule.help"))
@click.option("--project", "project_id", required=True, help=say("new.waiver.project.help"))
def new_waiver(root: Path | None, today: date | None, waiver_id: str, rule: str, project_id: str) -> None:
    """`pmokit new waiver`; the catalogue holds the help text."""
    desk = Desk(root, today)
    project = desk.project(project_id)
    desk.know("rule", rule)
    values: dict[str, str | None] = {"rule": rule, "project": project_id, "manager": _manager(project)}
    desk.write(desk.create(f"portfolio/waivers/{_id(waiver_id)}.yaml", desk.fill("waiver", **values)))


@command.command("artefact", help=say("new.artefact.help"))
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("artefact_id", metavar="ARTEFACT")
def new_artefact(root: Path | None, today: date | None, project_id: str, artefact_id: str) -> None:
    """`pmokit new artefact`; the catalogue holds the help text."""
    from pmokit.views.reporting.report_draft import artefact

    desk = Desk(root, today)
    project = desk.project(project_id)
    desk.know("artefact", artefact_id)
    entry = desk.run.artefacts[artefact_id]
    if entry.template is None:
        raise click.UsageError(say("new.artefact.no-template", document=artefact_id))
    if not re.fullmatch(r"[a-z0-9-]+\.md", entry.template):
        raise click.UsageError(
            say("new.artefact.bad-template", template=entry.template, document=artefact_id)
        )
    text = fill_prose(
        read_starter(desk.root, f"artefacts/{entry.template}"),
        artefact(project, entry, desk.run),
        desk.today,
    )
    desk.write(desk.create(layout.path_of(project_id, "artefacts", artefact_id), text))


@command.command("attestation", help=say("new.attestation.help"))
@_options
@click.argument("attestation_id", metavar="ID")
@click.option("--by", required=True, help=say("new.attestation.by.help"))
@click.option("--project", "project_id", default=None, help=say("new.attestation.project.help"))
@click.option("--clause", default=None, help=say("new.attestation.clause.help"))
@click.option("--gate", default=None, help=say("new.attestation.gate.help"))
@click.option("--criterion", default=None, help=say("new.attestation.criterion.help"))
def new_attestation(
    root: Path | None,
    today: date | None,
    attestation_id: str,
    by: str,
    project_id: str | None,
    clause: str | None,
    gate: str | None,
    criterion: str | None,
) -> None:
    """`pmokit new attestation`; the catalogue holds the help text."""
    desk = Desk(root, today)
    desk.know("person", by)
    desk.know("clause", clause)
    desk.know("gate", gate)
    if (clause is None) == (gate is None):
        raise click.UsageError(say("new.attestation.one-of"))
    if gate is not None:
        known = [c.id for c in desk.run.gates[gate].criteria if c.id and c.checked_by]
        if criterion not in known:
            raise click.UsageError(
                say("new.attestation.unknown", gate=gate, nearest=nearest(criterion or "", known)).strip()
            )
    text = desk.fill("attestation", by=by, clause=clause, gate=gate, criterion=criterion)
    text = "".join(line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(":"))
    if project_id is None:
        desk.write(desk.create(f"portfolio/attestations/{_id(attestation_id)}.yaml", text))
    else:
        desk.project(project_id)
        desk.write(desk.create(layout.path_of(project_id, "attestations", _id(attestation_id)), text))


@command.command("rule", help=say("new.rule.help"))
@_options
@click.argument("name", metavar="SUBJECT/ID")
@click.option("--clause", required=True, help=say("new.rule.clause.help"))
def new_rule(root: Path | None, today: date | None, name: str, clause: str) -> None:
    """`pmokit new rule`; the catalogue holds the help text."""
    desk = Desk(root, today)
    desk.know("clause", clause)
    text = desk.fill("rule", title=_words(name.rpartition("/")[2]), clause=clause)
    desk.write(desk.create(f"methodology/rules/{name}.yaml", text))


command.add_command(report_starter.command)
command.add_command(gate_starter.command)
