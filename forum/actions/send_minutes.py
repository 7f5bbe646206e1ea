"""Sends the minutes to everybody who was to be there, and takes remarks."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from forum.actions.moves import move
from forum.enums import MeetingStatus, MotionState, RemarkAnswer
from forum.models import Item, Meeting, Minutes, Remark
from forum.rendering import minutes_pdf
from forum.selectors.minutes import MOTIONS, ItemText, item_texts, minutes_text
from forum.selectors.roster import terms_of
from forum.selectors.rules import voting_rule


@transaction.atomic
def send(meeting: Meeting, *, actor: User, now: datetime) -> Minutes:
    """End the meeting and send its minutes. Silence for as long as the forum's rule says approves them.

    Raises: DomainError, with every reason: matters not dealt with, motions not settled. StaleStateError.
    """
    if problems := unfinished(item_texts(meeting, MOTIONS)):
        raise DomainError(problems)
    meeting.attendances.filter(left_at=None, came_at__lt=now).update(left_at=now)
    move(meeting, MeetingStatus.MINUTES_SENT, closed_at=now, current_item=None)
    return _publish(meeting, actor=actor, now=now, version=1)


def unfinished(texts: Sequence[ItemText]) -> list[str]:
    """What stands in the way of sending."""
    problems = []
    waiting = [text.item for text in texts if text.item.closed_at is None and not text.item.is_withdrawn]
    if waiting:
        names = ", ".join(item.number_text or item.title for item in waiting)
        problems.append(_("Not dealt with yet: %(items)s.") % {"items": names})
    motions = [each.motion for whole in texts for text in (whole, *whole.parts) for each in text.motions]
    if unsettled := [str(motion) for motion in motions if motion.state == MotionState.OPEN]:
        problems.append(_("Not settled yet: %(motions)s.") % {"motions": ", ".join(unsettled)})
    return problems


@transaction.atomic
def remark(minutes: Minutes, person: User, text: str, *, now: datetime, item: Item | None = None) -> Remark:
    """Somebody says something against the minutes; they are not approved before it is answered.

    Raises: DomainError: nothing said, too late, or a newer version is sent.
    """
    meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
    if not text.strip():
        raise DomainError(_("Write what you would say."))
    if meeting.status != MeetingStatus.MINUTES_SENT or now > minutes.due_at:
        raise DomainError(_("The time for remarks is over."))
    if latest(meeting).pk != minutes.pk:
        raise DomainError(_("A newer version of the minutes is sent. Read that first."))
    return Remark.objects.create(minutes=minutes, person=person, item=item, text=text.strip(), made_at=now)


@transaction.atomic
def answer(row: Remark, *, taken_in: bool, text: str, actor: User, now: datetime) -> None:
    """Take the remark in, with a new version of the minutes sent at once; or let it stand as a note under them.

    Who takes it in has changed the texts first; ``text`` says what is changed, or why it is not.

    Raises: DomainError: answered already, no explanation, or the minutes are approved.
    """
    meeting = Meeting.objects.select_for_update().get(pk=row.minutes.meeting_id)
    if not text.strip():
        raise DomainError(_("Say what is changed, or why nothing is."))
    if meeting.status != MeetingStatus.MINUTES_SENT:
        raise DomainError(_("The minutes are approved."))
    said = RemarkAnswer.TAKEN_IN if taken_in else RemarkAnswer.NOTED
    waiting = Remark.objects.filter(pk=row.pk, answer=RemarkAnswer.OPEN)
    if not waiting.update(answer=said, answer_text=text.strip(), answered_at=now):
        raise DomainError(_("The remark is answered already."))
    if taken_in:
        version = latest(meeting).version + 1
        _publish(meeting, actor=actor, now=now, version=version, changes=text.strip())


def latest(meeting: Meeting) -> Minutes:
    return meeting.sent_minutes.order_by("-version")[0]


def due_at(sent: datetime, days: int) -> datetime:
    """The last minute of the last day: a week after 13 March is 20 March at 23:59."""
    last = timezone.localdate(sent) + timedelta(days=days)
    return datetime.combine(last, time(23, 59, 59), timezone.get_current_timezone())


def _publish(meeting: Meeting, *, actor: User, now: datetime, version: int, changes: str = "") -> Minutes:
    pdf = minutes_pdf(minutes_text(meeting, version=version, changes=changes))
    days = voting_rule(meeting.forum, meeting.date).minutes_days
    minutes = Minutes.objects.create(
        meeting=meeting,
        version=version,
        changes=changes,
        sent_at=now,
        due_at=due_at(now, days),
        sent_by=actor,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pdf=pdf,
    )
    people = {term.person_id: term.person for term in terms_of(meeting) if term.rank == 0}
    people |= {row.person_id: row.person for row in meeting.attendances.select_related("person")}
    queue_mail("forum/minutes_sent", to=people.values(), context={"meeting": meeting, "minutes": minutes})
    return minutes
