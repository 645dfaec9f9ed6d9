"""`pmokit new`: valid starters of records."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from pmokit.cli import report_starter
from pmokit.cli.desk import Desk
from pmokit.cli.place import Title, root_option, today_option
from pmokit.cli.starters import fill_prose, read_starter
from pmokit.load import layout
from pmokit.load.suggest import nearest
from pmokit.model.project import Project
from pmokit.words.catalogue import say


@click.group("new")
def command() -> None:
    """Write a valid starter. An existing file is never overwritten."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    return root_option(today_option(function))


def _id(value: str) -> str:
    if not layout.is_id(value):
        raise click.UsageError(say("cli.no-id-use-small-letters", value=value))
    return value


def _words(record_id: str) -> str:
    return record_id.replace("-", " ").capitalize()


@command.command("project")
@_options
@click.argument("project_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("cli.default-made-id"))
@click.option("--workstream", default=None, help=say("cli.default-first-one-portfolio-yaml"))
@click.option("--sponsor", default=None, help=say("cli.id-person"))
@click.option("--manager", default=None, help=say("cli.id-person"))
@click.option("--tier", default=None, help=say("cli.default-lightest-one"))
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
    """A project: its charter and a schedule."""
    desk = Desk(root, today)
    streams = list(desk.run.workstreams) or ["general"]
    tiers = list(desk.run.tiers) or ["light"]
    _known(desk, "workstream", workstream)
    _known(desk, "person", sponsor)
    _known(desk, "person", manager)
    _known(desk, "tier", tier)
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


def _known(desk: Desk, kind: str, value: str | None) -> None:
    known = desk.run.candidates(kind, "")
    if value is not None and value not in known:
        raise click.UsageError(say("cli.no", kind=kind, value=value, nearest=nearest(value, known)))


@command.command("programme")
@_options
@click.argument("programme_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("cli.default-made-id"))
def new_programme(root: Path | None, today: date | None, programme_id: str, title: str | None) -> None:
    """A programme."""
    desk = Desk(root, today)
    streams = list(desk.run.workstreams)
    text = desk.fill(
        "programme", title=title or _words(_id(programme_id)), workstream=streams[0] if streams else None
    )
    desk.write(desk.create(f"portfolio/programmes/{programme_id}/programme.yaml", text))


@command.command("risk")
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("risk_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("cli.default-made-id"))
def new_risk(root: Path | None, today: date | None, project_id: str, risk_id: str, title: str | None) -> None:
    """A risk, added to the project's register; all else in the file stays as it is."""
    _append(Desk(root, today), project_id, "risks", "risk", risk_id, title)


@command.command("issue")
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("issue_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("cli.default-made-id"))
def new_issue(
    root: Path | None, today: date | None, project_id: str, issue_id: str, title: str | None
) -> None:
    """An issue, added to the project's register; all else in the file stays as it is."""
    _append(Desk(root, today), project_id, "issues", "issue", issue_id, title)


def _manager(project: Project) -> str:
    """The project's manager, whom some records must name."""
    if project.manager is None:
        raise click.UsageError(say("cli.no-manager-yet-name-one", id=project.id))
    return project.manager


def _append(desk: Desk, project_id: str, key: str, kind: str, record_id: str, title: str | None) -> None:
    from pmokit.text import yaml
    from pmokit.text.edits import Insert
    from pmokit.text.emit import emit

    project = desk.project(project_id)
    path = layout.path_of(project_id, "raid")
    if any(record.id == _id(record_id) for record in getattr(project.raid, key)):
        raise click.UsageError(
            say("cli.already-choose-another-id", path=path, kind=kind, record_id=record_id)
        )
    text = desk.fill(kind, id=record_id, title=title or _words(record_id), manager=_manager(project))
    entry = yaml.parse_text(text).data
    if path not in desk.files:
        desk.write(desk.create(path, emit({key: [entry]})))
        return
    register = yaml.parse(desk.files[path]).data
    there = register.get(key) if isinstance(register, dict) else None
    route: tuple[str | int, ...] = (key,) if there is None else (key, len(there))
    desk.write(Insert(path, route, entry if there is not None else [entry]))
    click.echo(say("cli.added", name=key, record_id=record_id, path=path))


@command.command("change")
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("change_id", metavar="ID")
@click.option("--title", type=Title(), default=None, help=say("cli.default-made-id"))
def new_change(
    root: Path | None, today: date | None, project_id: str, change_id: str, title: str | None
) -> None:
    """A change request."""
    desk = Desk(root, today)
    project = desk.project(project_id)
    text = desk.fill("change", title=title or _words(_id(change_id)), manager=_manager(project))
    desk.write(desk.create(layout.path_of(project_id, "changes", change_id), text))


@command.command("review")
@_options
@click.argument("project_id", metavar="PROJECT")
def new_review(root: Path | None, today: date | None, project_id: str) -> None:
    """An independent review, dated today."""
    desk = Desk(root, today)
    text = desk.fill("review", manager=_manager(desk.project(project_id)))
    desk.write(desk.create(layout.path_of(project_id, "reviews", desk.today.isoformat()), text))


@command.command("waiver")
@_options
@click.argument("waiver_id", metavar="ID")
@click.option("--rule", required=True, help=say("cli.rule-waived"))
@click.option("--project", "project_id", required=True, help=say("cli.project-waived"))
def new_waiver(root: Path | None, today: date | None, waiver_id: str, rule: str, project_id: str) -> None:
    """A waiver of one rule for one project, for 90 days."""
    desk = Desk(root, today)
    project = desk.project(project_id)
    _known(desk, "rule", rule)
    values: dict[str, str | None] = {"rule": rule, "project": project_id, "manager": _manager(project)}
    desk.write(desk.create(f"portfolio/waivers/{_id(waiver_id)}.yaml", desk.fill("waiver", **values)))


@command.command("artefact")
@_options
@click.argument("project_id", metavar="PROJECT")
@click.argument("artefact_id", metavar="ARTEFACT")
def new_artefact(root: Path | None, today: date | None, project_id: str, artefact_id: str) -> None:
    """A document of the catalogue, from its template, with the project's facts filled in."""
    from pmokit.views.reporting.report_draft import artefact

    desk = Desk(root, today)
    project = desk.project(project_id)
    _known(desk, "artefact", artefact_id)
    entry = desk.run.artefacts[artefact_id]
    if entry.template is None:
        raise click.UsageError(say("cli.no-template-name-one-under", artefact_id=artefact_id))
    if not re.fullmatch(r"[a-z0-9-]+\.md", entry.template):
        raise click.UsageError(
            say("cli.template-no-name-such-md", template=entry.template, artefact_id=artefact_id)
        )
    text = fill_prose(
        read_starter(desk.root, f"artefacts/{entry.template}"),
        artefact(project, entry, desk.run),
        desk.today,
    )
    desk.write(desk.create(layout.path_of(project_id, "artefacts", artefact_id), text))


@command.command("attestation")
@_options
@click.argument("attestation_id", metavar="ID")
@click.option("--by", required=True, help=say("cli.id-whoever-looked"))
@click.option("--project", "project_id", default=None, help=say("cli.project-without-department"))
@click.option("--clause", default=None, help=say("cli.clause-kept-such-org-4"))
@click.option("--gate", default=None, help=say("cli.gate-whose-criterion-met"))
@click.option("--criterion", default=None, help=say("cli.criterion-gate"))
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
    """A person's dated word that a clause is kept, or that a gate's criterion is met."""
    desk = Desk(root, today)
    _known(desk, "person", by)
    _known(desk, "clause", clause)
    _known(desk, "gate", gate)
    if (clause is None) == (gate is None):
        raise click.UsageError(say("cli.name-either-clause-gate-criterion"))
    if gate is not None:
        known = [c.id for c in desk.run.gates[gate].criteria if c.id and c.checked_by]
        if criterion not in known:
            raise click.UsageError(
                say("cli.no-such-criterion-attest", gate=gate, nearest=nearest(criterion or "", known))
            )
    text = desk.fill("attestation", by=by, clause=clause, gate=gate, criterion=criterion)
    text = "".join(line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(":"))
    if project_id is None:
        desk.write(desk.create(f"portfolio/attestations/{_id(attestation_id)}.yaml", text))
    else:
        desk.project(project_id)
        desk.write(desk.create(layout.path_of(project_id, "attestations", _id(attestation_id)), text))


@command.command("rule")
@_options
@click.argument("name", metavar="SUBJECT/ID")
@click.option("--clause", required=True, help=say("cli.clause-rule-enforces-such-reg"))
def new_rule(root: Path | None, today: date | None, name: str, clause: str) -> None:
    """A governance rule with its first examples."""
    desk = Desk(root, today)
    _known(desk, "clause", clause)
    text = desk.fill("rule", title=_words(name.rpartition("/")[2]), clause=clause)
    desk.write(desk.create(f"methodology/rules/{name}.yaml", text))


command.add_command(report_starter.command)
