"""The rules of a decision basis, one by one and with the amounts of the real round."""

from dataclasses import replace

import pytest

from networks.services.basis_rules import BasisFacts, Code, MeasureFacts, problems, warnings
from networks.services.part_states import PartFacts, is_open, open_parts, state
from networks.services.snapshots import differences

MEASURE = MeasureFacts(1, 1, "Lesing", {"need": "Behov", "plan_goal": "Mål", "description": "Vi leser"}, 600_000, 0)
FACTS = BasisFacts(
    texts={"process": "Møter", "over_frame_reason": "", "under_frame_plan": ""},
    part_of={"process": "partnership", "over_frame_reason": "leftover", "under_frame_plan": "leftover"},
    measures=[MEASURE],
    coordination=100_000,
    frame=700_000,
    demanded_percent=0,
    coordination_limit=20,
    required=frozenset({"process", "description"}),
    is_late=False,
)


def broken(**changes):
    return [(each.code, each.part, each.field, each.amounts) for each in problems(replace(FACTS, **changes))]


def of_measure(**changes):
    return broken(measures=[replace(MEASURE, **changes)], frame=None)


def test_nothing_is_wrong_when_all_is_there():
    assert broken() == []
    assert warnings(FACTS) == []


@pytest.mark.parametrize(
    ("network", "asked", "frame", "code", "amount"),
    [
        ("Indre Namdal", 380_009, 379_221, Code.OVER_UNEXPLAINED, 788),
        ("Ytre Namdal", 349_418, 449_418, Code.UNDER_UNEXPLAINED, 100_000),
        ("Værnes", 630_000, 793_881, Code.UNDER_UNEXPLAINED, 163_881),
    ],
)
def test_against_the_frame_as_in_2025(network, asked, frame, code, amount):
    measures = [replace(MEASURE, amount=asked - 100_000)]
    field = "over_frame_reason" if code == Code.OVER_UNEXPLAINED else "under_frame_plan"

    assert broken(measures=measures, frame=frame) == [(code, "leftover", field, (amount,))]
    assert broken(measures=measures, frame=frame, texts=FACTS.texts | {field: "Fordi"}) == []
    assert broken(measures=measures, frame=None) == []


def test_each_measure_is_anchored_named_and_costed():
    assert of_measure(title=" ") == [(Code.NO_TITLE, "measures", "title", ())]
    assert of_measure(amount=0) == [(Code.NO_COSTS, "measures", "costs", ())]
    assert of_measure(texts=MEASURE.texts | {"need": ""}) == [(Code.NO_NEED, "measures", "need", ())]
    assert of_measure(texts=MEASURE.texts | {"need": ""}, needs=1) == []
    assert of_measure(texts=MEASURE.texts | {"plan_goal": " "}) == [(Code.NO_GOAL, "measures", "plan_goal", ())]
    goal = [(Code.NO_GOAL, "measures", "goals", ())]
    assert broken(measures=[MEASURE], has_goals=True, frame=None) == goal, "a text is no goal of the plan in force"
    assert broken(measures=[replace(MEASURE, goals=1)], has_goals=True, frame=None) == []
    assert of_measure(texts=MEASURE.texts | {"plan_goal": ""}, goals=1) == [], "chosen while a plan was in force"
    assert of_measure(texts=MEASURE.texts | {"description": ""}) == [(Code.TEXT_MISSING, "measures", "description", ())]
    assert broken(measures=[], frame=None) == [(Code.NO_MEASURES, "measures", "", ())]


def test_required_texts_are_the_legal_basis_own():
    assert broken(texts={"process": " "}) == [(Code.TEXT_MISSING, "partnership", "process", ())]
    assert broken(texts={"process": " "}, required=frozenset()) == []


def test_own_contribution_where_a_percentage_is_demanded():
    assert broken(demanded_percent=30) == [(Code.OWN_TOO_SMALL, "measures", "costs", (0, 210_000, 30))]
    assert broken(demanded_percent=30, measures=[replace(MEASURE, own=209_999)]) != []
    assert broken(demanded_percent=30, measures=[replace(MEASURE, own=210_000)]) == []


def test_the_deadline():
    assert broken(is_late=True) == [(Code.LATE, "", "", ())]


def test_warnings_stop_nobody():
    facts = replace(
        FACTS, coordination_limit=10, unconfirmed={"NTNU": 5}, unready=["needs", "measures"], open_comments=2
    )

    assert [(each.code, each.part, each.amounts, each.names) for each in warnings(facts)] == [
        (Code.COORDINATION_SHARE, "coordination", (14, 10), ()),
        (Code.NOT_CONFIRMED, "measures", (5,), ("NTNU",)),
        (Code.NOT_READY, "needs", (), ("needs", "measures")),
        (Code.COMMENTS_OPEN, "", (2,), ()),
    ]
    assert warnings(replace(FACTS, coordination_limit=None)) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (PartFacts(False, False, True, False), "not_started"),
        (PartFacts(False, True, False, False), "optional"),
        (PartFacts(True, False, True, True), "in_progress"),
        (PartFacts(True, True, True, False), "in_progress"),
        (PartFacts(True, True, True, True), "done"),
        (PartFacts(True, True, True, True, asked=True), "changes_requested"),
        (PartFacts(True, True, True, True, asked=True, made=True), "changes_made"),
    ],
)
def test_the_states_of_a_part(facts, found):
    assert state(facts) == found


def test_what_is_open_when():
    asked = [("measures", 7)]

    assert open_parts("draft", asked) is None
    assert open_parts("submitted", asked) == open_parts("in_review", []) == ()
    assert open_parts("changes_requested", []) is None
    assert open_parts("changes_requested", [("needs", None)]) == {("needs", None)}
    open_ = open_parts("changes_requested", asked)
    found = [
        is_open(open_, *place) for place in [("measures", 7), ("measures", 8), ("measures", None), ("leftover", None)]
    ]
    assert found == [True, False, False, True]
    assert is_open(None, "needs", None)


def test_versions_are_compared_field_by_field():
    part_of = {"needs": "needs"}
    files = [{"name": "a.pdf", "sha256": "0" * 64}]
    old = {"texts": {"needs": "Før"}, "coordination_amount": None, "measures": [], "files": files}
    new = {"texts": {"needs": "Nå"}, "coordination_amount": 5, "measures": []}

    found = differences(old, new, part_of)

    assert [(each.part, each.field) for each in found] == [
        ("needs", "needs"),
        ("coordination", "coordination_amount"),
        ("files", "files"),
    ]
    assert differences(old, old, part_of) == []
