"""The journal: every document in and out, in the order they were entered."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allocations.enums import JournalDirection
from allocations.models.appeal import Appeal
from allocations.models.letter import DecisionLetter
from dekom.core.models import User
from networks.models import County, Round, access_of


class JournalEntryQuerySet(models.QuerySet["JournalEntry"]):
    def visible_to(self, user: User) -> "JournalEntryQuerySet":
        """Those who read all in the county."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.reads_all_in)


@pghistory.track()
class JournalEntry(models.Model):
    """One document. The six fields that the archive regulation asks for, and whether the public may see them.

    Source: arkivforskriften on journals: day of entry, case and document number, day sent or received, sender or
    recipient, what it is about, the document's date. Offentleglova on what is exempt.
    """

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="journal", verbose_name=_("county"))
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="journal", null=True, blank=True, verbose_name=_("round")
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    entered_on = models.DateField(_("entered on"), editable=False)
    document = models.CharField(_("case and document number"), max_length=60)
    direction = models.CharField(_("direction"), max_length=10, choices=JournalDirection)
    sent_on = models.DateField(_("sent or received on"))
    party = models.CharField(_("sender or recipient"), max_length=200)
    content = models.CharField(_("content"), max_length=300)
    dated = models.DateField(_("the document's date"))
    exempt = models.BooleanField(_("exempt from the public"), default=False)
    legal_ground = models.CharField(
        _("legal ground of the exemption"),
        max_length=200,
        blank=True,
        help_text=_("For example offentleglova § 13, forvaltningsloven § 13."),
    )
    letter = models.OneToOneField(
        DecisionLetter, on_delete=models.PROTECT, related_name="journal_entry", null=True, editable=False
    )
    appeal = models.ForeignKey(
        Appeal, on_delete=models.PROTECT, related_name="journal_entries", null=True, editable=False
    )
    source = models.CharField(
        max_length=80, unique=True, null=True, editable=False
    )  # what was handed in and is entered by itself, each version once: see ``allocations.actions.incoming``
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("entered by"),
    )

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "year", "number"],
                name="journal_entry_number_used_once",
                violation_error_message=_("Another entry has this number."),
            ),
            models.CheckConstraint(
                name="journal_entry_exempt_iff_legal_ground",
                condition=Q(exempt=True) & ~Q(legal_ground="") | Q(exempt=False, legal_ground=""),
                violation_error_message=_("An exempt entry names its legal ground; an open one has none."),
            ),
            models.CheckConstraint(
                name="journal_entry_direction_known", condition=Q(direction__in=JournalDirection.values)
            ),
        ]
        triggers = [pgtrigger.Protect(name="journal_entry_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class JournalCounter(models.Model):
    """The last number given in a county and year; its row is locked while an entry takes the next."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year"], name="journal_counter_one_per_county_and_year")
        ]
