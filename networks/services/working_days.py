"""Norwegian working days: no Saturdays, Sundays or public holidays, and none of the days a county adds."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar.  Source: the anonymous Gregorian computus (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year.  Source: lov om helligdager og helligdagsfred § 2; lov om 1 og 17 mai."""
    sunday = easter(year)
    moving = (-3, -2, 0, 1, 39, 49, 50)  # Maundy Thursday … Whit Monday, counted from Easter Sunday
    fixed = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
    return frozenset([sunday + timedelta(days) for days in moving] + [date(year, month, day) for month, day in fixed])


def is_working_day(day: date, own_holidays: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in public_holidays(day.year) and day not in own_holidays


def working_days_before(deadline: date, days: int, own_holidays: Collection[date] = ()) -> date:
    """The working day from which ``days`` working days are left, the deadline's own day not counted.

    Raises: ValueError: a negative number of days.
    """
    if days < 0:
        raise ValueError("working days are counted backwards: never a negative number")
    day = deadline
    while days:
        day -= timedelta(1)
        days -= is_working_day(day, own_holidays)
    return day


def working_days_until(today: date, deadline: date, own_holidays: Collection[date] = ()) -> int:
    """How many working days are left after today, the deadline's own day with them; none when it is past."""
    return sum(is_working_day(today + timedelta(days), own_holidays) for days in range(1, (deadline - today).days + 1))
