"""Which pages there are and what each is given.

A template's path is its page's address. `[project]` in a name makes a page for each project; the whole
path is looked up first, the name in brackets next. A template that is not named here is rendered all
the same, with what every page gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pmokit.views import (
    digest,
    gates,
    handbook,
    log,
    method,
    pack,
    path,
    people,
    portfolio,
    project,
    raid,
    reports,
    told,
    waivers,
)
from pmokit.views.context import Context

View = Callable[[Context], dict[str, Any]]
ViewOfOne = Callable[[Context, Any], dict[str, Any]]

PAGES: dict[str, View] = {
    "index": portfolio.home,
    "changes/index": told.page,
    "projects/index": portfolio.projects,
    "workstreams/index": portfolio.workstreams,
    "programmes/index": portfolio.programmes,
    "findings/index": portfolio.findings,
    "gates/index": gates.calendar,
    "waivers/index": waivers.register,
    "reports/index": reports.queue,
    "raid/index": raid.registers,
    "decisions/index": log.decisions,
    "actions/index": log.actions,
    "steering/index": pack.overview,
    "adherence/index": portfolio.adherence,
    "people/index": people.directory,
    "handbook/differences": lambda context: {
        "differences": method.differences(context.workspace),
        "layers": context.workspace.layers,
    },
    "handbook/decisions": handbook.decisions,
    "handbook/index": lambda context: {"steps": handbook.steps(context)},
    "handbook/lifecycle": lambda context: {"steps": handbook.steps(context)},
    "handbook/roles": lambda context: dict(zip(("roles", "rows"), handbook.rasci(context), strict=True)),
    "handbook/standards/index": lambda context: {"standards": handbook.standards(context)},
    "handbook/rules/index": lambda context: {"rules": handbook.rules(context)},
}
PAGES_OF_EACH: dict[str, tuple[Callable[[Context], Iterable[tuple[str, Any]]], ViewOfOne]] = {
    "[project]": (
        lambda context: ((item.id, item) for item in context.projects),
        project.page,
    ),
    "[workstream]": (
        lambda context: ((item.id, item) for item in context.portfolio.about.workstreams),
        portfolio.workstream,
    ),
    "[programme]": (
        lambda context: ((item.id, item) for item in context.portfolio.__dict__.get("programmes", ())),
        portfolio.programme,
    ),
    "steering/[forum]": (
        lambda context: ((item.id, item) for item in context.methodology.forums.forums),
        pack.page,
    ),
    "[forum]": (
        lambda context: ((item.id, item) for item in context.methodology.forums.forums),
        portfolio.forum,
    ),
    "[person]": (
        lambda context: ((item.id, item) for item in context.portfolio.people.people),
        lambda context, item: {
            "load": people.load(context, item),
            "digest": digest.digest(context, item),
            "later": digest.later(context, item),
        },
    ),
    "[tier]": (
        lambda context: ((item.id, item) for item in context.methodology.tiers.tiers),
        path.path,
    ),
    "[standard]": (
        lambda context: ((item.standard.id, item) for item in handbook.standards(context)),
        lambda _context, item: {"view": item},
    ),
    "[rule]": (
        lambda context: ((item.rule.id, item) for item in handbook.rules(context)),
        lambda _context, item: {"view": item},
    ),
}
