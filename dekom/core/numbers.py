"""Organisation and bank account numbers, checked by their last digit."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ORGANISATION_NUMBER_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
ACCOUNT_NUMBER_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def has_check_digit(number: str, weights: tuple[int, ...]) -> bool:
    """Whether ``number`` ends in its modulo-11 check digit.

    Source: Brønnøysundregistrene (organisation numbers); Bits (account numbers).
    """
    if len(number) != len(weights) + 1 or not (number.isascii() and number.isdigit()):
        return False
    return number == with_check_digit(number[:-1], weights)


def validate_organisation_number(number: str) -> None:
    """Nine digits with a valid check digit.  Raises: ValidationError."""
    if not has_check_digit(number, ORGANISATION_NUMBER_WEIGHTS):
        raise ValidationError(
            _("%(number)s is not an organisation number: it has nine digits, and the last one checks the others."),
            params={"number": number},
        )


def validate_account_number(number: str) -> None:
    """Eleven digits with a valid check digit.  Raises: ValidationError."""
    if not has_check_digit(number, ACCOUNT_NUMBER_WEIGHTS):
        raise ValidationError(
            _("%(number)s is not a bank account number: it has eleven digits, and the last one checks the others."),
            params={"number": number},
        )


def format_organisation_number(number: str) -> str:
    """«315 260 183», with no-break spaces."""
    return "\u00a0".join((number[:3], number[3:6], number[6:]))


def format_account_number(number: str) -> str:
    """«1234 62 81942», with no-break spaces."""
    return "\u00a0".join((number[:4], number[4:6], number[6:]))


def with_check_digit(stem: str, weights: tuple[int, ...]) -> str:
    """``stem`` and its modulo-11 check digit; empty for the one stem in eleven that has none."""
    control = -sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
    return "" if control == 10 else f"{stem}{control}"
