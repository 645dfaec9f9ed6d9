"""News as an Atom feed (RFC 4287), which any reader of news can follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from html import escape
from typing import NamedTuple
from uuid import UUID, uuid5

from pmokit.views.history.news import News

_NAMES = UUID("6f2d6c1c-6d1b-5b6e-9b3e-0d8a7b1f4c55")
"""The room in which ids of entries are made from their keys; changing it would tell all news anew."""


class Channel(NamedTuple):
    """Where feeds come from: the portfolio, by the name that no other one has, and the address of its site,
    with a slash at its end."""

    portfolio: str
    address: str


def write(news: Iterable[News], name: str, title: str, channel: Channel, today: date) -> bytes:
    """The bytes of a feed. The same news on the same day give the same bytes. Readers take a summary for
    HTML, so it is escaped."""
    from feedgenerator import Atom1Feed

    moment, address = _midnight(today), channel.address

    class Feed(Atom1Feed):  # type: ignore[misc]
        def latest_post_date(self) -> datetime:
            """The day of the newest entry; the library would read the clock for a feed without any."""
            days: list[datetime] = [item["updateddate"] for item in self.items]
            return max(days, default=moment)

    feed = Feed(
        title=_plain(title),
        link=address,
        description="",
        language="en",
        feed_guid=_urn(*channel, name),
        feed_url=f"{address}feeds/{name}.atom",
        author_name="pmokit",
    )
    for item in news:
        feed.add_item(
            title=_plain(item.title),
            link=f"{address}projects/{item.project}/" if item.project else address,
            description=escape(_plain(item.text or item.title)),
            unique_id=_urn(*channel, name, item.key),
            updateddate=_midnight(item.day),
            pubdate=_midnight(item.day),
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _urn(*parts: str) -> str:
    """A name made of parts, joined by a sign that none of them holds."""
    return uuid5(_NAMES, "\0".join(parts)).urn


def _plain(text: str) -> str:
    """A text on one line without what XML cannot hold."""
    return "".join(c if c.isprintable() else " " for c in text)
