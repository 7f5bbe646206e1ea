"""What a round's decisions together may not do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BudgetCheck(models.TextChoices):
    """Each is a sum that must hold before anybody approves. The words say what holds when it does."""

    APPROPRIATION = "appropriation", _("All that is decided is within the appropriation")
    NETWORKS = "networks", _("What the networks get is within what fixed grants and common measures leave")
    FIXED_GRANTS = "fixed_grants", _("No fixed grant gets more than the budget says")
