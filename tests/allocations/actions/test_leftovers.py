"""September's leftover funds: a recommendation with its derivation, and new draft decisions of each part."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from allocations.actions import amend, issue, leftovers, letter_blocks, plan_payments, settle
from allocations.enums.payments import LeftoverMethod, SettlementKind, SettlementStatus
from allocations.models import Decision, DecisionLetter, LeftoverDistribution, Payment, Settlement
from allocations.rendering import letter_html, letter_title
from allocations.selectors.leftovers import leftover_on, standing_on
from allocations.selectors.round_money import money_of
from allocations.services.distribution import NamedGrant
from allocations.services.ledger import by_place
from allocations.services.letters import letter_problems
from dekom.core.errors import DomainError, StaleStateError
from networks.models import Organisation, Report, Role, Round
from tests.allocations.world import somebody
from tests.factories.payments import issued_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


def last_year():
    """The demo's made-up year: three networks, everything given out."""
    return Round.objects.select_related("county", "scheme").get(year=2024, scheme__code="kompetanseloftet")


@pytest.fixture
def round_():
    """With 110 000 more to distribute."""
    found = last_year()
    budget = found.budget
    budget.appropriation += 110_000
    budget.save()
    return found


def dmmh():
    return Organisation.objects.get(name="DMMH")


def distribute(round_, named=(), method=LeftoverMethod.FLAT, weights=None, by="saksbehandler", **more):
    if weights is None:
        weights = {"fosen": 3, "gauldal": 2, "ytre-namdal": 1}
    fields = {"unit": 1, "reference": "Sak 21/25", "note": "", "on": timezone.localdate()} | more
    return leftovers.distribute(
        round_, named, method=method, weights=weights, actor=somebody(by), now=timezone.now(), **fields
    )


def test_the_rest_goes_to_the_networks_as_new_editions(round_):
    assert leftover_on(money_of(round_), timezone.localdate()) == 110_000

    made = distribute(round_, [NamedGrant("One day", 20_000, (dmmh().pk,))])

    assert (made.available, made.amount, made.remainder) == (110_000, 110_000, 0)
    drafts = Decision.objects.filter(round=round_, status="draft", network__isnull=False)
    assert sorted(draft.decided - draft.replaces.decided for draft in drafts) == [30_000, 30_000, 30_000]
    assert {draft.prepared_by for draft in drafts} == {somebody("saksbehandler")}
    assert all(sum(line.amount for line in draft.lines.all()) == draft.decided for draft in drafts)
    named = Decision.objects.get(fixed_grant__leftover=made)
    assert (named.decided, named.lines.get().recipient) == (20_000, dmmh())
    assert by_place(standing_on(money_of(round_), timezone.localdate()))["recommended"] == 110_000


def test_pro_rata_by_the_frames(round_):
    made = distribute(round_, method=LeftoverMethod.PRO_RATA)

    assert sorted(made.parts.values_list("amount", flat=True)) == [18_333, 36_667, 55_000]
    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
        LeftoverDistribution.objects.update(remainder=1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"reference": " "}, "meeting and item"),
        ({"on": timezone.localdate() + timedelta(days=1)}, "not come yet"),
        ({"weights": {}}, "Choose the networks"),
        ({"unit": 0}, "at least 1 krone"),
        ({"method": LeftoverMethod.NAMED}, "Nothing is distributed"),
        ({"named": [NamedGrant("Too much", 110_001, (1,))]}, "1 kr more is named"),
        ({"named": [NamedGrant("Twice", 1, (1,)), NamedGrant("Twice", 2, (2,))]}, "the same purpose"),
        ({"by": "beslutter"}, "secretariat"),
    ],
)
def test_what_stands_in_the_way_is_said(round_, fields, said):
    with pytest.raises(DomainError, match=said):
        distribute(round_, **fields)
    assert LeftoverDistribution.objects.filter(round=round_).count() == 1, "the demo's own"


def test_a_network_with_a_new_edition_under_way_waits(round_):
    distribute(round_, weights={"fosen": 1}, unit=60_000)

    with pytest.raises(DomainError, match="Fosen has no issued decision"):
        distribute(round_, weights={"fosen": 1})


def test_a_day_before_the_last_distribution_is_refused(round_):
    """Its money would be given twice: the later distribution took all that was left."""
    day = timezone.localdate()
    named = [NamedGrant("One", 110_000, (dmmh().pk,))]
    distribute(round_, named, method=LeftoverMethod.NAMED, weights={})

    with pytest.raises(DomainError, match="recommendation's day is before that of the last distribution"):
        distribute(round_, named, method=LeftoverMethod.NAMED, weights={}, on=day - timedelta(days=1))

    money = money_of(round_)
    assert Decision.objects.filter(round=round_, status="draft").count() == 1
    assert sum(standing_on(money, day).values()) == money.budget.appropriation


def granted_to_fosen(round_, more, at):
    """A new edition of Fosen's decision, approved: it is paid of what is not distributed."""
    old = Decision.objects.get(round=round_, network__code="fosen")
    edition = amend.new_edition(old, change="amendment", reason="Why", actor=somebody("saksbehandler"))
    line = edition.lines.first()
    edition.lines.filter(pk=line.pk).update(amount=line.amount + more)
    Decision.objects.filter(pk=edition.pk).update(decided=edition.decided + more)
    Decision.objects.filter(pk=edition.pk).update(status="approved", approved_at=at)


@pytest.mark.usefixtures("nothing_proposed")
@pytest.mark.parametrize(("given", "back", "left"), [(100_000, 0, 10_000), (100_000, 40_000, 10_000), (0, 0, 110_000)])
def test_of_a_day_that_has_been_no_more_is_given_than_was_left_since(round_, given, back, left):
    now = timezone.now()
    today, before = timezone.localdate(now), timezone.localdate(now) - timedelta(days=9)
    if given:
        granted_to_fosen(round_, given, now - timedelta(days=5))
    if back:
        settlement = decide(propose(amount=back))
        settle.returned(settlement, on=today, actor=somebody("saksbehandler"), now=now)
    assert leftover_on(money_of(round_), before) == 110_000

    with pytest.raises(DomainError, match="1 kr more is named"):
        distribute(round_, [NamedGrant("More", left + 1, (dmmh().pk,))], weights={}, method="named", on=before)
    made = distribute(round_, [NamedGrant("All", left, (dmmh().pk,))], weights={}, method="named", on=before)

    assert made.available == left
    standing = standing_on(money_of(round_), today)
    assert sum(standing.values()) == round_.budget.appropriation
    assert by_place(standing)["recommended"] == left


# --- What becomes of unspent money


def report():
    return Report.objects.get(round__year=2024, network__code="fosen")


def orland():
    return Organisation.objects.get(name="Ørland")


def propose(kind=SettlementKind.PAY_BACK, amount=40_000, by="saksbehandler", recipient=None, reason="Why"):
    return settle.propose(
        report(),
        recipient=recipient or orland(),
        kind=kind,
        amount=amount,
        reason=reason,
        actor=somebody(by),
        now=timezone.now(),
    )


def decide(settlement, by="beslutter"):
    return settle.decide(settlement, actor=somebody(by), now=timezone.now())


@pytest.fixture
def nothing_proposed():
    Settlement.objects.all().delete()


@pytest.mark.usefixtures("nothing_proposed")
@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        (SettlementKind.PAY_BACK, "Dere må betale tilbake 40 000 kroner for 2024", "betale resten tilbake"),
        (SettlementKind.CARRY_OVER, "Dere kan bruke 40 000 kroner i 2025", "bruke resten neste år"),
        (SettlementKind.SET_OFF, "Vi trekker 40 000 kroner fra tilskuddet for 2025", "trekker vi dem fra"),
    ],
)
def test_the_recipient_gets_a_letter_of_what_is_decided(kind, title, said):
    propose(kind)
    assert not DecisionLetter.objects.waiting().exists(), "nothing goes out before somebody else has decided it"

    decide(Settlement.objects.get())

    letter = DecisionLetter.objects.waiting().get()
    content = issue.content_of(letter, timezone.now())
    assert (letter.kind, letter.recipient, letter.amount) == (kind, orland(), 40_000)
    assert letter.ordered_by == somebody("beslutter")
    assert letter_title(content).replace("\u00a0", " ") == title
    assert letter_problems(content) == []
    assert said in letter_html(content)


@pytest.mark.usefixtures("nothing_proposed")
def test_the_county_writes_its_own_words_of_each_way():
    for kind, text in (("set_off", "Vi trekker dem."), ("pay_back", "Vi krever dem.")):
        texts = {"message": {"nb": text, "nn": text}}
        letter_blocks.write(last_year().county, kind, texts, actor=somebody("saksbehandler"), now=timezone.now())

    decide(propose(amount=10_000))
    decide(propose(SettlementKind.SET_OFF, amount=10_000))

    waiting = DecisionLetter.objects.waiting().order_by("pk")
    back, off = (letter_html(issue.content_of(letter, timezone.now())) for letter in waiting)
    assert ("Vi krever dem." in back, "Vi trekker dem." in back) == (True, False)
    assert ("Vi krever dem." in off, "Vi trekker dem." in off) == (False, True)


@pytest.mark.usefixtures("nothing_proposed")
def test_paid_back_is_free_to_be_distributed_again():
    settlement = decide(propose())
    places = by_place(standing_on(money_of(last_year()), timezone.localdate()))
    assert (settlement.status, places["unspent"], places["returned"]) == (SettlementStatus.DECIDED, 40_000, 0)

    settle.returned(settlement, on=timezone.localdate(), actor=somebody("saksbehandler"), now=timezone.now())

    assert leftover_on(money_of(last_year()), timezone.localdate()) == 40_000


@pytest.mark.usefixtures("nothing_proposed")
def test_carried_over_stays_with_the_recipient():
    assert decide(propose(SettlementKind.CARRY_OVER)).status == SettlementStatus.SETTLED
    assert by_place(standing_on(money_of(last_year()), timezone.localdate()))["carried_over"] == 40_000


@pytest.mark.usefixtures("nothing_proposed")
def test_set_off_is_taken_off_next_years_payment():
    settlement = decide(propose(SettlementKind.SET_OFF))
    next_year = Round.objects.get(year=2025, scheme__code="kompetanseloftet")
    draft = Decision.objects.get(round=next_year, network__code="fosen")
    Decision.objects.filter(pk=draft.pk).update(decided=643_042)
    draft.lines.all().delete()
    line = draft.lines.create(recipient=orland(), amount=643_042)
    Decision.objects.filter(pk=draft.pk).update(status="approved", approved_at=timezone.now())
    Decision.objects.filter(pk=draft.pk).update(status="issued")

    letter = issued_letter(draft, recipient=orland(), now=timezone.now())

    payment = Payment.objects.get(decision_line=line)
    assert (payment.amount, payment.set_off, payment.to_pay) == (643_042, 40_000, 603_042)
    assert plan_payments.set_offs_left(line) == {}
    assert payment.set_offs.get().settlement == settlement
    assert letter.payments.get() == payment


@pytest.mark.usefixtures("nothing_proposed")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": 40_001}, "40 000 kr is left"),
        ({"amount": 0}, "is left to settle"),
        ({"reason": " "}, "Say why"),
        ({"by": "beslutter"}, "secretariat"),
    ],
)
def test_a_proposal_that_does_not_hold_is_refused(fields, said):
    with pytest.raises(DomainError, match=said.replace(" ", r"\s")):
        propose(**fields)


@pytest.mark.usefixtures("nothing_proposed")
def test_only_recipients_of_an_accepted_report_settle_and_once_each_way():
    with pytest.raises(DomainError, match="received nothing"):
        propose(recipient=dmmh())
    propose(amount=10_000)
    with pytest.raises(DomainError, match="already"):
        propose(amount=10_000)
    Report.objects.filter(network__code="gauldal", round__year=2024)
    with pytest.raises(DomainError, match="accepted first"):
        settle.propose(
            Report.objects.get(network__code="gauldal", round__year=2024),
            recipient=orland(),
            kind="pay_back",
            amount=1,
            reason="Why",
            actor=somebody("saksbehandler"),
            now=timezone.now(),
        )


@pytest.mark.usefixtures("nothing_proposed")
def test_decided_by_another_and_once():
    settlement = propose()
    with pytest.raises(DomainError, match="decision maker"):
        decide(settlement, by="kollega")
    stale = Settlement.objects.get(pk=settlement.pk)
    decide(settlement)

    with pytest.raises(StaleStateError):
        decide(stale)


@pytest.mark.usefixtures("nothing_proposed")
def test_money_comes_back_on_a_day_that_has_been_and_only_where_it_is_to():
    settlement, other = decide(propose(amount=10_000)), decide(propose(SettlementKind.SET_OFF, amount=10_000))
    day, now = timezone.localdate(), timezone.now()

    for who, which, on, said in (
        ("beslutter", settlement, day, "secretariat"),
        ("saksbehandler", other, day, "not paid back"),
        ("saksbehandler", settlement, day + timedelta(days=1), "not come yet"),
    ):
        with pytest.raises(DomainError, match=said):
            settle.returned(which, on=on, actor=somebody(who), now=now)


@pytest.mark.usefixtures("nothing_proposed")
def test_who_proposed_it_does_not_decide_it_with_another_role():
    settlement = propose()
    secretary = somebody("saksbehandler")
    Role.objects.create(
        user=secretary, kind="decision_maker", county=last_year().county, valid_from=timezone.localdate()
    )

    with pytest.raises(DomainError, match="somebody else must decide"):
        decide(settlement, by="saksbehandler")


@pytest.mark.usefixtures("nothing_proposed")
def test_what_an_organisation_has_left_of_its_fixed_grant_is_settled_with_it():
    round_ = last_year()
    report = Report.objects.create(round=round_, organisation=dmmh(), opened_at=timezone.now())
    report.lines.create(order=1, title="Fagdag", granted=40_000, used=30_000)
    for status in ("submitted", "accepted"):
        Report.objects.filter(pk=report.pk).update(status=status, submitted_at=timezone.now())
    report.refresh_from_db()
    now = timezone.now()
    proposed = settle.propose(
        report,
        recipient=dmmh(),
        kind="pay_back",
        amount=10_000,
        reason="Why",
        actor=somebody("saksbehandler"),
        now=now,
    )

    decide(proposed)

    assert DecisionLetter.objects.waiting().get().recipient == dmmh()


def test_a_network_that_the_units_leave_nothing_for_gets_no_new_edition(round_):
    made = distribute(round_, unit=50_000)

    assert (made.parts.count(), made.remainder) == (2, 10_000)
