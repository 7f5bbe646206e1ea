"""Rounds in the database for tests of the workbench: the made-up year of 2027, and others of the same shape."""

import json
from datetime import date
from pathlib import Path

from allocations.models import AllocationKey, LastYear
from networks.enums import RoleKind
from networks.models import HeadCount
from tests.factories import (
    BudgetFactory,
    CoordinationExtraFactory,
    FixedGrantFactory,
    MembershipFactory,
    NetworkFactory,
    RoundFactory,
    person,
)

CASE = json.loads((Path(__file__).parent / "cases" / "example-2027.json").read_text())
COUNTED_ON = date(2026, 10, 1)
DECIDED_ON = date(2027, 1, 8)


def stored_round(case=CASE, *, round_=None):
    """The round with its budget, networks, head counts and last year; no key yet."""
    round_ = round_ or RoundFactory(year=case["year"])
    budget = BudgetFactory(
        round=round_,
        appropriation=case["appropriation"],
        common_measures=case["common_measures"],
        reserve=case["reserve"],
        coordination_flat=case["coordination"]["flat_per_network"],
    )
    for order, grant in enumerate(case["fixed"], 1):
        FixedGrantFactory(
            budget=budget,
            order=order,
            purpose=grant["purpose"],
            recipient_name=grant["recipient"],
            amount=grant["amount"],
        )
    for entry in case["networks"]:
        network = NetworkFactory(county=round_.county, code=entry["code"], name=entry.get("name", entry["code"]))
        MembershipFactory(network=network, scheme=round_.scheme)
        HeadCount.objects.bulk_create(
            HeadCount(network=network, category=category, counted_on=COUNTED_ON, number=number, source="GSI")
            for category, number in entry["head_counts"].items()
        )
        if entry.get("last_year") is not None:
            LastYear.objects.create(round=round_, network=network, amount=entry["last_year"])
        if extra := case["coordination"]["extra"].get(entry["code"]):
            CoordinationExtraFactory(budget=budget, network=network, amount=extra)
    return round_


def stored_key(round_, case=CASE, **changes):
    key = case["key"]
    fields = {
        "base_grant": key["base_grant"],
        "weights": key["weights"],
        "max_fall_percent": key.get("max_fall_percent"),
        "max_rise_percent": key.get("max_rise_percent"),
        "unit": key.get("unit", 1),
        "counted_on": COUNTED_ON,
        "name": "Dagens nøkkel",
    }
    version = round_.keys.count() + 1
    made = AllocationKey.objects.create(round=round_, version=version, **{**fields, **changes})
    return AllocationKey.objects.select_related("round").get(pk=made.pk)


def secretary(round_, **user):
    return person(RoleKind.SECRETARIAT, round_.county, **user)


def expected(case=CASE):
    return {entry["code"]: entry["expected"]["frame"] for entry in case["networks"]}
