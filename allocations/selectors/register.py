"""The networks of a round with their head counts: what the workbench computes from, and no slider changes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from allocations.services.round_input import BudgetInput, KeyInput, NetworkInput, RoundInput
from networks.services.names import short_network_name

Counts = dict[date, dict[int, dict[str, int]]]  # by day, network and category


@dataclass(frozen=True, slots=True)
class BenchNetwork:
    """What the workbench knows of a network."""

    pk: int
    code: str
    name: str
    last_year: int | None  # whole kroner

    @property
    def short_name(self) -> str:
        return short_network_name(self.name)


@dataclass(frozen=True, eq=False)
class Register:
    """The networks, in the order that settles ties: by code; and their head counts. Nothing here is ever changed."""

    networks: list[BenchNetwork]
    counts: Counts

    def head_counts(self, network: BenchNetwork, counted_on: date | None) -> dict[str, int]:
        return self.counts.get(counted_on, {}).get(network.pk, {}) if counted_on else {}

    def categories(self, counted_on: date | None) -> set[str]:
        """What is counted on the day."""
        return (
            {category for counts in self.counts.get(counted_on, {}).values() for category in counts}
            if counted_on
            else set()
        )

    def round_input(self, key: KeyInput, counted_on: date | None, budget: BudgetInput) -> RoundInput:
        """What the engine computes from. A network without a count has none: zero."""

        def network_input(network: BenchNetwork) -> NetworkInput:
            counts = self.head_counts(network, counted_on)
            whole = {**dict.fromkeys(key.weights, 0), **counts}
            return NetworkInput(network.code, whole, network.last_year, network.name)

        return RoundInput(budget, key, tuple(network_input(network) for network in self.networks))


@lru_cache(maxsize=4)
def read_register(text: str) -> Register:
    """The same text comes at every move of a slider, until somebody changes the register."""
    found = json.loads(text)
    return Register([BenchNetwork(*row) for row in found["networks"]], _counts(found["counts"]))


def _counts(rows: Iterable[tuple[str, int, str, int, bool]]) -> Counts:
    """By day, network and category; a network's own only where its owners have none."""
    sums: Counts = {}
    days: dict[str, date] = {}
    for day, network, category, total, _own in sorted(rows, key=lambda row: row[4]):
        on = days.get(day) or days.setdefault(day, date.fromisoformat(day))
        sums.setdefault(on, {}).setdefault(network, {}).setdefault(category, total)
    return sums
