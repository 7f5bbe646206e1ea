"""What a sheet lacks before it is handed in."""

import pytest

from forum.services.sheet_checks import SheetFacts, SheetProblem, is_over, sheet_problems

WHOLE = {"verdicts": {1: "fulfilled", 2: "partly"}, "amount": 100, "limit": 100}


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, []),
        ({"verdicts": {1: "fulfilled", 2: "", 3: ""}}, [(SheetProblem.NO_VERDICT, (2, 3))]),
        ({"amount": None}, [(SheetProblem.NO_AMOUNT, ())]),
        ({"amount": 101}, [(SheetProblem.OVER_LIMIT, ())]),
        ({"amount": 101, "amount_reason": " "}, [(SheetProblem.OVER_LIMIT, ())]),
        ({"amount": 101, "amount_reason": "Nye barnehager"}, []),
        ({"amount": 10**9, "limit": None}, []),
        ({"payout_held": True}, [(SheetProblem.NO_RELEASE, ())]),
        ({"payout_held": True, "release_condition": "En plan"}, []),
    ],
)
def test_says_everything_that_is_missing(changed, problems):
    assert sheet_problems(SheetFacts(**{**WHOLE, **changed})) == problems


def test_an_empty_sheet_lacks_verdicts_and_amount_at_once():
    found = sheet_problems(SheetFacts(verdicts={1: ""}, payout_held=True))

    assert [problem for problem, _places in found] == [
        SheetProblem.NO_VERDICT,
        SheetProblem.NO_AMOUNT,
        SheetProblem.NO_RELEASE,
    ]


def test_no_amount_is_not_over_any_limit():
    assert not is_over(None, 1)
