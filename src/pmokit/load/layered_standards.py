"""A standard of several layers: clauses by their numbers, a younger layer's on top of the elder's."""

from __future__ import annotations

from pmokit.load import standard_text
from pmokit.load.composition import Composition, Difference, Place
from pmokit.load.integrity import finding
from pmokit.load.stricter import LOOSER, Change, Verdict
from pmokit.model.finding import Finding
from pmokit.model.methodology.standards import Clause, Standard
from pmokit.text.flaws import Route
from pmokit.words.catalogue import say


def compose_standard(
    standard_id: str,
    path: str,
    here: list[tuple[int, str, bytes]],
    notes: Composition,
    origins: dict[str, dict[Route, Place]],
) -> Standard | None:
    """A standard of one or several layers: clauses by their numbers."""
    clauses: dict[str, Clause] = {}
    where: dict[Route, Place] = {}
    newest: Standard | None = None
    for number, real, raw in reversed(here):
        standard, found = standard_text.load_standard(standard_id, real, raw)
        notes.findings += found
        if standard is None:
            return None
        seen: set[str] = set()
        for clause in standard.clauses:
            place: Place = (real, ("clauses", clause.id))
            below = clauses.get(clause.id)
            if clause.id in seen:
                notes.findings.append(_at_clause(_twice(clause), real, clause))
                continue
            seen.add(clause.id)
            if below is not None:
                below_place = where[("clauses", clause.id)]
                if not _may(below, clause, number, place, below_place, notes):
                    continue
                clause = clause.model_copy(update={"locked": below.locked or clause.locked})
            elif clause.force == "dropped":
                notes.findings.append(_at_clause(_drops_nothing(clause), real, clause))
                continue
            elif number < here[-1][0]:
                notes.differences.append(
                    Difference(number, "clause", clause.id, "added", (), "", place, None)
                )
            clauses[clause.id] = clause
            where[("clauses", clause.id)] = place
        newest = standard
        where[()] = (real, ())
    if newest is None:
        return None
    if here[0][1] != path or len(here) > 1:
        origins[path] = where
    kept = tuple(clause for clause in clauses.values() if clause.force != "dropped")
    return newest.model_copy(update={"clauses": kept})


def _may(
    below: Clause, clause: Clause, layer: int, place: Place, below_place: Place, notes: Composition
) -> bool:
    """Whether a clause may take the place of the one below it."""
    verdict, some = _clause_verdict(below, clause)
    reason = clause.text if verdict == "dropped" else _reason(clause.text)
    if verdict in LOOSER and (below.locked or not reason):
        what = "; ".join(map(str, some)) or say("load.dropped")
        there = f"{below_place[0]}:{below.line}"
        if below.locked:
            message = say(
                "load.clause-locked-would-here", id=clause.id, there=there, verdict=verdict, what=what
            )
            found = finding(
                "locked-relaxed",
                message,
                place[0],
                help=say("load.remove-clause-ask-owner-method"),
            )
        else:
            found = finding(
                "relaxed-without-reason",
                say("load.clause-here-without-reason", id=clause.id, there=there, verdict=verdict, what=what),
                place[0],
                help=say("load.write-line-reason-below-heading"),
            )
        notes.findings.append(_at_clause(found, place[0], clause))
        return False
    notes.differences.append(
        Difference(layer, "clause", clause.id, verdict, tuple(some), reason, place, below_place)
    )
    return True


def _clause_verdict(below: Clause, clause: Clause) -> tuple[Verdict, list[Change]]:
    if clause.force == "dropped":
        return "dropped", []
    some: list[Change] = []
    if below.force != clause.force:
        verdict: Verdict = "relaxed" if clause.force == "should" else "tightened"
        some.append(Change("force", verdict, below.force, clause.force))
    if below.checked_by and not clause.checked_by:
        some.append(Change(say("load.checked"), "relaxed", below.checked_by, None))
    elif below.checked_by != clause.checked_by:
        some.append(
            Change(
                say("load.checked"),
                "changed" if below.checked_by else "tightened",
                below.checked_by,
                clause.checked_by,
            )
        )
    if below.every_days and clause.every_days and below.every_days != clause.every_days:
        slower = clause.every_days > below.every_days
        verdict = "relaxed" if slower else "tightened"
        some.append(Change(say("load.every-days"), verdict, below.every_days, clause.every_days))
    return (
        min((c.verdict for c in some), key=("relaxed", "changed", "tightened").index) if some else "reworded"
    ), some


def _reason(text: str) -> str:
    return next((line[7:].strip() for line in text.split("\n") if line.startswith("Reason:")), "")


def _twice(clause: Clause) -> tuple[str, str, str]:
    return (
        "duplicate-id",
        say("load.clause-stands-twice", id=clause.id),
        say("load.give-one-two-another-number"),
    )


def _drops_nothing(clause: Clause) -> tuple[str, str, str]:
    return (
        "clause-malformed",
        say("load.clause-dropped-but-no-method", id=clause.id),
        say("load.remove-correct-number"),
    )


def _at_clause(what: tuple[str, str, str] | Finding, path: str, clause: Clause) -> Finding:
    found = what if isinstance(what, Finding) else finding(what[0], what[1], path, help=what[2])
    return found._replace(line=clause.line, column=1, end_line=clause.line, end_column=2)
