"""Records of `portfolio_file.yaml`."""

from typing import ClassVar, Literal

from pmokit.model import scalars as s
from pmokit.model.record import Record, Weblink


class Workstream(Record):
    """A part of the portfolio with a leader of its own."""

    kind: ClassVar[str] = "workstream"

    id: s.Id
    """The id by which other records refer to it."""
    title: s.Line
    """What readers see as its name, on one line."""
    purpose: s.Prose | None = None
    """What the workstream is for."""
    lead: s.PersonRef | None = None
    """The person who leads it."""


class PortfolioFile(Record):
    """Name, workstreams and settings of the portfolio: `portfolio.yaml`."""

    kind: ClassVar[str] = "portfolio_file"

    title: s.Line
    """The name of the portfolio."""
    purpose: s.Prose | None = None
    """What the portfolio is for."""
    organisation: s.Line | None = None
    """The organisation or department."""
    currency: s.Currency = "EUR"
    """The currency in which totals are shown."""
    fiscal_year_starts: s.Month = 1
    """The month in which the fiscal year begins."""
    time_zone: s.TimeZone | None = None
    """Where the portfolio is, such as `Europe/Berlin`: today is the day there, on whichever machine."""
    today: s.Day | None = None
    """Pins the date of every run; only for demonstrations and archives."""
    since: s.Day | None = None
    """The day on which the department started to work by the methodology."""
    history_from: s.Day | None = None
    """The day from which the git history is evidence, such as the day after a migration. What was in the
    files before that day is taken as it was."""
    methodology: s.Line | None = None
    """The version of the methodology that these files were written for; `pmokit migrate` updates it."""
    repository: s.RepositoryUrl | None = None
    """The web address of this repository at its forge, such as `https://github.com/acme/portfolio`, without
    credentials. Pages then link to the file of each record; without it they name path, line and commit."""
    branch: s.Branch = "main"
    """The branch on which records are changed."""
    forge: Literal["github", "gitlab", "azure_devops"] | None = None
    """How the forge writes its addresses, if the host is not known by its name."""
    figures_of_people: s.Flag = False
    """Whether figures about single people are shown. Ask the works council first."""
    workstreams: tuple[Workstream, ...]
    """The parts of the portfolio."""
    links: tuple[Weblink, ...] = ()
    """Documents about the portfolio that are stored elsewhere."""
