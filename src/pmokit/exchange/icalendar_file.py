"""Events as iCalendar files (RFC 5545), which any calendar can subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from pmokit.views.portfolio.dated_events import Event


def write(events: Iterable[Event], title: str, portfolio: str, today: date) -> bytes:
    """One calendar of whole days. The same events on the same day give the same bytes.

    `portfolio` is the name that no other one has: one person may subscribe to several departments.
    """
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//pmokit//pmokit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(title))
    stamp = datetime(today.year, today.month, today.day, tzinfo=UTC)
    for event in events:
        entry = Entry()
        entry.add("uid", f"{event.uid}@{portfolio}")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", _plain(event.title))
        if event.about:
            entry.add("description", _plain(event.about))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    raw: bytes = calendar.to_ical()
    return raw


def _plain(text: str) -> str:
    """A text on one line, with nothing in it that a reader could take for a line of the format."""
    return "".join(c if c.isprintable() else " " for c in text)
