"""Meetings and what they deal with: matters with their numbers, and the papers of each."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from forum.enums import MEETING_MOVES, ItemKind, MeetingStatus
from forum.models.forum import Forum
from networks.enums import LanguageForm
from networks.models import Network, Round, access_of

HELD = (MeetingStatus.IN_SESSION, MeetingStatus.MINUTES_SENT, MeetingStatus.MINUTES_APPROVED)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> "MeetingQuerySet":
        """The forum's people see a meeting when it is called; those who read all in the county see it before."""
        access = access_of(user)
        if access.is_superuser:
            return self
        called = ~Q(status=MeetingStatus.PLANNED) & Q(forum__county__in=access.forum_in)
        return self.filter(Q(forum__county__in=access.reads_all_in) | called)


@pghistory.track()
class Meeting(models.Model):
    """One meeting of the forum. ``status`` is written by ``forum.actions`` only; the database refuses other moves."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("forum"))
    title = models.CharField(_("title"), max_length=200)
    date = models.DateField(_("date"))
    starts = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link for those who take part digitally"), blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("chair"),
    )
    minutes_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("minutes taker"),
    )
    language = models.CharField(
        _("language form of the minutes"),
        max_length=2,
        choices=[(form.value, form.label) for form in (LanguageForm.BOKMAL, LanguageForm.NYNORSK)],
        default=LanguageForm.BOKMAL,
    )
    opening = models.TextField(_("opening of the minutes"), blank=True)  # what was said before the first matter
    status = models.CharField(
        _("state"), max_length=20, choices=MeetingStatus, default=MeetingStatus.PLANNED, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves; texts are guarded one by one
    called_at = models.DateTimeField(_("called at"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    current_item = models.ForeignKey(
        "forum.Item",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("the matter now"),
    )
    notice_sequence = models.PositiveSmallIntegerField(default=0, editable=False)  # of the calendar entry

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-date", "-starts"]
        constraints = [
            models.CheckConstraint(name="meeting_status_known", condition=Q(status__in=MeetingStatus.values)),
            models.CheckConstraint(
                name="meeting_ends_after_it_begins",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("The meeting ends before it begins."),
            ),
            models.CheckConstraint(
                name="meeting_called_iff_called_at",
                condition=Q(status=MeetingStatus.PLANNED, called_at=None)
                | Q(status=MeetingStatus.CANCELLED)
                | (~Q(status__in=[MeetingStatus.PLANNED, MeetingStatus.CANCELLED]) & Q(called_at__isnull=False)),
                violation_error_message=_("A meeting that is called carries the time it was called."),
            ),
            models.CheckConstraint(
                name="meeting_held_iff_opened_at",
                condition=(Q(status__in=HELD) & Q(opened_at__isnull=False)) | (~Q(status__in=HELD) & Q(opened_at=None)),
                violation_error_message=_("A meeting that is held carries the time it was opened."),
            ),
            models.UniqueConstraint(
                fields=["forum", "date", "starts"],
                condition=~Q(status=MeetingStatus.CANCELLED),
                name="meeting_one_at_a_time",
                violation_error_message=_("The forum has a meeting at that time already."),
            ),
        ]
        triggers = MEETING_MOVES.triggers("status")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting_detail", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.status == MeetingStatus.PLANNED

    @property
    def is_today(self) -> bool:
        return self.date == timezone.localdate()

    @property
    def is_in_session(self) -> bool:
        return self.status == MeetingStatus.IN_SESSION

    @property
    def has_minutes(self) -> bool:
        """They are sent, and perhaps approved."""
        return self.status in (MeetingStatus.MINUTES_SENT, MeetingStatus.MINUTES_APPROVED)

    @property
    def is_open_for_change(self) -> bool:
        """Its agenda may still be changed."""
        return self.status in (MeetingStatus.PLANNED, MeetingStatus.CALLED, MeetingStatus.IN_SESSION)


class ItemCounter(models.Model):
    """The last matter number given by a forum in a year. Its row is locked when a meeting is called."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "year"], name="item_counter_one_per_forum_and_year")]


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: User) -> "ItemQuerySet":
        """Those of meetings the person may see; the queue is for those who read all."""
        access = access_of(user)
        if access.is_superuser:
            return self
        meetings = Meeting.objects.visible_to(user)
        return self.filter(Q(meeting__in=meetings) | Q(meeting=None, forum__county__in=access.reads_all_in))

    def queued(self) -> "ItemQuerySet":
        """Matters that wait for a meeting."""
        return self.filter(meeting=None, parent=None)

    def top_level(self) -> "ItemQuerySet":
        return self.filter(parent=None)


@pghistory.track()
class Item(models.Model):
    """A matter: waiting in the forum's queue, or on a meeting's agenda, where it has its number from the call on."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="items", verbose_name=_("forum"))
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("meeting")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("part of")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=ItemKind, default=ItemKind.INFORMATION)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("what it is about"), blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="items", null=True, blank=True, verbose_name=_("round")
    )
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="items",
        null=True,
        blank=True,
        verbose_name=_("network"),
        help_text=_("Whoever is recused from the network gets neither the matter nor its papers."),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False, editable=False)  # «utgår»: keeps its number
    minutes = models.TextField(_("minutes"), blank=True)  # what was said
    conclusion = models.TextField(_("conclusion"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="item_kind_known", condition=Q(kind__in=ItemKind.values)),
            models.CheckConstraint(
                name="item_number_belongs_to_a_matter_on_an_agenda",
                condition=Q(number=None, year=None)
                | Q(number__isnull=False, year__isnull=False, meeting__isnull=False, parent=None),
                violation_error_message=_("Only a matter on an agenda has a number, and its parts share it."),
            ),
            models.UniqueConstraint(
                fields=["forum", "year", "number"],
                name="item_number_used_once",
                violation_error_message=_("Another matter has this number."),
            ),
            models.CheckConstraint(
                name="item_of_a_network_names_the_round",
                condition=Q(network=None) | Q(round__isnull=False),
                violation_error_message=_("A matter about a network says in which round, for recusal is by round."),
            ),
            models.CheckConstraint(
                name="item_is_not_its_own_part",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message=_("A matter is not a part of itself."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="number_is_never_given_away",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__isnull=False)
                & (
                    pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__year__df=pgtrigger.F("new__year"))
                    | pgtrigger.Q(old__meeting__df=pgtrigger.F("new__meeting"))
                ),
            ),
            pgtrigger.Protect(
                name="numbered_matter_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_text} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("item_detail", args=[self.pk])

    @property
    def matters(self) -> "list[Item]":
        """The matter, and the one that it is a part of: whoever is recused from either takes no part in it."""
        return [self, self.parent] if self.parent else [self]

    @property
    def round_dealt_with(self) -> Round | None:
        """The round that it is about: its own, else that of the matter that it is a part of."""
        return next((matter.round for matter in self.matters if matter.round_id), None)

    @property
    def number_text(self) -> str:
        """«8/25», as it is called in the notice and cited in the letters."""
        return f"{self.number}/{self.year % 100:02}" if self.number and self.year else ""


@pghistory.track(exclude=["content"])
class ItemPaper(models.Model):
    """A paper of a matter, as PDF, so that all of a meeting's papers can be one file."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="papers", verbose_name=_("matter"))
    title = models.CharField(_("title"), max_length=200)
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("network"),
        help_text=_("Whoever is recused from the network does not get the paper."),
    )
    pages = models.PositiveSmallIntegerField(_("pages"), editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    content = models.BinaryField(editable=False)
    added_at = models.DateTimeField(_("added at"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
