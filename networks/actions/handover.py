"""When somebody leaves, their role ends and goes to a successor; when they are away, somebody stands in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.models import Activity, Election, Network, Role
from networks.permissions.roles import may_end

LONGEST = timedelta(days=366)  # that somebody stands in for another


@dataclass(frozen=True)
class HandOver:
    """What went over: the successor's role, and how many activities and offices."""

    role: Role | None
    activities: int
    elections: int


def _place(role: Role) -> dict[str, int | str | None]:
    return {
        "kind": role.kind,
        "county_id": role.county_id,
        "network_id": role.network_id,
        "organisation_id": role.organisation_id,
    }


def _check(role: Role, network: Network, actor: User) -> None:
    if not may_end(actor, role, network):
        raise DomainError(_("This role is not yours to hand over."))


@transaction.atomic
def hand_over(
    role: Role, network: Network, *, successor: User | None, last_day: date, actor: User, today: date
) -> HandOver:
    """End the role on a day. The successor has it from the day after, and what the person saw to from then on.

    Raises: DomainError: not theirs to hand over, ended already, before it began, or to themselves.
    """
    _check(role, network, actor)
    role = Role.objects.select_for_update(of=("self",)).select_related("user").get(pk=role.pk)
    if role.valid_to is not None and role.valid_to < today:
        raise DomainError(_("The role has ended already."))
    if last_day < role.valid_from:
        raise DomainError(_("The role began %(day)s: it can't end before.") % {"day": date_format(role.valid_from)})
    if role.valid_to is not None and last_day > role.valid_to:
        raise DomainError(_("The role ends %(day)s as it is.") % {"day": date_format(role.valid_to)})
    if successor == role.user:
        raise DomainError(_("Choose somebody else than the one who leaves."))
    old_end = role.valid_to
    role.valid_to = last_day
    role.save(update_fields=["valid_to"])
    for deputy in role.deputies.filter(valid_to__gt=last_day):
        if deputy.valid_from > last_day:
            deputy.delete()
        else:
            deputy.valid_to = last_day
            deputy.save(update_fields=["valid_to"])
    if successor is None:
        return HandOver(None, 0, 0)
    begins = last_day + timedelta(1)
    new, _made = Role.objects.get_or_create(
        user=successor, **_place(role), valid_from=begins, defaults={"valid_to": old_end}
    )
    mine = Activity.objects.filter(responsible=role.user, network=network, ends_on__gte=begins)
    activities = mine.update(responsible=successor)
    offices = Election.objects.filter(network=network, user=role.user)
    elections = offices.filter(valid_to__gte=begins).update(user=successor)
    context = {"role": new, "predecessor": role.user, "network": network}
    queue_mail("networks/role_handed_over", to=[successor], context=context)
    return HandOver(new, activities, elections)


@transaction.atomic
def stand_in(role: Role, network: Network, *, deputy: User, first: date, last: date, actor: User, today: date) -> Role:
    """Somebody has the same rights for a time.

    Raises: DomainError: not theirs, a period that is past, turned round or longer than a year, outside the role's own,
    or a deputy's deputy.
    """
    _check(role, network, actor)
    if role.stands_in_for_id is not None:
        raise DomainError(_("A deputy has no deputy of their own."))
    if deputy == role.user:
        raise DomainError(_("Choose somebody else than the one who leaves."))
    if not max(today, role.valid_from) <= first <= last:
        raise DomainError(_("The period begins today or later, and ends after it begins."))
    if last - first > LONGEST:
        raise DomainError(_("Somebody stands in for a year at most. Hand the role over instead."))
    if role.valid_to is not None and last > role.valid_to:
        raise DomainError(_("The role ends %(day)s as it is.") % {"day": date_format(role.valid_to)})
    made, is_new = Role.objects.get_or_create(
        user=deputy, **_place(role), valid_from=first, defaults={"valid_to": last, "stands_in_for": role}
    )
    if not is_new:
        raise DomainError(_("%(person)s has this role already.") % {"person": deputy})
    context = {"role": made, "predecessor": role.user, "network": network}
    queue_mail("networks/role_deputy", to=[deputy], context=context)
    return made
