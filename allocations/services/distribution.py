"""September's distribution: named grants first, then the rest to the networks. Whole kroner; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocations.enums.payments import LeftoverMethod
from allocations.services.derivation import Formula, Step, shared_step
from allocations.services.leftovers import Distribution, LeftoverPart, OverdrawnError, share_by_key, share_flat
from allocations.services.prorata import share_lines


@dataclass(frozen=True, slots=True)
class NamedGrant:
    """What a decision names: an amount for a purpose, the same to each of its recipients (by key)."""

    purpose: str
    amount: int
    recipients: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamedPart:
    """One recipient's part of a named grant."""

    recipient: int
    purpose: str
    amount: int
    step: Step


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole distribution: what is named, what the networks get, and what stays."""

    available: int
    named: tuple[NamedPart, ...]
    networks: tuple[LeftoverPart, ...]

    @property
    def named_sum(self) -> int:
        return sum(part.amount for part in self.named)

    @property
    def network_sum(self) -> int:
        return sum(part.amount for part in self.networks)

    @property
    def remainder(self) -> int:
        return self.available - self.named_sum - self.network_sum


def plan_distribution(
    available: int,
    named: Sequence[NamedGrant],
    *,
    method: str,
    weights: Mapping[str, int],
    unit: int = 1,
    source: str = "",
) -> Plan:
    """Named grants are taken first; the rest goes to the networks in ``weights``, by the method.

    Raises: OverdrawnError: more is named than there is. ValueError: a negative amount, a named grant without
    recipients, or nothing to share by.
    Source: minutes of 12 March 2025, sak 8/25 points 2 and 3.
    """
    if any(grant.amount < 0 or not grant.recipients for grant in named):
        raise ValueError("A named grant has an amount and recipients.")
    if (over := sum(grant.amount for grant in named) - available) > 0:
        raise OverdrawnError("leftover funds", over)
    parts = [part for grant in named for part in _named(grant, source)]
    rest = available - sum(part.amount for part in parts)
    shared: Distribution | None = None
    if method == LeftoverMethod.FLAT:
        shared = share_flat(rest, list(weights), unit=unit, source=source)
    elif method == LeftoverMethod.PRO_RATA:
        shared = share_by_key(rest, weights, unit=unit, source=source)
    return Plan(available, tuple(parts), shared.parts if shared else ())


def _named(grant: NamedGrant, source: str) -> list[NamedPart]:
    lines = share_lines(grant.amount, [1] * len(grant.recipients))
    if len(lines) == 1:
        step = Step(Formula.NAMED, {"amount": grant.amount}, grant.amount, source)
        return [NamedPart(grant.recipients[0], grant.purpose, grant.amount, step)]
    return [
        NamedPart(recipient, grant.purpose, line.amount, shared_step(Formula.FLAT, line, source=source))
        for recipient, line in zip(grant.recipients, lines, strict=True)
    ]
