"""What is worth knowing of a recipient's account before money is sent there."""

from django.utils.translation import gettext as _

from allocations.models import Payee
from dekom.core.models import User
from networks.models import Organisation


def shared_account(organisation: Organisation, account_number: str, user: User) -> str:
    """Whose account it is already, of those whose accounts the person reads; empty where it is nobody's.

    A warning only: a host and its municipality may well have one together.
    """
    names = ", ".join(str(payee) for payee in Payee.objects.visible_to(user).beside(organisation, account_number))
    return _("The same account as %(names)s. Make sure that it is meant to be.") % {"names": names} if names else ""
