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
from pmokit.words.wording import colour_word

if TYPE_CHECKING:
    from pmokit.load.run import Run
    from pmokit.views.reporting.month_end import Standing


@click.group("period", help=say("period.help"))
def command() -> None:
    """`pmokit period`; the catalogue holds the help text."""


def _period_argument(function: Any) -> Any:
    return click.argument("period", type=Day(), metavar="[PERIOD]", required=False)(function)


@command.command("show", help=say("period.show.help"))
@root_option
@format_option
@today_option
@audience_option
@_period_argument
def show(root: Path | None, form: str, today: date | None, audience: str, period: date | None) -> None:
    """`pmokit period show`; the catalogue holds the help text."""
    from pmokit.model.reporting_period import cadence
    from pmokit.text.files import read_tree
    from pmokit.views.lens import withheld_projects
    from pmokit.views.reporting.month_end import of_period

    run = _run(read_tree(find_root(root)).files, today)
    periods = cadence(run.reporting)
    day = period or _known(periods.last_writable(run.today))
    if not periods.is_end(day):
        last = _known(periods.last_writable(run.today))
        raise click.UsageError(say("period.not-an-end", day=day, last=last))
    withheld = withheld_projects(run) if audience == "public" else frozenset()
    rows = [row for row in of_period(run, day) if row.project.id not in withheld]
    closed = run.period(str(day))
    if form == "json":
        from pmokit.views.documents.period_document import period as period_document

        closed_on = closed.closed_on if closed else None
        answer(period_document(run.today, day, periods.cut_off(day), closed_on, rows))
        return
    if closed:
        state = say("period.closed", day=closed.closed_on)
    else:
        state = say("period.cut-off", day=periods.cut_off(day))
    there = sum(row.report is not None for row in rows)
    click.echo(say("period.reports", len(rows), period=day, received=there, state=state))
    for row in rows:
        click.echo(f"  {_in_words(row)}")


@command.command("close", help=say("period.close.help"))
@root_option
@today_option
@click.option("--by", required=True, help=say("period.by.help"))
@_period_argument
def close(root: Path | None, today: date | None, by: str, period: date | None) -> None:
    """`pmokit period close`; the catalogue holds the help text."""
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

    folder = find_root(root, writes=True)
    files = read_tree(folder).files
    run = _run(files, today)
    periods = cadence(run.reporting)
    day = period or _known(periods.last_closable(run.today))
    people = run.people
    if by not in people:
        raise click.UsageError(say("person.unknown", person=by, nearest=nearest(by, people)).strip())
    if not periods.is_end(day):
        last = _known(periods.last_closable(run.today))
        raise click.UsageError(say("period.not-closable", day=day, last=last))
    # On the cut-off day itself reports may still change.
    if run.today <= periods.cut_off(day):
        raise click.UsageError(say("period.before-cut-off", period=day, day=periods.cut_off(day)))
    path = f"portfolio/periods/{day}.yaml"
    located = layout.place(path)
    if located is None or (folder / path).exists():
        raise click.UsageError(say("period.is-closed", path=path))
    rows = of_period(run, day)
    frozen = [
        {"project": project.id, "report": report.id, "fingerprint": fingerprint(report)}
        for project, report in to_freeze(run, day)
    ]
    data = {"closed_on": str(run.today), "closed_by": by, "reports": frozen}
    carry_out(folder, [Create(path, (header(path, located.slot) + emit(data)).encode())], files)
    click.echo(say("period.frozen", len(frozen), path=path))
    owing = [row for row in rows if row.report is None]
    if owing:
        click.echo(say("period.overdue", len(rows), missing=len(owing)))
    for row in owing:
        click.echo(f"  {row.project.id}")


def _run(files: Mapping[str, bytes], today: date | None) -> Run:
    from pmokit.cli.memory import day_of
    from pmokit.load import repository

    run = repository.start(files, today, day_of(files))
    missing = sorted(run.broken & {"reporting", "tiers", "about"})
    if missing:
        raise click.UsageError(say("cli.unreadable", files=", ".join(missing)))
    return run


def _known(period: date | None) -> date:
    """A period that there is; wrong use if there is none yet."""
    if period is None:
        raise click.UsageError(say("period.none-ended"))
    return period


def _in_words(row: Standing) -> str:
    report = row.report
    if report is None:
        return say("period.no-report", project=row.project.id)
    status = colour_word(report.claims.overall.rag)
    sent = say("period.report", project=row.project.id, status=status, day=report.submitted_on)
    by = report.reviewed_by
    parts = [sent, say("period.reviewed", person=by) if by else say("period.not-reviewed")]
    if report.edition > 1:
        parts.append(say("period.edition", edition=report.edition))
    return ", ".join(parts)
