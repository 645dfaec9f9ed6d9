"""What all projects together count on from one contract."""

from __future__ import annotations

from collections import defaultdict

from pmokit.analytics.fact import fact
from pmokit.load.extracts import ORDERS
from pmokit.load.run import Run
from pmokit.model.anatomy import REASON
from pmokit.model.money import Money
from pmokit.model.portfolio.estate import Contract
from pmokit.model.reason import Reason, reason


def _orders(run: Run) -> dict[str, list[tuple[str, Money]]]:
    """The amounts under each contract, each with its project."""
    found: dict[str, list[tuple[str, Money]]] = defaultdict(list)
    for name in run.project_ids:
        for order in run.share(name, ORDERS):
            found[order.contract].append((name, order.amount))
    return found


@fact("contract", "exceeded_together", REASON.maybe(), needs=("estate",))
def exceeded_together(contract: Contract, run: Run) -> Reason | None:
    """What several budget lines take of a contract, where together it is more than the value and each of them
    is not: one that exceeds the contract alone is found in its project."""
    value = contract.value
    if value is None:
        return None
    some = [
        (name, one) for name, one in run.once(_orders).get(contract.id, ()) if one.currency == value.currency
    ]
    total = sum((one.amount for _, one in some), value.amount * 0)
    if total <= value.amount or any(one.amount > value.amount for _, one in some):
        return None
    projects = ", ".join(f"`{name}`" for name in dict.fromkeys(name for name, _ in some))
    return reason(
        "exceeded-together", total=value._replace(amount=total), number=len(some), projects=projects
    )
