"""Why a payment waits, from plain facts. No database, no clock."""

from dataclasses import dataclass
from datetime import date

from allocations.enums.payments import HoldKind


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """What is the case around one payment."""

    has_account: bool
    account_is_changing: bool = False
    cooling_until: date | None = None
    reports_missing: tuple[str, ...] = ()  # overdue reports of earlier money, named
    waits_for_report: bool = False  # an instalment after the report, which is not accepted
    appeal: str = ""  # what suspends it


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to wait, with what it is about."""

    kind: HoldKind
    about: str = ""
    until: date | None = None


def computed_holds(facts: HoldFacts, day: date) -> list[Reason]:
    """Everything that holds the payment on the day without anybody having to say so.

    Source: bestemmelser om økonomistyring i staten 5.3 and 6.3.
    """
    found = []
    if not facts.has_account:
        found.append(Reason(HoldKind.NO_ACCOUNT))
    if facts.account_is_changing:
        found.append(Reason(HoldKind.ACCOUNT_CHANGING))
    if facts.cooling_until is not None and day < facts.cooling_until:
        found.append(Reason(HoldKind.COOLING, until=facts.cooling_until))
    found += [Reason(HoldKind.REPORT_MISSING, about) for about in facts.reports_missing]
    if facts.waits_for_report:
        found.append(Reason(HoldKind.REPORT_FIRST))
    if facts.appeal:
        found.append(Reason(HoldKind.APPEAL, facts.appeal))
    return found
