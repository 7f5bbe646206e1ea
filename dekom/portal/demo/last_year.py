"""The year before the real round, made up: three networks' grants, paid and reported, so that every page has a past."""

from datetime import UTC, date, datetime, time

from django.db import transaction

from allocations.actions import (
    attest_payments,
    hold_payments,
    leftovers,
    order_payments,
    payees,
    plan_payments,
    restore,
    settle,
)
from allocations.enums import DecisionStatus
from allocations.enums.payments import LeftoverMethod, SettlementKind
from allocations.models import Budget, Decision, LetterTerms, Payment
from allocations.services.distribution import NamedGrant
from allocations.services.instalments import InstalmentRule
from allocations.services.measures import as_decided
from dekom.core.models import User
from dekom.core.numbers import ACCOUNT_NUMBER_WEIGHTS, with_check_digit
from networks.actions import reports
from networks.enums import MilestoneKind
from networks.enums.reports import ControlResult, UnspentWish
from networks.models import County, Milestone, Network, NetworkHost, Organisation, Report, Round
from networks.selectors.reports import report_values

YEAR = 2024
CASE_NUMBER = "2024/4321"
LEFT, SEPTEMBER = 40_000, date(2024, 9, 18)  # what was not asked for, and when it was distributed
GRANTS = {"fosen": 600_000, "gauldal": 820_000, "ytre-namdal": 420_000}
ISSUED_ON, PAID_ON, AFTER_REPORT_ON = date(2024, 4, 15), date(2024, 5, 10), date(2025, 9, 1)
RULES = [InstalmentRule(PAID_ON, 80), InstalmentRule(AFTER_REPORT_ON, 20, after_report=True)]
MILESTONES = {
    MilestoneKind.DECISION_BASIS: date(2024, 2, 1),
    MilestoneKind.RECOMMENDATION: date(2024, 3, 13),
    MilestoneKind.DECISION: ISSUED_ON,
    MilestoneKind.REPORT: date(2025, 6, 15),
}
REPORTED_ON = date(2025, 6, 13)
MEASURES = [("Felles tiltak for inkluderende praksis", 3), ("Veiledning i barnehager og skoler", 2)]
REACHED = "Lærere, assistenter og PP-tjenesten har prøvd ut og vurdert sammen (eksempel)"
DOUBT = "Vi venter på svar om samarbeidet med universitetet (eksempel)"


@transaction.atomic
def load_past() -> None:
    """The year before the demo's real round, once."""
    like = Round.objects.select_related("county", "scheme", "legal_basis").get(
        scheme__code="kompetanseloftet", year=YEAR + 1
    )
    if not Round.objects.filter(county=like.county_id, scheme=like.scheme_id, year=YEAR).exists():
        load_last_year(like.county, like)


def load_last_year(county: County, like: Round) -> Round:
    """The round with its letters, its payments and what one recipient's account is about to become."""
    round_ = Round.objects.create(
        county=county,
        scheme=like.scheme,
        legal_basis=like.legal_basis,
        year=YEAR,
        title=f"{like.scheme} {YEAR} (eksempel)",
        own_contribution_percent=like.own_contribution_percent,
    )
    Budget.objects.create(round=round_, appropriation=sum(GRANTS.values()) + LEFT, appropriation_source="Eksempel")
    LetterTerms.objects.create(round=round_, case_number=CASE_NUMBER, pay_by=PAID_ON)
    Milestone.objects.bulk_create(Milestone(round=round_, kind=kind, date=day) for kind, day in MILESTONES.items())
    secretary, colleague, decider, registrar = (
        User.objects.get(email=f"{name}@dekom.example")
        for name in ("saksbehandler", "kollega", "beslutter", "registrator")
    )
    plan_payments.instalments(round_, RULES, actor=secretary)
    for number, (code, amount) in enumerate(GRANTS.items(), 1):
        _grant(round_, code, amount, number)
    now = _noon(PAID_ON)
    first = {payment.pk: payment.version for payment in Payment.objects.filter(round=round_, order=1)}
    attest_payments.attest(round_, first, actor=colleague, now=now)
    seen = dict(Payment.objects.filter(pk__in=first).values_list("pk", "version"))
    made = order_payments.order(round_, seen, actor=decider, now=now)
    lines = [f"{payment.reference};{payment.to_pay};{PAID_ON}" for payment in made.payments.order_by("pk")]
    receipt = "\n".join(["Referanse;Beløp;Betalt dato", *lines, "900000;1000;" + str(PAID_ON)])
    order_payments.receive(round_, name="kvittering.csv", content=receipt.encode(), actor=secretary, now=now)
    waits = Payment.objects.get(round=round_, order=2, decision_line__decision__network__code="gauldal")
    hold_payments.hold(waits, reason=DOUBT, actor=secretary, now=_noon(AFTER_REPORT_ON))
    _change_an_account(county, registrar)
    leader = User.objects.get(email="leder@dekom.example")
    accepted = _report(round_, "fosen", 560_000, wish=UnspentWish.CARRY_OVER, by=leader)
    reports.control(
        accepted,
        result=ControlResult.ACCEPTED,
        form_in_order=True,
        reasonable=True,
        note="",
        actor=secretary,
        now=_noon(AFTER_REPORT_ON),
    )
    _report(round_, "gauldal", 820_000, wish="", by=colleague)
    settle.propose(
        accepted,
        recipient=Organisation.objects.get(county=county, name="Ørland"),
        kind=SettlementKind.CARRY_OVER,
        amount=40_000,
        reason="Samlingen holdes høsten 2025 (eksempel)",
        actor=secretary,
        now=_noon(AFTER_REPORT_ON),
    )
    _leftovers(round_, secretary)
    nynorsk = _report(round_, "ytre-namdal", 420_000, wish="", by=User.objects.get(email="nynorsk@dekom.example"))
    reports.control(
        nynorsk,
        result=ControlResult.ACCEPTED,
        form_in_order=True,
        reasonable=True,
        note="",
        actor=secretary,
        now=_noon(AFTER_REPORT_ON),
    )
    return round_


def _grant(round_: Round, code: str, amount: int, number: int) -> None:
    """One network's decision as it was issued, to today's host."""
    network = Network.objects.get(county=round_.county, code=code)
    host = NetworkHost.objects.get(network=network).owner
    draft = Decision.objects.create(
        round=round_,
        network=network,
        recommended=amount,
        recommendation_reference="Samarbeidsforum 13. mars 2024, sak 6/24 (eksempel)",
        measures="\n".join(title for title, _weight in MEASURES),
    )
    recipient = Organisation.objects.get(pk=host.pk)
    at = _noon(ISSUED_ON)
    restore.decision(draft, decided=amount, lines={recipient.pk: amount}, to=DecisionStatus.ISSUED, at=at)
    letter = restore.letter(
        round_,
        number=f"{number}/{YEAR}",
        recipient=recipient,
        parts=[(draft, amount)],
        sha256=f"{number:064x}",
        issued_at=at,
    )
    reports.open_for(round_, network=network, now=at, lines=as_decided(MEASURES, amount, otherwise=""))
    plan_payments.plan(letter, now=at)


def _leftovers(round_: Round, secretary: User) -> None:
    """What was left in September went to one university, for one purpose."""
    university = Organisation.objects.get(county=None, name="DMMH")
    made = leftovers.distribute(
        round_,
        [NamedGrant("Fagdag om inkluderende praksis (eksempel)", LEFT, (university.pk,))],
        method=LeftoverMethod.NAMED,
        weights={},
        unit=1,
        reference="Samarbeidsforum 18. september 2024, sak 15/24 (eksempel)",
        note="",
        on=SEPTEMBER,
        actor=secretary,
        now=_noon(SEPTEMBER),
    )
    draft = Decision.objects.get(fixed_grant__leftover=made)
    at = _noon(SEPTEMBER)
    for step in (DecisionStatus.APPROVED, DecisionStatus.ISSUED):
        Decision.objects.filter(pk=draft.pk).update(status=step, approved_at=at)
    letter = restore.letter(
        round_,
        number=f"{len(GRANTS) + 1}/{YEAR}",
        recipient=university,
        parts=[(draft, LEFT)],
        sha256=f"{len(GRANTS) + 1:064x}",
        issued_at=at,
    )
    plan_payments.plan(letter, now=at)


def _report(round_: Round, code: str, used: int, *, wish: str, by: User) -> Report:
    """What the network wrote and submitted."""
    report = Report.objects.get(round=round_, network__code=code)
    first, second = report.lines.all()
    values = report_values(report)
    typed = {name: REACHED for name in values if name.startswith("answer_")} | {
        f"line_{first.pk}_used": first.granted,
        f"line_{first.pk}_reached": REACHED,
        f"line_{second.pk}_used": used - first.granted,
        f"line_{second.pk}_reached": REACHED,
        "summary": "Barnehager og skoler har fått felles språk og rutiner (eksempel)",
        "unspent_wish": wish,
        "unspent_reason": "En samling ble utsatt (eksempel)" if wish else "",
    }
    reports.save(report, typed, began=values, actor=by)
    report.refresh_from_db()
    reports.submit(report, actor=by, now=_noon(REPORTED_ON))
    report.refresh_from_db()
    return report


def _change_an_account(county: County, registrar: User) -> None:
    """A new account that awaits another registrar."""
    recipient = Organisation.objects.get(county=county, name="Oppdal")
    numbers = (with_check_digit(f"1234{serial:06d}", ACCOUNT_NUMBER_WEIGHTS) for serial in range(900_000, 900_020))
    payees.register(
        recipient,
        organisation_number=recipient.organisation_number,
        account_number=next(filter(None, numbers)),
        source="Brev fra kommunen (eksempel)",
        actor=registrar,
        now=_noon(AFTER_REPORT_ON),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
