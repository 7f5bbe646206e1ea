"""Days and deadlines as people read them."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_DAYS = 3
LONG_PAST_DAYS = 60  # after that nobody counts the days


def day_text(day: date, today: date) -> str:
    """«20. mars», with the year where it could be mistaken."""
    return date_format(day, "MONTH_DAY_FORMAT" if is_near(day, today) else "DATE_FORMAT")


def is_near(day: date, today: date) -> bool:
    """Whether the day and month alone can't be mistaken for another year's."""
    return abs((day - today).days) < 330


def due_text(days: int) -> str:
    """How long there is until a deadline."""
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    if days < -LONG_PAST_DAYS:
        return _("Deadline passed")
    if days < 0:
        return ngettext("%(count)s day late", "%(count)s days late", -days) % {"count": -days}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def moment_text(moment: datetime, today: date) -> str:
    """When something happened: «Today 09:58», «Yesterday 14:12», «17. mars»."""
    local = timezone.localtime(moment)
    clock = local.strftime("%H:%M")
    age = (today - local.date()).days
    if age == 0:
        return _("Today %(clock)s") % {"clock": clock}
    if age == 1:
        return _("Yesterday %(clock)s") % {"clock": clock}
    return day_text(local.date(), today)
