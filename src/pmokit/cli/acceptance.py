"""What an import would write, held against the check first: what the check would refuse is not written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

import click

from pmokit.cli import memory
from pmokit.cli.plans import planned, work_out
from pmokit.exchange.imported import Imported
from pmokit.load import layout, planning
from pmokit.load.planning import Field, ImportPlan
from pmokit.model.finding import CONSEQUENCES, Finding
from pmokit.text.files import Snapshot
from pmokit.text.plan import Draft
from pmokit.words.catalogue import say


class Accepted(NamedTuple):
    """A plan that the check accepts, what it makes of the files, and the fields that had to be left out."""

    plan: ImportPlan
    draft: Draft
    left_out: list[tuple[Field, str]]
    projects: int
    """How many projects the plan has a field of."""


def accepted(
    fields: list[Field], imported: Imported, files: Mapping[str, bytes], replace: bool, fresh: bool
) -> Accepted:
    """The plan of an import, without the fields that would be findings of integrity: in the place of such a
    field stands what the mapping gives all projects, if anything.

    Wrong use where a value of the mapping itself would be refused.
    """
    left_out: list[tuple[Field, str]] = []
    known: set[tuple[str, str, str]] | None = None
    while True:
        made = planned(partial(planning.plan, fields, files, replace, fresh))
        draft = work_out(made.edits, files)
        after = {path: raw for path, raw in {**files, **draft.after}.items() if raw is not None}
        found = _integrity(after)
        if found and known is None:
            known = set(map(_key, _integrity(files)))
        reasons = _reasons([one for one in found if _key(one) not in (known or ())], fields, after)
        if not reasons:
            projects = {field.id for field in fields if planning.is_of_project(field)}
            return Accepted(made, draft, left_out, len(projects))
        left_out += [(fields[place], reason) for place, reason in reasons.items()]
        kept = [field for place, field in enumerate(fields) if place not in reasons]
        present = {field.id for field in kept if field.kind == "project"}
        refused = (fields[place] for place in reasons if fields[place].cell is not None)
        given = (imported.constants.get(field[:3]) for field in refused if field.id in present)
        fields = [*kept, *(field for field in given if field is not None)]


def _integrity(files: Mapping[str, bytes]) -> list[Finding]:
    """The findings of integrity in some files that do not follow from other findings."""
    from pmokit.load.integrity import DEMANDS
    from pmokit.rules.checking import check

    done = check(Snapshot(dict(sorted(files.items())), ()), None, memory.day_of(files), keep=False)
    return [finding for finding in done.findings if finding.rule in DEMANDS.keys() - CONSEQUENCES]


def _key(finding: Finding) -> tuple[str, str, str]:
    return (finding.rule, finding.path, finding.message)


def _reasons(findings: Iterable[Finding], fields: list[Field], files: Mapping[str, bytes]) -> dict[int, str]:
    """The fields to leave out, by their place, and why."""
    in_file: dict[str, list[int]] = {}
    of_project: dict[str, list[int]] = {}
    for place, field in enumerate(fields):
        in_file.setdefault(planning.path_of(field), []).append(place)
        if planning.is_of_project(field):
            of_project.setdefault(field.id, []).append(place)
    result: dict[int, str] = {}
    for finding in findings:
        mine = in_file.get(finding.path, [])
        route = planning.named_route(finding.path, finding.route, files[finding.path]) if mine else ()
        hit = [place for place in mine if route and _meet(planning.full_route(fields[place]), route)]
        if hit:
            _refuse_mapping(fields, hit, finding)
        reason = say("import.refused", message=finding.message)
        located = layout.place(finding.path)
        if not hit and mine and located is not None and located.slot.part == "charter":
            # A project without a charter that can be read is none.
            hit, reason = of_project[fields[mine[0]].id], say("import.left-out", message=finding.message)
        for place in hit or mine:
            result.setdefault(place, reason)
    return result


def _meet(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    """Whether one route leads to the other or beyond it."""
    common = min(len(one), len(other))
    return one[:common] == other[:common]


def _refuse_mapping(fields: list[Field], hit: list[int], finding: Finding) -> None:
    """Wrong use if a value that the check refuses is one that the mapping gives, not the source."""
    for place in hit:
        field = fields[place]
        if field.cell is None and (planning.is_of_project(field) or field.kind == "portfolio"):
            name = ".".join(map(str, (field.kind, *field.route)))
            message = say("import.mapping-refused", field=name, value=field.value, message=finding.message)
            raise click.UsageError(message)
