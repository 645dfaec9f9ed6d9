"""Adherence as pages and commands show it: by project, workstream, standard and portfolio."""

from __future__ import annotations

from typing import NamedTuple

from pmokit.rules.adherence import Gain, Mark, Score, gains, mean, of_department, of_projects, score
from pmokit.rules.checking import Check
from pmokit.words.catalogue import say


class Row(NamedTuple):
    """A project, workstream or standard with its score."""

    id: str
    title: str
    score: Score


class Standing(NamedTuple):
    """Where the portfolio stands."""

    portfolio: Score
    rated: int
    """Projects with something to keep."""
    projects: list[Row]
    """The lowest first; those without anything to keep last."""
    workstreams: list[Row]
    standards: list[Row]
    gains: list[Gain]
    marks: dict[str, list[Mark]]


def standing(check: Check) -> Standing:
    """All scores of a check."""
    run = check.run
    marks = of_projects(check)
    department = of_department(check)
    scores = {name: score(some) for name, some in marks.items()}
    projects = [Row(name, _title(check, name), found) for name, found in scores.items()]
    projects.sort(key=lambda row: (row.score.adherence is None, row.score.adherence or 0.0, row.id))
    streams: dict[str, list[Score]] = {}
    for name, found in scores.items():
        project = run.project(name)
        if project is not None:
            streams.setdefault(project.workstream, []).append(found)
    about = run.portfolio.about
    workstreams = [
        Row(stream.id, stream.title, mean(streams.get(stream.id, ())))
        for stream in (about.workstreams if about else ())
    ]
    standards: list[Row] = []
    for standard in run.methodology.standards:
        clauses = {clause.id for clause in standard.clauses}
        of_standard = [
            score(mark for mark in some if mark.rule.clause in clauses)
            for some in (*marks.values(), department)
        ]
        standards.append(Row(standard.id, standard.title, mean(of_standard)))
    rated = sum(found.adherence is not None for found in scores.values())
    return Standing(mean(scores.values()), rated, projects, workstreams, standards, gains(marks), marks)


def _title(check: Check, name: str) -> str:
    project = check.run.project(name)
    return project.title if project is not None else say("compliance.cannot-read", name=name)
