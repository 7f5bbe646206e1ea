"""A meeting as a calendar entry that mail programs understand (iCalendar, RFC 5545)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event

from dekom.core.mail import Attached
from forum.models import Meeting


def calendar_entry(meeting: Meeting, *, now: datetime) -> str:
    """The same entry each time it is sent, with a higher sequence when something changed."""
    zone = ZoneInfo(settings.TIME_ZONE)
    is_cancelled = meeting.status == "cancelled"
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{settings.SITE_URL.partition('://')[2]}")
    event.add("sequence", meeting.notice_sequence)
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(meeting.date, meeting.starts, zone))
    event.add("dtend", datetime.combine(meeting.date, meeting.ends, zone))
    event.add("summary", meeting.title)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if where := ", ".join(part for part in (meeting.place, meeting.link) if part):
        event.add("location", where)
    event.add("url", settings.SITE_URL + meeting.get_absolute_url())
    calendar = Calendar()
    calendar.add("prodid", "-//Dekom//Forum//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical(), "utf-8")


def calendar_attachment(meeting: Meeting, *, now: datetime) -> Attached:
    return Attached("meeting.ics", "text/calendar", calendar_entry(meeting, now=now).encode())
