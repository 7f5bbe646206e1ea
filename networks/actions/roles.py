"""Gives somebody a role for a time, so that what they are elected to opens what it should."""

from datetime import date, timedelta

from django.db import transaction

from dekom.core.models import User
from networks.models import County, Role


@transaction.atomic
def give_in_county(user: User, kind: str, *, county: County, valid_from: date, valid_to: date) -> None:
    """The role through the whole period; one that the person has already is made to last."""
    held = Role.objects.select_for_update().filter(user=user, kind=kind, county=county, network=None, organisation=None)
    for role in held.order_by("valid_from"):
        touches = role.valid_to is None or role.valid_to >= valid_from - timedelta(days=1)
        if touches and role.valid_from <= valid_from:
            if role.valid_to is not None and role.valid_to < valid_to:
                role.valid_to = valid_to
                role.save()
            return
    Role.objects.update_or_create(
        user=user, kind=kind, county=county, valid_from=valid_from, defaults={"valid_to": valid_to}
    )
