"""The questions of a status report on a terminal: only what no fact can say, the facts beside them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import click

from pmokit.cli.place import Day, Title
from pmokit.load.suggest import nearest
from pmokit.model import colour
from pmokit.model.project import Project
from pmokit.views.context import Context
from pmokit.views.reporting.report_draft import Facts, path_to_green
from pmokit.words.catalogue import say


def ask(context: Context, project: Project, data: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The data of a report with what its author answers. Raises click.Abort when she stops."""
    click.echo(say("cli.empty-answer-takes-what-stands"))
    answers = dict(data)
    answers["summary"] = _summary(project)
    answers["claims"] = _claims(data["claims"], known)
    rag = answers["claims"]["overall"]["rag"]
    answers["override"] = _override(context, project, rag, known)
    answers["path_to_green"] = _path(context, project) if rag != "green" else None
    prefilled = data["achievements"] if known.since else []
    done = [line for line in prefilled if not line.startswith(say("cli.name-what-done"))]
    answers["achievements"] = [*done, *_several(say("cli.what-else-done") if done else say("cli.what-done"))]
    answers["next_steps"] = _steps(context, project)
    answers["decisions_needed"] = _several(say("cli.which-decision-needed"))
    order = [*data, "override", "decisions_needed"]
    return {key: answers.get(key) for key in dict.fromkeys(order)}


def _line(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default, type=Title())
    return answer


def _summary(project: Project) -> str:
    last = project.reports[-1].summary if project.reports else ""
    if last:
        click.echo(say("cli.last-time", split=" ".join(last.split())))
    while True:
        text = _line(say("cli.where-does-project-stand-one"))
        if text.casefold().split() != last.casefold().split():
            return text
        click.echo(say("cli.what-last-report-said-what"))


def _claims(claims: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The colours that the facts give, if the author claims them too; else each is asked for."""
    click.echo(say("cli.facts"))
    for name in claims:
        click.echo(f"  {name}: {_by_facts(name, known)}")
    if click.confirm(say("cli.do-you-claim-these-colours"), default=True):
        unknown = [name for name in claims if known.derived[name].rag == "none"]
        return {**claims, **{name: _claim(name, claims[name], known) for name in unknown}}
    return {name: _claim(name, claim, known) for name, claim in claims.items()}


def _by_facts(name: str, known: Facts) -> str:
    derived = known.derived[name]
    if derived.rag == "none":
        return say("cli.facts-say-nothing")
    says = "; ".join(reason.says for reason in derived.reasons if reason.rag != "green")
    return f"{derived.rag}{f' ({says})' if says else ''}"


def _claim(name: str, claim: dict[str, Any], known: Facts) -> dict[str, Any]:
    click.echo(f"\n{name.capitalize()}: {_by_facts(name, known)}")
    choices = tuple(reversed(colour.RAGS))
    rag = click.prompt(say("cli.colour", name=name), default=claim["rag"], type=click.Choice(choices))
    if rag == "green":
        return {"rag": rag}
    return {"rag": rag, "comment": _line("Why?", claim.get("comment"))}


def _override(context: Context, project: Project, rag: str, known: Facts) -> dict[str, Any] | None:
    """An override where the claim is better than the facts, if its author has one."""
    facts = known.derived["overall"].rag
    if not colour.is_worse(facts, rag):
        return None
    click.echo(say("cli.you-claim-facts-say-takes", rag=rag, facts=facts))
    reason = click.prompt(say("cli.reason-empty-none"), default="", show_default=False)
    if not reason.strip():
        return None
    return {
        "reason": reason,
        "approved_by": _approver(context, project),
        "until": str(_day(context, say("cli.until"), 28)),
    }


def _approver(context: Context, project: Project) -> str:
    while (person := _person(context, say("cli.approved"), None)) == project.manager:
        click.echo(say("cli.nobody-approves-override-her-own"))
    return person


def _path(context: Context, project: Project) -> dict[str, Any]:
    offered = path_to_green(project, context.run)
    click.echo("")
    return {
        "what": _line(say("cli.how-does-get-back-green")),
        "owner": _person(context, say("cli.who-does"), offered["owner"]),
        "due": str(_day(context, say("cli.when"), 28)),
    }


def _several(question: str) -> list[str]:
    """Lines until an empty one."""
    return list(iter(lambda: _optional(say("cli.empty-go", question=question)), ""))


def _optional(question: str) -> str:
    def line(value: str) -> str:
        return Title().convert(value, None, None) if value.strip() else ""

    answer: str = click.prompt(question, default="", show_default=False, value_proc=line)
    return answer


def _steps(context: Context, project: Project) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    click.echo("")
    while True:
        what = _optional(say("cli.next-step-empty-go")) if steps else _line(say("cli.next-step"))
        if not what:
            return steps
        owner = _person(context, say("cli.who-does"), project.manager)
        steps.append({"what": what, "owner": owner, "due": str(_day(context, say("cli.when"), 14))})


def _person(context: Context, question: str, default: str | None) -> str:
    known = context.run.people

    def convert(value: str) -> str:
        if value not in known:
            raise click.BadParameter(say("cli.no-person", value=value, nearest=nearest(value, known)))
        return value

    answer: str = click.prompt(question, default=default, value_proc=convert)
    return answer


def _day(context: Context, question: str, ahead: int) -> date:
    def convert(value: str) -> date:
        day = Day().convert(value, None, None)
        if day < context.today:
            raise click.BadParameter(say("cli.passed", day=day))
        return day

    offered = str(context.today + timedelta(days=ahead))
    answer: date = click.prompt(question, default=offered, value_proc=convert)
    return answer
