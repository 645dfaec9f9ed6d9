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
from pmokit.words.wording import colour_word, label

UNRATED = "unrated"


def ask(context: Context, project: Project, data: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The data of a report with what its author answers. Raises click.Abort when they stop."""
    click.echo(say("dialogue.introduction"))
    answers = dict(data)
    answers["summary"] = _summary(project)
    answers["claims"] = _claims(data["claims"], known)
    rag = answers["claims"]["overall"]["rag"]
    answers["override"] = _override(context, project, rag, known)
    answers["path_to_green"] = _path(context, project) if rag != "green" else None
    prefilled = data["achievements"] if known.since else []
    done = [line for line in prefilled if not line.startswith(say("dialogue.achievement-needed"))]
    answers["achievements"] = [
        *done,
        *_several(say("dialogue.more-achievements") if done else say("dialogue.achievements")),
    ]
    answers["next_steps"] = _steps(context, project)
    answers["decisions_needed"] = _several(say("dialogue.decision"))
    order = [*data, "override", "decisions_needed"]
    return {key: answers.get(key) for key in dict.fromkeys(order)}


def _line(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(question, default=default, type=Title())
    return answer


def _summary(project: Project) -> str:
    last = project.reports[-1].summary if project.reports else ""
    if last:
        click.echo(say("dialogue.last-summary", summary=" ".join(last.split())))
    while True:
        text = _line(say("dialogue.summary"))
        if text.casefold().split() != last.casefold().split():
            return text
        click.echo(say("dialogue.summary-repeated"))


def _claims(claims: dict[str, Any], known: Facts) -> dict[str, Any]:
    """The colours that the facts give, if the author claims them too; else each is asked for."""
    click.echo(say("dialogue.calculated-status"))
    for name in claims:
        click.echo(f"  {label(name)}: {_by_facts(name, known)}")
    if click.confirm(say("dialogue.confirm-status"), default=True):
        unknown = [name for name in claims if known.derived[name].rag == "none"]
        return {**claims, **{name: _claim(name, claims[name], known) for name in unknown}}
    return {name: _claim(name, claim, known) for name, claim in claims.items()}


def _by_facts(name: str, known: Facts) -> str:
    derived = known.derived[name]
    status = colour_word(derived.rag)
    reasons = "; ".join(reason.says for reason in derived.reasons if reason.rag not in ("green", "none"))
    return say("dialogue.status-reasons", status=status, reasons=reasons) if reasons else status


def _claim(name: str, claim: dict[str, Any] | None, known: Facts) -> dict[str, Any] | None:
    click.echo(f"\n{label(name)}: {_by_facts(name, known)}")
    before = (claim or {}).get("rag")
    choices = tuple(reversed(colour.RAGS))
    # Whoever knows nothing of a dimension leaves it unrated; the whole must be rated.
    if name != "overall":
        choices, before = (*choices, UNRATED), before or UNRATED
    rag = click.prompt(
        say("dialogue.status", dimension=label(name)), default=before, type=click.Choice(choices)
    )
    if rag == UNRATED:
        return None
    if rag == "green":
        return {"rag": rag}
    comment = claim.get("comment") if claim and claim["rag"] else None
    return {"rag": rag, "comment": _line(say("dialogue.why"), comment)}


def _override(context: Context, project: Project, rag: str, known: Facts) -> dict[str, Any] | None:
    """An override where the claim is better than the facts, if its author has one."""
    facts = known.derived["overall"].rag
    if not colour.is_worse(facts, rag):
        return None
    click.echo(say("dialogue.override", reported=colour_word(rag), calculated=colour_word(facts)))
    reason = click.prompt(say("dialogue.override-reason"), default="", show_default=False)
    if not reason.strip():
        return None
    return {
        "reason": reason,
        "approved_by": _approver(context, project),
        "until": str(_day(context, say("dialogue.until"), 28)),
    }


def _approver(context: Context, project: Project) -> str:
    while (person := _person(context, say("dialogue.approved-by"), None)) == project.manager:
        click.echo(say("dialogue.own-override"))
    return person


def _path(context: Context, project: Project) -> dict[str, Any]:
    offered = path_to_green(project, context.run)
    click.echo("")
    return {
        "what": _line(say("dialogue.path-to-green")),
        "owner": _person(context, say("dialogue.owner"), offered["owner"]),
        "due": str(_day(context, say("dialogue.due"), 28)),
    }


def _several(question: str) -> list[str]:
    """Lines until an empty one."""
    return list(iter(lambda: _optional(say("dialogue.optional", question=question)), ""))


def _optional(question: str) -> str:
    def line(value: str) -> str:
        return Title().convert(value, None, None) if value.strip() else ""

    answer: str = click.prompt(question, default="", show_default=False, value_proc=line)
    return answer


def _steps(context: Context, project: Project) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    click.echo("")
    while True:
        what = _optional(say("dialogue.another-step")) if steps else _line(say("dialogue.step"))
        if not what:
            return steps
        owner = _person(context, say("dialogue.owner"), project.manager)
        steps.append({"what": what, "owner": owner, "due": str(_day(context, say("dialogue.due"), 14))})


def _person(context: Context, question: str, default: str | None) -> str:
    known = context.run.people

    def convert(value: str) -> str:
        if value not in known:
            raise click.BadParameter(
                say("person.unknown", person=value, nearest=nearest(value, known)).strip()
            )
        return value

    answer: str = click.prompt(question, default=default, value_proc=convert)
    return answer


def _day(context: Context, question: str, ahead: int) -> date:
    def convert(value: str) -> date:
        day = Day().convert(value, None, None)
        if day < context.today:
            raise click.BadParameter(say("dialogue.day-passed", day=day))
        return day

    offered = str(context.today + timedelta(days=ahead))
    answer: date = click.prompt(question, default=offered, value_proc=convert)
    return answer
