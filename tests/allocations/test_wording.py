"""Every step and every obstacle has a sentence that takes the numbers it is given."""

import pytest
from django.utils.translation import override

from allocations.services.case_file import read_round
from allocations.services.cost_sharing import Municipality, share_costs
from allocations.services.derivation import Formula
from allocations.services.frames import compute_frames
from allocations.services.infeasible import Reason
from allocations.services.leftovers import give_named, share_flat
from allocations.wording import OBSTACLES, SENTENCES, step_text
from tests.allocations.services.test_case_file import CASE


def sentences(steps):
    return [step_text(step).replace("\u00a0", " ") for step in steps]


@pytest.fixture
def frames():
    return compute_frames(read_round(CASE.read_text(encoding="utf-8")))


def test_no_formula_and_no_obstacle_is_without_words():
    assert SENTENCES.keys() == set(Formula)
    assert OBSTACLES.keys() == set(Reason)


def test_a_networks_derivation_reads_as_sentences(frames):
    with override("en"):
        assert sentences(frames.networks[0].steps) == [
            "Coordination: 100 000 as every network, and 200 000 extra, is 300 000.",
            "Base grant, the same for all: 250 000.",
            "Weight by head counts: 10 × 9 120 kindergarten_children + 10 × 21 610 pupils = 307 300.",
            (
                "Guarantee: at most 10 % below last year's 8 550 000 is at least 7 695 000. Supplements and base"
                " grant give 550 000, so the part by head counts is at least 7 145 000."
            ),
            (
                "17 230 600 × 307 300 / 576 170 = 9 189 932, and 0 for the remainder 259 560 (number 5 by size):"
                " 9 189 932."
            ),
            "Frame: 300 000 coordination + 250 000 base grant + 9 189 932 by head counts = 9 739 932.",
        ]


def test_the_rounds_derivation_reads_as_sentences(frames):
    with override("en"):
        assert sentences(frames.steps)[0] == (
            "Appropriation 27 200 000, less fixed grants 1 200 000, common measures 1 500 000 and reserve 500 000,"
            " leaves 24 000 000 for the networks."
        )


def test_units_are_named_where_they_count():
    steps = [part.step for part in share_flat(10_500, ["a", "b"], unit=1000).parts]

    with override("en"):
        assert sentences(steps)[0] == (
            "The same to each: 10 × 1 / 2 = 5, and 0 for the remainder 0 (number 1 by size): 5 000."
            " Counted in units of 1 000."
        )


def test_leftovers_and_costs_have_sentences_too():
    sharing = share_costs(900, 300, [Municipality("Skaun", 15, {"Private": 5})])

    with override("en"):
        assert sentences([give_named(9, {"a": 7}).parts[0].step, *sharing.steps]) == [
            "By decision: 7.",
            "Expenses 900 less earmarked grants 300 is 600.",
        ]
        assert sentences(sharing.costs[1].steps)[-2:] == [
            (
                "Of the municipality's part by children and pupils: 400 × 5 / 15 = 133, and 0 for the remainder 5"
                " (number 2 by size): 133."
            ),
            "To pay: 0 + 133 = 133.",
        ]
