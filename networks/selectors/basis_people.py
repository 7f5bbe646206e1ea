"""Who can be named in a decision basis: owners of its network, partners, and those who write it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dekom.core.models import User
from dekom.core.periods import holds_on
from dekom.core.sorting import norwegian_key
from networks.enums import PARTNER_KINDS, RoleKind
from networks.enums.needs import NeedsStatus
from networks.enums.plans import PlanStatus
from networks.models import DecisionBasis, Membership, Need, Organisation, PlanGoal, Role


def recipients(basis: DecisionBasis) -> list[Organisation]:
    """The network's owners and every partner that may be paid, in Norwegian order, in one query."""
    members = Membership.objects.filter(network=basis.network_id, scheme=basis.round.scheme_id, owner=OuterRef("pk"))
    partner = Q(kind__in=PARTNER_KINDS) & (Q(county=None) | Q(county=basis.round.county_id))
    found = Organisation.objects.annotate(is_member=Exists(members)).filter(Q(is_member=True) | partner)
    return sorted(found, key=lambda organisation: norwegian_key(organisation.name))


def partners(options: Iterable[Organisation]) -> list[Organisation]:
    return [organisation for organisation in options if organisation.kind in PARTNER_KINDS]


def owners(options: Iterable[Organisation]) -> list[Organisation]:
    return [organisation for organisation in options if organisation.kind not in PARTNER_KINDS]


def reported_needs(basis: DecisionBasis) -> QuerySet[Need]:
    """What the network's owners have reported for the round, in Norwegian order of the owners."""
    found = Need.objects.filter(
        report__round=basis.round_id, report__network=basis.network_id, report__status=NeedsStatus.SUBMITTED
    )
    return found.exclude(text="").select_related("report__owner").order_by("report__owner__name", "order")


def goals_of(basis: DecisionBasis) -> QuerySet[PlanGoal]:
    """Goals of every version of the network's competence plan that has been adopted."""
    return PlanGoal.objects.filter(plan__network=basis.network_id).exclude(plan__status=PlanStatus.DRAFT)


def people_of(basis: DecisionBasis, day: date, *kinds: RoleKind) -> QuerySet[User]:
    """Those who have one of these roles in the network that day."""
    return User.objects.filter(
        roles__in=Role.objects.on(day).filter(network=basis.network_id, kind__in=kinds)
    ).distinct()


def secretariat_of(basis: DecisionBasis, day: date) -> QuerySet[User]:
    """The secretariat of the round's county that day."""
    staff = Role.objects.filter(holds_on(day), county=basis.round.county_id, kind=RoleKind.SECRETARIAT)
    return User.objects.filter(roles__in=staff, is_active=True).distinct()
