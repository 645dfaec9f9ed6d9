"""What a layer may not do to an entry of the layers below it: relax it without a reason, or at all."""

from __future__ import annotations

from pmokit.load.composition import Composition, Place
from pmokit.load.integrity import finding
from pmokit.load.stricter import LOOSER, Change, Verdict
from pmokit.model.finding import Finding
from pmokit.words.catalogue import say


def refusal(
    kind: str,
    entry_id: str,
    verdict: Verdict,
    some: list[Change],
    here: Place,
    below: Place,
    lock: Place | None,
    notes: Composition,
) -> Finding:
    """The finding of an entry that is relaxed; `lock` is where it is locked, if it is."""
    looser = [change for change in some if change.verdict in LOOSER]
    what = "; ".join(map(str, looser)) or say("load.dropped")
    route = (*here[1], looser[0].field if looser else "dropped")
    name = say("load.the", kind=kind, entry_id=entry_id) if entry_id != kind else f"`{kind}.yaml`"
    if lock is not None:
        return finding(
            "locked-relaxed",
            say(
                "load.locked-would-here",
                name=name,
                lock=lock[0],
                lock_2=notes.line_of(lock),
                verdict=verdict,
                what=what,
            ),
            here[0],
            route,
            help=say("load.remove-ask-owner-method-unlock"),
        )
    return finding(
        "relaxed-without-reason",
        say(
            "load.here-without-reason",
            name=name,
            below=below[0],
            below_2=notes.line_of(below),
            verdict=verdict,
            what=what,
        ),
        here[0],
        route,
        help=say("load.say-line-reason-why-less"),
    )
