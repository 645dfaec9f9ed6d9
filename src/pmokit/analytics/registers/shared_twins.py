"""Records of the portfolio that say the same as another one: contracts, suppliers, people, and projects."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from pmokit.analytics.fact import fact
from pmokit.analytics.registers.same_text import plain
from pmokit.analytics.registers.twins import by_id, twins
from pmokit.load.extracts import TEXTS
from pmokit.load.run import Run
from pmokit.model.anatomy import REASONS, TEXT
from pmokit.model.portfolio.estate import Contract, Supplier
from pmokit.model.portfolio.people import Person
from pmokit.model.portfolio.portfolio_file import PortfolioFile
from pmokit.model.project import UNDER_WAY
from pmokit.model.reason import Reason, reason


@fact("contract", "twin", TEXT, needs=("estate",))
def contract_twin(contract: Contract, run: Run) -> str:
    """An earlier contract of the same supplier with the same title, or with the same value and days; empty
    without one."""
    titles, values = run.once(_contracts)
    return titles.get(id(contract)) or values.get(id(contract), "")


def _contracts(run: Run) -> tuple[dict[int, str], dict[int, str]]:
    def values(one: Contract) -> Hashable:
        return (one.supplier, one.value, one.since, one.until) if one.value and one.since else None

    some = run.portfolio.estate.contracts
    return twins(some, lambda one: (one.supplier, plain(one.title), one.since), by_id), twins(
        some, values, by_id
    )


@fact("supplier", "twin", TEXT, needs=("estate",))
def supplier_twin(supplier: Supplier, run: Run) -> str:
    """An earlier supplier of the same name; empty without one."""
    return run.once(_suppliers).get(id(supplier), "")


def _suppliers(run: Run) -> dict[int, str]:
    some = run.portfolio.estate.suppliers
    return twins(some, lambda one: plain(one.title) or None, by_id)


@fact("person", "twin", TEXT, needs=("people",))
def person_twin(person: Person, run: Run) -> str:
    """An earlier entry for what seems to be the same person: the same address, or the same name with the same
    job in the same unit; empty without one."""
    addresses, names = run.once(_people)
    return addresses.get(id(person)) or names.get(id(person), "")


def _people(run: Run) -> tuple[dict[int, str], dict[int, str]]:
    def name(one: Person) -> Hashable:
        return plain(one.name), one.title, one.unit

    # Somebody who left and came back has two entries.
    some = [one for one in run.people.values() if one.until is None]
    return twins(some, lambda one: one.email.casefold() if one.email else None, by_id), twins(
        some, name, by_id
    )


@fact("portfolio_file", "projects_twice", REASONS)
def projects_twice(_about: PortfolioFile, run: Run) -> tuple[Reason, ...]:
    """Projects under way that have the title of another one, or hand over what another one hands over."""
    return (*_same_titles(run), *_same_products(run))


def _under_way(run: Run) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for name in run.project_ids:
        outline = run.outline(name)
        if outline is not None and outline.state in ("proposed", *UNDER_WAY):
            yield name, outline.title, outline.produces


def _same_titles(run: Run) -> Iterator[Reason]:
    first: dict[str, str] = {}
    for name, title, _ in _under_way(run):
        other = first.setdefault(plain(title), name)
        if other != name:
            yield reason("same-title", one=other, two=name, title=title)


def _same_products(run: Run) -> Iterator[Reason]:
    first: dict[str, str] = {}
    for name, _, produces in _under_way(run):
        for item in produces:
            other = first.setdefault(plain(item), name)
            if other != name:
                yield reason("same-product", one=other, two=name, title=item)


@fact("portfolio_file", "texts_twice", REASONS, needs=("reporting",))
def texts_twice(_about: PortfolioFile, run: Run) -> tuple[Reason, ...]:
    """Reports of two projects with the same words in a summary that is long enough to be compared."""
    first: dict[tuple[int, str], tuple[str, str]] = {}
    found: list[Reason] = []
    for name in run.project_ids:
        for text in run.share(name, TEXTS):
            one = first.setdefault((text.words, text.digest), (name, text.report))
            if one[0] != name and text.words > 2 * run.reporting.compared_words:
                found.append(reason("same-text", one=one[0], when=one[1], two=name, report=text.report))
    return tuple(found)
