"""Points, widths and boxes that never touch."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from dekom.core.charts.geometry import band, point, reading_arc, shorten, spread, text_width


def test_angles_go_clockwise_from_the_top():
    assert [tuple(round(c) for c in point(10, angle)) for angle in (0, 90, 180, 270)] == [
        (0, -10),
        (10, 0),
        (0, 10),
        (-10, 0),
    ]


def test_a_band_is_a_closed_path():
    assert band(10, 20, 0, 90) == "M0.0 -20.0A20 20 0 0 1 20.0 -0.0L10.0 -0.0A10 10 0 0 0 0.0 -10.0Z"


def test_a_text_at_the_bottom_is_turned():
    assert reading_arc(100, 170, 190).startswith("M-18.2")


def test_a_text_at_the_top_is_not():
    assert reading_arc(100, 350, 370).startswith("M-16.5")


def test_shorten_marks_the_cut():
    assert shorten("Kompetansenettverk", 10) == "Kompetans…"


def test_shorten_leaves_what_fits():
    assert shorten("Fosen", 10) == "Fosen"


def test_wide_letters_are_wider():
    assert text_width("mm", 10) > text_width("MN".lower()[1] * 2, 10) > text_width("il", 10)


boxes = st.lists(st.tuples(st.floats(-300, 300), st.floats(1, 60)), max_size=12)


@given(boxes)
def test_spread_keeps_the_order_and_lets_nothing_touch(boxes):
    wanted = sorted(middle for middle, _ in boxes)
    heights = [height for _, height in boxes]

    placed = spread(wanted, heights, -340, 340)

    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(placed, heights, strict=True)]
    assert all(below[0] >= above[1] - 1e-6 for above, below in itertools.pairwise(edges))
    assert all(edge[0] >= -340 - 1e-6 for edge in edges)


def test_spread_leaves_boxes_that_have_room_where_they_want_to_be():
    assert spread([-100, 0, 100], [20, 20, 20], -340, 340) == [-100, 0, 100]
