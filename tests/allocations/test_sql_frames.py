"""A second computation, in SQL over what an adoption stored, agrees with the engine: another language, another way."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocations.actions.frames import adopt_key
from allocations.models import FrameAdoption
from dekom.core.errors import DomainError
from networks.models import HeadCount
from tests.allocations.bench_rounds import COUNTED_ON, stored_key, stored_round
from tests.factories import BudgetFactory, MembershipFactory, NetworkFactory, RoundFactory

NOW = datetime(2027, 1, 8, 12, tzinfo=UTC)
DECISION = {"adopted_on": date(2027, 1, 8), "item_number": "1/27", "actor": None, "now": NOW}

# From inputs alone: weights, bounds, what those at a bound take, the quota of the rest, its remainder and rank.
# The result's own bounds are only used to say who is at one; that they must be is checked beside (fits).
FRAMES = """
WITH given AS (
    SELECT f.id, f.amount, n.code, f.derivation ->> 'binds' AS binds, (f.derivation ->> 'place')::int AS place,
           (a.inputs ->> 'unit')::numeric AS unit,
           (a.inputs ->> 'coordination_flat')::numeric
               + coalesce((a.inputs -> 'coordination_extra' ->> n.code)::numeric, 0) AS coordination,
           (a.inputs ->> 'base_grant')::numeric AS base,
           (f.derivation ->> 'last_year')::numeric AS last_year,
           (a.inputs ->> 'max_fall_percent')::numeric AS fall, (a.inputs ->> 'max_rise_percent')::numeric AS rise,
           (SELECT coalesce(sum(w.value::numeric * (f.derivation -> 'head_counts' ->> w.key)::numeric), 0)
              FROM jsonb_each_text(a.inputs -> 'weights') w) AS weight,
           (a.inputs ->> 'appropriation')::numeric - (a.inputs ->> 'common_measures')::numeric
               - (a.inputs ->> 'reserve')::numeric
               - (SELECT coalesce(sum((g ->> 'amount')::numeric), 0) FROM jsonb_array_elements(a.inputs -> 'fixed') g)
               AS whole
      FROM allocations_frame f
      JOIN allocations_frameadoption a ON a.id = f.adoption_id
      JOIN networks_network n ON n.id = f.network_id
     WHERE a.id = %s
), bounded AS (
    SELECT given.*, floor((whole - sum(coordination + base) OVER ()) / unit) AS units,
           CASE WHEN last_year * fall IS NOT NULL
                THEN ceil(greatest(0, ceil(last_year * (100 - fall) / 100) - coordination - base) / unit) END AS least,
           CASE WHEN last_year * rise IS NOT NULL
                THEN floor(greatest(0, floor(last_year * (100 + rise) / 100) - coordination - base) / unit) END AS most
      FROM given  -- greatest() passes over what is null
), rest AS (
    SELECT bounded.*,
           units - sum(CASE binds WHEN 'guarantee' THEN least WHEN 'ceiling' THEN most ELSE 0 END) OVER () AS pot,
           sum(CASE WHEN binds IS NULL THEN weight ELSE 0 END) OVER () AS weights
      FROM bounded
), quota AS (
    SELECT rest.*,
           CASE WHEN binds IS NULL AND weights > 0 THEN div(pot * weight, weights) ELSE 0 END AS down,
           CASE WHEN binds IS NULL AND weights > 0 THEN mod(pot * weight, weights) ELSE -1 END AS remainder
      FROM rest
), ranked AS (
    SELECT quota.*, row_number() OVER (ORDER BY remainder DESC, weight DESC, place) AS rank,
           pot - sum(down) OVER () AS over
      FROM quota
)
SELECT code, amount,
       coordination + base + unit * CASE binds
           WHEN 'guarantee' THEN least WHEN 'ceiling' THEN most
           ELSE down + CASE WHEN weights > 0 AND rank <= over THEN 1 ELSE 0 END END AS again,
       CASE binds
           WHEN 'guarantee' THEN pot * weight <= least * weights
           WHEN 'ceiling' THEN pot * weight >= most * weights
           ELSE (least IS NULL OR pot * weight >= least * weights) AND (most IS NULL OR pot * weight <= most * weights)
       END AS fits
  FROM ranked ORDER BY place
"""


def in_sql(adoption):
    with connection.cursor() as cursor:
        cursor.execute(FRAMES, [adoption.pk])
        return cursor.fetchall()


@pytest.mark.django_db
def test_the_example_year():
    adoption = adopt_key(stored_key(stored_round()), seen=0, **DECISION)

    rows = in_sql(adoption)

    assert len(rows) == 10
    assert [(code, int(again), fits) for code, _amount, again, fits in rows] == [
        (code, amount, True) for code, amount, _again, _fits in rows
    ]


percents = st.one_of(st.none(), st.integers(0, 400).map(lambda tenths: f"{tenths / 10:.1f}"))
networks = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 3000), st.one_of(st.none(), st.integers(0, 3_000_000))),
    min_size=1,
    max_size=6,
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    networks=networks,
    pot=st.integers(0, 9_000_000),
    base=st.integers(0, 200_000),
    fall=percents,
    rise=percents,
    unit=st.sampled_from([1, 1000]),
    weight=st.integers(0, 30),
)
def test_any_round_that_has_frames(networks, pot, base, fall, rise, unit, weight):
    with transaction.atomic():
        round_ = RoundFactory(year=2027)
        BudgetFactory(round=round_, appropriation=pot, coordination_flat=1000, reserve=min(pot, 500))
        for place, (children, pupils, last_year) in enumerate(networks):
            network = NetworkFactory(county=round_.county, code=f"n{place}")
            MembershipFactory(network=network, scheme=round_.scheme)
            counts = {"kindergarten_children": children, "pupils": pupils}
            HeadCount.objects.bulk_create(
                HeadCount(network=network, category=category, counted_on=COUNTED_ON, number=number, source="GSI")
                for category, number in counts.items()
            )
            if last_year is not None:
                round_.last_years.create(network=network, amount=last_year)
        weights = {"kindergarten_children": weight, "pupils": 10}
        key = stored_key(
            round_, base_grant=base, weights=weights, max_fall_percent=fall, max_rise_percent=rise, unit=unit
        )
        try:
            adoption = adopt_key(key, seen=0, **DECISION)
        except DomainError:
            assert not FrameAdoption.objects.filter(round=round_).exists()
        else:
            rows = in_sql(adoption)
            assert [(code, amount, True) for code, amount, _again, _fits in rows] == [
                (code, int(again), fits) for code, _amount, again, fits in rows
            ]
        transaction.set_rollback(True)
