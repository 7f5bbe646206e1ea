"""Check digits: modulo 11."""

import pytest
from django.core.exceptions import ValidationError

from dekom.core.numbers import (
    ACCOUNT_NUMBER_WEIGHTS,
    ORGANISATION_NUMBER_WEIGHTS,
    has_check_digit,
    validate_organisation_number,
    with_check_digit,
)


@pytest.mark.parametrize("number", ["974760673", "313909964", "315260183"])
def test_real_and_synthetic_organisation_numbers_are_valid(number):
    validate_organisation_number(number)

    assert has_check_digit(number, ORGANISATION_NUMBER_WEIGHTS)


@pytest.mark.parametrize("number", ["974760674", "97476067", "9747606733", "97476067x", "", "٩٧٤٧٦٠٦٧٣"])
def test_other_numbers_are_not(number):
    with pytest.raises(ValidationError):
        validate_organisation_number(number)


def test_a_stem_without_a_check_digit_gives_nothing():
    stems = [f"9{serial:07d}" for serial in range(30)]

    missing = [stem for stem in stems if not with_check_digit(stem, ORGANISATION_NUMBER_WEIGHTS)]

    assert missing
    assert not any(
        has_check_digit(f"{stem}{digit}", ORGANISATION_NUMBER_WEIGHTS) for stem in missing for digit in range(10)
    )


def test_account_numbers_have_their_own_weights():
    assert has_check_digit("86011117947", ACCOUNT_NUMBER_WEIGHTS)
    assert not has_check_digit("86011117948", ACCOUNT_NUMBER_WEIGHTS)
