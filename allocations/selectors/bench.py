"""What the workbench computes from: budget, keys, networks, head counts and last year, in one query."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from allocations.models import AllocationKey, Budget, CoordinationExtra, FixedGrant
from allocations.models.key import visible_statuses
from allocations.selectors.register import BenchNetwork, Register, read_register
from allocations.services.derivation import Number
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, RoundInput
from dekom.core.models import User
from networks.enums import HeadCategory
from networks.models import HeadCount, Round
from networks.models.round import RoundQuerySet

# What is asked at each move of a slider, and so in one go: the networks that are members when the year begins, or have
# a decision basis; last year's frame as entered, else as adopted; the head counts of the keys' days, owners' and own.
# What a slider never changes comes as one text, read once. The query opens with SELECT: pghistory leaves those alone.
BENCH = """
SELECT * FROM (
WITH key AS (
    SELECT k.*, u.name AS author_name FROM allocations_allocationkey k LEFT JOIN core_user u ON u.id = k.author_id
     WHERE k.round_id = %(round)s
), member AS (
    SELECT m.owner_id, m.network_id FROM networks_membership m JOIN networks_network n ON n.id = m.network_id
     WHERE n.county_id = %(county)s AND m.scheme_id = %(scheme)s
       AND m.valid_from <= %(begins)s AND (m.valid_to IS NULL OR m.valid_to >= %(begins)s)
), before AS (
    SELECT DISTINCT ON (f.network_id) f.network_id, f.amount
      FROM allocations_frame f
      JOIN allocations_frameadoption a ON a.id = f.adoption_id
      JOIN networks_round r ON r.id = a.round_id
     WHERE r.county_id = %(county)s AND r.scheme_id = %(scheme)s AND r.year = %(year)s - 1
     ORDER BY f.network_id, a.version DESC
), network AS (
    SELECT n.id, n.code, n.name, coalesce(l.amount, b.amount) AS last_year
      FROM networks_network n
      LEFT JOIN allocations_lastyear l ON l.network_id = n.id AND l.round_id = %(round)s
      LEFT JOIN before b ON b.network_id = n.id
     WHERE n.county_id = %(county)s
       AND (n.id IN (SELECT network_id FROM member)
            OR n.id IN (SELECT network_id FROM networks_decisionbasis WHERE round_id = %(round)s))
), counted AS (
    SELECT h.* FROM networks_headcount h
     WHERE h.counted_on IN (SELECT counted_on FROM key) OR h.counted_on = ANY(%(also)s::date[])
), count AS (
    SELECT h.counted_on, m.network_id, h.category, sum(h.number) AS number, false AS own
      FROM counted h JOIN member m ON m.owner_id = h.owner_id GROUP BY 1, 2, 3
     UNION ALL
    SELECT h.counted_on, h.network_id, h.category, h.number, true FROM counted h JOIN network n ON n.id = h.network_id
)
SELECT json_build_object(
    'keys', (SELECT coalesce(json_agg(k ORDER BY k.version), '[]') FROM key k),
    'grants', (SELECT coalesce(json_agg(json_build_array(g.purpose, g.recipient_name, g.amount) ORDER BY g."order"),
                               '[]')
                 FROM allocations_fixedgrant g WHERE g.budget_id = %(budget)s AND g.leftover_id IS NULL),
    'extras', (SELECT coalesce(json_agg(json_build_array(n.code, e.amount) ORDER BY n.code), '[]')
                 FROM allocations_coordinationextra e
                 JOIN networks_network n ON n.id = e.network_id
                WHERE e.budget_id = %(budget)s),
    'adoptions', (SELECT count(*) FROM allocations_frameadoption WHERE round_id = %(round)s)
), json_build_object(
    'networks', (SELECT coalesce(json_agg(json_build_array(n.id, n.code, n.name, n.last_year) ORDER BY n.code), '[]')
                   FROM network n),
    'counts', (SELECT coalesce(json_agg(json_build_array(c.counted_on, c.network_id, c.category, c.number, c.own)
                                        ORDER BY c.counted_on, c.network_id, c.category, c.own), '[]')
                 FROM count c)
)::text) found
"""


@dataclass(frozen=True)
class Bench:
    """A round as the workbench sees it."""

    round: Round
    budget: BudgetInput
    keys: list[AllocationKey]
    register: Register
    adoptions: int

    @property
    def networks(self) -> list[BenchNetwork]:
        return self.register.networks

    def categories(self, counted_on: date | None) -> set[str]:
        return self.register.categories(counted_on)

    def round_input(self, key: KeyInput, counted_on: date | None, budget: BudgetInput | None = None) -> RoundInput:
        return self.register.round_input(key, counted_on, budget or self.budget)


def key_input(key: AllocationKey) -> KeyInput:
    """The key as the engine takes it, categories in our order; weights that are nothing are left out."""
    weights = {each.value: key.weights[each.value] for each in HeadCategory if key.weights.get(each.value)}
    fall, rise = percent(key.max_fall_percent), percent(key.max_rise_percent)
    return KeyInput(key.base_grant, weights, fall, rise, key.unit)


def percent(value: object) -> Number | None:
    """A percentage exactly as written: never through a float."""
    if value is None:
        return None
    exact = Fraction(str(value))
    return exact.numerator if exact.denominator == 1 else exact


def rounds_with_budget(rounds: RoundQuerySet) -> RoundQuerySet:
    """Rounds with budget, extras and fixed grants in the same query."""
    extras = CoordinationExtra.objects.filter(budget__round=OuterRef("pk"))
    grants = FixedGrant.objects.filter(budget__round=OuterRef("pk"), leftover=None).order_by("order")
    return rounds.select_related("scheme", "county", "budget").annotate(
        extra_rows=ArraySubquery(extras.values(json=JSONObject(code="network__code", amount="amount"))),
        grant_rows=ArraySubquery(
            grants.values(json=JSONObject(purpose="purpose", recipient="recipient_name", amount="amount"))
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
    """The round's bench, with the keys that ``user`` may see (None: all). One query, written by hand.

    ``also``: days of head counts that are wanted besides the keys' own.
    """
    budget = getattr(round_, "budget", None) or Budget(round=round_, appropriation=0)
    given: dict[str, Any] = {
        "round": round_.pk,
        "budget": budget.pk,
        "county": round_.county_id,
        "scheme": round_.scheme_id,
        "year": round_.year,
        "begins": membership_day(round_),
        "also": list(also),
    }
    with connection.cursor() as cursor:
        cursor.execute(BENCH, given)
        ((found, networks_and_counts),) = cursor.fetchall()
    found = json.loads(found) if isinstance(found, str) else found
    register = read_register(networks_and_counts)
    statuses = None if user is None else visible_statuses(user, round_.county_id)
    known = {network.code for network in register.networks}
    return Bench(
        round_,
        BudgetInput(
            budget.appropriation,
            tuple(FixedAmount(*row) for row in found["grants"]),
            budget.common_measures,
            budget.reserve,
            budget.coordination_flat,
            {code: amount for code, amount in found["extras"] if code in known},
        ),
        [_key(row, round_) for row in found["keys"] if statuses is None or row["status"] in statuses],
        register,
        found["adoptions"],
    )


def _key(row: dict[str, Any], round_: Round) -> AllocationKey:
    """A key as its row tells; the author comes with the name alone."""
    author = User(pk=row["author_id"], name=row.pop("author_name")) if row["author_id"] else None
    row.pop("author_name", None)
    for field in ("max_fall_percent", "max_rise_percent"):
        row[field] = None if row[field] is None else Decimal(str(row[field]))
    for field in ("saved_at", "created_at", "proposed_at"):
        row[field] = row[field] and datetime.fromisoformat(row[field])
    row["counted_on"] = row["counted_on"] and date.fromisoformat(row["counted_on"])
    key = AllocationKey(**row)
    key.round = round_
    key.author = author
    key._state.adding = False
    return key


def membership_day(round_: Round) -> date:
    """The day whose members make up a round's networks: when the year begins."""
    return date(round_.year, 1, 1)


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
