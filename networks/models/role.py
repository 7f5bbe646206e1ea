"""What a person does, where, and for how long. Rights follow from these rows alone."""

from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.periods import Period, no_overlap
from networks.enums import COUNTY_ROLES, KEPT_APART_ROLES, NETWORK_ROLES, RoleKind

KEPT_APART = _("Whoever decides on the money of a county never keeps its accounts, nor the other way round.")


def _kept_apart() -> ExclusionConstraint:
    """Nobody holds both of two roles in a county at the same time; the same one they may hold twice.

    The embedded server lacks btree_gist, so «the other role» is written as number ranges that lie side by side.
    """
    constraint = no_overlap(
        "role_decides_or_keeps_accounts", ["user", "county"], KEPT_APART, condition=Q(kind__in=KEPT_APART_ROLES)
    )
    first, other = (Func(Value(low), Value(low + 1), function="int4range") for low in (0, 1))
    side = Case(When(kind=KEPT_APART_ROLES[0], then=first), default=other, output_field=IntegerRangeField())
    constraint.expressions = [*constraint.expressions, (side, RangeOperators.ADJACENT_TO)]
    return constraint


@pghistory.track()
class Role(Period):
    """One person's role for a time: in the county, in a network, or for an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name=_("person"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    county = models.ForeignKey(
        "networks.County", on_delete=models.PROTECT, related_name="roles", verbose_name=_("county")
    )
    network = models.ForeignKey(
        "networks.Network",
        on_delete=models.PROTECT,
        related_name="roles",
        null=True,
        blank=True,
        verbose_name=_("network"),
    )
    organisation = models.ForeignKey(
        "networks.Organisation",
        on_delete=models.PROTECT,
        related_name="roles",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    stands_in_for = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        related_name="deputies",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("stands in for"),
    )  # a deputy has a role of their own, like the one they stand in for, until a day

    class Meta(Period.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="role_stands_where_its_kind_says",
                condition=Q(kind__in=COUNTY_ROLES, network=None, organisation=None)
                | Q(kind__in=NETWORK_ROLES, network__isnull=False, organisation=None)
                | Q(kind=RoleKind.UH_PARTNER, network__isnull=False, organisation__isnull=False)
                | Q(kind=RoleKind.OWNER_CONTACT, network=None, organisation__isnull=False),
                violation_error_message=_(
                    "Leaders and coordinators need a network, owner contacts an organisation, "
                    "university partners both; all others neither."
                ),
            ),
            models.CheckConstraint(
                name="role_deputy_until_a_day",
                condition=Q(stands_in_for=None) | Q(valid_to__isnull=False),
                violation_error_message=_("Somebody stands in until a day: give the last one."),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "county", "network", "organisation", "valid_from"],
                nulls_distinct=False,
                name="role_once_from_a_date",
                violation_error_message=_("The person has this role from this date already."),
            ),
            _kept_apart(),
        ]

    def __str__(self) -> str:
        place = self.network or self.organisation
        return f"{self.get_kind_display()}, {place}" if place else self.get_kind_display()

    def clashes_with(self, other: Self) -> bool:
        """Whether one person can't have both, by county, kind and period; as the constraint says it."""
        kinds = {self.kind, other.kind}
        begin = max(self.valid_from, other.valid_from)
        ends = [role.valid_to for role in (self, other) if role.valid_to is not None]
        return (
            kinds == set(KEPT_APART_ROLES) and self.county_id == other.county_id and all(begin <= end for end in ends)
        )
