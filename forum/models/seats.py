"""Who the forum is made of, at any date: compositions, seats, those appointed to them, and the rules of voting."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.periods import Period, no_overlap
from forum.enums import NEVER_VOTE, AppointmentRole, QuorumBase, SeatCategory, TieRule
from forum.models.forum import Forum
from networks.models import Network, Organisation, access_of


@pghistory.track()
class Composition(Period):
    """Which seats the forum has for a time. Changing the seats is a new composition: history stays as it was."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="compositions", verbose_name=_("forum"))
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("The mandate or decision it is from.")
    )

    class Meta(Period.Meta):
        verbose_name = _("composition")
        verbose_name_plural = _("compositions")
        ordering = ["-valid_from"]
        constraints = [
            *Period.Meta.constraints,
            no_overlap("composition_one_at_a_time", ["forum"], _("The forum has another composition at that time.")),
        ]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, user: User) -> "SeatQuerySet":
        """Seats of the counties where the person has a role."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(composition__forum__county__in=access.counties)

    def voting(self) -> "SeatQuerySet":
        return self.filter(has_vote=True)


@pghistory.track()
class Seat(models.Model):
    """One place at the table. A vote belongs to a seat; who may cast it is computed matter by matter."""

    composition = models.ForeignKey(
        Composition, on_delete=models.PROTECT, related_name="seats", verbose_name=_("composition")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("represents"), max_length=200)
    place = models.PositiveSmallIntegerField(_("place"), default=1)  # «Fosen, place 1 of 2»
    category = models.CharField(_("category"), max_length=20, choices=SeatCategory)
    has_vote = models.BooleanField(_("has a vote"), default=True)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="seats", null=True, blank=True, verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="seats",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["composition", "order"]
        constraints = [
            models.CheckConstraint(
                name="seat_of_the_governor_never_votes",
                condition=~Q(category__in=NEVER_VOTE) | Q(has_vote=False),
                violation_error_message=_("The county governor and observers never vote."),
            ),
            models.CheckConstraint(name="seat_category_known", condition=Q(category__in=SeatCategory.values)),
            models.CheckConstraint(
                name="seat_of_a_network_names_it",
                condition=~Q(category=SeatCategory.NETWORK) | Q(network__isnull=False),
                violation_error_message=_("A network's seat names the network."),
            ),
            models.UniqueConstraint(
                fields=["composition", "order"],
                name="seat_one_per_place_in_the_order",
                violation_error_message=_("Another seat has this place in the order."),
            ),
            models.UniqueConstraint(
                fields=["composition", "label", "place"],
                name="seat_one_per_label_and_place",
                violation_error_message=_("There is such a seat already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("seat_detail", args=[self.pk])


@pghistory.track()
class Appointment(Period):
    """One person's term in a seat: its member (rank 0), or its deputy of rank 1, 2, …"""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("seat"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=AppointmentRole)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0, help_text=_("0 for the member; deputies from 1."))
    source = models.CharField(
        _("appointed by"), max_length=300, blank=True, help_text=_("Who appointed, and in which document.")
    )

    class Meta(Period.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["seat", "rank", "valid_from"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="appointment_member_iff_rank_zero",
                condition=Q(role=AppointmentRole.MEMBER, rank=0) | Q(role=AppointmentRole.DEPUTY, rank__gte=1),
                violation_error_message=_("The member has rank 0, deputies have 1 or more."),
            ),
            models.CheckConstraint(
                name="appointment_has_an_end",
                condition=Q(valid_to__isnull=False),
                violation_error_message=_("An appointment is for a time: two years, unless something else is said."),
            ),
            no_overlap(
                "appointment_one_per_seat_and_rank",
                ["seat", "rank"],
                _("Somebody else has this place at that time."),
            ),
            no_overlap(
                "appointment_once_per_seat_and_person",
                ["seat", "person"],
                _("The person has a place in this seat at that time already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"

    @property
    def is_deputy(self) -> bool:
        return self.role == AppointmentRole.DEPUTY


@pghistory.track()
class VotingRule(Period):
    """How the forum votes, for a time: the body's own rule, as data. Without one, these defaults hold.

    Source: kommuneloven § 11-9 as natural default: half present, and the chair decides a tie.
    """

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="voting_rules", verbose_name=_("forum"))
    quorum_percent = models.PositiveSmallIntegerField(_("quorum in percent"), default=50)
    quorum_base = models.CharField(_("counted of"), max_length=20, choices=QuorumBase, default=QuorumBase.ALL)
    tie_rule = models.CharField(_("in a tie"), max_length=10, choices=TieRule, default=TieRule.CHAIR)
    abstain_allowed = models.BooleanField(_("abstaining is allowed"), default=True)
    minutes_days = models.PositiveSmallIntegerField(_("days to remark on the minutes"), default=7)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("voting rule")
        verbose_name_plural = _("voting rules")
        ordering = ["-valid_from"]
        constraints = [
            *Period.Meta.constraints,
            no_overlap("voting_rule_one_at_a_time", ["forum"], _("The forum has another rule at that time.")),
            models.CheckConstraint(
                name="voting_rule_quorum_is_a_percentage",
                condition=Q(quorum_percent__lte=100),
                violation_error_message=_("The quorum is at most 100 percent."),
            ),
            models.CheckConstraint(
                name="voting_rule_words_known",
                condition=Q(quorum_base__in=QuorumBase.values, tie_rule__in=TieRule.values),
            ),
            models.CheckConstraint(
                name="voting_rule_gives_time_to_remark",
                condition=Q(minutes_days__gte=1),
                violation_error_message=_("Give at least one day to remark on the minutes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum}, {self.valid_from}"
