"""The 2025 round from forwarded recommendation to paid, and its leftover funds in September, in a real browser.

Three roles do it: the secretariat (two people, for nobody attests what they prepared), the decision maker, and the
payee registrar (two, for nobody confirms what they entered). The ledger is printed and checked after each step.
"""

import csv
import io
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from allocations.models import Decision, DecisionLetter, Payee, Payment, PaymentList
from allocations.selectors.leftovers import standing_on
from allocations.selectors.round_money import money_of
from allocations.services.ledger import Place, by_place, leftover
from networks.models import Organisation
from tests.allocations.world import the_round
from tests.browser.test_letters import go_on_as, sign_in, story  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
APPROPRIATION = 14_239_000


def ledger(step):
    """Every krone of the round in exactly one place; printed."""
    standing = standing_on(money_of(the_round()), timezone.localdate())
    places = {place.value: amount for place, amount in by_place(standing).items() if amount}
    shown = [*places.items(), ("= together", sum(places.values()))]
    sys.stdout.write(
        f"\n{step}\n" + "".join(f"  {name:<16}{amount:>14_}\n".replace("_", " ") for name, amount in shown)
    )
    assert sum(standing.values()) == APPROPRIATION
    assert min(standing.values()) > 0
    return places, leftover(standing)


def page_of(name, *args):
    return reverse(name, args=args or [the_round().pk])


def register_an_account(visitor):
    """One registrar enters it, another confirms it."""
    owner = Organisation.objects.get(name="Ørland")
    go_on_as(visitor, "registrator")
    visitor.open(page_of("payee_edit", owner.pk), 1280)
    visitor.page.fill("input[name=organisation_number]", owner.organisation_number)
    visitor.page.fill("input[name=account_number]", "1234 62 81942")
    visitor.page.fill("input[name=source]", "Brev fra kommunen 3. mars")
    visitor.page.click("main form:has(input[name=account_number]) button[type=submit]")
    visitor.page.wait_for_url(f"**{reverse('payee_list')}")
    go_on_as(visitor, "registrator2")
    visitor.open(reverse("payee_list"), 1280)
    visitor.page.click("main section[aria-labelledby=changes] a:has-text('Ørland')")
    visitor.page.click("button[name=confirm]")
    visitor.page.wait_for_url(f"**{reverse('payee_list')}")
    assert Payee.objects.get(organisation=owner).account_number == "12346281942"


def approve_and_issue(visitor, letters):
    """The decision maker approves what is ready, orders the letters, and a worker issues them."""
    go_on_as(visitor, "beslutter")
    visitor.open(page_of("decisions_approve"), 1280)
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url(f"**{page_of('letter_list')}")
    visitor.page.click(f"main details:has(form[action$='{page_of('letters_issue')}']) summary >> nth=0")
    visitor.page.click(f"form[action$='{page_of('letters_issue')}'] button >> nth=0")
    visitor.page.wait_for_load_state()
    call_command("worker", "--once")
    waiting = DecisionLetter.objects.waiting().filter(round=the_round())
    assert [*waiting.values_list("recipient__name", "last_error")] == []
    assert DecisionLetter.objects.issued().filter(round=the_round()).count() == letters


def attest_and_order(visitor):
    """The colleague attests what is ready, the decision maker orders it: one list."""
    go_on_as(visitor, "kollega")
    visitor.open(page_of("payments_attest"), 1280)
    visitor.page.click("main form:has(input[name=seen]) button[type=submit]")
    visitor.page.wait_for_url(f"**{page_of('payment_list')}")
    go_on_as(visitor, "beslutter")
    visitor.open(page_of("payments_order"), 1280)
    visitor.page.click("main form:has(input[name=seen]) button[type=submit]")
    visitor.page.wait_for_url("**/payment-lists/*/")
    return PaymentList.objects.filter(round=the_round()).latest("number")


def pay(visitor, made):
    """The list is fetched, comes back with the day it was paid, and is read."""
    with visitor.page.expect_download() as download:
        visitor.page.click(f"a[href='{page_of('payment_list_csv', made.pk)}']")
    content = Path(download.value.path()).read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[-1][0] == "KONTROLL"
    assert int(rows[-1][5]) == made.total == sum(int(row[5]) for row in rows[1:-1])
    paid = [[*row[:-1], timezone.localdate().isoformat()] for row in rows[1:-1]]
    stream = io.StringIO()
    unknown = ["99999997", "", "Ukjent", "", "", "1", "", "", "", "2025-05-09"]
    csv.writer(stream, delimiter=";").writerows([rows[0], *paid, unknown])
    go_on_as(visitor, "saksbehandler")
    visitor.open(page_of("payments_receipt"), 1280)
    visitor.page.set_input_files(
        "input[type=file]", {"name": "kvittering.csv", "mimeType": "text/csv", "buffer": stream.getvalue().encode()}
    )
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url("**/payment-receipts/*/")
    assert "99999997" in visitor.page.inner_text("main"), "the line that fits nothing is named"
    assert not Payment.objects.filter(payment_list=made).exclude(status="paid").exists()


def release_vaernes(visitor):
    """Held until its dialogue; released with who, when and why."""
    payment = Payment.objects.get(decision_line__decision__network__code="vaernes")
    assert payment.status == "held"
    go_on_as(visitor, "saksbehandler")
    visitor.open(payment.get_absolute_url(), 1280)
    visitor.page.click("a[href*='/release/']")
    visitor.page.fill("textarea[name=reason]", "Dialog med NTNU 28. april; plan mottatt 5. mai.")
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url(f"**{payment.get_absolute_url()}")
    hold = payment.holds.get()
    assert hold.released_by.email == "saksbehandler@dekom.example"
    assert hold.release_reason.startswith("Dialog med NTNU")
    assert hold.release_reason in visitor.page.inner_text("main")


def distribute(visitor):
    """400 000 to the universities for cohort 1, the rest flat to eleven networks."""
    visitor.open(page_of("leftover_new"), 1280)
    visitor.page.fill("input[name=reference]", "Samarbeidsforum 17. september 2025, sak 21/25 (eksempel)")
    visitor.page.fill("input[name=purpose_1]", "Oppfølging av klyngene i pulje 1")
    visitor.page.fill("input[name=amount_1]", "400 000")
    visitor.page.select_option("select[name=recipients_1]", label=["NTNU", "Nord universitet", "DMMH"])
    assert visitor.page.locator("input[name=networks]:checked").count() == 11
    visitor.page.click("button[name=look]")
    visitor.page.wait_for_selector("button[name=make]")
    assert "133" in visitor.page.inner_text("section[aria-labelledby=preview]")
    visitor.page.click("button[name=make]")
    visitor.page.wait_for_url("**/leftovers/*/")


def test_the_round_from_recommendation_to_paid_and_its_leftovers_in_september(story):  # noqa: F811 - the fixture
    visitor, _database = story
    Payee.objects.filter(organisation__name="Ørland").delete()
    assert ledger("Forwarded: recommended, nothing decided")[1] == APPROPRIATION - 1_100_000 - 11_400_000 + 263_881

    sign_in(visitor, "saksbehandler")
    visitor.open(page_of("decision_list"), 1280)
    visitor.page.click(f"form[action$='{page_of('decisions_prepare')}'] button")
    visitor.page.wait_for_selector("text=12 500 000")
    register_an_account(visitor)
    ledger("Prepared, accounts registered")

    approve_and_issue(visitor, 15)
    places, left = ledger("Approved, and the letters issued")
    assert (places["granted"], places["fixed"], left) == (12_200_000, 300_000, 1_739_000)

    release_vaernes(visitor)
    made = attest_and_order(visitor)
    assert (made.count, made.total) == (Payment.objects.filter(round=the_round()).count(), 12_200_000)
    ledger("Attested and ordered")

    pay(visitor, made)
    places, left = ledger("Paid by receipt")
    assert (places["paid"], left) == (12_200_000, 1_739_000)

    distribute(visitor)
    places, left = ledger("September: recommended, 400 000 named and the rest flat")
    assert (places["recommended"], left) == (1_739_000, 0)
    drafts = Decision.objects.filter(round=the_round(), status="draft", network__isnull=False)
    assert sorted(draft.decided - draft.replaces.decided for draft in drafts) == [121_727] * 8 + [121_728] * 3

    approve_and_issue(visitor, DecisionLetter.objects.filter(round=the_round()).count() + 14)
    places, left = ledger("Decided, and the letters issued")
    assert (places["granted"], places["paid"], left) == (1_739_000, 12_200_000, 0)

    pay(visitor, attest_and_order(visitor))
    places, left = ledger("All paid")
    assert places == {Place.FIXED.value: 300_000, Place.PAID.value: 13_939_000}
    assert sum(PaymentList.objects.filter(round=the_round()).values_list("total", flat=True)) == 13_939_000
    assert visitor.violations() == []
