"""What the workbench computes from: budget, keys, networks, head counts and last year, in four queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from allocations.models import AllocationKey, Budget, CoordinationExtra, FixedGrant, Frame, FrameAdoption, LastYear
from allocations.services.derivation import Number
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, NetworkInput, RoundInput
from dekom.core.models import User
from dekom.core.periods import holds_on
from networks.enums import HeadCategory
from networks.models import DecisionBasis, HeadCount, Membership, Network, Round
from networks.models.round import RoundQuerySet

Counts = dict[date, dict[int, dict[str, int]]]  # by day, network and category


@dataclass(frozen=True)
class Bench:
    """A round as the workbench sees it. ``networks`` stand in the order that settles ties: by code."""

    round: Round
    budget: BudgetInput
    keys: list[AllocationKey]
    networks: list[Network]
    counts: Counts
    adoptions: int

    def head_counts(self, network: Network, counted_on: date | None) -> dict[str, int]:
        return self.counts.get(counted_on, {}).get(network.pk, {}) if counted_on else {}

    def categories(self, counted_on: date | None) -> set[str]:
        """What is counted on the day."""
        return (
            {category for counts in self.counts.get(counted_on, {}).values() for category in counts}
            if counted_on
            else set()
        )

    def round_input(self, key: KeyInput, counted_on: date | None, budget: BudgetInput | None = None) -> RoundInput:
        """What the engine computes from. A network without a count has none: zero."""

        def network_input(network: Network) -> NetworkInput:
            counts = self.head_counts(network, counted_on)
            whole = {**dict.fromkeys(key.weights, 0), **counts}
            return NetworkInput(network.code, whole, vars(network)["last_year"], network.name)

        return RoundInput(budget or self.budget, key, tuple(network_input(network) for network in self.networks))


def key_input(key: AllocationKey) -> KeyInput:
    """The key as the engine takes it, categories in our order; weights that are nothing are left out."""
    weights = {each.value: key.weights[each.value] for each in HeadCategory if key.weights.get(each.value)}
    fall, rise = percent(key.max_fall_percent), percent(key.max_rise_percent)
    return KeyInput(key.base_grant, weights, fall, rise, key.unit)


def percent(value: object) -> Number | None:
    """A percentage exactly as written: never through a float."""
    return None if value is None else Fraction(str(value))


def rounds_with_budget(rounds: RoundQuerySet) -> RoundQuerySet:
    """Rounds with budget, extras, fixed grants and the number of adoptions in the same query."""
    extras = CoordinationExtra.objects.filter(budget__round=OuterRef("pk"))
    grants = FixedGrant.objects.filter(budget__round=OuterRef("pk")).order_by("order")
    adoptions = FrameAdoption.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return rounds.select_related("scheme", "county", "budget").annotate(
        extra_rows=ArraySubquery(extras.values(json=JSONObject(code="network__code", amount="amount"))),
        grant_rows=ArraySubquery(
            grants.values(json=JSONObject(purpose="purpose", recipient="recipient_name", amount="amount"))
        ),
        adoption_count=Coalesce(
            Subquery(adoptions.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0
        ),
    )


def budget_input(round_: Round) -> BudgetInput:
    """The budget of a round that came from ``rounds_with_budget``; all zero where there is none yet."""
    budget, parts = getattr(round_, "budget", None) or Budget(round=round_, appropriation=0), vars(round_)
    return BudgetInput(
        budget.appropriation,
        tuple(FixedAmount(**row) for row in parts["grant_rows"]),
        budget.common_measures,
        budget.reserve,
        budget.coordination_flat,
        {row["code"]: row["amount"] for row in parts["extra_rows"]},
    )


def bench(round_: Round, user: User | None = None, also: Iterable[date] = ()) -> Bench:
    """The bench of a round that came from ``rounds_with_budget``, with the keys that ``user`` may see (None: all).

    ``also``: days of head counts that are wanted besides the keys' own.
    """
    keys = AllocationKey.objects.all() if user is None else AllocationKey.objects.visible_to(user)
    found = list(keys.filter(round=round_).select_related("author").order_by("version"))
    days = {key.counted_on for key in found if key.counted_on} | set(also)
    networks = list(round_networks(round_))
    budget = budget_input(round_)
    known = {network.code for network in networks}
    extras = {code: amount for code, amount in budget.coordination_extra.items() if code in known}
    budget = BudgetInput(
        budget.appropriation,
        budget.fixed,
        budget.common_measures,
        budget.reserve,
        budget.coordination_flat,
        extras,
    )
    return Bench(round_, budget, found, networks, network_counts(round_, days), vars(round_)["adoption_count"])


def membership_day(round_: Round) -> date:
    """The day whose members make up a round's networks: when the year begins."""
    return date(round_.year, 1, 1)


def round_networks(round_: Round) -> QuerySet[Network]:
    """The round's networks by code, with last year's frame: as entered, else as adopted in last year's round."""
    here = {"network": OuterRef("pk")}
    members = Membership.objects.on(membership_day(round_)).filter(scheme=round_.scheme_id, **here)
    bases = DecisionBasis.objects.filter(round=round_, **here)
    entered = LastYear.objects.filter(round=round_, **here).values("amount")
    before = Frame.objects.filter(
        adoption__round__county=round_.county_id,
        adoption__round__scheme=round_.scheme_id,
        adoption__round__year=round_.year - 1,
        **here,
    ).order_by("-adoption__version")
    return (
        Network.objects.filter(county=round_.county_id)
        .filter(Exists(members) | Exists(bases))
        .annotate(last_year=Coalesce(Subquery(entered[:1]), Subquery(before.values("amount")[:1])))
        .order_by("code")
    )


def network_counts(round_: Round, days: Iterable[date]) -> Counts:
    """The networks' head counts: the sums of their owners', else their own. One query."""
    days = set(days)
    if not days:
        return {}
    member = holds_on(membership_day(round_), "owner__memberships__") & Q(
        owner__memberships__scheme=round_.scheme_id, owner__memberships__network__county=round_.county_id
    )
    rows = (
        HeadCount.objects.filter(counted_on__in=days)
        .filter(member | Q(network__county=round_.county_id))
        .order_by()
        .values("counted_on", "category", own=F("network"), through=F("owner__memberships__network"))
        .annotate(total=Sum("number"))
    )
    sums: Counts = {day: {} for day in days}
    for row in sorted(rows, key=lambda row: row["through"] is None):  # owners' first: a network's own only fills in
        place = row["own"] if row["through"] is None else row["through"]
        sums[row["counted_on"]].setdefault(place, {}).setdefault(row["category"], row["total"])
    return sums


def count_days(round_: Round) -> list[tuple[date, str]]:
    """Days with head counts in the county, newest first, each with its sources."""
    found: dict[date, set[str]] = {}
    for day, source in HeadCount.objects.of_county(round_.county).values_list("counted_on", "source").distinct():
        found.setdefault(day, set()).add(source)
    return [(day, ", ".join(sorted(found[day]))) for day in sorted(found, reverse=True)]


def count_sources(round_: Round, day: date | None) -> list[str]:
    """Where the day's head counts come from."""
    if day is None:
        return []
    found = HeadCount.objects.of_county(round_.county).filter(counted_on=day).values_list("source", flat=True)
    return sorted(found.distinct())
