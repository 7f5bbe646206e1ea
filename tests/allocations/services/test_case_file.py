"""A file that cannot be used is refused with the place and the reason, and nothing is guessed."""

import copy
import json
from fractions import Fraction
from pathlib import Path

import pytest

from allocations.services.case_file import CaseFileError, read_round

CASE = Path(__file__).parent.parent / "cases" / "example-2027.json"


@pytest.fixture
def case():
    return json.loads(CASE.read_text(encoding="utf-8"))


def changed(case, path, value):
    """The case with one value replaced; ``del`` takes the key away."""
    altered = copy.deepcopy(case)
    *way, last = path
    inner = altered
    for step in way:
        inner = inner[step]
    if value == "del":
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(altered)


def test_the_example_is_read(case):
    round_ = read_round(CASE.read_text(encoding="utf-8"))

    assert round_.budget.appropriation == 27_200_000
    assert [grant.amount for grant in round_.budget.fixed] == [200_000, 600_000, 400_000]
    assert round_.budget.coordination_extra == {"trondheim-malvik": 200_000}
    assert (round_.key.max_fall_percent, round_.key.max_rise_percent, round_.key.unit) == (10, None, 1)
    assert [network.code for network in round_.networks] == [network["code"] for network in case["networks"]]


def test_what_may_be_left_out_has_its_plain_meaning(case):
    for name in ("max_fall_percent", "max_rise_percent", "unit"):
        del case["key"][name]
    del case["coordination"]["extra"]
    case["networks"][0]["last_year"] = None
    for name in ("last_year", "name", "expected"):
        del case["networks"][1][name]
    case["fixed"] = [{"amount": 5}]

    round_ = read_round(json.dumps(case))

    assert (round_.key.max_fall_percent, round_.key.max_rise_percent, round_.key.unit) == (None, None, 1)
    assert round_.budget.coordination_extra == {}
    assert [network.last_year for network in round_.networks[:2]] == [None, None]
    assert (round_.budget.fixed[0].purpose, round_.budget.fixed[0].amount) == ("", 5)


def test_what_the_file_tells_besides_does_no_harm(case):
    case["networks"][0] |= {"notes": "…", "municipalities": ["Ørland"], "area": 1.5}
    case["fixed"][0] |= {"url": None}
    case["comment"] = {}

    assert read_round(json.dumps(case)) == read_round(CASE.read_text(encoding="utf-8"))


def test_a_percentage_may_have_decimals_and_keeps_them_exactly(case):
    round_ = read_round(changed(case, ["key", "max_rise_percent"], 2.1))

    assert round_.key.max_rise_percent == Fraction(21, 10)


def test_a_byte_order_mark_does_no_harm():
    assert read_round("\ufeff" + CASE.read_text(encoding="utf-8")) == read_round(CASE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["appropriation"], "del", "appropriation: is missing"),
        (["appropriation"], "27200000", "appropriation: must be a whole number, not the text «27200000»"),
        (["appropriation"], 1.5, "appropriation: must be a whole number, not 1.5"),
        (["appropriation"], True, "appropriation: must be a whole number, not true"),
        (["reserve"], None, "reserve: must be a whole number, not null"),
        (["common_measures"], -1, "common_measures: must not be negative (-1)"),
        (["fixed"], {}, "fixed: must be a list, not an object"),
        (["fixed", 1, "amount"], "del", "fixed[1].amount: is missing"),
        (["fixed", 1, "purpose"], 4, "fixed[1].purpose: must be text, not 4"),
        (["coordination"], "del", "coordination: is missing"),
        (["coordination"], [], "coordination: must be an object, not a list"),
        (["coordination", "flat"], 1, "coordination.flat: is not a key known here"),
        (["coordination", "extra"], [1], "coordination.extra: must be an object, not a list"),
        (["coordination", "extra", "frosta"], 1, "coordination.extra.frosta: no network has this code"),
        (["key", "unit"], 0, "key.unit: must be at least 1"),
        (["key", "max_fall_precent"], 5, "key.max_fall_precent: is not a key known here"),
        (["key", "max_fall_percent"], 101, "key.max_fall_percent: must be at most 100"),
        (["key", "max_fall_percent"], -0.5, "key.max_fall_percent: must not be negative (-0.5)"),
        (["key", "max_fall_percent"], "10", "key.max_fall_percent: must be a number or null, not the text «10»"),
        (["key", "max_rise_percent"], True, "key.max_rise_percent: must be a number or null, not true"),
        (["key", "max_rise_percent"], 0.00001, "key.max_rise_percent: must have at most four decimals"),
        (["key", "max_rise_percent"], 1e9, "key.max_rise_percent: must have at most four decimals"),
        (["key", "weights", "pupils"], -1, "key.weights.pupils: must not be negative (-1)"),
        (["key", "weights"], "del", "key.weights: is missing"),
        (["networks"], [], "networks: must hold at least one network"),
        (["networks", 3], "frosta", "networks[3]: must be an object, not the text «frosta»"),
        (["networks", 3, "code"], "fosen", "networks[3].code: «fosen» is the code of networks[1] already"),
        (["networks", 3, "code"], "", "networks[3].code: must not be empty"),
        (["networks", 3, "lastyear"], 1, "networks[3].lastyear: is not a key known here: is «last_year» meant?"),
        (["networks", 3, "last_yaer"], 1, "networks[3].last_yaer: is not a key known here"),
        (["networks", 3, "last_year"], -1, "networks[3].last_year: must not be negative (-1)"),
        (["networks", 3, "head_counts", "pupils"], "del", "networks[3].head_counts: «pupils» is missing"),
        (["networks", 3, "head_counts", "pupils"], 3.0, "networks[3].head_counts.pupils: must be a whole number"),
    ],
)
def test_a_fault_is_named_with_its_place(case, path, value, message):
    with pytest.raises(CaseFileError) as caught:
        read_round(changed(case, path, value))

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1, column 1: is not JSON: Expecting value"),
        ('{\n "networks": [,]}', "line 2, column 15: is not JSON: Expecting value"),
        ("[]", "the file: must be an object, not a list"),
        ('{"unit": 1, "unit": 2}', "«unit»: stands twice in the same object"),
        ('{"reserve": NaN}', "«NaN»: is not a number"),
        ('{"reserve": ' + "9" * 5000 + "}", "the file: is not JSON that can be read: Exceeds the limit"),
        ("[" * 100_000, "the file: is not JSON that can be read: maximum recursion depth"),
    ],
)
def test_what_is_no_json_object_is_refused(text, message):
    with pytest.raises(CaseFileError) as caught:
        read_round(text)

    assert str(caught.value).startswith(message)
