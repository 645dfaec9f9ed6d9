"""`pmokit period`: who owes a report of a period, and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.answers import answer, format_option
from pmokit.cli.place import Day, audience_option, find_root, root_option, today_option
from pmokit.words.catalogue import say

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.views.reporting.month_end import Standing


@click.group("period")
def command() -> None:
    """See who owes a report of a reporting period, and close it at the cut-off."""


def _period_argument(function: Any) -> Any:
    return click.argument("period", type=Day(), metavar="[PERIOD]", required=False)(function)


@command.command("show")
@root_option
@format_option
@today_option
@audience_option
@_period_argument
def show(root: Path | None, form: str, today: date | None, audience: str, period: date | None) -> None:
    """Show the state of each report of PERIOD, named by its last day; by default the latest
    whose last day has come."""
    from pmokit.model.reporting_period import cadence
    from pmokit.text.files import read_tree
    from pmokit.views.lens import withheld_projects
    from pmokit.views.reporting.month_end import of_period

    run = _run(read_tree(find_root(root)).files, today)
    periods = cadence(run.reporting)
    day = period or _known(periods.last_writable(run.today))
    if not periods.is_end(day):
        last = _known(periods.last_writable(run.today))
        raise click.UsageError(say("cli.no-period-ends-last-one", day=day, last=last))
    withheld = withheld_projects(run) if audience == "public" else frozenset()
    rows = [row for row in of_period(run, day) if row.project.id not in withheld]
    closed = run.period(str(day))
    if form == "json":
        from pmokit.views.documents.period_document import period as period_document

        closed_on = closed.closed_on if closed else None
        answer(period_document(run.today, day, periods.cut_off(day), closed_on, rows))
        return
    state = (
        say("cli.closed", closed_on=closed.closed_on)
        if closed
        else say("cli.cut-off-after", day=periods.cut_off(day))
    )
    there = sum(row.report is not None for row in rows)
    click.echo(say("cli.period-reports", day=day, there=there, number=len(rows), state=state))
    for row in rows:
        click.echo(f"  {_told(row)}")


@command.command("close")
@root_option
@today_option
@click.option("--by", required=True, help=say("cli.id-whoever-closes"))
@_period_argument
def close(root: Path | None, today: date | None, by: str, period: date | None) -> None:
    """Close PERIOD: write down the fingerprints of its reports, so that later edits are found. Reports and
    corrections that came after an earlier period was closed are frozen with it.

    PERIOD is named by its last day; by default it is the last one whose cut-off has passed. A report is
    then corrected by another edition only: `pmokit new report PROJECT --correct PERIOD`.
    """
    from pmokit.analytics.reporting.closed_periods import fingerprint
    from pmokit.cli.plans import carry_out
    from pmokit.exchange.schema import header
    from pmokit.load import layout
    from pmokit.load.suggest import nearest
    from pmokit.model.reporting_period import cadence
    from pmokit.text.edits import Create
    from pmokit.text.emit import emit
    from pmokit.text.files import read_tree
    from pmokit.views.reporting.month_end import of_period, to_freeze

    folder = find_root(root)
    files = read_tree(folder).files
    run = _run(files, today)
    periods = cadence(run.reporting)
    day = period or _known(periods.last_closable(run.today))
    people = run.people
    if by not in people:
        raise click.UsageError(say("cli.no-person-2", by=by, nearest=nearest(by, people)))
    if not periods.is_end(day):
        last = _known(periods.last_closable(run.today))
        raise click.UsageError(say("cli.no-period-ends-last-one-2", day=day, last=last))
    # On the cut-off day itself reports may still change.
    if run.today <= periods.cut_off(day):
        raise click.UsageError(say("cli.cut-off-period-until-then", day=day, day_2=periods.cut_off(day)))
    path = f"portfolio/periods/{day}.yaml"
    located = layout.place(path)
    if located is None or (folder / path).exists():
        raise click.UsageError(say("cli.exists-already-what-closed-stays", path=path))
    rows = of_period(run, day)
    frozen = [
        {"project": project.id, "report": report.id, "fingerprint": fingerprint(report)}
        for project, report in to_freeze(run, day)
    ]
    data = {"closed_on": str(run.today), "closed_by": by, "reports": frozen}
    carry_out(folder, [Create(path, (header(path, located.slot) + emit(data)).encode())], files)
    number = say("cli.1-report") if len(frozen) == 1 else say("cli.reports", number=len(frozen))
    click.echo(say("cli.wrote-frozen", path=path, number=number))
    owing = [row for row in rows if row.report is None]
    if owing:
        click.echo(say("cli.projects-still-owe-report", number=len(owing), number_2=len(rows)))
    for row in owing:
        click.echo(f"  {row.project.id}")


def _run(files: Mapping[str, bytes], today: date | None) -> Run:
    from pmokit.cli.memory import clock
    from pmokit.load import repository

    run = repository.start(files, today, clock())
    missing = sorted(run.broken & {"reporting", "tiers", "about"})
    if missing:
        raise click.UsageError(say("cli.cannot-read-pmokit-check-says", missing=", ".join(missing)))
    return run


def _known(period: date | None) -> date:
    """A period that there is; wrong use if there is none yet."""
    if period is None:
        raise click.UsageError(say("cli.no-reporting-period-come-so"))
    return period


def _told(row: Standing) -> str:
    report = row.report
    if report is None:
        return f"{row.project.id}: none"
    read = say("cli.read", reviewed_by=report.reviewed_by) if report.reviewed_by else say("cli.read-nobody")
    edition = say("cli.edition", edition=report.edition) if report.edition > 1 else ""
    return say(
        "cli.sent",
        id=row.project.id,
        rag=report.claims.overall.rag,
        submitted_on=report.submitted_on,
        read=read,
        edition=edition,
    )
