"""`pmokit period`: who owes a report of a period, and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmokit.cli.place import Day, find_root, root_option, today_option

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
@today_option
@_period_argument
def show(root: Path | None, today: date | None, period: date | None) -> None:
    """Show the state of each report of PERIOD, named by its last day; by default the latest
    whose last day has come."""
    from pmokit.model.reporting_period import cadence
    from pmokit.text.files import read_tree
    from pmokit.views.reporting.month_end import of_period

    run = _run(read_tree(find_root(root)).files, today)
    periods = cadence(run.reporting)
    day = period or _known(periods.last_writable(run.today))
    if not periods.is_end(day):
        last = _known(periods.last_writable(run.today))
        raise click.UsageError(f"no period ends on {day}; the last one ended on {last}")
    rows = of_period(run, day)
    closed = run.period(str(day))
    state = f"closed on {closed.closed_on}" if closed else f"cut-off after {periods.cut_off(day)}"
    there = sum(row.report is not None for row in rows)
    click.echo(f"Period to {day}: {there} of {len(rows)} reports; {state}")
    for row in rows:
        click.echo(f"  {_told(row)}")


@command.command("close")
@root_option
@today_option
@click.option("--by", required=True, help="The id of whoever closes it.")
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
        raise click.UsageError(f"there is no person `{by}`. {nearest(by, people)}")
    if not periods.is_end(day):
        last = _known(periods.last_closable(run.today))
        raise click.UsageError(f"no period ends on {day}; the last one that can be closed ends on {last}")
    # On the cut-off day itself reports may still change.
    if run.today <= periods.cut_off(day):
        raise click.UsageError(
            f"the cut-off of the period to {day} is {periods.cut_off(day)}; until then reports may change"
        )
    path = f"portfolio/periods/{day}.yaml"
    located = layout.place(path)
    if located is None or (folder / path).exists():
        raise click.UsageError(f"{path} exists already; what is closed stays closed")
    rows = of_period(run, day)
    frozen = [
        {"project": project.id, "report": report.id, "fingerprint": fingerprint(report)}
        for project, report in to_freeze(run, day)
    ]
    data = {"closed_on": str(run.today), "closed_by": by, "reports": frozen}
    carry_out(folder, [Create(path, (header(path, located.slot) + emit(data)).encode())], files)
    number = "1 report is" if len(frozen) == 1 else f"{len(frozen)} reports are"
    click.echo(f"wrote {path}: {number} frozen")
    owing = [row for row in rows if row.report is None]
    if owing:
        click.echo(f"{len(owing)} of {len(rows)} projects still owe a report of it:")
    for row in owing:
        click.echo(f"  {row.project.id}")


def _run(files: Mapping[str, bytes], today: date | None) -> Run:
    from pmokit.cli.memory import clock
    from pmokit.load import repository

    run = repository.start(files, today, clock())
    missing = sorted(run.broken & {"reporting", "tiers", "about"})
    if missing:
        raise click.UsageError(f"cannot be read: {', '.join(missing)}; `pmokit check` says why")
    return run


def _known(period: date | None) -> date:
    """A period that there is; wrong use if there is none yet."""
    if period is None:
        raise click.UsageError("no reporting period has come so far yet; see methodology/reporting.yaml")
    return period


def _told(row: Standing) -> str:
    report = row.report
    if report is None:
        return f"{row.project.id}: none"
    read = f", read by {report.reviewed_by}" if report.reviewed_by else ", read by nobody"
    edition = f", edition {report.edition}" if report.edition > 1 else ""
    return f"{row.project.id}: {report.claims.overall.rag}, sent on {report.submitted_on}{read}{edition}"
