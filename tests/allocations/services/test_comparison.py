"""What a scenario means: per head, against last year, how evenly."""

from allocations.services.comparison import Figures, evenness, figures, rounded
from allocations.services.frames import compute_frames
from allocations.services.infeasible import BoundKind
from allocations.services.round_input import BudgetInput, KeyInput, NetworkInput, RoundInput


def test_the_figures_of_one_network():
    found = Figures.of(1_400_400, 3476, 1_556_000, BoundKind.GUARANTEE)

    assert (found.per_head, found.change, found.change_percent) == (4029, -155_600, -100)


def test_nothing_to_measure_against():
    found = Figures.of(100, 0, None, None)

    assert (found.per_head, found.change, found.change_percent) == (None, None, None)
    assert Figures.of(100, 1, 0, None).change_percent is None


def test_a_round_by_network():
    networks = (NetworkInput("a", {"pupils": 1, "schools": 9}, 50), NetworkInput("b", {"pupils": 3, "schools": 9}))
    given = RoundInput(BudgetInput(400), KeyInput(0, {"pupils": 10}), networks)

    found = figures(compute_frames(given), networks, ["pupils", "apprentices"])

    assert {code: (each.frame, each.heads, each.per_head, each.change) for code, each in found.items()} == {
        "a": (100, 1, 1000, 50),
        "b": (300, 3, 1000, None),
    }


def test_evenness():
    found = {
        "a": Figures.of(300, 1, 200, BoundKind.CEILING),
        "b": Figures.of(100, 1, 200, BoundKind.GUARANTEE),
        "c": Figures.of(100, 0, None, None),
    }

    even = evenness(found)

    assert (even.highest, even.lowest, even.ratio) == (3000, 1000, 300)
    assert (even.largest_fall, even.largest_rise) == (-500, 500)
    assert (even.at_guarantee, even.at_ceiling) == (1, 1)


def test_evenness_of_nothing():
    even = evenness({"a": Figures.of(0, 1, None, None)})

    assert (even.highest, even.lowest, even.ratio, even.largest_fall, even.largest_rise) == (0, 0, None, None, None)
    assert evenness({}).highest is None


def test_half_goes_away_from_zero():
    assert [rounded(number, 2) for number in (1, -1, 3, -3, 4)] == [1, -1, 2, -2, 2]
