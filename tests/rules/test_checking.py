"""A whole check looks into every file that the layout knows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmokit.load import layout
from pmokit.load.folder import read_record
from pmokit.load.inspection import plan_of
from pmokit.load.layout import Slot
from pmokit.load.references import references
from pmokit.model import anatomy
from pmokit.model.record import Record
from pmokit.text.edits import Set
from pmokit.text.plan import edited
from tests.conftest import check_files, sound

NOWHERE = "leads-nowhere"
EXAMPLE = "portfolio/projects/example"
PLANTED = {
    "portfolio/people.yaml": "people: [{id: ana, name: Ana, reports_to: leads-nowhere}, {id: fay, name: Fay}]",
    "portfolio/estate.yaml": "systems: [{id: crm, title: CRM, owner: leads-nowhere}]",
    "portfolio/calendar.yaml": "freezes: [{id: x, title: X, since: 2026-01-01, until: 2026-01-02, sites: [leads-nowhere]}]",
    "portfolio/examinations/one.yaml": "{rule: leads-nowhere, record: example, verdict: rejected, reason: X, examined_by: fay, examined_on: 2026-05-01, facts: x}",
    "portfolio/debt.yaml": "{recorded_on: 2026-01-01, at_first: 1, rules: [{rule: leads-nowhere, records: [example]}]}",
    "portfolio/interdependencies/two.yaml": "{projects: [leads-nowhere], what: X, state: accepted, decided_by: ana, decided_on: 2026-01-01}",
    "portfolio/periods/2026-05-15.yaml": "{closed_on: 2026-05-16, closed_by: leads-nowhere}",
    f"{EXAMPLE}/finance.yaml": "lines: [{id: a, title: A, budget: 1 EUR, supplier: leads-nowhere}]",
    f"{EXAMPLE}/reviews/2026-05-15.yaml": "{reviewer: X, rating: green, recommendations: [{id: a, what: B, owner: leads-nowhere}]}",
    f"{EXAMPLE}/artefacts/plan.md": "---\ntitle: Plan\nversion: '1'\nowner: leads-nowhere\n---\n",
    "methodology/standards/extra.md": "---\ntitle: Extra\nversion: '1'\nowner: leads-nowhere\npurpose: X\n---\n",
}
"""Files with a reference that leads nowhere, of slots of which the sound portfolio has no file with one."""


def refers(record: type[Record]) -> bool:
    """Whether a reference can be typed in the file of a record."""
    plan, fields = plan_of(record), anatomy.fields(record)
    inner = [fields[name].record or getattr(fields[name].item, "record", None) for name, _ in plan.inner]
    typed = [name for name, _kind, _many in plan.references if name not in record.from_name]
    return bool(typed) or any(refers(part) for part in inner if part)


def planted(slot: Slot, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A file of the slot in which one reference leads nowhere."""
    for path, text in PLANTED.items():
        located = layout.place(path)
        if located is not None and located.slot is slot:
            return {path: text.encode()}
    for path, raw in files.items():
        located = layout.place(path)
        if located is not None and located.slot is slot:
            record, _ = read_record(path, raw, located)
            for kind, _reference, route, _project in references(record) if record else ():
                wrong = "ZZZ-999" if kind == "clause" else NOWHERE
                return {path: edited(path, raw, [Set(path, route, wrong)])}
    raise AssertionError(f"plant a reference that leads nowhere in a file of {slot.pattern}")


SLOTS = [slot for slot in layout.SLOTS if refers(slot.model)]


@pytest.fixture(scope="module")
def unknown(shipped_files: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Where a check with a planted fault in every slot finds references that lead nowhere, by path."""
    files = sound(shipped_files)
    for slot in SLOTS:
        files |= planted(slot, sound(shipped_files))
    found = check_files(files).findings
    return {f.path: {g.rule for g in found if g.path == f.path} for f in found}


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.pattern)
def test_every_file_part_is_inspected(
    slot: Slot, unknown: dict[str, set[str]], shipped_files: Mapping[str, bytes]
) -> None:
    (path,) = planted(slot, sound(shipped_files))
    assert "unknown-reference" in unknown.get(path, set())


def test_nearly_every_slot_can_refer() -> None:
    """The trial above is about all of the layout but the files that hold no reference."""
    quiet = {slot.pattern.rsplit("/", 1)[-1] for slot in layout.SLOTS if slot not in SLOTS}
    assert quiet == {"fields.yaml", "glossary.yaml", "lock.yaml", "{id}.yaml"}
