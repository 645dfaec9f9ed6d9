"""Records of `portfolio_file.yaml`."""

from typing import ClassVar

from pmokit.model import scalars as s
from pmokit.model.record import Record, Weblink


class Workstream(Record):
    """A part of the portfolio with a leader of its own."""

    kind: ClassVar[str] = "workstream"

    id: s.Id
    title: s.Line
    purpose: s.Prose | None = None
    lead: s.PersonRef | None = None


class PortfolioFile(Record):
    """Name, workstreams and settings of the portfolio: `portfolio.yaml`."""

    title: s.Line
    purpose: s.Prose | None = None
    organisation: s.Line | None = None
    currency: s.Currency = "EUR"
    """The currency in which totals are shown."""
    fiscal_year_starts: s.Month = 1
    """The month in which the fiscal year begins."""
    time_zone: s.TimeZone | None = None
    """Where the portfolio is, such as `Europe/Berlin`: today is the day there, on whichever machine."""
    today: s.Day | None = None
    """Pins the date of every run; only for demonstrations and archives."""
    since: s.Day | None = None
    """The day on which the department began to work by the method."""
    methodology: s.Line | None = None
    """The version of the method that these files were written for; `pmokit migrate` moves it on."""
    figures_of_people: s.Flag = False
    """Whether figures about single people are shown. Ask the works council first."""
    workstreams: tuple[Workstream, ...]
    links: tuple[Weblink, ...] = ()
