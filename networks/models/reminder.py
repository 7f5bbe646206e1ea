"""Reminders: how long ahead people are reminded of what, and the log of what was sent to whom."""

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.models import OutboxMail, User
from networks.enums.reminders import DEFAULT_DAYS, ReminderKind
from networks.models.access import access_of
from networks.models.county import County
from networks.models.network import Network
from networks.models.organisation import Organisation
from networks.models.round import Round


@pghistory.track()
class ReminderRule(models.Model):
    """So many working days before a deadline those who have not delivered are reminded; several rules may hold."""

    county = models.ForeignKey(
        County, on_delete=models.CASCADE, related_name="reminder_rules", verbose_name=_("county")
    )
    kind = models.CharField(_("of what"), max_length=20, choices=ReminderKind)
    working_days = models.PositiveSmallIntegerField(
        _("working days ahead"), default=DEFAULT_DAYS, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["kind", "-working_days"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "working_days"],
                name="reminder_rule_once",
                violation_error_message=_("People are reminded of this on that day already."),
            ),
            models.CheckConstraint(
                name="reminder_rule_one_to_sixty_days",
                condition=models.Q(working_days__range=(1, 60)),
                violation_error_message=_("Between 1 and 60 working days."),
            ),
            models.CheckConstraint(name="reminder_rule_kind_known", condition=models.Q(kind__in=ReminderKind.values)),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> "ReminderQuerySet":
        """Those who read all in the county."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.reads_all_in)


class Reminder(models.Model):
    """One thing that one person was reminded of; those with the same mail were sent together. Never changed."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("county"))
    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("to"))
    mail = models.ForeignKey(OutboxMail, on_delete=models.PROTECT, related_name="reminders", verbose_name=_("mail"))
    kind = models.CharField(_("of what"), max_length=20, choices=ReminderKind)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("round")
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    deadline = models.DateField(_("deadline"))
    working_days = models.PositiveSmallIntegerField(_("working days ahead"))
    sent_at = models.DateTimeField(_("sent"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "round", "network", "organisation", "deadline", "working_days"],
                nulls_distinct=False,
                name="reminder_sent_once",
                violation_error_message=_("This reminder is sent already."),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="reminder_log_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient}"
