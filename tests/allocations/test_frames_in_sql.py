"""The frames computed a second time, in SQL, by another way: both give the same kroner."""

import json
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given

from allocations.services.case_file import read_round
from allocations.services.frames import compute_frames
from tests.allocations.services.rounds import rounds

HERE = Path(__file__).parent
SQL = (HERE / "frames.sql").read_text(encoding="utf-8")


def document(round_):
    """The round as the query reads it."""
    budget, key = round_.budget, round_.key
    return {
        "appropriation": budget.appropriation,
        "set_aside": sum(grant.amount for grant in budget.fixed) + budget.common_measures + budget.reserve,
        "flat": budget.coordination_flat,
        "base_grant": key.base_grant,
        "weights": key.weights,
        "unit": key.unit,
        "fall": None if key.max_fall_percent is None else float(key.max_fall_percent),
        "rise": None if key.max_rise_percent is None else float(key.max_rise_percent),
        "networks": [
            {
                "last_year": network.last_year,
                "extra": budget.coordination_extra.get(network.code, 0),
                "head_counts": {category: network.head_counts[category] for category in key.weights},
            }
            for network in round_.networks
        ],
    }


def frames_in_sql(round_):
    with connection.cursor() as cursor:
        cursor.execute(SQL, [json.dumps(document(round_))])
        return [int(frame) for (frame,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_example_of_2027():
    round_ = read_round((HERE / "cases" / "example-2027.json").read_text(encoding="utf-8"))

    assert frames_in_sql(round_) == [network.frame for network in compute_frames(round_).networks]


@pytest.mark.django_db
@given(round_=rounds())
def test_any_round(round_):
    assert frames_in_sql(round_) == [network.frame for network in compute_frames(round_).networks]
