"""Entries of the ledger that were lowered or removed after they had been entered."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import path_of, record_then
from pmokit.analytics.history.removed import too_late
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON, REASONS
from pmokit.model.finance import Finance, Ledger
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason
from pmokit.text.file_past import Version


@fact("booking", "lowered_since", REASON.maybe(), needs=("finance", "reporting"), of_project=True)
def lowered_since(booking: Ledger, project: Project, run: Run) -> Reason | None:
    """The higher amount that was entered for the same day, unless the entry says why it was corrected."""
    return _higher(booking, project, run, is_corrected=False)


@fact("booking", "corrected_since", REASON.maybe(), needs=("finance", "reporting"), of_project=True)
def corrected_since(booking: Ledger, project: Project, run: Run) -> Reason | None:
    """The higher amount that was entered for the same day, where the entry says why it was corrected."""
    return _higher(booking, project, run, is_corrected=True)


def _higher(booking: Ledger, project: Project, run: Run, *, is_corrected: bool) -> Reason | None:
    for version, then in run.once(_entries_then, project):
        for entry in then:
            if (
                entry.as_on == booking.as_on
                and entry.source == booking.source
                and entry.actual.currency == booking.actual.currency
                and entry.actual.compared(booking.actual) > 0
                and (booking.correction not in (None, entry.correction)) is is_corrected
            ):
                return _worded("entry-lowered", entry, version)
    return None


@fact("project", "bookings_removed", REASONS, needs=("finance", "reporting"))
def bookings_removed(project: Project, run: Run) -> tuple[Reason, ...]:
    """Entries of the ledger that are gone, and have no other date or source since."""
    now = project.finance.ledger
    found: dict[tuple[object, str], Reason] = {}
    for version, then in run.once(_entries_then, project):
        new = [entry for entry in now if entry.as_on not in {old.as_on for old in then}]
        for entry in then:
            is_there = any(entry.as_on == other.as_on for other in now)
            if not is_there and not any(entry.actual == other.actual for other in new):
                found[entry.as_on, entry.source] = _worded("booking-removed", entry, version)
    return tuple(found.values())


def _entries_then(project: Project, run: Run) -> list[tuple[Version, list[Ledger]]]:
    """Each content of which the next one lacked something, with the entries that could not be corrected any
    more by then."""
    path = path_of(project, "finance", "")
    past = run.past.get(path)
    found: list[tuple[Version, list[Ledger]]] = []
    for version in past.versions if past else ():
        aged = "\n".join(token for token in too_late(version, run) if not token.startswith("@"))
        if not aged:
            continue
        record = record_then(path, version, run)
        if isinstance(record, Finance):
            some = [entry for entry in record.ledger if _is_old(entry, aged)]
            found.append((version, some))
    return found


def _is_old(entry: Ledger, aged: str) -> bool:
    """Whether an entry is in one of the lines that were too old to be corrected."""
    return str(entry.as_on) in aged or f"{entry.actual.amount.normalize():f}" in aged


def _worded(code: str, entry: Ledger, version: Version) -> Reason:
    return reason(
        code, amount=entry.actual, as_on=entry.as_on, day=version.replaced_on, commit=version.replaced_by
    )
