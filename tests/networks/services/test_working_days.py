"""Norwegian working days, against known years and a calendar of another's making."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.services.working_days import (
    easter,
    is_working_day,
    public_holidays,
    working_days_before,
    working_days_until,
)

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5),
        (2027, 3, 28), (2038, 4, 25), (2076, 4, 19),
    ],
)  # fmt: skip
def test_easter_of_known_years(year, month, day):
    assert easter(year) == date(year, month, day)


def test_the_public_holidays_of_2027():
    public_holidays.cache_clear()  # of what other tests have asked for

    assert sorted(public_holidays(2027)) == [
        date(2027, 1, 1), date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29), date(2027, 5, 1),
        date(2027, 5, 6), date(2027, 5, 16), date(2027, 5, 17), date(2027, 12, 25), date(2027, 12, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deadline", "days", "sent"),
    [
        (date(2026, 12, 1), 5, date(2026, 11, 24)),  # a week, past a weekend
        (date(2027, 2, 1), 5, date(2027, 1, 25)),
        (date(2027, 4, 1), 5, date(2027, 3, 22)),  # past Easter: Thursday, Friday and Monday are no working days
        (date(2027, 5, 18), 1, date(2027, 5, 14)),  # 17 May is a Monday
        (date(2027, 5, 18), 0, date(2027, 5, 18)),
        (date(2027, 1, 4), 3, date(2026, 12, 29)),  # past New Year
    ],
)
def test_counts_backwards_over_weekends_and_holidays(deadline, days, sent):
    assert working_days_before(deadline, days) == sent


def test_the_countys_own_holidays_count_too():
    assert working_days_before(date(2026, 12, 1), 5, {date(2026, 11, 24), date(2026, 11, 30)}) == date(2026, 11, 20)
    assert not is_working_day(date(2026, 11, 30), [date(2026, 11, 30)])


def test_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="never a negative"):
        working_days_before(date(2026, 12, 1), -1)


@given(DAYS, st.integers(1, 60), st.sets(DAYS, max_size=5))
def test_so_many_working_days_are_left_from_the_day_it_is_sent(deadline, days, own):
    sent = working_days_before(deadline, days, own)

    between = [sent + timedelta(number) for number in range((deadline - sent).days)]
    assert is_working_day(sent, own)
    assert sum(is_working_day(day, own) for day in between) == days


@given(DAYS, st.integers(0, 90))
def test_days_left_are_those_after_today_to_and_with_the_deadline(today, length):
    deadline = today + timedelta(length)

    days = [today + timedelta(number) for number in range(1, length + 1)]
    assert working_days_until(today, deadline) == sum(is_working_day(day) for day in days)
    assert working_days_until(deadline, today) == (0 if length else working_days_until(today, today))
