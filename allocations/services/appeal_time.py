"""The last day to appeal. Pure: the notice, the rule and the holidays are given."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
WORDS = {
    "nb": ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte"),
    "nn": ("null", "éi", "to", "tre", "fire", "fem", "seks", "sju", "åtte"),
}


def last_day(notice_on: date, *, weeks: int, holidays: Collection[date]) -> date:
    """The same weekday so many weeks after the notice; if that is no working day, the next that is.

    Source: forvaltningsloven § 29, with domstolloven §§ 148 and 149 on how the time is counted.
    """
    day = notice_on + timedelta(weeks=weeks)
    while day.weekday() >= SATURDAY or day in holidays:
        day += timedelta(days=1)
    return day


def weeks_in_words(weeks: int, language: str) -> str:
    """«tre uker», nynorsk «tre veker»."""
    one, many = ("veke", "veker") if language == "nn" else ("uke", "uker")
    words = WORDS["nn" if language == "nn" else "nb"]
    return f"{words[weeks] if weeks < len(words) else weeks} {one if weeks == 1 else many}"
