"""The money's way: every krone arrives, and no two names touch."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dekom.core.charts.sankey import SLOT, Recipient, Sankey, Stream, sankey


def drawn(measures: list[int], left: int = 1_000_000) -> Sankey:
    networks = [Recipient(f"Network {n}", "all", {"net": m, "coord": 100_000}) for n, m in enumerate(measures)]
    streams = [
        Stream("net", "Measures", sum(measures)),
        Stream("coord", "Coordination", 100_000 * len(measures)),
        Stream("left", "Later", left),
    ]
    return sankey("Appropriation", streams, [*networks, Recipient("September", "left", {"left": left})])


@given(st.lists(st.integers(1, 5_000_000), min_size=1, max_size=33))
def test_names_never_touch(measures):
    middles = [box.text_y for box in drawn(measures).recipients]

    assert all(below - above >= SLOT for above, below in itertools.pairwise(middles))


@given(st.lists(st.integers(1, 5_000_000), min_size=1, max_size=33))
def test_everything_stands_inside_the_picture(measures):
    chart = drawn(measures)

    boxes = [chart.source, *chart.streams, *chart.recipients]
    assert all(box.y >= 0 and box.y + box.height <= chart.height for box in boxes)


def test_there_is_a_flow_for_every_share():
    assert [flow.key for flow in drawn([1, 2]).flows] == [
        "net",
        "coord",
        "left",
        "net",
        "coord",
        "net",
        "coord",
        "left",
    ]


def test_amounts_are_those_given():
    chart = drawn([500_000, 200_000])

    assert [box.amount for box in chart.recipients] == [600_000, 300_000, 1_000_000]
    assert chart.source.amount == 1_900_000


def test_streams_and_recipients_of_nothing_are_left_out():
    chart = sankey(
        "A",
        [Stream("net", "N", 10), Stream("fix", "F", 0)],
        [Recipient("Fosen", "all", {"net": 10}), Recipient("Nobody", "fix", {"fix": 0})],
    )

    assert ([box.label for box in chart.streams], [box.label for box in chart.recipients]) == (["N"], ["Fosen"])


def test_a_long_name_is_cut_and_kept_whole_beside():
    name = "Partner in the common measure, for the network of leaders too"

    box = sankey("A", [Stream("fix", "F", 10)], [Recipient(name, "fix", {"fix": 10})]).recipients[0]

    assert (box.label, box.full) == ("Partner in the common measure, for the…", name)


def test_a_krone_that_does_not_arrive_is_refused():
    with pytest.raises(ValueError, match="net"):
        sankey("A", [Stream("net", "N", 10)], [Recipient("Fosen", "all", {"net": 9})])


def test_no_money_is_refused():
    with pytest.raises(ValueError, match="money"):
        sankey("A", [], [])
