"""Accounts are entered and changed by the payee registrar alone."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from allocations.models import Payee
from allocations.permissions import may_write_payee
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import Organisation


@transaction.atomic
def register(
    organisation: Organisation, *, organisation_number: str, account_number: str, actor: User, now: datetime
) -> Payee:
    """Write where the recipient is paid.

    Raises: DomainError: not a payee registrar, or a number whose check digit is wrong.
    """
    if not may_write_payee(actor, organisation):
        raise DomainError(_("Only the payee registrar enters and changes accounts."))
    payee = Payee.objects.select_for_update().filter(organisation=organisation).first()
    payee = payee or Payee(organisation=organisation)
    payee.organisation_number = organisation_number
    payee.account_number = account_number
    payee.registered_by = actor
    payee.registered_at = now
    try:
        payee.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    payee.save()
    return payee
