"""What is read of a request."""

import pytest

from dekom.core.http import search_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [("  Ørland ", "Ørland"), ("\0", ""), ("Ør\0land", "Ørland"), (" \0 ", ""), ("a" * 101, "a" * 100)],
)
def test_words_are_such_that_the_database_takes_them(typed, words):
    assert search_words({"q": typed}) == words


def test_nothing_asked_for_is_no_words():
    assert search_words({}) == ""
