"""What there is to know of a round's needs: deadlines, who has told, and what became of each need."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, OuterRef, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from networks.enums import BasisStatus, MilestoneKind
from networks.models import (
    DecisionBasis,
    MeasureNeed,
    Membership,
    Milestone,
    Need,
    NeedsDeadline,
    NeedsReport,
    Network,
    Organisation,
    Partner,
    Round,
    Theme,
)

CLOSED = (BasisStatus.SUBMITTED, BasisStatus.IN_REVIEW, BasisStatus.DECIDED)
DEFAULT_DAY = (12, 1)  # 1 December of the year before, where nobody has set another day


def needs_deadline(round_: Round, network: Network | int) -> date:
    """The network's own deadline, else the round's, else 1 December.  Source: long-term plan, «Saksgang»."""
    pk = network if isinstance(network, int) else network.pk
    return deadlines([round_], [pk])[round_.pk, pk]


def deadlines(rounds: Iterable[Round], networks: Iterable[int]) -> Mapping[tuple[int, int], date]:
    """The deadline of every network in every round, in one query."""
    rounds, networks = list(rounds), list(networks)
    common: dict[int, date] = {}
    own: dict[tuple[int, int], date] = {}
    nobody: Any = Value(None, output_field=BigIntegerField())
    everybodys = Milestone.objects.filter(round__in=rounds, kind=MilestoneKind.NEEDS_REPORT).order_by()
    set_by_networks = NeedsDeadline.objects.filter(round__in=rounds, network__in=networks)
    found = everybodys.annotate(whose=nobody).values_list("round_id", "whose", "date")
    for round_id, network_id, day in found.union(set_by_networks.values_list("round_id", "network_id", "date")):
        if network_id is None:
            common[round_id] = day
        else:
            own[round_id, network_id] = day
    return {
        (round_.pk, network): own.get((round_.pk, network))
        or common.get(round_.pk)
        or date(round_.year - 1, *DEFAULT_DAY)
        for round_ in rounds
        for network in networks
    }


def members_from(round_: Round, today: date) -> date:
    """The day whose members a round asks: today, or the first day of a round that is still to come."""
    return max(today, date(round_.year, 1, 1))


def is_closed(round_id: int, network_id: int) -> bool:
    """Whether the network's decision basis is handed over: then its owners' reports stay as they are."""
    return DecisionBasis.objects.filter(round=round_id, network=network_id, status__in=CLOSED).exists()


def handed_over(networks: Iterable[int]) -> ArraySubquery:
    """Of a round: those of the networks whose decision basis is handed over."""
    bases = DecisionBasis.objects.filter(round=OuterRef("pk"), network__in=list(networks), status__in=CLOSED)
    return ArraySubquery(bases.values("network"))


def last_years(round_: Round, owner_id: int) -> NeedsReport | None:
    """The owner's newest submitted report of an earlier year, of whichever scheme."""
    return (
        NeedsReport.objects.filter(owner=owner_id, round__county=round_.county_id, round__year__lt=round_.year)
        .exclude(first_submitted_at=None)
        .select_related("round__scheme")
        .order_by("-round__year", "-submitted_at", "-pk")
        .first()
    )


def needs_of(reports: Iterable[NeedsReport]) -> QuerySet[Need]:
    """Their needs with themes, partners and the measures that answer them."""
    answers = MeasureNeed.objects.select_related("measure__basis").order_by("measure__order", "measure__pk")
    return (
        Need.objects.filter(report__in=list(reports))
        .select_related("wished_partner")
        .prefetch_related("themes", Prefetch("answers", answers))
    )


@dataclass
class OwnerLine:
    """One owner of the network in the round: its report, if the reader sees one, and the needs in it."""

    owner: Organisation
    report: NeedsReport | None = None
    needs: list[Need] = field(default_factory=list)


def owner_lines(round_: Round, network: Network, user: User) -> list[OwnerLine]:
    """Every owner that is a member today or has reported, in Norwegian order; three queries and those of the needs."""
    day = members_from(round_, timezone.localdate())
    members = Membership.objects.on(day).filter(network=network, scheme=round_.scheme_id)
    lines = {member.owner_id: OwnerLine(member.owner) for member in members.select_related("owner")}
    reports = NeedsReport.objects.visible_to(user).filter(round=round_, network=network)
    for report in reports.select_related("owner", "entered_by"):
        lines.setdefault(report.owner_id, OwnerLine(report.owner)).report = report
    by_report = {line.report.pk: line for line in lines.values() if line.report}
    for need in needs_of([line.report for line in lines.values() if line.report]):
        by_report[need.report_id].needs.append(need)
    return sorted(lines.values(), key=lambda line: norwegian_key(line.owner.name))


def themes_for(county_id: int, today: date) -> list[Theme]:
    """The themes of the plan in force."""
    return list(Theme.objects.on(today).filter(county=county_id).order_by("order", "pk"))


def partners_for(county_id: int) -> list[Partner]:
    """Whom an owner may wish for."""
    found = Partner.objects.filter(Q(county=county_id) | Q(county=None))
    return sorted(found, key=lambda partner: norwegian_key(partner.name))


@dataclass(frozen=True)
class Duty:
    """One owner's report in one open round."""

    owner: Organisation
    network: Network
    round: Round
    report: NeedsReport | None
    deadline: date


def duties(user_owners: Iterable[int], today: date) -> list[Duty]:
    """What the owners can still tell: the rounds of their schemes whose network has not handed its basis over."""
    members = list(
        Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), owner__in=list(user_owners))
        .select_related("owner", "network")
        .order_by("owner", "pk")
    )
    if not members:
        return []
    networks = {member.network_id for member in members}
    rounds = list(
        Round.objects.filter(
            scheme__in={member.scheme_id for member in members},
            county__in={member.network.county_id for member in members},
            year__gte=today.year,
        )
        .select_related("scheme", "legal_basis")
        .annotate(handed_over=handed_over(networks))
    )
    reports = {
        (report.round_id, report.owner_id): report
        for report in NeedsReport.objects.filter(round__in=rounds, owner__in=[member.owner_id for member in members])
    }
    days = deadlines(rounds, networks)
    found = [
        Duty(
            member.owner,
            member.network,
            round_,
            reports.get((round_.pk, member.owner_id)),
            days[round_.pk, member.network_id],
        )
        for member in members
        for round_ in rounds
        if round_.scheme_id == member.scheme_id
        and round_.county_id == member.network.county_id
        and member.holds(members_from(round_, today))
        and member.network_id not in vars(round_)["handed_over"]
    ]
    return sorted(found, key=lambda duty: (duty.deadline, norwegian_key(duty.owner.name)))
