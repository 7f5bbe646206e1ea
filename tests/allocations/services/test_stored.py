"""What an adoption keeps can be read back, and computes the same."""

import json
from fractions import Fraction

import pytest
from hypothesis import given

from allocations.services.frames import compute_frames
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, NetworkInput, RoundInput
from allocations.services.stored import (
    fingerprint,
    frame_as_json,
    inputs_as_json,
    round_from_json,
    step_from_json,
    steps_as_json,
)
from tests.allocations.services.rounds import rounds


def through_json(plain):
    return json.loads(json.dumps(plain))


def kept(round_):
    frames = compute_frames(round_)
    pairs = zip(frames.networks, round_.networks, strict=True)
    derivations = {
        frame.code: through_json(frame_as_json(frame, network, place)) for place, (frame, network) in enumerate(pairs)
    }
    return frames, through_json(inputs_as_json(round_)), derivations


@given(round_=rounds())
def test_a_re_run_is_identical(round_):
    try:
        frames, inputs, derivations = kept(round_)
    except ValueError:  # a third cannot be written with decimals: percentages in rounds of our own can
        return

    again = compute_frames(round_from_json(inputs, derivations))

    assert [(each.code, each.frame, each.line) for each in again.networks] == [
        (each.code, each.frame, each.line) for each in frames.networks
    ]
    assert fingerprint(again) == fingerprint(frames)


def test_steps_come_back_as_they_were():
    round_ = RoundInput(
        BudgetInput(1_000_000, (FixedAmount("Møter", "SF", 5),)),
        KeyInput(10, {"pupils": 10}, Fraction("2.5"), Fraction("7.5")),
        (NetworkInput("a", {"pupils": 5}, 400_000), NetworkInput("b", {"pupils": 6})),
    )
    frames, _inputs, derivations = kept(round_)

    assert tuple(step_from_json(step) for step in through_json(steps_as_json(frames))) == frames.steps
    for frame in frames.networks:
        assert tuple(step_from_json(step) for step in derivations[frame.code]["steps"]) == frame.steps


@pytest.mark.parametrize("changed", [0, 1])
def test_other_frames_have_another_fingerprint(changed):
    def print_of(pupils):
        networks = (NetworkInput("a", {"pupils": pupils}), NetworkInput("b", {"pupils": 6}))
        return fingerprint(compute_frames(RoundInput(BudgetInput(100), KeyInput(0, {"pupils": 1}), networks)))

    assert (print_of(6 + changed) == print_of(6)) == (not changed)
