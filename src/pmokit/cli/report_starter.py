"""`pmokit new report`: a status report that only asks for what no fact can say."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmokit.cli.desk import Desk
from pmokit.cli.place import Day, find_root, root_option, today_option
from pmokit.load import layout
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.model.project import Project
    from pmokit.model.status_report import Report
    from pmokit.views.reporting.report_draft import Facts


@click.command("report")
@root_option
@today_option
@click.option(
    "--correct",
    type=Day(),
    metavar="PERIOD",
    help=say("cli.write-another-edition-report-period"),
)
@click.option(
    "--period",
    "wanted",
    type=Day(),
    metavar="PERIOD",
    help=say("cli.write-missing-report-period-late"),
)
@click.option("--plain", is_flag=True, help=say("cli.ask-nothing-even-terminal"))
@click.argument("project_id", metavar="PROJECT")
def command(
    root: Path | None,
    today: date | None,
    correct: date | None,
    wanted: date | None,
    plain: bool,
    project_id: str,
) -> None:
    """A status report for the last period that ended, prefilled from the facts and the last report.

    Dates and figures of the day are frozen in it. On a terminal the rest is asked for, with the status
    that the facts give beside each question; elsewhere the file says what is to be filled in.
    """
    from pmokit.cli.dialogue import ask
    from pmokit.cli.reading import examine, require
    from pmokit.model.reporting_period import cadence
    from pmokit.text.emit import emit
    from pmokit.views.context import Context
    from pmokit.views.reporting.report_draft import facts, report

    done = examine(find_root(root), today)
    require(done, "about", "reporting", "tiers", "lifecycle", "forums", "roles", "people")
    desk = Desk(root, today, done.run)
    project = desk.project(project_id)
    if project.manager is None:
        raise click.UsageError(say("cli.no-manager-yet-name-one", id=project.id))
    if correct is not None and wanted is not None:
        raise click.UsageError(say("cli.name-either-correct-period"))
    if correct is not None:
        _correct(desk, project, correct)
        return
    context = Context(done)
    known = facts(context, project)
    period, data = report(context, project, known)
    if wanted is not None:
        if not cadence(done.run.reporting).is_end(wanted) or wanted > period:
            raise click.UsageError(say("cli.no-period-ends-last-one-3", wanted=wanted, period=period))
        period = wanted
    path = layout.path_of(project_id, "reports", period.isoformat())
    desk.refuse_existing(path)
    _show(project, period, known)
    if not plain and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            data = ask(context, project, data, known)
        except (click.Abort, KeyboardInterrupt):
            raise click.ClickException(say("cli.nothing-written-3")) from None
    desk.write(desk.create(path, _remarks(known) + emit(data)))


def _show(project: Project, period: date, known: Facts) -> None:
    click.echo(say("cli.period", title=project.title, period=period))
    click.echo(say("cli.facts-project", rag=known.derived["overall"].rag.replace("none", "not rated")))
    for reason in known.derived["overall"].reasons:
        click.echo(f"  {reason.threshold.dimension}: {reason.rag}, {reason.says}")
    if known.since:
        click.echo(say("cli.since-last-report-2") if project.reports else say("cli.so-far"))
        for item in known.since:
            click.echo(f"  {item.day}  {' '.join(item.what.split())}")


def _remarks(known: Facts) -> str:
    """What happened since the last report, as comments of the file."""
    if not known.since:
        return ""
    lines = [f"# {item.day} {' '.join(item.what.split())}" for item in known.since]
    return "\n".join([say("cli.since-last-report"), *lines, ""])


def _correct(desk: Desk, project: Project, period: date) -> None:
    """The next edition of a report: the text of the one in force, dated today, and what was wrong."""
    from pmokit.cli.plans import edit_copy
    from pmokit.load.differing import differences
    from pmokit.text import yaml
    from pmokit.text.edits import Create

    there = {report.period: report for report in project.reports}
    if period not in there:
        known = ", ".join(str(day) for day in sorted(there)[-3:]) or say("cli.none-yet")
        raise click.UsageError(say("cli.no-report-last-ones", id=project.id, period=period, known=known))
    old: Report = there[period]
    path = layout.path_of(project.id, "reports", old.id)
    name = layout.path_of(project.id, "reports", f"{period}-{old.edition + 1}")
    desk.refuse_existing(name)
    said = yaml.parse(desk.files[path]).data
    wanted = {key: value for key, value in said.items() if key != "reviewed_by"}
    wanted["submitted_on"] = str(desk.today)
    wanted["correction"] = say("cli.say-what-wrong-edition-before")
    content = edit_copy(path, desk.files[path], differences(path, said, wanted))
    desk.write(Create(name, content))
    click.echo(say("cli.stays-correct-new-file-say", id=old.id))
