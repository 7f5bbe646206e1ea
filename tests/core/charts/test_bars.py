"""Bars, stacks and columns: lengths in proportion."""

import pytest

from dekom.core.charts.columns import Column, columns
from dekom.core.charts.hbar import HBar, hbar
from dekom.core.charts.stack import Block, Part, stack


def test_hbar_is_in_proportion_to_the_largest():
    assert hbar(500, 250, 500, top=1000, width=100) == HBar(100, 22, track=50, bar=25, mark=48.5)


def test_hbar_leaves_out_what_is_not_known():
    assert hbar(500, None, None, top=1000, width=100) == HBar(100, 22, track=50, bar=None, mark=None)


def test_hbar_cuts_what_is_larger_than_the_largest_and_keeps_the_mark_inside():
    assert hbar(1000, 2000, 1000, top=1000, width=100) == HBar(100, 22, track=100, bar=100, mark=97)


@pytest.mark.parametrize("top", [0, -1])
def test_hbar_refuses_a_scale_of_nothing(top):
    with pytest.raises(ValueError, match="top"):
        hbar(1, 1, 1, top=top)


def test_stack_places_parts_side_by_side_and_leaves_out_nothings():
    drawn = stack([Part("net", 750), Part("coord", 0), Part("left", 250)])

    assert drawn.blocks == [Block("net", 0, 748), Block("left", 750, 248)]


def test_stack_of_nothing_is_empty():
    assert stack([Part("net", 0)]).blocks == []


def test_stack_refuses_a_negative_part():
    with pytest.raises(ValueError, match="negative"):
        stack([Part("net", 1), Part("left", -1)])


def test_columns_stand_on_the_ground_in_proportion():
    chart = columns([Column("2024", 50), Column("2025", 100, now=True)])

    assert [(c.height, c.y + c.height, c.now) for c in chart.columns] == [(79, 184, False), (158, 184, True)]


def test_columns_of_nothing_lie_on_the_ground():
    assert [column.height for column in columns([Column("2025", 0)]).columns] == [0]


def test_no_columns_is_an_empty_chart():
    assert columns([]).columns == []


def test_many_columns_make_a_wider_chart():
    assert columns([Column(str(year), 1) for year in range(2006, 2026)]).width == 20 * 92


def test_columns_refuse_a_negative_amount():
    with pytest.raises(ValueError, match="negative"):
        columns([Column("2025", -1)])
