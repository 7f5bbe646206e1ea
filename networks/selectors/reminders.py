"""On which day who is reminded of what: the county's rules, its own holidays, and what it has sent already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from dekom.core.models import User
from networks.enums import NETWORK_ROLES, RoleKind
from networks.enums.reminders import ReminderKind
from networks.models import County, Holiday, Reminder, ReminderRule, Role
from networks.selectors.missing import Missing, missing_in
from networks.services.working_days import working_days_before

WRITERS = (*NETWORK_ROLES, RoleKind.UH_PARTNER)
KEY = ("kind", "round", "network", "organisation", "deadline", "working_days", "recipient")


@dataclass(frozen=True)
class Reminding:
    """How a county reminds people."""

    county: County
    days: Mapping[ReminderKind, list[int]]  # how many working days ahead; nothing of what is not there
    own_holidays: frozenset[date]
    sent: frozenset[tuple[object, ...]]  # of deadlines to come, as ``KEY``
    sent_count: int  # in all years

    @property
    def rules(self) -> list[tuple[ReminderKind, int]]:
        return [(kind, days) for kind, several in self.days.items() for days in several]


@dataclass(frozen=True)
class Planned:
    """One reminder to one person: of what, and from which day it is sent."""

    missing: Missing
    working_days: int
    send_on: date
    recipient: User


def reminding(county: County, today: date) -> Reminding:
    """One query."""
    rules = ReminderRule.objects.filter(county=OuterRef("pk"))
    sent = Reminder.objects.filter(county=OuterRef("pk"))
    ahead = sent.filter(deadline__gte=today).order_by()
    row = (
        County.objects.filter(pk=county.pk)
        .annotate(
            rules=ArraySubquery(rules.values(json=JSONObject(kind="kind", days="working_days"))),
            own_holidays=ArraySubquery(Holiday.objects.filter(county=OuterRef("pk")).values("date")),
            ahead=ArraySubquery(ahead.values(json=JSONObject(**{name: name for name in KEY}))),
            sent_count=Coalesce(
                Subquery(sent.order_by().values("county").annotate(count=Count("pk")).values("count")), 0
            ),
        )
        .values("rules", "own_holidays", "ahead", "sent_count")
        .get()
    )
    days: dict[ReminderKind, list[int]] = {}
    for rule in row["rules"]:
        days.setdefault(ReminderKind(rule["kind"]), []).append(rule["days"])
    keys = ({**each, "deadline": date.fromisoformat(each["deadline"])} for each in row["ahead"])
    known = frozenset(tuple(each[name] for name in KEY) for each in keys)
    return Reminding(county, days, frozenset(row["own_holidays"]), known, row["sent_count"])


def reminders_planned(plan: Reminding, today: date) -> list[Planned]:
    """Every reminder not sent yet, today's and those to come; a person who asks for none of it gets none."""
    missing = [each for each in missing_in(plan.county, today) if each.kind in plan.days] if plan.days else []
    if not missing:
        return []
    people = _people(plan.county, today)
    planned = [
        Planned(each, days, working_days_before(each.deadline, days, plan.own_holidays), person)
        for each in missing
        for days in plan.days[each.kind]
        for person in _recipients(each, people)
        if (*each.key, days, person.pk) not in plan.sent
    ]
    return sorted(planned, key=lambda each: (each.send_on, each.missing.deadline, each.recipient.pk))


def _people(county: County, today: date) -> list[Role]:
    roles = Role.objects.on(today).filter(county=county, user__is_active=True)
    kinds = Q(kind__in=WRITERS) | Q(kind=RoleKind.OWNER_CONTACT)
    return list(roles.filter(kinds).select_related("user").order_by("user", "pk"))


def _recipients(missing: Missing, roles: Iterable[Role]) -> list[User]:
    """Those who can do something about it, each once."""
    if missing.kind == ReminderKind.NEEDS_REPORT:
        found = [
            role
            for role in roles
            if missing.organisation
            and role.organisation_id == missing.organisation.pk
            and role.kind == RoleKind.OWNER_CONTACT
        ]
    elif missing.network is None:
        found = [role for role in roles if missing.organisation and role.organisation_id == missing.organisation.pk]
    else:
        kinds = NETWORK_ROLES if missing.kind == ReminderKind.AGREEMENT else WRITERS
        found = [role for role in roles if role.network_id == missing.network.pk and role.kind in kinds]
    return list({role.user_id: role.user for role in found}.values())


def by_person(planned: Iterable[Planned]) -> list[tuple[User, list[Planned]]]:
    """One digest a person."""
    ordered = sorted(planned, key=lambda each: each.recipient.pk)
    return [
        (rows[0].recipient, rows)
        for _pk, group in groupby(ordered, key=lambda each: each.recipient.pk)
        if (rows := sorted(group, key=lambda each: each.missing.deadline))
    ]
