"""Dates and times in forms, as Norwegians write them."""

import datetime

import pytest
from django.forms import DateField, SplitDateTimeField, TimeField
from django.utils.formats import get_format
from django.utils.translation import override

MAY = datetime.date(2026, 5, 31)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_field_shows_and_reads_norwegian_dates(language):
    with override(language):
        shown = DateField().widget.format_value(MAY)
        read = [DateField().clean(typed) for typed in ("31.05.2026", "31.5.26", "2026-05-31")]

    assert (shown, read) == ("31.05.2026", [MAY] * 3)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_field_shows_and_reads_times_without_seconds(language):
    with override(language):
        shown = TimeField().widget.format_value(datetime.time(9, 30))
        read = [TimeField().clean(typed) for typed in ("09:30", "9.30", "09:30:00")]
        both = SplitDateTimeField().clean(["31.05.2026", "09:30"])

    assert (shown, read) == ("09:30", [datetime.time(9, 30)] * 3)
    assert (both.date(), both.hour, both.minute) == (MAY, 9, 30)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_is_shown_is_as_django_writes_it(language):
    assert (get_format("DATE_FORMAT", language), get_format("DATE_FORMAT", "en")) == ("j. F Y", "N j, Y")
