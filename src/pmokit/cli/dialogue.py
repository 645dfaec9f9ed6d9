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


def ask(context: Context, project: Project, data: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The data of a report with what its author answers. Raises click.Abort when she stops."""
    click.echo("\nAn empty answer takes what stands in brackets. Ctrl-C stops and writes nothing.\n")
    answers = dict(data)
    answers["summary"] = _summary(project)
    answers["claims"] = _claims(data["claims"], known)
    rag = answers["claims"]["overall"]["rag"]
    answers["override"] = _override(context, project, rag, known)
    answers["path_to_green"] = _path(context, project) if rag != "green" else None
    prefilled = data["achievements"] if known.since else []
    done = [line for line in prefilled if not line.startswith("Name what was done")]
    answers["achievements"] = [*done, *_several("What else was done?" if done else "What was done?")]
    answers["next_steps"] = _steps(context, project)
    answers["decisions_needed"] = _several("Which decision is needed?")
    order = [*data, "override", "decisions_needed"]
    return {key: answers.get(key) for key in dict.fromkeys(order)}


def _line(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default, type=Title())
    return answer


def _summary(project: Project) -> str:
    last = project.reports[-1].summary if project.reports else ""
    if last:
        click.echo(f"Last time: {' '.join(last.split())}")
    while True:
        text = _line("Where does the project stand, in one or two sentences?")
        if text.casefold().split() != last.casefold().split():
            return text
        click.echo("That is what the last report said. What is new?")


def _claims(claims: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The colours that the facts give, if the author claims them too; else each is asked for."""
    click.echo("\nBy the facts:")
    for name in claims:
        click.echo(f"  {name}: {_by_facts(name, known)}")
    if click.confirm("Do you claim these colours?", default=True):
        unknown = [name for name in claims if known.derived[name].rag == "none"]
        return {**claims, **{name: _claim(name, claims[name], known) for name in unknown}}
    return {name: _claim(name, claim, known) for name, claim in claims.items()}


def _by_facts(name: str, known: Facts) -> str:
    derived = known.derived[name]
    if derived.rag == "none":
        return "the facts say nothing"
    says = "; ".join(reason.says for reason in derived.reasons if reason.rag != "green")
    return f"{derived.rag}{f' ({says})' if says else ''}"


def _claim(name: str, claim: dict[str, Any], known: Facts) -> dict[str, Any]:
    click.echo(f"\n{name.capitalize()}: {_by_facts(name, known)}")
    choices = tuple(reversed(colour.RAGS))
    rag = click.prompt(f"Colour of {name}", default=claim["rag"], type=click.Choice(choices))
    if rag == "green":
        return {"rag": rag}
    return {"rag": rag, "comment": _line("Why?", claim.get("comment"))}


def _override(context: Context, project: Project, rag: str, known: Facts) -> dict[str, Any] | None:
    """An override where the claim is better than the facts, if its author has one."""
    facts = known.derived["overall"].rag
    if not colour.is_worse(facts, rag):
        return None
    click.echo(f"\nYou claim {rag}; the facts say {facts}. That takes an override which somebody approved.")
    reason = click.prompt("Reason (empty: there is none)", default="", show_default=False)
    if not reason.strip():
        return None
    return {
        "reason": reason,
        "approved_by": _approver(context, project),
        "until": str(_day(context, "Until", 28)),
    }


def _approver(context: Context, project: Project) -> str:
    while (person := _person(context, "Approved by", None)) == project.manager:
        click.echo("Nobody approves an override of her own report.")
    return person


def _path(context: Context, project: Project) -> dict[str, Any]:
    offered = path_to_green(project, context.run)
    click.echo("")
    return {
        "what": _line("How does it get back to green?"),
        "owner": _person(context, "Who does it?", offered["owner"]),
        "due": str(_day(context, "By when?", 28)),
    }


def _several(question: str) -> list[str]:
    """Lines until an empty one."""
    return list(iter(lambda: _optional(f"{question} (empty: go on)"), ""))


def _optional(question: str) -> str:
    def line(value: str) -> str:
        return Title().convert(value, None, None) if value.strip() else ""

    answer: str = click.prompt(question, default="", show_default=False, value_proc=line)
    return answer


def _steps(context: Context, project: Project) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    click.echo("")
    while True:
        what = _optional("Next step (empty: go on)") if steps else _line("Next step")
        if not what:
            return steps
        owner = _person(context, "Who does it?", project.manager)
        steps.append({"what": what, "owner": owner, "due": str(_day(context, "By when?", 14))})


def _person(context: Context, question: str, default: str | None) -> str:
    known = context.run.people

    def convert(value: str) -> str:
        if value not in known:
            raise click.BadParameter(f"there is no person `{value}`. {nearest(value, known)}")
        return value

    answer: str = click.prompt(question, default=default, value_proc=convert)
    return answer


def _day(context: Context, question: str, ahead: int) -> date:
    def convert(value: str) -> date:
        day = Day().convert(value, None, None)
        if day < context.today:
            raise click.BadParameter(f"{day} has passed")
        return day

    offered = str(context.today + timedelta(days=ahead))
    answer: date = click.prompt(question, default=offered, value_proc=convert)
    return answer
