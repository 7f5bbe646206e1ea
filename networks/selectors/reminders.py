"""Who has not delivered what, by when, and on which day they are reminded of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max, Q

from dekom.core.models import User
from networks.enums import NETWORK_ROLES, BasisStatus, MilestoneKind, ReportStatus, RoleKind
from networks.enums.needs import NeedsStatus
from networks.enums.plans import AgreementStatus
from networks.enums.reminders import ReminderKind
from networks.models import (
    CooperationAgreement,
    County,
    DecisionBasis,
    Membership,
    Milestone,
    NeedsReport,
    Network,
    Organisation,
    Reminder,
    ReminderRule,
    Report,
    Role,
    Round,
)
from networks.selectors.needs import CLOSED, deadlines, members_from
from networks.services.working_days import working_days_before

WRITERS = (*NETWORK_ROLES, RoleKind.UH_PARTNER)


@dataclass(frozen=True)
class Missing:
    """Something that is not delivered yet, and by when it should be."""

    kind: ReminderKind
    deadline: date
    round: Round | None = None
    network: Network | None = None
    organisation: Organisation | None = None

    @property
    def key(self) -> tuple[str, int | None, int | None, int | None, date]:
        """What it is, in the log."""
        return (
            self.kind.value,
            self.round.pk if self.round else None,
            self.network.pk if self.network else None,
            self.organisation.pk if self.organisation else None,
            self.deadline,
        )


@dataclass(frozen=True)
class Planned:
    """One reminder to one person: of what, and from which day it is sent."""

    missing: Missing
    working_days: int
    send_on: date
    recipient: User


def missing_in(county: County, today: date) -> list[Missing]:
    """Everything in the county whose deadline has not passed and that nobody has delivered, the nearest first."""
    found = [*_needs(county, today), *_bases(county, today), *_reports(county, today), *_agreements(county, today)]
    return sorted(found, key=lambda each: (each.deadline, each.kind))


def _needs(county: County, today: date) -> Iterator[Missing]:
    rounds = list(Round.objects.filter(county=county, year__gte=today.year).select_related("scheme", "legal_basis"))
    members = list(
        Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .filter(network__county=county, scheme__in={round_.scheme_id for round_ in rounds})
        .select_related("owner", "network")
    )
    told = set(NeedsReport.objects.filter(round__in=rounds, status=NeedsStatus.SUBMITTED).values_list("round", "owner"))
    closed = set(DecisionBasis.objects.filter(round__in=rounds, status__in=CLOSED).values_list("round", "network"))
    days = deadlines(rounds, {member.network_id for member in members})
    for round_ in rounds:
        for member in members:
            day = days[round_.pk, member.network_id]
            is_open = (round_.pk, member.network_id) not in closed and (round_.pk, member.owner_id) not in told
            is_member = member.scheme_id == round_.scheme_id and member.holds(members_from(round_, today))
            if is_member and is_open and day >= today:
                yield Missing(ReminderKind.NEEDS_REPORT, day, round_, member.network, member.owner)


def _bases(county: County, today: date) -> Iterator[Missing]:
    bases = (
        DecisionBasis.objects.filter(
            round__county=county, status__in=[BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED]
        )
        .select_related("round__scheme", "round__legal_basis", "network")
        .annotate(extended=Max("extensions__until"))
    )
    due = dict(
        Milestone.objects.filter(round__county=county, kind=MilestoneKind.DECISION_BASIS).values_list("round", "date")
    )
    for basis in bases:
        day = vars(basis)["extended"] or due.get(basis.round_id)
        if day is not None and day >= today:
            yield Missing(ReminderKind.DECISION_BASIS, day, basis.round, basis.network)


def _reports(county: County, today: date) -> Iterator[Missing]:
    reports = Report.objects.filter(
        round__county=county,
        due_on__gte=today,
        status__in=[ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED],
    )
    for report in reports.select_related("round__scheme", "round__legal_basis", "network", "organisation"):
        assert report.due_on is not None
        yield Missing(ReminderKind.REPORT, report.due_on, report.round, report.network, report.organisation)


def _agreements(county: County, today: date) -> Iterator[Missing]:
    """Signed ones to be renewed, where nobody has begun a new one."""
    signed = CooperationAgreement.objects.filter(
        network__county=county, status=AgreementStatus.SIGNED, renewal_on__gte=today
    ).exclude(network__agreements__status=AgreementStatus.DRAFT)
    for agreement in signed.select_related("network"):
        yield Missing(ReminderKind.AGREEMENT, agreement.renewal_on, None, agreement.network)


def reminders_planned(county: County, today: date) -> list[Planned]:
    """Every reminder not sent yet, today's and those to come; a person who asks for none of it gets none."""
    rules: dict[str, list[int]] = {}
    for rule in ReminderRule.objects.filter(county=county):
        rules.setdefault(rule.kind, []).append(rule.working_days)
    missing = [each for each in missing_in(county, today) if each.kind in rules]
    if not missing:
        return []
    own_holidays = frozenset(county.holidays.values_list("date", flat=True))
    people = _people(county, today)
    sent = set(
        Reminder.objects.filter(county=county, deadline__gte=today).values_list(
            "kind", "round", "network", "organisation", "deadline", "working_days", "recipient"
        )
    )
    planned = [
        Planned(each, days, working_days_before(each.deadline, days, own_holidays), person)
        for each in missing
        for days in rules[each.kind]
        for person in _recipients(each, people)
        if (*each.key, days, person.pk) not in sent
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
