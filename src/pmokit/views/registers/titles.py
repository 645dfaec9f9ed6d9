"""What the search of the site finds by its name: projects and people first, then all other pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmokit.views.context import Context
from pmokit.views.handbook import guides

KINDS = ("project", "person", "guide", "forum", "programme", "workstream", "page", "standard", "rule")
"""In the order in which a reader looks for them; the catalogue has their names (`search.kind.…`)."""


class Title(NamedTuple):
    """Something that has a page: its kind, what readers call it, the address of the page without `.md`, and
    other words by which it is found."""

    kind: str
    title: str
    address: str
    more: str = ""


def titles(context: Context, pages: Iterable[tuple[str, str]]) -> list[Title]:
    """All that has a name. `pages` are the addresses and titles of the pages of the navigation."""
    return [*_projects(context), *_people(context), *_bodies(context), *_method(context), *_pages(pages)]


def _projects(context: Context) -> Iterator[Title]:
    for project in context.projects:
        more = [project.id, context.person(project.manager)]
        more += [context.title("system", system) for system in project.systems]
        yield Title("project", project.title, f"projects/{project.id}", " ".join(filter(None, more)))
    for name in context.unreadable:
        yield Title("project", name, f"projects/{name}")


def _people(context: Context) -> Iterator[Title]:
    for person in context.portfolio.people.people:
        yield Title("person", person.name, f"people/{person.id}", person.title or "")


def _bodies(context: Context) -> Iterator[Title]:
    for forum in context.methodology.forums.forums:
        yield Title("forum", forum.title, f"steering/{forum.id}")
    for programme in context.portfolio.programmes:
        yield Title("programme", programme.title, f"programmes/{programme.id}")
    for workstream in context.run.about.workstreams:
        yield Title("workstream", workstream.title, f"workstreams/{workstream.id}")


def _method(context: Context) -> Iterator[Title]:
    for guide in guides.guides():
        yield Title("guide", guide.title, f"{guides.PAGE}/#{guide.key}")
    for standard in context.methodology.standards:
        yield Title("standard", standard.title, f"handbook/standards/{standard.id}")
    for rule in context.methodology.rules:
        yield Title("rule", rule.title, f"handbook/rules/{rule.id}", rule.id)


def _pages(pages: Iterable[tuple[str, str]]) -> Iterator[Title]:
    for address, title in pages:
        yield Title("page", title, address.removesuffix("index").rstrip("/"))
