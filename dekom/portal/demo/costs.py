"""How one network of the demo shares its running costs: a year that is settled, and one on its way."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from allocations.actions import costs
from allocations.actions.costs import Entries, Item, Payer
from allocations.enums.costs import CostKind, InvoiceKind
from allocations.models import CostYear
from dekom.core.models import User
from networks.models import County, Network

DATA = Path(__file__).parent / "costs.json"


def share_costs(county: County, today: date) -> None:
    """Made-up amounts and counts; every krone that is to be paid is computed from them."""
    told = json.loads(DATA.read_text(encoding="utf-8"))
    network = Network.objects.get(county=county, code=told["network"])
    leader = User.objects.get(email=told["leader"])
    year = today.year if today.month >= 7 else today.year - 1
    for place, each in enumerate((year - 1, year)):
        cost_year = costs.begin(network, each, actor=leader)
        budgeted = costs.save(cost_year, _entries(told, place, each, with_accounts=False), seen=1, actor=leader)
        _make(budgeted, InvoiceKind.BUDGET, datetime(each, 7, 1, 9, tzinfo=UTC), leader)
        settled = costs.save(budgeted, _entries(told, place, each, with_accounts=True), seen=2, actor=leader)
        if each < year:
            _make(settled, InvoiceKind.SETTLEMENT, datetime(each + 1, 1, 15, 9, tzinfo=UTC), leader)


def _make(cost_year: CostYear, kind: InvoiceKind, now: datetime, leader: User) -> None:
    costs.make_invoices(cost_year, kind, seen=cost_year.version, actor=leader, now=now)


def _entries(told: dict[str, Any], place: int, year: int, *, with_accounts: bool) -> Entries:
    return Entries(
        counted_on=date(year - 1, 12, 31),
        count_source=told["source"],
        items=[
            Item(
                CostKind(item["kind"]),
                item["label"],
                item["budgeted"][place],
                item["accounted"][place] if with_accounts else None,
            )
            for item in told["items"]
        ],
        payers=[
            *(Payer(name, children) for name, children in told["municipalities"].items()),
            *(Payer(name, children, municipality) for name, (municipality, children) in told["private"].items()),
        ],
    )
