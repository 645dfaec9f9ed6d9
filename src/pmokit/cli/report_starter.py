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
from pmokit.words.wording import colour_word, label

if TYPE_CHECKING:
    from pmokit.model.project import Project
    from pmokit.model.status_report import Report
    from pmokit.views.reporting.report_draft import Facts


@click.command("report", help=say("new.report.help"))
@root_option
@today_option
@click.option(
    "--correct",
    type=Day(),
    metavar="PERIOD",
    help=say("report.correct.help"),
)
@click.option(
    "--period",
    "wanted",
    type=Day(),
    metavar="PERIOD",
    help=say("report.period.help"),
)
@click.option("--plain", is_flag=True, help=say("report.plain.help"))
@click.argument("project_id", metavar="PROJECT")
def command(
    root: Path | None,
    today: date | None,
    correct: date | None,
    wanted: date | None,
    plain: bool,
    project_id: str,
) -> None:
    """`pmokit new report`; the catalogue holds the help text."""
    from pmokit.cli.dialogue import ask
    from pmokit.cli.reading import examine, require
    from pmokit.model.reporting_period import cadence
    from pmokit.text.emit import emit
    from pmokit.views.context import Context
    from pmokit.views.reporting.report_draft import facts, report

    done = examine(find_root(root, writes=True), today)
    require(done, "about", "reporting", "tiers", "lifecycle", "forums", "roles", "people")
    desk = Desk(root, today, done.run)
    project = desk.project(project_id)
    if project.manager is None:
        raise click.UsageError(say("new.no-manager", project=project.id))
    if correct is not None and wanted is not None:
        raise click.UsageError(say("report.one-of"))
    if correct is not None:
        _correct(desk, project, correct)
        return
    context = Context(done)
    known = facts(context, project)
    period, data = report(context, project, known)
    if wanted is not None:
        if not cadence(done.run.reporting).is_end(wanted) or wanted > period:
            raise click.UsageError(say("report.not-an-end", day=wanted, last=period))
        period = wanted
    path = layout.path_of(project_id, "reports", period.isoformat())
    desk.refuse_existing(path)
    _show(project, period, known)
    if not plain and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            data = ask(context, project, data, known)
        except (click.Abort, KeyboardInterrupt):
            raise click.ClickException(say("report.aborted")) from None
    desk.write(desk.create(path, _remarks(known) + emit(data)))


def _show(project: Project, period: date, known: Facts) -> None:
    click.echo(say("report.heading", project=project.title, period=period))
    click.echo(say("report.calculated-status", status=colour_word(known.derived["overall"].rag)))
    for reason in known.derived["overall"].reasons:
        name = label(reason.threshold.dimension)
        click.echo(f"  {name}: {colour_word(reason.rag)}, {reason.says}")
    if known.since:
        click.echo(say("report.since") if project.reports else say("report.so-far"))
        for item in known.since:
            click.echo(f"  {item.day}  {' '.join(item.what.split())}")


def _remarks(known: Facts) -> str:
    """What happened since the last report, as comments of the file."""
    if not known.since:
        return ""
    lines = [f"# {item.day} {' '.join(item.what.split())}" for item in known.since]
    return "\n".join([say("report.since-comment"), *lines, ""])


def _correct(desk: Desk, project: Project, period: date) -> None:
    """The next edition of a report: the text of the one in force, dated today, and what was wrong."""
    from pmokit.cli.plans import edit_copy
    from pmokit.load.differing import differences
    from pmokit.text import yaml
    from pmokit.text.edits import Create

    there = {report.period: report for report in project.reports}
    if period not in there:
        known = ", ".join(str(day) for day in sorted(there)[-3:]) or say("report.none")
        raise click.UsageError(say("report.no-such", project=project.id, period=period, known=known))
    old: Report = there[period]
    path = layout.path_of(project.id, "reports", old.id)
    name = layout.path_of(project.id, "reports", f"{period}-{old.edition + 1}")
    desk.refuse_existing(name)
    said = yaml.parse(desk.files[path]).data
    wanted = {key: value for key, value in said.items() if key != "reviewed_by"}
    wanted["submitted_on"] = str(desk.today)
    wanted["correction"] = say("report.correction")
    content = edit_copy(path, desk.files[path], differences(path, said, wanted))
    desk.write(Create(name, content))
    click.echo(say("report.corrected", report=old.id))
