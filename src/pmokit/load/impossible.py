"""Values that are impossible, and entries without effect: read without a fault, and never meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pmokit.load import layout
from pmokit.load.integrity import finding
from pmokit.load.run import Run
from pmokit.load.suggest import nearest
from pmokit.model import kinds
from pmokit.model.finding import Finding
from pmokit.model.methodology.fields import ExtraField
from pmokit.model.methodology.lifecycle import Criterion
from pmokit.model.methodology.methodology import Methodology
from pmokit.model.record import Entry
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say

KINDS_OF_CRITERIA = ("artefact", "rule", "holds", "checked_by")


def impossible(run: Run) -> Iterator[Finding]:
    """All findings of this room; parts that could not be read are passed over."""
    method = run.methodology
    yield from _undropped(run)
    if "reporting" not in run.broken:
        yield from _thresholds(run)
    if "lifecycle" not in run.broken:
        yield from _criteria(run)
        if "tiers" not in run.broken:
            yield from _unused_gates(run)
    if "tiers" not in run.broken:
        yield from _bands(run)
    yield from _renames(run)
    if "fields" not in run.broken and method.fields is not None:
        for place, field in enumerate(method.fields.fields):
            yield from _choices(field, ("fields", place))
    if "about" not in run.broken:
        yield from _history(run)
    if "people" not in run.broken:
        yield from _shared_identities(run)


def _history(run: Run) -> Iterator[Finding]:
    """A day from which the history counts that has not come yet."""
    about = run.portfolio.about
    if about is not None and about.history_from is not None and about.history_from > run.today:
        yield finding(
            "without-effect",
            say("load.history-after-today", day=about.history_from),
            "portfolio/portfolio.yaml",
            ("history_from",),
            help=say("load.history-after-today.fix"),
        )


def _undropped(run: Run) -> Iterator[Finding]:
    """Entries that are dropped although no method below has them; the others are gone by now."""
    for slot in layout.METHODOLOGY:
        record = None if slot.many or slot.part in run.broken else getattr(run.methodology, slot.part)
        for key, value in () if record is None else record:
            for place, entry in enumerate(value) if isinstance(value, tuple) else ():
                if isinstance(entry, Entry):
                    yield from _without_layer_below(entry, slot.pattern, (key, place))
    for rule in run.methodology.rules:
        yield from _without_layer_below(rule, f"methodology/rules/{rule.subject}/{rule.id}.yaml", ())


def _without_layer_below(entry: Entry, path: str, route: Route) -> Iterator[Finding]:
    if entry.dropped:
        yield _nothing_to_drop(path, (*route, "dropped"))
    for name in ("unset", "after", "before"):
        if getattr(entry, name):
            yield finding(
                "without-effect",
                say("load.no-layer-below", name=name),
                path,
                (*route, name),
                help=say("load.no-layer-below.fix"),
            )


def _thresholds(run: Run) -> Iterator[Finding]:
    reporting = run.methodology.reporting
    for place, threshold in enumerate(reporting.thresholds if reporting is not None else ()):
        route: Route = ("thresholds", place)
        yield from _reversed(threshold.amber_from, threshold.red_from, route)
        for tier, limits in threshold.by_tier.items():
            yield from _reversed(limits.amber_from, limits.red_from, (*route, "by_tier", tier))


def _reversed(amber: Decimal, red: Decimal, route: Route) -> Iterator[Finding]:
    path, one, two = "methodology/reporting.yaml", f"{amber:f}", f"{red:f}"
    if red < amber:
        message, help = (
            say("load.red-below-amber", red=two, amber=one),
            say("load.exchanged", red=two, amber=one),
        )
        yield finding("impossible-value", message, path, (*route, "red_from"), help=help)
    if red == amber:
        message, help = say("load.never-amber", limit=two), say("load.never-amber.fix")
        yield finding("without-effect", message, path, (*route, "amber_from"), help=help, severity="note")


def _criteria(run: Run) -> Iterator[Finding]:
    lifecycle = run.methodology.lifecycle
    for key, entries, name in (
        ("phases", [phase.exit_criteria for phase in lifecycle.phases], "exit_criteria"),
        ("gates", [gate.criteria for gate in lifecycle.gates], "criteria"),
    ):
        for place, criteria in enumerate(entries):
            for number, criterion in enumerate(criteria):
                yield from _criterion(criterion, (key, place, name, number))


def _criterion(criterion: Criterion, route: Route) -> Iterator[Finding]:
    path = "methodology/lifecycle.yaml"
    kinds = [name for name in KINDS_OF_CRITERIA if getattr(criterion, name) is not None]
    if len(kinds) != 1:
        names = " or ".join(f"`{name}`" for name in KINDS_OF_CRITERIA)
        message = say("load.criterion-kinds", what=criterion.what, number=len(kinds))
        help = say("load.criterion-kinds.fix", names=names)
        yield finding("impossible-value", message, path, (*route, kinds[1] if kinds else "what"), help=help)
    if criterion.checked_by is not None and criterion.id is None:
        message = say("load.criterion-without-id", what=criterion.what)
        help = say("load.criterion-without-id.fix")
        yield finding("missing-key", message, path, (*route, "checked_by"), help=help)


def _unused_gates(run: Run) -> Iterator[Finding]:
    used = {gate for tier in run.methodology.tiers.tiers for gate in tier.gates}
    for place, gate in enumerate(run.methodology.lifecycle.gates):
        if gate.id not in used:
            path = "methodology/lifecycle.yaml"
            message, help = (
                say("load.gate-in-no-tier", id=gate.id),
                say("load.gate-in-no-tier.fix", id=gate.id),
            )
            yield finding("without-effect", message, path, ("gates", place, "id"), help=help)


def _bands(run: Run) -> Iterator[Finding]:
    """Bands are read from the smallest value upwards; one out of order is a slip, such as 1.4 for 1400."""
    for place, measure in enumerate(run.methodology.tiers.scoring):
        for number, (one, two) in enumerate(pairwise(measure.bands), start=1):
            if two.at_least <= one.at_least:
                message = say("load.bands-order", one=f"{one.at_least:f}", two=f"{two.at_least:f}")
                route: Route = ("scoring", place, "bands", number, "at_least")
                help = say("load.bands-order.fix")
                yield finding("impossible-value", message, "methodology/tiers.yaml", route, help=help)


def _renames(run: Run) -> Iterator[Finding]:
    """A migration renames ids of the methodology from one that is gone to one that is there."""
    known = [home.kind for home in kinds.homes(Methodology)]
    version = run.methodology.about.version if run.methodology.about is not None else None
    later = {(name.of, name.old) for step in run.methodology.migrations for name in step.renames}
    for step in run.methodology.migrations:
        path = f"methodology/migrations/{step.id}.yaml"
        for place, name in enumerate(step.renames):
            route: Route = ("renames", place)
            if name.of not in known:
                message, help = say("load.rename-kind", kind=name.of), nearest(name.of, known)
                help = help or say(
                    "load.rename-kind.fix", kinds=", ".join(f"`{kind}`" for kind in sorted(known))
                )
                yield finding("unknown-reference", message, path, (*route, "of"), help=help)
            # What an older migration leads to may have gone since.
            elif (
                step.to == version
                and not run.is_broken(name.of, name.new, "")
                and (name.of, name.new) not in later
            ):
                there = run.index.get(name.of, {})
                if name.new not in there:
                    message = say("load.no", kind=name.of, words=name.new, where="")
                    help = nearest(name.new, there) or say("load.correct-id-add-first", kind=name.of)
                    yield finding("unknown-reference", message, path, (*route, "new"), help=help)


def _choices(field: ExtraField, route: Route) -> Iterator[Finding]:
    path = "methodology/fields.yaml"
    if field.type == "choice" and not field.choices:
        message = say("load.choice-without-choices", id=field.id)
        help = say("load.choice-without-choices.fix")
        yield finding("missing-key", message, path, (*route, "type"), help=help)
    if field.type != "choice" and field.choices:
        message, help = say("load.choices-of-no-choice", id=field.id), say("load.choices-of-no-choice.fix")
        yield finding("without-effect", message, path, (*route, "choices"), help=help)


def _shared_identities(run: Run) -> Iterator[Finding]:
    """An address or a handle speaks for one person: git and the forge know nobody else by it."""
    people = run.portfolio.people.people if run.portfolio.people is not None else ()
    for key in ("email", "handle"):
        seen: dict[str, str] = {}
        for place, person in enumerate(people):
            value = (getattr(person, key) or "").casefold()
            if value and seen.setdefault(value, person.id) != person.id:
                message = say("load.identity-of-two", id=person.id, other=seen[value], value=value)
                help = say("load.identity-of-two.fix")
                route: Route = ("people", place, key)
                yield finding("impossible-value", message, "portfolio/people.yaml", route, help=help)


def _nothing_to_drop(path: str, route: Route) -> Finding:
    help = say("load.nothing-to-drop.fix")
    return finding("without-effect", say("load.nothing-to-drop"), path, route, help=help)
