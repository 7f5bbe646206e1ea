"""When the time to appeal against a letter began and ends: read from the log, by the rule in force on its date."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from allocations.enums import NoticeRule
from allocations.models import AppealRule, DecisionLetter
from allocations.services.appeal_time import last_day
from networks.models import Holiday


@dataclass(frozen=True)
class TimeToAppeal:
    """From when it runs, by which rule, and the last day."""

    notice_on: date
    counts_from: str
    weeks: int
    last_day: date


def rule_for(letter: DecisionLetter, day: date) -> AppealRule | None:
    """The regime's own before the common one, the newest first."""
    rules = AppealRule.objects.on(day).filter(Q(legal_basis=letter.round.legal_basis_id) | Q(legal_basis=None))
    return max(rules, key=lambda rule: (rule.legal_basis_id is not None, rule.valid_from), default=None)


def time_to_appeal(letter: DecisionLetter) -> TimeToAppeal | None:
    """None: no rule, or it runs from the first opening and nobody has opened the letter yet."""
    if letter.issued_at is None:
        return None
    sent_on = timezone.localdate(letter.issued_at)
    rule = rule_for(letter, sent_on)
    if rule is None:
        return None
    notice_on = sent_on
    if rule.counts_from == NoticeRule.FIRST_OPENING:
        opened = letter.openings.order_by("opened_at").values_list("opened_at", flat=True).first()
        if opened is None:
            return None
        notice_on = timezone.localdate(opened)
    holidays = set(Holiday.objects.filter(county=letter.county_id, date__gte=notice_on).values_list("date", flat=True))
    return TimeToAppeal(
        notice_on, rule.counts_from, rule.weeks, last_day(notice_on, weeks=rule.weeks, holidays=holidays)
    )
