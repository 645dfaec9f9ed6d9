"""Geometry of charts: numbers for shapes that a template draws. Units are those of the view box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from pmokit.model.methodology.thresholds import ScoreBand
from pmokit.model.raid import Risk
from pmokit.model.schedule import Milestone, expected
from pmokit.model.status_report import Report
from pmokit.views.project.reported_status import SHOWN_RAGS, Period
from pmokit.words.wording import short_month


class Tick(NamedTuple):
    """A month on an axis."""

    x: float
    label: str


class Track(NamedTuple):
    """A milestone on its line: where it was planned and where it is expected."""

    y: float
    title: str
    baseline_x: float | None
    forecast_x: float
    reached: bool
    late: bool
    label: str


class Timeline(NamedTuple):
    """Milestones over time."""

    width: int
    height: int
    left: int
    today_x: float | None
    ticks: list[Tick]
    tracks: list[Track]


def timeline(milestones: Sequence[Milestone], today: date) -> Timeline | None:
    """A line for each milestone, baseline and forecast on one axis of months; None without any."""
    if not milestones:
        return None
    days = [day for item in milestones for day in (item.baseline, item.forecast, item.actual) if day]
    first, last = min([*days, today]), max([*days, today])
    start = date(first.year, first.month, 1)
    span = max((last - start).days, 28)
    left, width = 232, 760

    def x(day: date) -> float:
        return round(left + 10 + (day - start).days / span * (width - left - 64), 1)

    tracks: list[Track] = []
    for place, item in enumerate(milestones):
        end = expected(item)
        slip = (end - item.baseline).days if item.baseline else 0
        tracks.append(
            Track(
                40 + place * 26,
                item.title,
                x(item.baseline) if item.baseline else None,
                x(end),
                item.actual is not None,
                slip > 0,
                f"{slip:+d} d" if slip else "",
            )
        )
    return Timeline(width, 40 + len(milestones) * 26, left, x(today), _months(start, last, x), tracks)


def _months(start: date, last: date, x: Callable[[date], float]) -> list[Tick]:
    months = (last.year - start.year) * 12 + last.month - start.month
    step = 1 if months <= 10 else 2 if months <= 20 else 3 if months <= 36 else 12
    ticks: list[Tick] = []
    for number in range(0, months + 1, step):
        year, month = divmod(start.month - 1 + number, 12)
        day = date(start.year + year, month + 1, 1)
        label = short_month(month + 1) + (f" {day.year}" if month < step or number == 0 else "")
        ticks.append(Tick(x(day), label))
    return ticks


class Segment(NamedTuple):
    """A part of a bar."""

    name: str
    number: int
    x: float
    width: float


def bar(counts: dict[str, int], order: Sequence[str], width: int = 100) -> list[Segment]:
    """A bar whose parts are as wide as their share; names without a count are left out."""
    whole = sum(counts.get(name, 0) for name in order)
    at, parts = 0.0, []
    for name in order:
        number = counts.get(name, 0)
        if number:
            share = round(number / whole * width, 2)
            parts.append(Segment(name, number, round(at, 2), share))
            at += share
    return parts


class Column(NamedTuple):
    """A period of the trend: stacked counts from the bottom up."""

    x: float
    label: str
    year: int
    parts: list[tuple[str, int, float, float]]


def columns(periods: Sequence[Period], height: int = 120, pitch: int = 46) -> list[Column]:
    """A stack of colours for each period; each part is name, count, y and height."""
    most = max((sum(entry.counts.values()) for entry in periods), default=1) or 1
    result: list[Column] = []
    for place, entry in enumerate(periods):
        bottom, parts = float(height), []
        for rag in reversed(SHOWN_RAGS):
            number = entry.counts.get(rag, 0)
            if number:
                tall = round(number / most * height, 1)
                bottom = round(bottom - tall, 1)
                parts.append((rag, number, bottom, tall))
        label = f"{entry.period.day} {short_month(entry.period.month)}"
        result.append(Column(place * pitch, label, entry.period.year, parts))
    return result


class Point(NamedTuple):
    """A value on a line."""

    x: float
    y: float
    value: float
    label: str


class Line(NamedTuple):
    """A value from 0 to 100 over time."""

    width: int
    height: int
    points: list[Point]
    low: int
    """The value at the foot of the axis."""


def line(values: Sequence[tuple[date, float]], pitch: int = 56, height: int = 120) -> Line | None:
    """A line over periods; the axis begins at a tenth below the lowest value. None below two values."""
    if len(values) < 2:
        return None
    low = max(int(min(value for _, value in values)) // 10 * 10 - 10, 0)
    points = [
        Point(
            20 + place * pitch,
            round(10 + (100 - value) / (100 - low) * (height - 20), 1),
            value,
            f"{day.day} {short_month(day.month)}",
        )
        for place, (day, value) in enumerate(values)
    ]
    return Line(40 + (len(values) - 1) * pitch, height, points, low)


class Trace(NamedTuple):
    """A milestone's forecast from report to report: points on a line, and its name at the end."""

    title: str
    points: list[tuple[float, float]]
    reached: bool


class MilestoneTrend(NamedTuple):
    """Forecast dates over report dates. A level line kept its date; a rising one slips."""

    width: int
    height: int
    across: list[Tick]
    up: list[Tick]
    """Months on the vertical axis; `x` is the height."""
    traces: list[Trace]


def milestone_trend(reports: Sequence[Report], milestones: Sequence[Milestone]) -> MilestoneTrend | None:
    """The milestone trend chart of a project's reports; None with fewer than two that froze dates."""
    some = [report for report in reports if report.forecasts]
    if len(some) < 2:
        return None
    days = [expected(entry) for report in some for entry in report.forecasts]
    low, high = min(days), max(days)
    first, last = some[0].as_on, some[-1].as_on
    left, width, height = 52, 760, 260

    def x(day: date) -> float:
        return round(left + (day - first).days / max((last - first).days, 1) * (width - left - 210), 1)

    def y(day: date) -> float:
        return round(height - 24 - (day - low).days / max((high - low).days, 1) * (height - 44), 1)

    titles = {item.id: item.title for item in milestones}
    traces: list[Trace] = []
    for name in dict.fromkeys(entry.milestone for report in some for entry in report.forecasts):
        points: list[tuple[float, float]] = []
        reached = False
        for report in some:
            for entry in report.forecasts:
                if entry.milestone == name and not reached:
                    points.append((x(report.as_on), y(expected(entry))))
                    reached = entry.actual is not None
        traces.append(Trace(titles.get(name, name), points, reached))
    across = _months(date(first.year, first.month, 1), last, x)
    up = _months(date(low.year, low.month, 1), high, y)
    inside = [tick for tick in across if tick.x >= left]
    return MilestoneTrend(width, height, inside, [t for t in up if t.x <= height - 20], traces)


class Heat(NamedTuple):
    """A cell of a heat map: how many open risks, and how heavy the band of its score is."""

    number: int
    shade: str


SHADES = ("low", "medium", "high", "critical")


def heat_map(risks: Sequence[Risk], bands: Sequence[ScoreBand]) -> list[list[Heat]]:
    """Open risks from impact 5 down to 1, each row from likelihood 1 to 5, shaded by the method's bands."""
    counts = Counter((risk.impact, risk.likelihood) for risk in risks if risk.state == "open")
    floors = sorted(band.at_least for band in bands)

    def shade(score: int) -> str:
        reached = sum(floor <= score for floor in floors)
        return SHADES[max(reached * len(SHADES) - 1, 0) // max(len(floors), 1)]

    return [
        [Heat(counts[(impact, likelihood)], shade(impact * likelihood)) for likelihood in range(1, 6)]
        for impact in range(5, 0, -1)
    ]
