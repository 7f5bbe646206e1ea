"""The first of each is what a field shows."""

from dekom.core import formats

DATE_INPUT_FORMATS = formats.DATES
TIME_INPUT_FORMATS = formats.TIMES
DATETIME_INPUT_FORMATS = formats.DATES_AND_TIMES
