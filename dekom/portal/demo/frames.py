"""The live round's head counts, keys and adopted frames: made-up numbers, and every krone computed from them."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from allocations.actions import keys
from allocations.actions.frames import adopt_key
from allocations.models import AllocationKey, Budget, Frame, LastYear
from dekom.core.models import User
from networks.models import HeadCount, Network, Round

COUNTS = Path(__file__).parent / "head-counts.json"


def adopt_frames(case: dict[str, Any], round_: Round, networks: dict[str, Network], *, source: str) -> None:
    """What the round file's frames come from: counted, weighed, and adopted as scenario A."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    adopted_on = date.fromisoformat(case["deadlines"]["decision_basis"]) - timedelta(weeks=3)
    counted_on = date(adopted_on.year, *counts["counted_on"])
    if counted_on > adopted_on:
        counted_on = counted_on.replace(year=counted_on.year - 1)
    HeadCount.objects.bulk_create(
        HeadCount(
            network=networks[code], category=category, counted_on=counted_on, number=number, source=counts["source"]
        )
        for code, each in counts["networks"].items()
        for category, number in each["head_counts"].items()
    )
    LastYear.objects.bulk_create(
        LastYear(round=round_, network=networks[code], amount=each["last_year"], source=counts["source"])
        for code, each in counts["networks"].items()
    )
    Budget.objects.filter(round=round_).update(
        common_measures=counts["common_measures"],
        reserve=counts["reserve"],
        appropriation_source=counts["appropriation_source"],
    )
    first, *others = [_key(round_, scenario, counted_on) for scenario in counts["keys"]]
    assert others
    now = datetime.combine(adopted_on, time(12), tzinfo=UTC)
    adopt_key(first, seen=0, adopted_on=adopted_on, item_number=f"1/{adopted_on:%y}", actor=None, now=now)
    adopted = dict(Frame.objects.filter(adoption__round=round_).values_list("network__code", "amount"))
    assert adopted == {entry["code"]: entry["frame"] for entry in case["networks"]}, source


def _key(round_: Round, scenario: dict[str, Any], counted_on: date) -> AllocationKey:
    author = User.objects.filter(is_superuser=False).first()
    key = keys.create(round_, name=scenario["name"], author=author)
    for field, value in scenario.items():
        setattr(key, field, value)
    key.counted_on = counted_on
    key.save()
    return key
