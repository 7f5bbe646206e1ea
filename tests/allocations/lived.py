"""The issued letter of the demo's tests, its decision and its appeal, and people with the roles that act on them."""

from django.utils import timezone

from allocations.enums import DecisionStatus
from allocations.models import Appeal, Decision, DecisionLetter
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Role
from tests.allocations.world import somebody


def the_letter():
    issued = DecisionLetter.objects.issued().filter(loaded=False)
    return issued.select_related("round__county", "recipient", "county").earliest("pk")


def the_decision():
    return Decision.objects.select_related("round__county", "network").get(
        status=DecisionStatus.ISSUED, round=the_letter().round_id
    )


def the_appeal():
    return Appeal.objects.select_related("letter__county", "appellant", "decision").get()


def decider():
    return somebody("beslutter")


def secretary():
    return somebody("saksbehandler")


def also(user, kind):
    """The same person with another role as well; fetched anew, for access is remembered on the object."""
    county = the_letter().county
    Role.objects.create(user=user, kind=kind, county=county, valid_from=timezone.localdate())
    return User.objects.get(pk=user.pk)


def both_roles():
    """A secretary who holds the budget authority as well."""
    return also(secretary(), RoleKind.DECISION_MAKER)
