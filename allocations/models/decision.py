"""Decisions: what the governor grants, to whom, on which terms."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allocations.enums import DECISION_MOVES, GIVES_NOTHING, DecisionChange, DecisionOutcome, DecisionStatus
from allocations.models.budget import FixedGrant
from dekom.core.models import User
from networks.models import Network, Organisation, Round, access_of

# From its approval on, nothing of a decision may change but its state and the version that guards it.
_OTHER_THAN_ITS_STATE = """
    OLD.status <> 'draft'
    AND to_jsonb(OLD) - 'status' - 'version' IS DISTINCT FROM to_jsonb(NEW) - 'status' - 'version'
"""

# The lines of a decision may change while it is a draft. The share lock makes a change and an approval wait for
# each other, and what waited then sees what the other did.
LINES_OF_DRAFTS_ONLY = """
    IF TG_OP <> 'INSERT' THEN
        PERFORM 1 FROM allocations_decision WHERE id = OLD.decision_id AND status <> 'draft' FOR SHARE;
        IF FOUND THEN
            RAISE EXCEPTION 'pgtrigger: the lines of an approved decision stay';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM 1 FROM allocations_decision WHERE id = NEW.decision_id AND status = 'draft' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'pgtrigger: the lines of an approved decision stay';
    END IF;
    RETURN NEW;
"""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def current(self) -> "DecisionQuerySet":
        """What counts today: not replaced, and no new edition that waits for its letter."""
        pending = Q(status__in=[DecisionStatus.DRAFT, DecisionStatus.APPROVED], replaces__isnull=False)
        return self.exclude(Q(status=DecisionStatus.REPLACED) | pending)

    def newest(self) -> "DecisionQuerySet":
        """The newest edition of each, whether it counts yet or not: what one works on."""
        return self.filter(replaced_by=None)

    def visible_to(self, user: User) -> "DecisionQuerySet":
        """Staff and auditors: all. A network's own people and the forum: once issued."""
        access = access_of(user)
        if access.is_superuser:
            return self
        issued = Q(status__in=[DecisionStatus.ISSUED, DecisionStatus.REPLACED])
        own = Q(network__in=access.networks) | Q(lines__recipient__in=access.organisations)
        forum = Q(round__county__in=access.forum_in)
        return self.filter(
            pk__in=Decision.objects.filter(Q(round__county__in=access.reads_all_in) | (issued & (own | forum))).values(
                "pk"
            )
        )


@pghistory.track()
class Decision(models.Model):
    """What one network, or one fixed grant, gets in a round. Amounts are whole kroner.

    ``status`` is written by ``allocations.actions`` only; the database refuses every other move.
    Until the forum's rooms exist, what the forum recommended stands here.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("round"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="decisions", null=True, blank=True, verbose_name=_("network")
    )
    fixed_grant = models.ForeignKey(
        FixedGrant,
        on_delete=models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name=_("fixed grant"),
    )
    recommended = models.PositiveBigIntegerField(_("recommended"), null=True, blank=True)  # whole kroner
    remark = models.TextField(_("remark"), blank=True, help_text=_("The forum's, as the recommendation has it."))
    recommendation_reference = models.CharField(_("meeting and item"), max_length=200, blank=True)
    decided = models.PositiveBigIntegerField(_("decided"), null=True, blank=True)  # whole kroner
    outcome = models.CharField(_("outcome"), max_length=20, choices=DecisionOutcome, default=DecisionOutcome.GRANT)
    grounds = models.TextField(
        _("our own grounds"), blank=True, help_text=_("Needed where we decide otherwise than the forum says.")
    )
    measures = models.TextField(
        _("measures"),
        blank=True,
        help_text=_("What the money is for, one measure a line. Empty: as the network asked."),
    )
    conditions = models.TextField(_("conditions of its own"), blank=True, help_text=_("One condition a line."))
    payout_held = models.BooleanField(_("payout held"), default=False)
    release_condition = models.TextField(
        _("what releases the payout"),
        blank=True,
        help_text=_("What must have happened before the money is paid, one thing a line."),
    )
    intent_until = models.PositiveSmallIntegerField(
        _("we mean to go on until"),
        null=True,
        blank=True,
        help_text=_("The last year of a measure over several years. Each year's money depends on that year's budget."),
    )
    intent_amount = models.PositiveBigIntegerField(
        _("meant for each later year"), null=True, blank=True
    )  # whole kroner
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="replaced_by",
        null=True,
        editable=False,
        verbose_name=_("replaces"),
    )
    change = models.CharField(
        _("kind of change"), max_length=20, choices=DecisionChange, default=DecisionChange.FIRST, editable=False
    )
    change_reason = models.TextField(
        _("why it is changed"), blank=True, help_text=_("Stands in the letter. Needed in every new edition.")
    )
    status = models.CharField(
        _("state"), max_length=20, choices=DecisionStatus, default=DecisionStatus.DRAFT, editable=False
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("prepared by"),
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("last changed by"),
    )
    worked_on_by = ArrayField(models.BigIntegerField(), default=list, editable=False)  # all who had a hand in it
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_is_for_a_network_or_a_fixed_grant",
                condition=Q(network__isnull=False, fixed_grant=None) | Q(network=None, fixed_grant__isnull=False),
                violation_error_message=_("A decision is for a network or for a fixed grant, never both."),
            ),
            models.UniqueConstraint(
                fields=["round", "network"],
                condition=Q(network__isnull=False, replaces=None),
                name="decision_one_current_per_network",
                violation_error_message=_("The network has a decision in this round already."),
            ),
            models.UniqueConstraint(
                fields=["fixed_grant"],
                condition=Q(fixed_grant__isnull=False, replaces=None),
                name="decision_one_current_per_fixed_grant",
                violation_error_message=_("The fixed grant has a decision already."),
            ),
            models.CheckConstraint(name="decision_status_known", condition=Q(status__in=DecisionStatus.values)),
            models.CheckConstraint(
                name="decision_approved_by_another",
                condition=Q(approved_by=None)
                | (
                    Q(prepared_by__isnull=False)
                    & ~Q(approved_by=F("prepared_by"))
                    & ~Q(worked_on_by__contains=[F("approved_by")])
                ),
                violation_error_message=_("A decision is approved by somebody else than who prepared it."),
            ),
            models.CheckConstraint(
                name="decision_draft_iff_not_approved",
                condition=Q(status=DecisionStatus.DRAFT, approved_at=None, approved_by=None)
                | (~Q(status=DecisionStatus.DRAFT) & Q(approved_at__isnull=False, decided__isnull=False)),
                violation_error_message=_("An approved decision has an amount and the time it was approved."),
            ),
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=DecisionOutcome.values)),
            models.CheckConstraint(
                name="decision_refused_gives_nothing",
                condition=~Q(outcome__in=GIVES_NOTHING) | Q(decided=None) | Q(decided=0),
                violation_error_message=_("What is refused or dismissed gives nothing."),
            ),
            models.CheckConstraint(
                name="decision_gives_or_refuses",
                condition=Q(status=DecisionStatus.DRAFT) | Q(decided__gt=0) | Q(outcome__in=GIVES_NOTHING),
                violation_error_message=_("An approved decision that gives nothing is a refusal or a dismissal."),
            ),
            models.CheckConstraint(
                name="decision_intent_is_whole",
                condition=Q(intent_until=None, intent_amount=None)
                | Q(intent_until__isnull=False, intent_amount__isnull=False),
                violation_error_message=_("An intent for later years has a last year and an amount for each."),
            ),
            models.CheckConstraint(
                name="decision_edition_iff_it_replaces",
                condition=Q(edition=1, replaces=None, change__in=[DecisionChange.FIRST, DecisionChange.LEFTOVER])
                | (Q(edition__gt=1, replaces__isnull=False) & ~Q(change=DecisionChange.FIRST)),
                violation_error_message=_(
                    "A new edition replaces the one before it, and says what kind of change it is."
                ),
            ),
            models.CheckConstraint(name="decision_change_known", condition=Q(change__in=DecisionChange.values)),
        ]
        triggers = [
            *DECISION_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="decision_stays_as_approved",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_OTHER_THAN_ITS_STATE),
            ),
            pgtrigger.Protect(
                name="decision_approved_is_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=DecisionStatus.DRAFT.value),
            ),
            pgtrigger.Trigger(
                name="decision_forgets_no_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NOT NEW.worked_on_by @> OLD.worked_on_by THEN
                        RAISE EXCEPTION 'pgtrigger: those who worked on a decision are not forgotten';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="decision_lines_sum",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__status=DecisionStatus.DRAFT.value, new__status=DecisionStatus.APPROVED.value
                ),
                func="""
                    IF NEW.decided IS DISTINCT FROM (
                        SELECT COALESCE(SUM(amount), 0) FROM allocations_decisionline WHERE decision_id = NEW.id
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: the lines do not sum to the decision';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or self.fixed_grant}, {self.round}"

    def was_worked_on_by(self, user_pk: int | None) -> bool:
        """Whether the person had a hand in it, in this edition or an earlier one, and so may not approve it."""
        return user_pk in {self.prepared_by_id, self.edited_by_id, *self.worked_on_by}


@pghistory.track()
class DecisionLine(models.Model):
    """What one recipient is paid of a decision. Whole kroner; the lines sum to the decision.

    A refusal has a line of nothing, which says who is told.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines", verbose_name=_("decision"))
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="decision_lines", verbose_name=_("recipient")
    )
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner

    class Meta:
        verbose_name = _("decision line")
        verbose_name_plural = _("decision lines")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "recipient"],
                name="decision_line_one_per_recipient",
                violation_error_message=_("The recipient has a line in this decision already."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decision_line_of_a_draft_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=LINES_OF_DRAFTS_ONLY,
            )
        ]

    def __str__(self) -> str:
        return str(self.recipient)
