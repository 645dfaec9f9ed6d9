"""Home: the four questions of an executive, each answered with a list behind it."""

from __future__ import annotations

from typing import Any

from pmokit.model.project import Project
from pmokit.rules.past_figures import figures_of
from pmokit.views import charts
from pmokit.views.context import Context
from pmokit.views.portfolio import attention
from pmokit.views.portfolio.movements import movements, on_time
from pmokit.views.portfolio.overviews import bars_of, money_of, rows_of, severities
from pmokit.views.portfolio.verdict import verdict
from pmokit.views.portfolio.worsened import worsened
from pmokit.views.project import reported_status


def home(context: Context) -> dict[str, Any]:
    """The half minute of an executive: how it is, what got worse, what must be decided, what comes next."""
    rows = rows_of(context, context.projects)
    active = [row for row in rows if row.active]
    worries = reported_status.worrying(rows)
    money = money_of(context, [row.project for row in active])
    sittings = attention.to_decide(context)
    # A matter on the agendas of two forums is one decision to take.
    late: dict[tuple[str | None, ...], bool] = {}
    for point in (point for sitting in sittings for point in sitting.points):
        late[point.matter] = point.late or late.get(point.matter, False)
    return {
        "about": context.portfolio.about,
        "rows": rows,
        "active": active,
        "verdict": verdict(context, active, money.budget, money.forecast, sum(late.values()), len(late)),
        "bars": bars_of(active),
        "reports": any(project.reports for project in context.projects),
        "worse": worsened(context),
        "worries": worries,
        "reasons": {row.project.id: _main_reasons(context, row.project) for row in worries},
        "columns": charts.columns(reported_status.trend(row.project for row in active)),
        "columns_by_facts": charts.columns(
            reported_status.trend_by_facts(context, (row.project for row in active))
        ),
        "sittings": sittings,
        "coming": attention.coming(context),
        "money": money,
        "on_time": on_time([figures_of(row.project, context.run) for row in active]),
        "found": severities(context.findings),
        "moved": movements(context, [row.project for row in active]),
        "unreadable": context.unreadable,
    }


def _main_reasons(context: Context, project: Project) -> list[str]:
    """The two reasons that weigh most in the calculated overall status."""
    return [reason.says for reason in context.derived(project)["overall"].reasons[:2]]
