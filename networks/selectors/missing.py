"""Who has not delivered what, and by when, of all that is delivered: one query for a county."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, Func, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, JSONObject

from dekom.core.partly import partly
from networks.enums import BasisStatus, MilestoneKind, ReportStatus
from networks.enums.needs import NeedsStatus
from networks.enums.plans import AgreementStatus
from networks.enums.reminders import ReminderKind
from networks.models import (
    CooperationAgreement,
    County,
    DecisionBasis,
    Extension,
    LegalBasis,
    Membership,
    Milestone,
    NeedsDeadline,
    NeedsReport,
    Network,
    Organisation,
    Report,
    Round,
    Scheme,
)
from networks.selectors.needs import CLOSED, DEFAULT_DAY

BEING_WRITTEN = [BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED]
NAMES = ["basis_name_nb", "basis_name_nn", "needs_name_nb", "needs_name_nn", "needs_report_required"]


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


def missing_in(county: County, today: date) -> list[Missing]:
    """Everything in the county whose deadline has not passed and that nobody has delivered, the nearest first."""
    bases, reports, agreements = _bases(county, today), _reports(county, today), _agreements(county, today)
    found = [_missing(*row) for row in _needs(county, today).union(bases, reports, agreements, all=True)]
    return sorted(found, key=lambda each: (each.deadline, each.kind))


def _needs(county: County, today: date) -> QuerySet[Any, Any]:
    """Of every member of a network, in every round to come of its scheme; the network's own deadline goes first."""
    round_, year = OuterRef("scheme__rounds"), F("scheme__rounds__year")
    own = NeedsDeadline.objects.filter(round=round_, network=OuterRef("network"))
    common = Milestone.objects.filter(round=round_, kind=MilestoneKind.NEEDS_REPORT)
    told = NeedsReport.objects.filter(round=round_, owner=OuterRef("owner"), status=NeedsStatus.SUBMITTED)
    closed = DecisionBasis.objects.filter(round=round_, network=OuterRef("network"), status__in=CLOSED)
    members = (
        Membership.objects.filter(
            network__county=county, scheme__rounds__county=county, scheme__rounds__year__gte=today.year
        )
        .annotate(
            due=Coalesce(_date(own), _date(common.order_by()), _day(year - 1, *DEFAULT_DAY)),
            asked_on=Greatest(Value(today), _day(year, 1, 1)),
        )
        .filter(
            ~Exists(told),
            ~Exists(closed),
            Q(valid_to=None) | Q(valid_to__gte=F("asked_on")),
            valid_from__lte=F("asked_on"),
            due__gte=today,
        )
    )
    return _columns(ReminderKind.NEEDS_REPORT, members, "due", "scheme__rounds", "network", "owner")


def _bases(county: County, today: date) -> QuerySet[Any, Any]:
    extended = Extension.objects.filter(basis=OuterRef("pk")).order_by().values("basis").annotate(date=Max("until"))
    common = Milestone.objects.filter(round=OuterRef("round"), kind=MilestoneKind.DECISION_BASIS)
    bases = (
        DecisionBasis.objects.filter(round__county=county, status__in=BEING_WRITTEN)
        .annotate(due=Coalesce(_date(extended), _date(common.order_by())))
        .filter(due__gte=today)
    )
    return _columns(ReminderKind.DECISION_BASIS, bases, "due", "round", "network", None)


def _reports(county: County, today: date) -> QuerySet[Any, Any]:
    open_ = [ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED]
    reports = Report.objects.filter(round__county=county, due_on__gte=today, status__in=open_)
    return _columns(ReminderKind.REPORT, reports, "due_on", "round", "network", "organisation")


def _agreements(county: County, today: date) -> QuerySet[Any, Any]:
    """Signed ones to be renewed, where nobody has begun a new one."""
    signed = CooperationAgreement.objects.filter(
        network__county=county, status=AgreementStatus.SIGNED, renewal_on__gte=today
    ).exclude(network__agreements__status=AgreementStatus.DRAFT)
    return _columns(ReminderKind.AGREEMENT, signed, "renewal_on", None, "network", None)


def _date(rows: QuerySet[Any, Any]) -> Subquery:
    return Subquery(rows.values("date")[:1])


def _day(year: Any, month: int, day: int) -> Func:
    return Func(year, Value(month), Value(day), function="make_date", output_field=DateField())


def _columns(
    kind: ReminderKind, rows: QuerySet[Any, Any], due: str, round_: str | None, network: str, organisation: str | None
) -> QuerySet[Any, Any]:
    """The same columns of each: kind, deadline, and what is known of round, network and organisation."""
    return rows.order_by().values_list(
        Cast(Value(kind.value), CharField()),
        F(due),
        _facts(round_, ["id", "year"]),
        _facts(f"{round_}__scheme" if round_ else None, ["id", "name"]),
        _facts(f"{round_}__legal_basis" if round_ else None, ["id", *NAMES]),
        _facts(network, ["id", "name"]),
        _facts(organisation, ["id", "name"]),
    )


def _facts(path: str | None, names: Sequence[str]) -> JSONObject:
    return JSONObject(**({name: f"{path}__{name}" for name in names} if path else {"id": Value(None)}))


def _missing(
    kind: str, deadline: date, round_: Any, scheme: Any, legal_basis: Any, network: Any, organisation: Any
) -> Missing:
    found = partly(Round, round_) if round_["id"] else None
    if found:
        found.scheme, found.legal_basis = partly(Scheme, scheme), partly(LegalBasis, legal_basis)
    return Missing(
        ReminderKind(kind),
        deadline,
        found,
        partly(Network, network) if network["id"] else None,
        partly(Organisation, organisation) if organisation["id"] else None,
    )
