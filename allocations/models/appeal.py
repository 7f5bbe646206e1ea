"""Appeals on decisions and settlements: when they came, what they came to, and whether payment waits."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums import APPEAL_MOVES, AppealOutcome, AppealStatus, NoticeRule
from allocations.models.decision import Decision
from allocations.models.leftover import Settlement
from allocations.models.letter import DecisionLetter
from dekom.core.bilingual import Bilingual
from dekom.core.models import User
from dekom.core.periods import Period
from networks.models import LegalBasis, Organisation, access_of

OPEN = (AppealStatus.RECEIVED, AppealStatus.UPHELD, AppealStatus.FORWARDED)


@pghistory.track()
class AppealRule(Period):
    """How long one may appeal, and from when the time runs: data with dates, for the law on it is about to change."""

    legal_basis = models.ForeignKey(
        LegalBasis,
        on_delete=models.CASCADE,
        related_name="appeal_rules",
        null=True,
        blank=True,
        verbose_name=_("legal basis"),
        help_text=_("Empty: holds under every legal basis."),
    )
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=3)
    counts_from = models.CharField(_("runs from"), max_length=20, choices=NoticeRule, default=NoticeRule.NOTICE)
    citation_nb = models.CharField(_("citation (bokmål)"), max_length=300)
    citation_nn = models.CharField(_("citation (nynorsk)"), max_length=300)

    citation = Bilingual()

    class Meta(Period.Meta):
        verbose_name = _("rule on the time to appeal")
        verbose_name_plural = _("rules on the time to appeal")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["legal_basis", "valid_from"],
                nulls_distinct=False,
                name="appeal_rule_one_per_start",
                violation_error_message=_("There is a rule from this date already."),
            ),
            models.CheckConstraint(
                name="appeal_rule_has_weeks",
                condition=Q(weeks__gt=0),
                violation_error_message=_("The time to appeal is at least a week."),
            ),
            models.CheckConstraint(name="appeal_rule_start_known", condition=Q(counts_from__in=NoticeRule.values)),
        ]

    def __str__(self) -> str:
        return self.citation


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(status__in=OPEN)

    def suspending(self) -> "AppealQuerySet":
        """Those that payment of the decision waits for: open, with suspension granted."""
        return self.open().filter(suspends=True)

    def visible_to(self, user: User) -> "AppealQuerySet":
        """Staff and auditors: all. Recipients: those on letters to them."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = DecisionLetter.objects.addressed_to(user).values("pk")
        return self.filter(Q(letter__county__in=access.reads_all_in) | Q(letter__in=own))


@pghistory.track(exclude=["case_pdf"])
class Appeal(models.Model):
    """One appeal on one decision, or on one settlement of unspent money, as told of in one letter.

    ``status`` is written by ``allocations.actions.appeals`` only; the database refuses every other move.
    """

    letter = models.ForeignKey(
        DecisionLetter, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("letter")
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="appeals", null=True, verbose_name=_("decision")
    )
    settlement = models.ForeignKey(
        Settlement, on_delete=models.PROTECT, related_name="appeals", null=True, verbose_name=_("settlement")
    )
    appellant = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appeals", verbose_name=_("appellant")
    )
    received_on = models.DateField(_("received on"))
    grounds = models.TextField(_("grounds of the appeal"))
    notice_on = models.DateField(_("notice reached them on"), editable=False)
    counts_from = models.CharField(_("runs from"), max_length=20, choices=NoticeRule, editable=False)
    deadline = models.DateField(_("last day to appeal"), editable=False)
    late_reason = models.TextField(
        _("why it is taken up though late"), blank=True, help_text=_("Needed when it came after the last day.")
    )
    suspends = models.BooleanField(
        _("payment waits"), default=False, help_text=_("Suspension granted until the appeal is settled.")
    )
    assessment = models.TextField(_("our assessment"), blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("assessed by"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    new_decision = models.OneToOneField(
        Decision,
        on_delete=models.PROTECT,
        related_name="from_appeal",
        null=True,
        editable=False,
        verbose_name=_("new decision"),
    )
    reversal_reason = models.TextField(
        _("why the settlement is undone"), blank=True, editable=False
    )  # a new decision has its own
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, editable=False)
    case_pdf = models.BinaryField(null=True, editable=False)
    case_sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    outcome = models.CharField(
        _("the appeal body's outcome"), max_length=20, choices=AppealOutcome, blank=True, editable=False
    )
    outcome_on = models.DateField(_("outcome of"), null=True, editable=False)
    outcome_text = models.TextField(_("what the appeal body says"), blank=True, editable=False)
    status = models.CharField(
        _("state"), max_length=20, choices=AppealStatus, default=AppealStatus.RECEIVED, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "appellant"],
                condition=Q(status__in=OPEN),
                name="appeal_one_open_per_decision_and_appellant",
                violation_error_message=_("They have an open appeal on this decision already."),
            ),
            models.UniqueConstraint(
                fields=["settlement", "appellant"],
                condition=Q(status__in=OPEN),
                name="appeal_one_open_per_settlement_and_appellant",
                violation_error_message=_("They have an open appeal on this decision already."),
            ),
            models.CheckConstraint(
                name="appeal_on_a_decision_or_a_settlement",
                condition=Q(decision__isnull=False, settlement=None) | Q(decision=None, settlement__isnull=False),
                violation_error_message=_("An appeal is on one decision, or on one settlement."),
            ),
            models.CheckConstraint(name="appeal_status_known", condition=Q(status__in=AppealStatus.values)),
            models.CheckConstraint(
                name="appeal_late_only_with_a_reason",
                condition=Q(received_on__lte=models.F("deadline")) | ~Q(late_reason=""),
                violation_error_message=_("An appeal that came too late is taken up only with a reason."),
            ),
            models.CheckConstraint(
                name="appeal_settled_iff_settled_at",
                condition=Q(status=AppealStatus.RECEIVED, settled_at=None, settled_by=None)
                | (~Q(status=AppealStatus.RECEIVED) & Q(settled_at__isnull=False, settled_by__isnull=False)),
                violation_error_message=_("A settled appeal carries who settled it, and when."),
            ),
            models.CheckConstraint(
                name="appeal_settled_by_another",
                condition=Q(settled_by=None) | (Q(assessed_by__isnull=False) & ~Q(settled_by=models.F("assessed_by"))),
                violation_error_message=_("An appeal is settled by somebody else than who assessed it."),
            ),
            models.CheckConstraint(
                name="appeal_reversed_iff_a_new_decision",
                condition=Q(status=AppealStatus.REVERSED, new_decision__isnull=False, settlement=None)
                | Q(status=AppealStatus.REVERSED, new_decision=None, settlement__isnull=False)
                | (~Q(status=AppealStatus.REVERSED) & Q(new_decision=None)),
                violation_error_message=_("A reversed decision has a new one in its place."),
            ),
            models.CheckConstraint(
                name="appeal_forwarded_with_its_case",
                condition=Q(
                    status__in=[AppealStatus.RECEIVED, AppealStatus.UPHELD, AppealStatus.REVERSED],
                    forwarded_at=None,
                    case_pdf=None,
                    case_sha256="",
                )
                | Q(
                    status__in=[AppealStatus.FORWARDED, AppealStatus.CLOSED],
                    forwarded_at__isnull=False,
                    case_pdf__isnull=False,
                    case_sha256__regex="^[0-9a-f]{64}$",
                ),
                violation_error_message=_("A forwarded appeal carries the case as it was sent."),
            ),
            models.CheckConstraint(
                name="appeal_closed_iff_outcome",
                condition=Q(status=AppealStatus.CLOSED, outcome__in=AppealOutcome.values, outcome_on__isnull=False)
                | (~Q(status=AppealStatus.CLOSED) & Q(outcome="", outcome_on=None)),
                violation_error_message=_("A closed appeal has the appeal body's outcome and its date."),
            ),
        ]
        triggers = [
            *APPEAL_MOVES.triggers("status"),
            pgtrigger.Protect(name="appeal_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.appellant}, {self.received_on}"

    def get_absolute_url(self) -> str:
        return reverse("appeal_detail", args=[self.pk])

    @property
    def subject(self) -> object:
        """Whose money it is about: a network's, a fixed grant's, or what one who reported has left."""
        if self.settlement is not None:
            return self.settlement.report.reporter
        assert self.decision is not None  # the one or the other
        return self.decision.network or self.decision.fixed_grant

    @property
    def is_late(self) -> bool:
        return self.received_on > self.deadline
