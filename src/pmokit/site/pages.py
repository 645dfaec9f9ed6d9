"""Which pages there are and what each is given.

A template's path is its page's address. `[project]` in a name makes a page for each project; the whole
path is looked up first, the name in brackets next. Of several names in brackets each takes one part of
the id, which are parted by `/`. A template that is not named here is rendered all
the same, with what every page gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pmokit.views.compliance import assurance_pages, waiver_register
from pmokit.views.context import Context
from pmokit.views.handbook import guides, handbook_pages, origins, path
from pmokit.views.history import happenings
from pmokit.views.people import digest, responsibilities
from pmokit.views.portfolio import home, overviews
from pmokit.views.project import gate_calendar, project_page
from pmokit.views.registers import finding_groups, raid_register
from pmokit.views.reporting import month_end, report_page
from pmokit.views.steering import decision_log, pack

View = Callable[[Context], dict[str, Any]]
ViewOfOne = Callable[[Context, Any], dict[str, Any]]

PAGES: dict[str, View] = {
    "index": home.home,
    "changes/index": happenings.page,
    "projects/index": overviews.projects,
    "workstreams/index": overviews.workstreams,
    "programmes/index": overviews.programmes,
    "findings/index": finding_groups.page,
    "gates/index": gate_calendar.calendar,
    "waivers/index": waiver_register.register,
    "reports/index": month_end.queue,
    "raid/index": raid_register.registers,
    "decisions/index": decision_log.decisions,
    "actions/index": decision_log.actions,
    "steering/index": pack.overview,
    "adherence/index": overviews.adherence,
    "assurance/index": assurance_pages.index,
    "people/index": responsibilities.directory,
    "handbook/differences": lambda context: {
        "differences": origins.differences(context.run),
        "layers": context.run.workspace.layers,
    },
    "handbook/decisions": handbook_pages.decisions,
    "handbook/index": handbook_pages.first,
    "handbook/how-to": lambda context: {
        "guides": guides.guides(),
        "due": context.run.reporting.due_after_days,
    },
    "handbook/lifecycle": lambda context: {"steps": handbook_pages.steps(context)},
    "handbook/roles": handbook_pages.roles,
    "handbook/artefacts": lambda context: {"artefacts": context.methodology.artefacts.artefacts},
    "handbook/tiers": lambda context: {
        "tiers": context.methodology.tiers.tiers,
        "scoring": context.methodology.tiers.scoring,
    },
    "handbook/reporting": lambda context: {"reporting": context.methodology.reporting},
    "handbook/forums/index": lambda context: {"forums": context.methodology.forums.forums},
    "handbook/alignment": lambda context: {"about": context.methodology.about},
    "handbook/glossary": handbook_pages.glossary,
    "handbook/standards/index": lambda context: {"standards": handbook_pages.standards(context)},
    "handbook/rules/index": lambda context: {"rules": handbook_pages.rules(context)},
}
PAGES_OF_EACH: dict[str, tuple[Callable[[Context], Iterable[tuple[str, Any]]], ViewOfOne]] = {
    "[project]": (
        lambda context: ((item.id, item) for item in context.projects),
        project_page.page,
    ),
    "projects/[project]/reports/[report]": (report_page.reports, report_page.page),
    "assurance/[project]": (assurance_pages.projects, assurance_pages.page),
    "[unreadable]": (
        lambda context: ((name, name) for name in context.unreadable),
        project_page.unreadable,
    ),
    "[workstream]": (
        lambda context: ((item.id, item) for item in context.run.about.workstreams),
        overviews.workstream,
    ),
    "[programme]": (
        lambda context: ((item.id, item) for item in context.portfolio.programmes),
        overviews.programme,
    ),
    "steering/[forum]": (
        lambda context: ((item.id, item) for item in context.methodology.forums.forums),
        pack.page,
    ),
    "[forum]": (
        lambda context: ((item.id, item) for item in context.methodology.forums.forums),
        overviews.forum,
    ),
    "[person]": (
        lambda context: ((item.id, item) for item in context.portfolio.people.people),
        lambda context, item: {
            "load": responsibilities.load(context, item),
            "digest": digest.digest(context, item),
            "later": digest.later(context, item),
            "written": report_page.by_author(context, item.id),
        },
    ),
    "[tier]": (
        lambda context: ((item.id, item) for item in context.methodology.tiers.tiers),
        path.path,
    ),
    "[standard]": (
        lambda context: ((item.standard.id, item) for item in handbook_pages.standards(context)),
        lambda _context, item: {"view": item},
    ),
    "[rule]": (
        lambda context: ((item.rule.id, item) for item in handbook_pages.rules(context)),
        handbook_pages.rule,
    ),
}
