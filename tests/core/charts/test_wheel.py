"""The annual wheel: days where they belong, texts only where they fit, none over another."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dekom.core.charts.wheel import Period, Ring, Words, angle, wheel
from dekom.core.charts.wheel_pins import LINE, WheelMilestone, wrap

WORDS = Words(months=["January", *("m" * 11)], today="Today 20 March")
TODAY = date(2025, 3, 20)
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


def ring(*periods: Period, label: str = "Owners") -> Ring:
    return Ring("own", label, periods)


def texts(drawn) -> list[str]:
    return [arc.text for arc in drawn.texts if not arc.css.startswith("m-name")]


@pytest.mark.parametrize(
    ("day", "degrees"),
    [(date(2025, 1, 1), 0), (date(2025, 7, 2), 179.5), (date(2024, 2, 29), 58.2), (date(2024, 3, 1), 58.2)],
)
def test_days_stand_on_the_wheel_as_in_a_common_year(day, degrees):
    assert round(angle(day), 1) == degrees


def test_a_period_past_new_year_is_one_piece():
    drawn = wheel([ring(Period(date(2024, 12, 1), date(2025, 2, 1), "Writing"))], [], None, WORDS)

    assert len(drawn.segments) == 1
    assert texts(drawn) == ["Writing", "Owners"]


def test_a_text_without_room_is_left_to_the_table():
    drawn = wheel([ring(Period(date(2025, 5, 1), date(2025, 5, 4), "A long name for a short time"))], [], None, WORDS)

    assert texts(drawn) == ["Owners"]


def test_an_actor_who_is_always_at_work_has_no_name_on_the_ring():
    drawn = wheel([ring(Period(date(2025, 1, 1), date(2025, 12, 31), "All year"))], [], None, WORDS)

    assert texts(drawn) == ["All year"]


def test_an_actor_without_periods_has_a_name():
    assert texts(wheel([ring()], [], None, WORDS)) == ["Owners"]


def test_a_text_stands_beside_todays_line():
    period = Period(date(2025, 3, 18), date(2025, 7, 1), "Decision")

    beside = wheel([ring(period)], [], TODAY, WORDS).texts
    across = wheel([ring(period)], [], None, WORDS).texts

    assert [arc.path for arc in beside if arc.text == "Decision"] != [
        arc.path for arc in across if arc.text == "Decision"
    ]


def test_a_text_that_todays_line_leaves_no_room_for_is_left_out():
    period = Period(date(2025, 3, 8), date(2025, 4, 2), "Grant letter")

    assert texts(wheel([ring(period)], [], TODAY, WORDS)) == ["Owners"]


def test_the_month_of_today_is_marked():
    assert [month.now for month in wheel([], [], TODAY, WORDS).months] == [index == 2 for index in range(12)]


def test_without_today_there_is_no_line():
    assert wheel([], [], None, WORDS).today is None


@given(st.lists(DAYS, max_size=14), st.none() | DAYS)
def test_no_two_milestones_cover_each_other(days, today):
    milestones = [WheelMilestone(day, "12 March", "Recommendation and what follows", "open") for day in days]

    pins = wheel([], milestones, today, WORDS).pins

    for anchor in ("start", "end"):
        tops = sorted(pin.text_y for pin in pins if pin.anchor == anchor)
        assert all(below - above >= 22 + LINE * 2 - 0.2 for above, below in itertools.pairwise(tops))


@given(st.lists(DAYS, max_size=14), DAYS)
def test_no_milestone_covers_todays_flag(days, today):
    milestones = [WheelMilestone(day, "12 March", "Recommendation", "open") for day in days]

    drawn = wheel([], milestones, today, WORDS)

    beside = [pin for pin in drawn.pins if (pin.anchor == "start") is drawn.today.right]
    assert all(
        pin.text_y + LINE + 6 <= drawn.today.y1 - 13 + 0.2 or pin.text_y - 16 >= drawn.today.y1 + 13 - 0.2
        for pin in beside
    )


def test_a_milestone_that_moved_is_joined_to_its_pin():
    milestones = [WheelMilestone(date(2025, 4, 1), str(n), "Text", "done") for n in range(5)]

    assert [bool(pin.lead) for pin in wheel([], milestones, None, WORDS).pins].count(True) >= 2


def test_five_rings_are_refused():
    with pytest.raises(ValueError, match="four rings"):
        wheel([ring()] * 5, [], None, WORDS)


def test_eleven_months_are_refused():
    with pytest.raises(ValueError, match="twelve"):
        wheel([], [], None, Words(months=["m"] * 11))


def test_wrap_breaks_between_words():
    assert wrap("Rapporter og restmidler", 15) == ["Rapporter og", "restmidler"]
