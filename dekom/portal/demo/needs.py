"""Made-up needs, plans, wheel, agreement, invitation and school plan, so that every page has something to look at."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from dekom.core.models import User
from dekom.portal.demo.bases import empty_pdf
from networks.actions import agreement_files, agreements, draw, invitations, needs, plans
from networks.enums import RoleKind
from networks.models import (
    Activity,
    CostLine,
    County,
    DecisionBasis,
    MeasureGoal,
    Membership,
    Need,
    NeedsDeadline,
    NeedsReport,
    Network,
    Owner,
    Partner,
    Role,
    Round,
    SchoolPlan,
    Theme,
)
from networks.selectors.basis_people import goals_of

DATA = Path(__file__).parent / "needs.json"
NETWORK = "fosen"
DAYS_LEFT = {"fosen": 4, "ytre-namdal": 6}  # from today until the networks' own deadlines


def load_needs(county: County, live: Round, earlier: Round, today: date) -> None:
    """Everything, once."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    network = Network.objects.get(county=county, code=NETWORK)
    leader = User.objects.get(roles__network=network, roles__kind=RoleKind.NETWORK_LEADER)
    secretary = User.objects.filter(roles__county=county, roles__kind=RoleKind.SECRETARIAT).order_by("pk")[0]
    now = timezone.now()
    last_year = datetime(earlier.year - 1, 11, 28, 12, tzinfo=UTC)
    for name, told in data["earlier"].items():
        _report(earlier, county, name, told, actor=_contact(county, name) or secretary, now=last_year)
    for name, told in data["live"].items():
        _report(live, county, name, told, actor=_contact(county, name) or secretary, now=now)
    told_first = Need.objects.filter(report__round=live, report__network=network).order_by("pk")[0]
    basis = live.decision_bases.get(network=network)
    measure = basis.measures.order_by("order", "pk").first()
    drawn = draw.need(told_first, measure=measure, actor=leader)
    if measure is None and basis.requested:  # the sum that the network asks for stays
        CostLine.objects.create(measure=drawn, amount=basis.requested)
    _draft(live, county, "Nærøysund", today)
    _plan(network, data["plan"], today)
    _serve(basis)
    _wheel(network, data["wheel"], leader, today)
    _agreement(network, data["agreement"], today)
    for row in data["school_plans"]:
        owner = Owner.objects.get(county=county, name=row.pop("owner"))
        SchoolPlan.objects.create(owner=owner, network=network, **row)
    invitations.invite(
        network,
        email="ny.koordinator@dekom.example",
        name="Ny koordinator Fosen",
        language="nb",
        kind=RoleKind.COORDINATOR,
        organisation=None,
        actor=leader,
        now=now,
    )


def date_the_deadlines(live: Round, today: date) -> None:
    """The networks' own deadlines lie ahead, whatever day it is."""
    for code, days in DAYS_LEFT.items():
        network = Network.objects.get(county=live.county, code=code)
        NeedsDeadline.objects.update_or_create(round=live, network=network, defaults={"date": today + timedelta(days)})


def _contact(county: County, owner: str) -> User | None:
    role = Role.objects.filter(county=county, kind=RoleKind.OWNER_CONTACT, organisation__name=owner).first()
    return role.user if role else None


def _report(
    round_: Round, county: County, name: str, told: list[dict[str, Any]], *, actor: User, now: datetime
) -> None:
    """One owner's report, submitted."""
    owner = Owner.objects.get(county=county, name=name)
    member = Membership.objects.filter(owner=owner, scheme=round_.scheme).latest("valid_from")
    report = NeedsReport.objects.create(round=round_, owner=owner, network=member.network)
    themes = {theme.order: theme for theme in Theme.objects.filter(county=county)}
    for order, row in enumerate(told, 1):
        partner = Partner.objects.filter(name=row.pop("partner", "")).first()
        orders = row.pop("themes", [])
        need = Need.objects.create(report=report, order=order, wished_partner=partner, **row)
        need.themes.set([themes[number] for number in orders])
    closed_later = round_.decision_bases.filter(network=member.network).exclude(status="draft").exists()
    if closed_later:  # the earlier round is over: its reports were submitted while it was open
        NeedsReport.objects.filter(pk=report.pk).update(status="submitted", submitted_at=now, first_submitted_at=now)
        return
    needs.submit(report, actor=actor, now=now)


def _draft(round_: Round, county: County, name: str, today: date) -> None:
    """A report that is begun, and an agreement in the same network."""
    owner = Owner.objects.get(county=county, name=name)
    actor = _contact(county, name)
    if actor is None:
        return
    report = needs.begin(round_, owner, actor=actor, today=today)
    report.needs.update(text="Felles arbeid med klasseleiing på ungdomstrinnet.")
    agreements.begin(report.network, today=today)


def _plan(network: Network, data: dict[str, Any], today: date) -> None:
    """An adopted plan, and a draft of its next version."""
    plan = plans.begin(network, today=date(today.year - 2, 8, 1))
    fields = {name: getattr(plan, name) for name in plans.TEXTS} | {"background": data["background"]}
    plans.write(plan, fields=fields)
    for goal in data["goals"]:
        rows = [(row[0], row[1], row[2]) for row in goal["indicators"]]
        plans.write_goal(plan, goal=None, text=goal["text"], indicators=rows)
    plans.adopt(plan, by="Nettverksmøtet", day=date(today.year - 2, 9, 12))
    plans.begin(network, today=today)


def _serve(basis: DecisionBasis) -> None:
    """Each measure serves a goal of the plan, where the other networks tell of theirs in words."""
    goals = list(goals_of(basis).order_by("plan", "order"))
    for place, measure in enumerate(basis.measures.all()):
        MeasureGoal.objects.create(measure=measure, goal=goals[place % len(goals)])
    basis.measures.update(plan_goal="")


def _wheel(network: Network, rows: list[list[Any]], leader: User, today: date) -> None:
    for year in (today.year, today.year + 1):
        for title, actor, first, last, responsible in rows:
            Activity.objects.create(
                network=network,
                title=title,
                actor=actor,
                starts_on=date.fromisoformat(f"{year}-{first}"),
                ends_on=date.fromisoformat(f"{year}-{last}"),
                responsible=leader if responsible else None,
            )


def _agreement(network: Network, data: dict[str, Any], today: date) -> None:
    """Signed by all, and to be renewed within the next weeks."""
    agreement = agreements.begin(network, today=today)
    first, last = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
    fields: dict[str, Any] = {name: getattr(agreement, name) for name in agreements.FIELDS}
    title = f"Samarbeidsavtale for {network.short_name} {first.year}–{last.year} (eksempel)"
    period = {"title": title, "valid_from": first, "valid_to": last, "renewal_on": today + timedelta(38)}
    agreements.write(agreement, fields=fields | data | period)
    signed = date(first.year - 1, 12, 8)
    agreements.sign(agreement, days={party.pk: signed for party in agreement.parties.all()}, today=today)
    leader = User.objects.get(roles__network=network, roles__kind=RoleKind.NETWORK_LEADER)
    name, now = f"Samarbeidsavtale {network.short_name}, signert (eksempel).pdf", timezone.now()
    agreement_files.add(agreement, name=name, data=empty_pdf(), actor=leader, now=now)
    owners = list(Owner.objects.filter(agreements__agreement=agreement).order_by("pk")[:2])
    agreements.elect(network, leader=owners[0], deputy=owners[1], begins=first, elected_on=signed - timedelta(240))
