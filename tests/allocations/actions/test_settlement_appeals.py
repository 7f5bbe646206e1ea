"""Appeals on what becomes of unspent money: suspended, forwarded, reversed, and every krone told of at each step."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from allocations.actions import appeals, issue, leftovers, settle
from allocations.enums import AppealStatus, JournalDirection, LetterKind
from allocations.enums.payments import HoldKind, LeftoverMethod, PaymentStatus, SettlementKind, SettlementStatus
from allocations.models import Appeal, Decision, DecisionLetter, JournalEntry, Payment, Settlement
from allocations.rendering import letter_html
from allocations.selectors.appeal_time import time_to_appeal
from allocations.selectors.holds import holds_of, with_facts
from allocations.selectors.leftovers import left_to_settle, moved_by, standing_on
from allocations.selectors.round_money import money_of
from allocations.services.ledger import by_place
from dekom.core.errors import DomainError
from networks.models import Round
from tests.allocations.settled import appealed, assessed, decided, proposed, report, reversed_
from tests.allocations.world import somebody
from tests.factories.payments import issued_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past", "undrawn")]
PDF = b"%PDF-1.7 a case"
PLACES = ("unspent", "returned", "carried_over", "set_off", "not_distributed")


def stands():
    """What stands where of the unspent 40 000, after every krone of the year is found in one place."""
    money = money_of(report().round)
    standing = standing_on(money, timezone.localdate())
    assert sum(standing.values()) == money.budget.appropriation
    places = by_place(standing)
    return {place: places[place] for place in PLACES if places[place]}


def come_back(settlement):
    return settle.returned(settlement, on=timezone.localdate(), actor=somebody("saksbehandler"), now=timezone.now())


def set_off_next_year():
    """A settlement that is set off against the next year's payment, with its letter and that payment."""
    settlement = decided(SettlementKind.SET_OFF)
    next_year = Round.objects.get(year=2025, scheme__code="kompetanseloftet")
    draft = Decision.objects.get(round=next_year, network__code="fosen")
    Decision.objects.filter(pk=draft.pk).update(decided=643_042)
    draft.lines.all().delete()
    draft.lines.create(recipient=settlement.recipient, amount=643_042)
    Decision.objects.filter(pk=draft.pk).update(status="approved", approved_at=timezone.now())
    Decision.objects.filter(pk=draft.pk).update(status="issued")
    letter = issued_letter(draft, recipient=settlement.recipient)
    return settlement, letter.payments.get()


@pytest.mark.parametrize("kind", SettlementKind.values)
def test_each_letter_that_says_one_may_appeal_can_be_appealed_against(kind):
    settlement = decided(kind)

    appeal = appealed(settlement)

    time = time_to_appeal(settlement.letter)
    assert (appeal.settlement, appeal.decision, appeal.letter.kind) == (settlement, None, kind)
    assert (appeal.notice_on, appeal.deadline) == (timezone.localdate(), time.last_day)
    assert (appeal.deadline - appeal.notice_on).days >= 21
    assert appeal.subject == "Fosen"
    entry = appeal.journal_entries.get()
    assert (entry.direction, entry.party) == (JournalDirection.INCOMING, "Ørland")
    with pytest.raises(DomainError, match="open appeal"):
        appealed(settlement)


def test_a_settlement_that_is_only_proposed_or_on_its_way_is_not_appealed_against():
    Settlement.objects.all().delete()
    made = settle.decide(proposed(SettlementKind.PAY_BACK), actor=somebody("beslutter"), now=timezone.now())

    with pytest.raises(DomainError, match="decision in an issued letter"):
        appealed(made)


@pytest.mark.parametrize(
    ("kind", "place"), [(SettlementKind.CARRY_OVER, "carried_over"), (SettlementKind.SET_OFF, "set_off")]
)
def test_reversed_the_money_is_unspent_again_and_is_settled_anew(kind, place):
    settlement = decided(kind)
    steps = [stands()]
    appeal = appealed(settlement)
    steps.append(stands())

    appeal = reversed_(appeal)
    settlement.refresh_from_db()
    steps.append(stands())

    assert (appeal.status, appeal.reversal_reason) == (AppealStatus.REVERSED, "Samlingen var utsatt")
    assert (settlement.status, settlement.undone_at, moved_by(settlement)) == ("undone", appeal.settled_at, 0)
    assert left_to_settle(report()) == 40_000
    again = proposed(kind)
    steps.append(stands())
    with pytest.raises(DomainError, match="decision maker"):
        settle.decide(again, actor=somebody("saksbehandler"), now=timezone.now())
    settle.decide(again, actor=somebody("beslutter"), now=timezone.now())
    steps.append(stands())
    assert steps == [{place: 40_000}, {place: 40_000}, {"unspent": 40_000}, {"unspent": 40_000}, {place: 40_000}]
    with pytest.raises(DomainError, match="decision in an issued letter"):
        appealed(settlement)


def test_the_new_letter_says_which_decision_it_replaces_and_why():
    settlement = decided(SettlementKind.PAY_BACK)
    number = settlement.letter.number_text
    reversed_(appealed(settlement))

    settle.decide(proposed(SettlementKind.CARRY_OVER), actor=somebody("beslutter"), now=timezone.now())

    html = letter_html(issue.content_of(DecisionLetter.objects.waiting().get(), timezone.now()))
    assert f"Dette vedtaket kommer i stedet for vedtaket i brev {number}." in html
    assert "Klagen deres førte fram: Samlingen var utsatt" in html


def test_a_repayment_waits_for_the_appeal_where_that_is_granted():
    settlement = decided(SettlementKind.PAY_BACK)
    appeal = appealed(settlement, suspends=True)

    with pytest.raises(DomainError, match="suspends the repayment"):
        come_back(settlement)
    appeals.suspend(appeal, suspends=False, actor=somebody("beslutter"), version=1)

    assert come_back(settlement).status == SettlementStatus.SETTLED


def test_what_came_back_is_taken_from_the_leftover_funds_and_told_of_in_words():
    settlement = come_back(decided(SettlementKind.PAY_BACK))
    steps = [stands()]

    reversed_(appealed(settlement))
    steps.append(stands())
    settlement.refresh_from_db()

    assert moved_by(settlement) == 40_000
    settle.decide(proposed(SettlementKind.CARRY_OVER), actor=somebody("beslutter"), now=timezone.now())
    steps.append(stands())
    assert steps == [{"returned": 40_000}, {"unspent": 40_000}, {"carried_over": 40_000}]


@pytest.mark.parametrize("more", [0, 40_000])
def test_what_came_back_and_is_given_to_others_is_not_given_twice(more):
    settlement = come_back(decided(SettlementKind.PAY_BACK))
    budget = report().round.budget
    tomorrow = timezone.localdate() + timedelta(days=1)
    leftovers.distribute(
        report().round,
        [],
        method=LeftoverMethod.FLAT,
        weights={"gauldal": 1},
        unit=1,
        reference="Sak 21/25",
        note="",
        on=tomorrow,
        actor=somebody("saksbehandler"),
        now=timezone.now() + timedelta(days=1),
    )
    budget.appropriation += more
    budget.save()
    ready = assessed(appealed(settlement))
    later = timezone.now() + timedelta(days=2)
    fields = {"reason": "x", "actor": somebody("beslutter"), "now": later, "version": ready.version}

    if more:
        appeals.reverse(ready, **fields)
        standing = standing_on(money_of(report().round), timezone.localdate(later))
        places = by_place(standing)
        assert sum(standing.values()) == budget.appropriation
        assert (places["unspent"], places["recommended"], places["not_distributed"]) == (40_000, 40_000, 0)
    else:
        with pytest.raises(DomainError, match="distributed already"):
            appeals.reverse(ready, **fields)
        assert Appeal.objects.get().status == AppealStatus.RECEIVED


def test_a_payment_with_a_suspended_set_off_waits():
    settlement, payment = set_off_next_year()
    appealed(settlement, suspends=True)

    found = with_facts(Payment.objects.filter(pk=payment.pk))

    assert HoldKind.APPEAL in {hold.kind for hold in holds_of(found, timezone.localdate())[payment.pk]}


@pytest.mark.parametrize("status", ["planned", "attested"])
def test_a_payment_that_is_not_sent_is_whole_again(status):
    settlement, payment = set_off_next_year()
    assert (payment.set_off, payment.to_pay) == (40_000, 603_042)
    if status == "attested":
        Payment.objects.filter(pk=payment.pk).update(
            status=status, attested_by=somebody("kollega"), attested_at=timezone.now()
        )

    reversed_(appealed(settlement))

    payment.refresh_from_db()
    settlement.refresh_from_db()
    assert (payment.status, payment.attested_by) == (PaymentStatus.PLANNED, None)
    assert (payment.set_off, payment.to_pay, moved_by(settlement)) == (0, 643_042, 0)


def test_upheld_it_is_forwarded_with_the_case_and_undone_if_the_appeal_body_says_so():
    settlement = decided(SettlementKind.CARRY_OVER)
    ready = assessed(appealed(settlement))
    decider = somebody("beslutter")
    upheld = appeals.uphold(ready, actor=decider, now=timezone.now(), version=ready.version)

    notice = appeals.forward(upheld, case_pdf=PDF, actor=decider, now=timezone.now(), version=upheld.version)

    assert (notice.kind, notice.about, notice.particulars["settles"]) == (
        LetterKind.APPEAL_FORWARDED,
        settlement.letter,
        True,
    )
    assert JournalEntry.objects.filter(appeal=ready, direction=JournalDirection.OUTGOING).exists()
    assert stands() == {"carried_over": 40_000}
    appeal = Appeal.objects.get()
    appeals.close(
        appeal,
        outcome="annulled",
        outcome_on=timezone.localdate(),
        text="Grunnlaget mangler.",
        actor=somebody("saksbehandler"),
        now=timezone.now(),
        version=appeal.version,
    )
    assert stands() == {"unspent": 40_000}
    settle.decide(proposed(SettlementKind.SET_OFF), actor=decider, now=timezone.now())
    waiting = DecisionLetter.objects.waiting().get(kind="set_off")
    assert waiting.particulars["reversal_reason"] == "Grunnlaget mangler."


def test_the_database_keeps_an_appeal_on_one_thing_and_what_is_undone_as_it_is():
    settlement = decided(SettlementKind.CARRY_OVER)
    appeal = reversed_(appealed(settlement))

    with pytest.raises(IntegrityError, match="appeal_on_a_decision_or_a_settlement"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(settlement=None)
    with pytest.raises(IntegrityError, match="appeal_on_a_decision_or_a_settlement"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decision=Decision.objects.earliest("pk"))
    with pytest.raises(InternalError, match="settlement_undone_stays"), transaction.atomic():
        Settlement.objects.filter(pk=settlement.pk).update(undone_at=timezone.now())
    again = proposed(SettlementKind.CARRY_OVER)
    with pytest.raises(IntegrityError, match="settlement_undone_iff_undone_at"), transaction.atomic():
        Settlement.objects.filter(pk=again.pk).update(undone_at=timezone.now())
    with pytest.raises(IntegrityError, match="settlement_told_of_when_decided"), transaction.atomic():
        Settlement.objects.filter(pk=again.pk).update(
            letter=DecisionLetter.objects.exclude(settlement=settlement).earliest("pk")
        )
