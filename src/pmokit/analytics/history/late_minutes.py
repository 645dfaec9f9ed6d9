"""Minutes that were committed long after their meeting."""

from __future__ import annotations

from pmokit.analytics.fact import fact
from pmokit.analytics.history.earlier import of_setup, past_of, path_of, record_then
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.reason import Reason, reason


@fact("meeting", "recorded_late", REASON.maybe(), needs=("reporting",))
def recorded_late(meeting: Meeting, run: Run) -> Reason | None:
    """When the record of a meeting that was held was first committed, later than minutes are due."""
    past = past_of(None, "meetings", meeting.id, run)
    if past is None or meeting.state != "held":
        return None
    path = path_of(None, "meetings", meeting.id)
    for version in past.versions:
        then = record_then(path, version, run) if version.raw else meeting
        if isinstance(then, Meeting) and then.state == "held":
            late = (version.seen - meeting.date).days
            came_along = version is past.versions[0] and of_setup(past, run)
            if came_along or late <= run.reporting.minutes_days:
                return None
            return reason("committed-late", commit=version.commit, day=version.seen, days=late)
    return None
