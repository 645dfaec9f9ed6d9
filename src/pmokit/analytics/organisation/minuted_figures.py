"""The days and the money that minutes name in words, against those of the change that they decide."""

from __future__ import annotations

import re
from decimal import Decimal

from pmokit.analytics.fact import fact
from pmokit.analytics.organisation.minutes import meeting_of
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.control import Change
from pmokit.model.project import Project
from pmokit.model.reason import Reason, reason

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
"""What numbers are called in words, from one on."""
_SPAN = re.compile(
    rf"(?<![\w.,])(?P<number>\d+|{'|'.join(NUMBERS)})\s+(?:more\s+|calendar\s+|additional\s+|extra\s+)?"
    r"(?P<unit>days?|weeks?)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?<![\w.])(?:(?P<before>[A-Z]{3}|€)\s*)?(?P<number>\d+(?:[,' ]\d{3})*(?:\.\d+)?)\s*"
    r"(?P<scale>k|thousand|m|million)?\s*(?P<after>[A-Z]{3}|€)?(?![\w])"
)
_SCALES = {"k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
# A term for doing something is no part of what was granted.
_TERM = re.compile(r"\b(?:within|in|every|after|for the last|next|by|of)\s+(?:the\s+)?$", re.IGNORECASE)


def _only(text: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The one place where a text names such a figure; None where it names none or several."""
    found = [match for match in pattern.finditer(text) if not _TERM.search(text[: match.start()])]
    return found[0] if len(found) == 1 else None


def days_in(text: str) -> int | None:
    """The calendar days that a text grants, if it names just one span."""
    found = _only(text, _SPAN)
    if found is None:
        return None
    word = found["number"].lower()
    number = NUMBERS.index(word) + 1 if word in NUMBERS else int(word)
    return number * (7 if found["unit"].lower().startswith("week") else 1)


def amount_in(text: str, currency: str) -> Decimal | None:
    """The amount in a currency that a text grants, if it names just one."""
    signs = {currency, "€"} if currency == "EUR" else {currency}
    some = [match for match in _AMOUNT.finditer(text) if {match["before"], match["after"]} & signs]
    if len(some) != 1:
        return None
    plain = Decimal(re.sub("[,' ]", "", some[0]["number"]))
    return plain * _SCALES.get((some[0]["scale"] or "").lower(), 1)


@fact("change", "granted_otherwise", REASON.maybe(), needs=("meetings",), of_project=True)
def granted_otherwise(change: Change, project: Project, run: Run) -> Reason | None:
    """The days or the money that the minutes grant, where the approved change claims more or less."""
    meeting = meeting_of(change.meeting, change.forum, change.decided_on, run)
    if meeting is None or change.state != "approved":
        return None
    for decision in meeting.decisions:
        if decision.project != project.id or decision.change != change.id:
            continue
        days = days_in(decision.what)
        # Minutes say "two weeks earlier" where a change has -14 days.
        if days is not None and days != abs(change.effect_days or 0):
            return reason("days-granted", day=meeting.date, days=days)
        cost = change.effect_cost
        amount = amount_in(decision.what, cost.currency) if cost else None
        # Minutes say "the budget falls by 50,000 EUR" where a change has -50,000 EUR.
        if cost is not None and amount is not None and amount != abs(cost.amount):
            return reason("amount-granted", day=meeting.date, amount=cost._replace(amount=amount))
    return None
