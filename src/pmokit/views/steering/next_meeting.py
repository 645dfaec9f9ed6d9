"""When a forum meets next."""

from __future__ import annotations

from datetime import date, timedelta

from pmokit.model.methodology.forums import Forum
from pmokit.views.context import Context


def next_meeting(context: Context, forum: Forum) -> tuple[date, bool]:
    """The day of a forum's next meeting, and whether it is planned; else worked out from its rhythm."""
    meetings = [m for m in context.portfolio.meetings if m.forum == forum.id]
    # A meeting of today is the next one.
    planned = [m.date for m in meetings if m.state == "planned" and m.date >= context.today]
    if planned:
        return min(planned), True
    held = [m.date for m in meetings if m.state == "held"]
    step = max(forum.every_days, 1)
    if not held:
        return context.today + timedelta(days=step), False
    steps = max(-(-(context.today - max(held)).days // step), 1)
    return max(held) + timedelta(days=steps * step), False
