"""Amounts as people write them, and as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dekom.core.kroner import MOST, format_change, format_kroner, parse_kroner
from dekom.core.templatetags.kroner import unbroken


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 200 000", 1_200_000),
        ("1200000", 1_200_000),
        ("1 200 000 kr", 1_200_000),
        ("1.200.000", 1_200_000),
        ("kr 1 200 000,-", 1_200_000),
        ("1\u00a0200\u202f000", 1_200_000),
        ("  643042 kroner ", 643_042),
        ("1 200", 1_200),
        ("0", 0),
    ],
)
def test_parse_kroner_reads_what_people_write(typed, amount):
    assert parse_kroner(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "1.200",
        "1,200",
        "1,5",
        "1 200 000,50",
        "-500",
        "\u2212500",
        "12 00",
        "1 200 00",
        "",
        "kr",
        "tusen",
        "1e6",
        "10^6",
        "٣٤",
    ],
)
def test_parse_kroner_refuses_the_ambiguous_with_a_message(typed):
    with pytest.raises(ValueError, match=r"\w"):
        parse_kroner(typed)


def test_parse_kroner_refuses_a_slip_of_the_finger():
    with pytest.raises(ValueError, match=r"\w"):
        parse_kroner(str(MOST + 1))


@given(st.integers(0, MOST))
def test_what_is_shown_can_be_typed_again(amount):
    assert parse_kroner(format_kroner(amount)) == amount


@pytest.mark.parametrize(("amount", "shown"), [(788, "+788"), (-163_881, "\u2212163\u00a0881"), (0, "0")])
def test_format_change_carries_its_sign(amount, shown):
    assert format_change(amount) == shown


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("i 2025 14 239 000 kroner", "i 2025 14\u00a0239\u00a0000 kroner"),
        ("1 200 til 34 barn i 2025", "1\u00a0200 til 34 barn i 2025"),
        ("8. januar 2025", "8. januar 2025"),
    ],
)
def test_amounts_in_a_text_are_kept_on_one_line(written, kept):
    assert unbroken(written) == kept
