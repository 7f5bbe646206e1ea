"""The words of a network's own costs: what is entered, and what is invoiced when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CostKind(models.TextChoices):
    EXPENSE = "expense", _("Expense")
    EARMARKED = "earmarked", _("Earmarked grant")


class InvoiceKind(models.TextChoices):
    """Source: cooperation agreement of a network, chapter 7: the year's amount in July, the settlement in January."""

    BUDGET = "budget", _("The year's amount, in July")
    SETTLEMENT = "settlement", _("Settlement, in January")
