"""Where a network stands, step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.enums import DecisionStatus
from dekom.portal.services.standing import Facts, Mark, Next, Step, standing
from networks.enums import BasisStatus

DONE, WAITING, WORK, CHANGES, TODO = Mark.DONE, Mark.WAITING, Mark.UNDER_WAY, Mark.CHANGES, Mark.NOT_STARTED
IN_REVIEW, DECIDED = BasisStatus.IN_REVIEW, BasisStatus.DECIDED


@pytest.mark.parametrize(
    ("facts", "marks", "what", "at"),
    [
        (Facts(None, None, BasisStatus.DRAFT), [TODO, TODO, TODO, TODO, TODO, TODO], Next.ADOPT_FRAME, Step.FRAME),
        (Facts(9, None, BasisStatus.DRAFT), [DONE, TODO, TODO, TODO, TODO, TODO], Next.WRITE, Step.BASIS),
        (Facts(9, 8, BasisStatus.DRAFT), [DONE, WORK, TODO, TODO, TODO, TODO], Next.WRITE, Step.BASIS),
        (Facts(9, 8, BasisStatus.SUBMITTED), [DONE, DONE, WAITING, TODO, TODO, TODO], Next.TAKE_IN, Step.REVIEW),
        (
            Facts(9, 8, BasisStatus.CHANGES_REQUESTED),
            [DONE, CHANGES, TODO, TODO, TODO, TODO],
            Next.CHANGE,
            Step.BASIS,
        ),
        (Facts(9, 8, IN_REVIEW), [DONE, DONE, WORK, TODO, TODO, TODO], Next.RECOMMEND, Step.RECOMMENDATION),
        (Facts(9, 8, IN_REVIEW, 7), [DONE, DONE, DONE, DONE, TODO, TODO], Next.PREPARE, Step.DECISION),
        (
            Facts(9, 8, IN_REVIEW, 7, None, DecisionStatus.DRAFT, prepared=True),
            [DONE, DONE, DONE, DONE, WORK, TODO],
            Next.PREPARE,
            Step.DECISION,
        ),
        (
            Facts(9, 8, IN_REVIEW, 7, 7, DecisionStatus.DRAFT),
            [DONE, DONE, DONE, DONE, WORK, TODO],
            Next.PREPARE,
            Step.DECISION,
        ),
        (
            Facts(9, 8, IN_REVIEW, 7, 7, DecisionStatus.DRAFT, prepared=True),
            [DONE, DONE, DONE, DONE, WAITING, TODO],
            Next.APPROVE,
            Step.DECISION,
        ),
        (
            Facts(9, 8, DECIDED, 7, 7, DecisionStatus.APPROVED, prepared=True),
            [DONE, DONE, DONE, DONE, DONE, WAITING],
            Next.SEND_LETTER,
            Step.LETTER,
        ),
        (
            Facts(9, 8, DECIDED, 7, 7, DecisionStatus.ISSUED, prepared=True),
            [DONE, DONE, DONE, DONE, DONE, DONE],
            Next.NOTHING,
            None,
        ),
        (
            Facts(9, 8, DECIDED, 7, 7, DecisionStatus.ISSUED, prepared=True, payout_held=True),
            [DONE, DONE, DONE, DONE, DONE, DONE],
            Next.RELEASE,
            None,
        ),
    ],
)
def test_each_stage_of_a_network(facts, marks, what, at):
    found = standing(facts)

    assert [found.marks[step] for step in Step] == marks
    assert (found.next, found.at) == (what, at)


amounts = st.none() | st.integers(0, 10**9)


facts = st.builds(
    Facts,
    amounts,
    amounts,
    st.sampled_from(BasisStatus.values),
    amounts,
    amounts,
    st.none() | st.sampled_from(DecisionStatus.values),
    st.booleans(),
    st.booleans(),
)


@given(facts)
def test_whatever_the_rows_say_every_step_has_a_mark_and_the_next_step_is_not_done(any_facts):
    found = standing(any_facts)

    assert set(found.marks) == set(Step)
    assert found.at is None or found.marks[found.at] is not Mark.DONE
