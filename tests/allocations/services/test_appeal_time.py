"""The last day to appeal: three weeks on, and never a day when nobody works."""

from datetime import date

import pytest

from allocations.services.appeal_time import last_day, weeks_in_words


@pytest.mark.parametrize(
    ("notice", "weeks", "expected"),
    [
        (date(2025, 4, 11), 3, date(2025, 5, 2)),  # a Friday
        (date(2025, 4, 12), 3, date(2025, 5, 5)),  # a Saturday: on to Monday
        (date(2025, 4, 10), 3, date(2025, 5, 2)),  # 1 May is a holiday: on to Friday
        (date(2025, 4, 26), 3, date(2025, 5, 19)),  # Saturday 17 May: on to Monday
        (date(2025, 4, 11), 1, date(2025, 4, 22)),  # Good Friday, and the Easter days after it
    ],
)
def test_last_day(notice, weeks, expected):
    holidays = {date(2025, 5, 1), date(2025, 5, 17), date(2025, 4, 17), date(2025, 4, 18), date(2025, 4, 21)}

    assert last_day(notice, weeks=weeks, holidays=holidays) == expected


def test_weeks_in_words():
    assert [weeks_in_words(3, "nb"), weeks_in_words(3, "nn")] == ["tre uker", "tre veker"]
    assert [weeks_in_words(1, "nb"), weeks_in_words(1, "nn")] == ["én uke", "éi veke"]
    assert weeks_in_words(12, "nb") == "12 uker"
