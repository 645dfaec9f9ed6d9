"""Records of `portfolio.yaml`."""

from typing import ClassVar

from pmokit.model.control import PortfolioAttestation
from pmokit.model.portfolio.calendar import Calendar
from pmokit.model.portfolio.debt import Debt
from pmokit.model.portfolio.estate import Estate
from pmokit.model.portfolio.examination import Examination
from pmokit.model.portfolio.interdependency import Interdependency
from pmokit.model.portfolio.meeting import Meeting
from pmokit.model.portfolio.people import People
from pmokit.model.portfolio.period import Period
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.portfolio.programme import Programme
from pmokit.model.portfolio.waiver import Waiver
from pmokit.model.project import Office
from pmokit.model.record import Record


class Portfolio(Record):
    """All that the projects of a department share, in one record.

    A file that is missing or could not be read is None or empty here.
    """

    kind: ClassVar[str] = "portfolio"

    about: PortfolioFile | None = None
    people: People = People()
    estate: Estate = Estate()
    calendar: Calendar = Calendar()
    programmes: tuple[Programme, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    interdependencies: tuple[Interdependency, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    periods: tuple[Period, ...] = ()
    team: Office = Office()
    attestations: tuple[PortfolioAttestation, ...] = ()
    debt: Debt | None = None
    examinations: tuple[Examination, ...] = ()
