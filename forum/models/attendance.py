"""Who can't come, who is asked instead, and who was there from when to when."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from forum.enums import AbsenceScope, AttendanceMode, CallOutAnswer, Capacity
from forum.models.meetings import Item, Meeting
from forum.models.seats import Appointment


@pghistory.track()
class Absence(models.Model):
    """Somebody has said that they can't come: to the whole meeting, for a part of it, or for a single matter."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absences", verbose_name=_("meeting"))
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="absences", verbose_name=_("member")
    )
    scope = models.CharField(_("scope"), max_length=10, choices=AbsenceScope)
    begins = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="absences", null=True, blank=True, verbose_name=_("matter")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    reported_at = models.DateTimeField(_("reported at"), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["reported_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_says_what_its_scope_needs",
                condition=Q(scope=AbsenceScope.WHOLE, begins=None, ends=None, item=None)
                | Q(scope=AbsenceScope.PART, begins__isnull=False, ends__isnull=False, item=None)
                | Q(scope=AbsenceScope.ITEM, begins=None, ends=None, item__isnull=False),
                violation_error_message=_("Say from when to when you are away, or from which matter."),
            ),
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(begins=None) | Q(ends__gt=F("begins")),
                violation_error_message=_("The absence ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "appointment", "scope", "item", "begins"],
                nulls_distinct=False,
                condition=Q(withdrawn_at=None),
                name="absence_reported_once",
                violation_error_message=_("This absence is reported already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment}: {self.get_scope_display()}"


@pghistory.track()
class CallOut(models.Model):
    """A deputy is asked to come instead; the next one is asked when this one says no."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="call_outs", verbose_name=_("absence"))
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="call_outs", verbose_name=_("deputy")
    )
    sent_at = models.DateTimeField(_("asked at"), editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=CallOutAnswer, default=CallOutAnswer.NONE)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    class Meta:
        verbose_name = _("call to a deputy")
        verbose_name_plural = _("calls to deputies")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "appointment"],
                name="call_out_once_per_absence_and_deputy",
                violation_error_message=_("The deputy is asked already."),
            ),
            models.CheckConstraint(
                name="call_out_answered_iff_answered_at",
                condition=Q(answer=CallOutAnswer.NONE, answered_at=None)
                | (Q(answer__in=[CallOutAnswer.YES, CallOutAnswer.NO]) & Q(answered_at__isnull=False)),
                violation_error_message=_("An answer carries the time it was given."),
            ),
        ]


@pghistory.track()
class Attendance(models.Model):
    """Somebody was there from one clock time to another, or still is. Who comes back has a new row."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("person")
    )
    capacity = models.CharField(_("as"), max_length=20, choices=Capacity)
    mode = models.CharField(_("how"), max_length=10, choices=AttendanceMode, default=AttendanceMode.IN_ROOM)
    came_at = models.DateTimeField(_("came at"))
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["came_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="attendance_left_after_it_came",
                condition=Q(left_at=None) | Q(left_at__gt=F("came_at")),
                violation_error_message=_("Nobody leaves before they came."),
            ),
            models.CheckConstraint(
                name="attendance_words_known",
                condition=Q(capacity__in=Capacity.values, mode__in=AttendanceMode.values),
            ),
            ExclusionConstraint(
                name="attendance_once_at_a_time",
                expressions=[
                    *(
                        (Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)
                        for field in ("meeting", "person")
                    ),
                    (
                        Func(
                            F("came_at"),
                            F("left_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The person is registered as present at that time already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"
