"""Names that are no references to one kind of record: the criterion of a gate, the record of a waiver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmokit.load.integrity import finding
from pmokit.load.lookups import LOCAL
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model import address, kinds
from pmokit.model.address import PROJECT
from pmokit.model.control import Attestation
from pmokit.model.finding import Finding
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.record import Record
from pmokit.words.catalogue import say


def unknown_criteria(some: Iterable[tuple[Record, str]], run: Run) -> Iterator[Finding]:
    """The findings of attestations, each with its path, of a criterion that their gate does not have."""
    for word, path in some:
        gate = run.gate(word.gate) if isinstance(word, Attestation) else None
        if gate is None or not isinstance(word, Attestation) or word.criterion is None:
            continue
        known = [criterion.id for criterion in gate.criteria if criterion.id]
        if word.criterion not in known:
            message = say("load.no-criterion", criterion=word.criterion, gate=gate.id)
            help = nearest(word.criterion, known) or say("load.no-criterion.fix", gate=gate.id)
            yield finding("unknown-reference", message, path, ("criterion",), help=help)


def unknown_records(waivers: Iterable[Waiver], run: Run) -> Iterator[Finding]:
    """The findings of waivers of a record that does not exist."""
    for waiver in waivers:
        try:
            meant = address.parse(waiver.record or "")
        except ValueError:
            continue  # said elsewhere
        wanted, known = _where_it_ends(meant, run)
        if wanted not in known:
            yield finding(
                "unknown-reference",
                say("load.no-record", record=waiver.record),
                f"portfolio/waivers/{waiver.id}.yaml",
                ("record",),
                help=nearest(wanted, known) or say("load.no-record.fix"),
            )


def _where_it_ends(meant: address.Address, run: Run) -> tuple[str, list[str]]:
    """The part of an address to look at, and what there is in its place; both the same where all is there or
    nothing is known."""
    if meant.portfolio:
        return "", [""]
    if meant.project and not run.has_project(meant.project):
        return meant.project, list(run.project_ids)
    if meant.kind not in kinds.all_kinds():
        return meant.kind, list(kinds.all_kinds())
    local = meant.kind in LOCAL
    if meant.kind == PROJECT or not (local or run.index.get(meant.kind)):
        return "", [""]
    if run.is_broken(meant.kind, meant.id, meant.project):
        return "", [""]
    return meant.id, run.candidates(meant.kind, meant.project)
