"""Decision letters: what was sent, byte for byte, and who opened it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums import LETTER_MOVES, NOTICES, LetterKind, LetterLanguage, LetterStatus
from allocations.models.decision import DecisionLine
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import County, Organisation, Round, access_of


class DecisionLetterQuerySet(models.QuerySet["DecisionLetter"]):
    def issued(self) -> "DecisionLetterQuerySet":
        return self.filter(status=LetterStatus.ISSUED)

    def waiting(self) -> "DecisionLetterQuerySet":
        """Work for the worker."""
        return self.filter(status=LetterStatus.APPROVED)

    def addressed_to(self, user: User) -> "DecisionLetterQuerySet":
        """Issued letters to the person's organisations, or to the host of a network that they work for."""
        access = access_of(user)
        universities = [role.organisation_id for role in access.roles if role.kind == RoleKind.UH_PARTNER]
        as_host = LetterLine.objects.filter(as_host=True, decision_line__decision__network__in=access.networks)
        return self.issued().filter(
            Q(recipient__in=[*access.organisations, *universities])
            | Q(pk__in=as_host.values("letter"))
            | Q(about__in=as_host.values("letter"))
        )

    def visible_to(self, user: User) -> "DecisionLetterQuerySet":
        """Staff and auditors: all. Recipients: their own. The forum: all that are issued."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = self.model.objects.addressed_to(user).values("pk")
        forum = Q(status=LetterStatus.ISSUED, round__county__in=access.forum_in)
        return self.filter(Q(round__county__in=access.reads_all_in) | Q(pk__in=own) | forum)


class DecisionLetterManager(models.Manager.from_queryset(DecisionLetterQuerySet)):  # type: ignore[misc]
    """Leaves the bytes where they are unless somebody asks for them."""

    def get_queryset(self) -> DecisionLetterQuerySet:
        queryset: DecisionLetterQuerySet = super().get_queryset()
        return queryset.defer("pdf")


@pghistory.track(exclude=["pdf"])
class DecisionLetter(models.Model):
    """One recipient's decisions of a round in one letter. Amounts are whole kroner.

    The row is made when somebody orders the letter; the worker gives it its number, bytes and hash in one transaction.
    A letter loaded from an export has its hash and no bytes.
    """

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="letters", verbose_name=_("county"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="letters", verbose_name=_("round"))
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="letters", verbose_name=_("recipient")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)  # later ones tell what has changed
    kind = models.CharField(_("kind of letter"), max_length=20, choices=LetterKind, default=LetterKind.GRANT)
    about = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="notices",
        null=True,
        blank=True,
        verbose_name=_("about the letter"),
    )  # what a reminder, a set-off or a forwarded appeal is about
    particulars = models.JSONField(default=dict, editable=False)  # what a notice tells and no decision's line does
    language = models.CharField(_("language form"), max_length=2, choices=LetterLanguage)
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner
    payout_held = models.BooleanField(_("payout held"), default=False)
    status = models.CharField(
        _("state"), max_length=20, choices=LetterStatus, default=LetterStatus.APPROVED, editable=False
    )
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("ordered by"),
    )
    ordered_at = models.DateTimeField(_("ordered at"), editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_attempt_at = models.DateTimeField(_("next attempt"), editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    loaded = models.BooleanField(_("loaded from a file"), default=False, editable=False)

    objects = DecisionLetterManager()

    class Meta:
        verbose_name = _("decision letter")
        verbose_name_plural = _("decision letters")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "recipient", "version"],
                name="decision_letter_one_per_recipient_and_round",
                violation_error_message=_("The recipient has a letter in this round already."),
            ),
            models.UniqueConstraint(
                fields=["county", "year", "number"],
                name="decision_letter_number_used_once",
                violation_error_message=_("Another letter has this number."),
            ),
            models.CheckConstraint(name="decision_letter_status_known", condition=Q(status__in=LetterStatus.values)),
            models.CheckConstraint(name="decision_letter_kind_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(
                name="decision_letter_notice_is_about_a_letter",
                condition=~Q(kind__in=NOTICES) | Q(about__isnull=False),
                violation_error_message=_("A notice is about a letter that was sent before."),
            ),
            models.CheckConstraint(
                name="decision_letter_issued_iff_numbered_and_hashed",
                condition=Q(status=LetterStatus.APPROVED, number=None, year=None, issued_at=None, sha256="", pdf=None)
                | Q(
                    status=LetterStatus.ISSUED,
                    number__isnull=False,
                    year__isnull=False,
                    issued_at__isnull=False,
                    sha256__regex="^[0-9a-f]{64}$",
                ),
                violation_error_message=_("An issued letter has a number, a time and a hash."),
            ),
            models.CheckConstraint(
                name="decision_letter_has_bytes_unless_loaded",
                condition=Q(status=LetterStatus.APPROVED)
                | Q(loaded=True, pdf=None)
                | Q(loaded=False, pdf__isnull=False),
                violation_error_message=_("An issued letter has its file, unless it was loaded from an export."),
            ),
            models.CheckConstraint(
                name="decision_letter_hash_is_the_files",
                condition=Q(pdf=None)
                | Q(
                    sha256=Func(
                        Func(F("pdf"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                violation_error_message=_("The hash is not the file's."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(status=LetterStatus.APPROVED), name="decision_letter_waiting"
            )
        ]
        triggers = [
            *LETTER_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="decision_letter_issued_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=LetterStatus.ISSUED.value),
            ),
            pgtrigger.Protect(name="decision_letter_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("letter_detail", args=[self.pk])

    @property
    def number_text(self) -> str:
        """«9/2025», as it is printed and exported."""
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def is_issued(self) -> bool:
        return self.status == LetterStatus.ISSUED


@pghistory.track()
class LetterLine(models.Model):
    """A decision's line in the letter that tells of it. A line stands in one letter: nothing is issued twice."""

    letter = models.ForeignKey(DecisionLetter, on_delete=models.PROTECT, related_name="lines")
    decision_line = models.OneToOneField(DecisionLine, on_delete=models.PROTECT, related_name="letter_line")
    as_host = models.BooleanField(default=False)  # received on behalf of the network, which then reads the letter too

    class Meta:
        triggers = [
            pgtrigger.Protect(name="letter_line_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="letter_line_before_issue",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    PERFORM 1 FROM allocations_decisionletter
                    WHERE id = NEW.letter_id AND status = 'approved' FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'pgtrigger: an issued letter gets no more lines';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]


class LetterCounter(models.Model):
    """The last number given in a county and calendar year. Its row is locked when a letter takes the next."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year"], name="letter_counter_one_per_county_and_year")
        ]


class LetterOpening(models.Model):
    """When somebody at the recipient first opened the letter."""

    letter = models.ForeignKey(DecisionLetter, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))

    class Meta:
        ordering = ["opened_at"]
        constraints = [models.UniqueConstraint(fields=["letter", "user"], name="letter_opening_first_of_each_person")]
        triggers = [pgtrigger.Protect(name="letter_opening_stays", operation=pgtrigger.Update | pgtrigger.Delete)]
