"""Distribution keys: what a scenario of the workbench is made of, in versions."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allocations.enums import KEY_MOVES, KeyStatus
from dekom.core.models import User
from networks.models import Network, Round, access_of

CONTENTS = (
    "round",
    "version",
    "name",
    "note",
    "base_grant",
    "weights",
    "counted_on",
    "max_fall_percent",
    "max_rise_percent",
    "unit",
)


def _any_changes(fields: Sequence[str]) -> pgtrigger.Q:
    """Whether an update changes one of these fields."""
    changes = [pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields]
    return reduce(or_, changes)


def visible_statuses(user: User, county_id: int) -> frozenset[str]:
    """The states in which the person may see a county's keys: what ``visible_to`` says, of one county."""
    access = access_of(user)
    if access.is_superuser or county_id in access.reads_all_in:
        return frozenset(KeyStatus.values)
    proposed = {KeyStatus.PROPOSED.value} if county_id in access.forum_in else set()
    return frozenset(proposed | ({KeyStatus.ADOPTED.value} if county_id in access.counties else set()))


class AllocationKeyQuerySet(models.QuerySet["AllocationKey"]):
    def visible_to(self, user: User) -> "AllocationKeyQuerySet":
        """Those who read all in the county, and from «proposed» on its forum; all who see the round once adopted."""
        access = access_of(user)
        if access.is_superuser:
            return self
        proposed = Q(status=KeyStatus.PROPOSED, round__county__in=access.forum_in)
        adopted = Q(status=KeyStatus.ADOPTED, round__county__in=access.counties)
        return self.filter(Q(round__county__in=access.reads_all_in) | proposed | adopted)


@pghistory.track()
class AllocationKey(models.Model):
    """A round's distribution key: one scenario until it is adopted. Amounts are whole kroner, weights are tenths.

    Source: long-term plan chapter 4; regulation FOR-2026-01-12-23 § 9.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="keys", verbose_name=_("round"))
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=100)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("author")
    )
    note = models.TextField(_("note"), blank=True)
    base_grant = models.PositiveBigIntegerField(_("base grant per network"), default=0)  # whole kroner
    weights = models.JSONField(_("weights"), default=dict)  # tenths by category: {"pupils": 10}
    counted_on = models.DateField(_("head counts of"), null=True, blank=True)
    max_fall_percent = models.DecimalField(
        _("no network falls more than"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    max_rise_percent = models.DecimalField(
        _("no network rises more than"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    unit = models.PositiveIntegerField(_("rounded to"), default=1, validators=[MinValueValidator(1)])  # whole kroner
    status = models.CharField(_("state"), max_length=10, choices=KeyStatus, default=KeyStatus.DRAFT, editable=False)
    proposed_at = models.DateTimeField(_("proposed at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    objects = AllocationKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution key")
        verbose_name_plural = _("distribution keys")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"],
                name="allocation_key_one_per_version",
                violation_error_message=_("The round has a key of this version already."),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(status=KeyStatus.PROPOSED),
                name="allocation_key_one_is_proposed",
                violation_error_message=_("Another scenario is proposed to the forum. Take it back first."),
            ),
            models.CheckConstraint(
                name="allocation_key_fall_is_a_percentage",
                condition=Q(max_fall_percent=None) | Q(max_fall_percent__gte=0, max_fall_percent__lte=100),
                violation_error_message=_("No network can fall by more than 100 percent."),
            ),
            models.CheckConstraint(
                name="allocation_key_rise_is_positive",
                condition=Q(max_rise_percent=None) | Q(max_rise_percent__gte=0),
                violation_error_message=_("The ceiling is a percentage above last year."),
            ),
            models.CheckConstraint(
                name="allocation_key_unit_is_a_krone_or_more",
                condition=Q(unit__gte=1),
                violation_error_message=_("The rounding unit is at least one krone."),
            ),
            models.CheckConstraint(name="allocation_key_status_known", condition=Q(status__in=KeyStatus.values)),
        ]
        triggers = [
            *KEY_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="allocation_key_proposed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=KeyStatus.PROPOSED) & _any_changes(CONTENTS),
            ),
            pgtrigger.Protect(
                name="allocation_key_adopted_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=KeyStatus.ADOPTED),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.status == KeyStatus.DRAFT


@pghistory.track()
class LastYear(models.Model):
    """What guarantee and ceiling are measured against where no round here says it: a new scheme's first year."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="last_years", verbose_name=_("round"))
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+", verbose_name=_("network"))
    amount = models.PositiveBigIntegerField(_("last year's amount"))  # whole kroner
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("last year's amount")
        verbose_name_plural = _("last year's amounts")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "network"],
                name="last_year_one_per_network",
                violation_error_message=_("The network has an amount for last year already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.network)
