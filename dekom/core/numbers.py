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
    control = -sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11
    return control == int(number[-1])


def validate_organisation_number(number: str) -> None:
    """Nine digits with a valid check digit.  Raises: ValidationError."""
    if not has_check_digit(number, ORGANISATION_NUMBER_WEIGHTS):
        raise ValidationError(
            _("%(number)s is not an organisation number: it has nine digits, and the last one checks the others."),
            params={"number": number},
        )
