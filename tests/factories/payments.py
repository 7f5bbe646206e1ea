"""Confirmed accounts, issued letters and their payments."""

from datetime import UTC, date, datetime
from itertools import count

from allocations.actions import plan_payments
from allocations.enums import DecisionStatus, LetterStatus
from allocations.models import DecisionLetter, LetterLine, LetterTerms, Payee
from dekom.core.numbers import ACCOUNT_NUMBER_WEIGHTS, ORGANISATION_NUMBER_WEIGHTS, with_check_digit
from tests.factories.money import DecisionFactory
from tests.factories.register import OwnerFactory
from tests.factories.rounds import RoundFactory

ISSUED_AT = datetime(2025, 4, 14, 12, tzinfo=UTC)
PAY_BY = date(2025, 5, 9)
_serials = count(1)
_numbers = count(1)


def account(serial):
    """A valid account number in a series that no bank uses."""
    tries = (f"1234{serial * 10 + extra:06d}" for extra in range(10))
    return next(number for stem in tries if (number := with_check_digit(stem, ACCOUNT_NUMBER_WEIGHTS)))


def registered_number(serial):
    """A valid organisation number in the series for tests."""
    tries = (f"31{serial * 10 + extra:06d}" for extra in range(10))
    return next(number for stem in tries if (number := with_check_digit(stem, ORGANISATION_NUMBER_WEIGHTS)))


def with_account(organisation, **fields):
    """The recipient's confirmed account."""
    serial = next(_serials)
    defaults = {
        "organisation_number": registered_number(serial),
        "account_number": account(serial),
        "registered_at": ISSUED_AT,
    }
    return Payee.objects.create(organisation=organisation, **defaults | fields)


def issued_letter(*decisions, recipient, now=ISSUED_AT):
    """A letter with the recipient's lines of approved decisions, issued, with its payments planned."""
    round_ = decisions[0].round
    lines = [decision.lines.get(recipient=recipient) for decision in decisions]
    letter = DecisionLetter.objects.create(
        county=round_.county,
        round=round_,
        recipient=recipient,
        version=round_.letters.filter(recipient=recipient).count() + 1,
        language="nb",
        amount=sum(line.amount for line in lines),
        ordered_at=now,
        next_attempt_at=now,
        loaded=True,
    )
    LetterLine.objects.bulk_create(LetterLine(letter=letter, decision_line=line) for line in lines)
    DecisionLetter.objects.filter(pk=letter.pk).update(
        status=LetterStatus.ISSUED, number=next(_numbers), year=now.year, issued_at=now, sha256="0" * 64
    )
    letter.refresh_from_db()
    plan_payments.plan(letter, now=now)
    return letter


def planned_payment(round_=None, *, amount=100_000, owner=None, pay_by=PAY_BY, approved_by=None, **decision):
    """A payment of an issued letter to an owner with a confirmed account."""
    round_ = round_ or RoundFactory()
    LetterTerms.objects.get_or_create(round=round_, defaults={"pay_by": pay_by})
    owner = owner or OwnerFactory(county=round_.county)
    if not Payee.objects.filter(organisation=owner).exists():
        with_account(owner)
    made = DecisionFactory(
        round=round_,
        status=DecisionStatus.ISSUED,
        recommended=amount,
        lines={owner: amount},
        approved_by=approved_by,
        **decision,
    )
    letter = issued_letter(made, recipient=owner)
    return letter.payments.get()
