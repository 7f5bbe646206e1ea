"""Sums and gaps of a recommendation."""

import pytest

from forum.services.recommendation import LineFacts, LineProblem, line_problems, recommendation_balance


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        (LineFacts("A", True, 100, 100), []),
        (LineFacts("A", True, None, 100), [LineProblem.NO_AMOUNT]),
        (LineFacts("A", True, 101, 100), [LineProblem.OVER_LIMIT]),
        (LineFacts("A", True, 101, 100, amount_reason="Nye barn"), []),
        (LineFacts("A", False, 10**9), []),
        (LineFacts("A", True, 1, payout_held=True), [LineProblem.NO_RELEASE]),
        (LineFacts("A", True, 1, payout_held=True, release_condition="Svar"), []),
    ],
)
def test_says_what_a_line_lacks(line, problems):
    assert line_problems(line) == problems


def test_the_real_year_leaves_1_739_000_for_later():
    lines = [
        LineFacts("Nettverkene", True, 11_400_000, coordination=1_300_000),
        LineFacts("PPT", False, 200_000),
        LineFacts("UH", False, 600_000),
        LineFacts("Møter", False, 300_000),
        LineFacts("Ikke avgjort", True, None),
    ]

    found = recommendation_balance(14_239_000, lines)

    assert (found.networks, found.coordination, found.left, found.over) == (11_400_000, 1_300_000, 1_739_000, 0)
