"""What people are reminded of, each with how many working days ahead where the county has said nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DEFAULT_DAYS = 5  # working days


class ReminderKind(models.TextChoices):
    NEEDS_REPORT = "needs_report", _("Needs report")
    DECISION_BASIS = "decision_basis", _("Decision basis")
    REPORT = "report", _("Report")
    AGREEMENT = "agreement", _("Renewal of the cooperation agreement")
