"""The words of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnspentWish(models.TextChoices):
    """What the reporter asks for where money is left; the governor decides."""

    PAY_BACK = "pay_back", _("Pay it back")
    CARRY_OVER = "carry_over", _("Carry it over to next year, for the same purpose")
    SET_OFF = "set_off", _("Have it set off against next year's grant")


class ControlResult(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    SENT_BACK = "sent_back", _("Sent back")
