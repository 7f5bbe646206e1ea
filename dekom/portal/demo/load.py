"""Loads the demo: the real 2025 round, a live round around today, and made-up people and numbers."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from allocations.models import Budget
from dekom.core.models import User
from dekom.core.numbers import ORGANISATION_NUMBER_WEIGHTS, with_check_digit
from dekom.portal.casefile.load import load_round
from dekom.portal.casefile.read import read
from dekom.portal.demo.bases import write_bases
from dekom.portal.demo.costs import share_costs
from dekom.portal.demo.decisions import enter_documents
from dekom.portal.demo.frames import adopt_frames
from dekom.portal.demo.letters import prepare_letters
from dekom.portal.demo.meetings import hold_meetings
from dekom.portal.demo.needs import date_the_deadlines, load_needs
from dekom.portal.demo.plans import load_plans
from dekom.portal.demo.sheets import load_sheets
from forum.models import Forum
from networks.actions import ship
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import (
    County,
    Holiday,
    Milestone,
    Network,
    NetworkHost,
    Organisation,
    Role,
    Round,
    Scheme,
    Signatory,
)

HERE = Path(__file__).parent
CASE = HERE.parent / "cases" / "kompetanseloftet-2025.json"
BEGIN = date(2025, 1, 1)
PASSWORD = "dekom-demo-2027"  # noqa: S105 - printed by the demo, never used elsewhere


def _data(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_demo(today: date) -> None:
    """Everything, once; a second time only moves the live round's milestones to lie around ``today``."""
    county = ship.county()
    people = _data("people.json")
    if not User.objects.filter(email=people[0]["email"]).exists():
        case = CASE.read_text(encoding="utf-8")
        decided_round, _result = load_round(read(case), county, source="Samarbeidsforum 8. januar 2025")
        live, _result = load_round(
            _live_case(json.loads(case), today),
            county,
            source="Samarbeidsforum, eksempel",
            adopt_frames=adopt_frames,
        )
        _register(county, _data("register.json"))
        _people(county, people)
        write_bases(county, today)
        prepare_letters(county, decided_round)
        enter_documents(county, decided_round)
        share_costs(county, today)
        load_plans(county)
        load_needs(county, live, decided_round, today)
        _date_the_live_round(today)
        hold_meetings(Forum.objects.get(county=county), decided_round, live, today)
        load_sheets(county, today)
    _date_the_live_round(today)


def _live_case(case: dict[str, Any], today: date) -> dict[str, Any]:
    """A round of the coming year in the shape of a round file, on the register of the 2025 one."""
    live = _data("live-round.json")
    days = {kind: str(today + timedelta(days)) for kind, days in live["days_from_today"].items()}
    year = today.year + 1
    networks = [
        {**network, "recommended": None, "payout_held": False, "remark": "", **live["networks"][network["code"]]}
        for network in case["networks"]
        if network["code"] in live["networks"]  # upper secondary has a regulation of its own from 2026
    ]
    total = sum(network["frame"] for network in networks)
    fixed = sum(grant["amount"] for grant in live["fixed"])
    return {
        "title": f"{live['scheme']} {year} (eksempel)",
        "amounts_in": case["amounts_in"],
        **{
            key: live[key] for key in ("scheme", "scheme_code", "legal_basis", "appropriation", "fixed", "coordination")
        },
        "year": year,
        "networks_total_incl_coordination": total,
        "left_for_later": live["appropriation"] - fixed - total,
        "deadlines": {
            **{kind: days[kind] for kind in ("needs_report", "decision_basis", "recommendation", "decision")},
            "report": f"{year + 1}-06-15",
        },
        "networks": networks,
    }


def _date_the_live_round(today: date) -> None:
    live = _data("live-round.json")
    round_ = Round.objects.filter(scheme__code=live["scheme_code"]).latest("year")
    Budget.objects.filter(round=round_).update(common_measures=live["common_measures"], reserve=live["reserve"])
    for kind, days in live["days_from_today"].items():
        Milestone.objects.update_or_create(round=round_, kind=kind, defaults={"date": today + timedelta(days)})
    date_the_deadlines(round_, today)


def _register(county: County, register: dict[str, Any]) -> None:
    """Hosts, numbers and addresses that no source gives; every row is marked as made up."""
    County.objects.filter(pk=county.pk).update(
        **register["county"], organisation_number=_organisation_number(0), is_made_up=True
    )
    Signatory.objects.bulk_create(
        Signatory(county=county, valid_from=BEGIN, **signatory) for signatory in register["signatories"]
    )
    Holiday.objects.bulk_create(
        Holiday(county=county, date=date.fromisoformat(day), name=name) for day, name in register["holidays"].items()
    )
    for body in register["partners"]:
        Organisation.objects.update_or_create(name=body["name"], county=None, defaults=body)
    for body in register["bodies"]:
        Organisation.objects.update_or_create(name=body["name"], county=county, defaults=body)
    for serial, organisation in enumerate(Organisation.objects.order_by("pk"), 1):
        organisation.organisation_number = _organisation_number(serial)
        organisation.postal_address = organisation.postal_address or "Postboks 999"
        organisation.postal_code = organisation.postal_code or "7999"
        organisation.postal_place = organisation.postal_place or organisation.name
        organisation.language_form = register["language_forms"].get(organisation.number, "neutral")
        organisation.is_made_up = True
        organisation.save()
    owners = {owner.number: owner for owner in Organisation.objects.filter(county=county)}
    for code, number in register["hosts"].items():
        network = Network.objects.get(county=county, code=code)
        mandate = f"Samarbeidsavtalen for {network.short_name} (eksempel)"
        NetworkHost.objects.create(network=network, owner_id=owners[number].pk, valid_from=BEGIN, mandate=mandate)
    forum = Forum.objects.create(county=county, name=register["forum"])
    forum.schemes.set(Scheme.objects.all())


def _organisation_number(serial: int) -> str:
    """A valid number in the series 31…, which Brønnøysundregistrene keeps for tests."""
    tries = (f"31{serial * 10 + extra:06d}" for extra in range(10))
    return next(number for stem in tries if (number := with_check_digit(stem, ORGANISATION_NUMBER_WEIGHTS)))


def _people(county: County, people: list[dict[str, Any]]) -> None:
    """An account for each role, and a leader without a password yet for every other network."""
    networks = {network.code: network for network in Network.objects.filter(county=county)}
    organisations = {organisation.name: organisation for organisation in Organisation.objects.all()}
    for person in people:
        roles = person.pop("roles")
        user = User.objects.create_user(password=PASSWORD, **person)
        for role in roles:
            Role.objects.create(
                user=user,
                county=county,
                kind=role["kind"],
                network=networks.get(role.get("network")),
                organisation=organisations.get(role.get("organisation")),
                valid_from=BEGIN,
            )
    led = set(Role.objects.filter(kind__in=NETWORK_ROLES).values_list("network__code", flat=True))
    for code, network in networks.items():
        member = User.objects.create_user(f"medlem.{code}@dekom.example", name=f"Forumsmedlem {network.short_name}")
        Role.objects.create(user=member, county=county, kind=RoleKind.FORUM_MEMBER, valid_from=BEGIN)
        if code not in led:
            leader = User.objects.create_user(
                f"leder.{code}@dekom.example", name=f"Nettverksleder {network.short_name}"
            )
            Role.objects.create(
                user=leader, county=county, kind=RoleKind.NETWORK_LEADER, network=network, valid_from=BEGIN
            )
