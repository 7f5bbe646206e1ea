"""Appeals on what becomes of unspent money, from the letter's page to the case; and where settlements lead."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.actions import settle
from allocations.enums import AppealStatus
from allocations.enums.payments import SettlementKind
from allocations.models import Appeal, Settlement
from tests.allocations.settled import appealed, assessed, decided, proposed, report, reversed_
from tests.allocations.world import somebody
from tests.factories import OwnerFactory
from tests.pdf_text import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past", "undrawn")]
WAITS = "Ingenting betales tilbake eller trekkes fra før klagen er avgjort"
READERS = ("revisor", "leder")  # of the thread; the made-up year's letters are not to a host, and so not the leader's


def page_of(client, name, url):
    client.force_login(somebody(name))
    return client.get(url)


def leftovers_of(round_id):
    return reverse("leftover_list", args=[round_id])


def test_it_is_registered_on_the_letters_page_and_found_in_the_list(client):
    letter = decided(SettlementKind.CARRY_OVER).letter
    url = reverse("appeal_new", args=[letter.pk])

    shown = page_of(client, "saksbehandler", letter.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    answer = client.post(url, {"received_on": timezone.localdate().isoformat(), "grounds": "Feil"})

    assert (url in shown, leftovers_of(letter.round_id) in shown) == (True, True)
    assert "decision" not in form.fields
    assert str(form.fields["suspends"].label) == WAITS
    appeal = Appeal.objects.get()
    assert answer.url == appeal.get_absolute_url()
    listed = client.get(reverse("appeal_list")).content.decode()
    assert "Fosen" in listed
    assert "Overført til neste år" in listed
    waiting = page_of(client, "beslutter", appeal.get_absolute_url()).context["forms"]["suspend"]
    assert str(waiting.fields["suspends"].label) == WAITS


def test_a_letter_of_neither_decision_nor_settlement_takes_no_appeal(client):
    settlement = decided(SettlementKind.CARRY_OVER)
    Settlement.objects.filter(pk=settlement.pk).update(letter=None)  # as of those decided before letters were noted

    shown = page_of(client, "saksbehandler", settlement.letter.get_absolute_url())

    assert shown.context["may_appeal"] is False
    assert client.get(reverse("appeal_new", args=[settlement.letter.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_counts_do_not_grow(client, count, django_assert_num_queries):
    appeal = appealed(decided(SettlementKind.PAY_BACK))
    names = ("letter", "settlement", "received_on", "grounds", "notice_on", "counts_from", "deadline")
    for number in range(count - 1):
        other = OwnerFactory(county=appeal.letter.county, number=f"99{number:02}")
        Appeal.objects.create(appellant=other, **{name: getattr(appeal, name) for name in names})
    client.force_login(somebody("saksbehandler"))

    # session, user, roles; how many, the appeals
    with django_assert_num_queries(5):
        listed = client.get(reverse("appeal_list"))
    # session, user, roles; the appeal, the journal
    with django_assert_num_queries(5):
        client.get(appeal.get_absolute_url())
    # session, user, roles, letter; whether it is opened now (two of the history's); settlement, answers, lines, openers
    with django_assert_num_queries(10):
        client.get(appeal.letter.get_absolute_url())

    assert len(listed.context["page"].object_list) == count


def test_reversed_by_another_the_page_says_what_is_next_and_what_is_paid_by_hand(client):
    settlement = decided(SettlementKind.PAY_BACK)
    settle.returned(settlement, on=timezone.localdate(), actor=somebody("saksbehandler"), now=timezone.now())
    appeal = assessed(appealed(settlement))
    url = reverse("appeal_step", args=[appeal.pk, "reverse"])
    fields = {"reverse-version": appeal.version, "reverse-reason": "Medhold"}

    client.force_login(somebody("saksbehandler"))
    assert client.post(url, fields).status_code == 403
    client.force_login(somebody("beslutter"))
    assert client.post(url, fields).status_code == 302

    shown = page_of(client, "saksbehandler", appeal.get_absolute_url())
    assert shown.context["to_pay_again"] == 40_000
    assert "få det utbetalt i økonomisystemet" in shown.content.decode()
    assert leftovers_of(appeal.letter.round_id) in shown.content.decode()
    own = page_of(client, "eier", appeal.get_absolute_url())
    assert "Medhold" in own.content.decode()
    assert "økonomisystemet" not in own.content.decode()
    rows = page_of(client, "saksbehandler", leftovers_of(appeal.letter.round_id))
    assert "Gjort om etter klage" in rows.content.decode()
    assert [each.open_amount for each in rows.context["unspent"]] == [40_000]


def test_the_case_tells_of_the_settlement(client):
    appeal = assessed(appealed(decided(SettlementKind.SET_OFF)))

    pdf = page_of(client, "beslutter", reverse("appeal_case_pdf", args=[appeal.pk])).content

    text = text_of(pdf)
    for said in ("Hva som skjer med ubrukte penger", "40 000 kr", "Samlingen ble ikke holdt", "Medhold.", "Fosen"):
        assert said in text.replace("\u00a0", " ")


def test_a_settlement_links_to_its_letter_on_its_way_and_issued(client):
    Settlement.objects.all().delete()
    waiting = settle.decide(proposed(SettlementKind.PAY_BACK), actor=somebody("beslutter"), now=timezone.now())
    shown = page_of(client, "saksbehandler", leftovers_of(report().round_id)).content.decode()
    assert waiting.letter.get_absolute_url() in shown
    assert "Brevet, som er på vei" in shown


def test_the_red_thread_leads_to_the_settlements_letter_for_who_may_read_it(client):
    settlement = decided(SettlementKind.CARRY_OVER)
    reversed_(appealed(settlement))
    url, letter = reverse("thread_detail", args=[report().round_id, report().network_id]), settlement.letter

    told = {name: letter.get_absolute_url() in page_of(client, name, url).content.decode() for name in READERS}
    read = {name: page_of(client, name, letter.get_absolute_url()).status_code == 200 for name in READERS}

    assert told == read == {"revisor": True, "leder": False}


@pytest.mark.parametrize(
    ("kind", "step", "said"),
    [
        ("pay_back", "", "men beslutteren har ikke avgjort den"),
        ("set_off", "", "skal ikke betales tilbake"),
        ("pay_back", "returned", "Pengene kom tilbake"),
        ("pay_back", "reversed", "gjort om etter klage"),
    ],
)
def test_a_settlement_that_waits_for_no_money_says_how_it_stands(client, kind, step, said):
    if step:
        settlement = decided(kind)
        if step == "returned":
            settle.returned(settlement, on=timezone.localdate(), actor=somebody("saksbehandler"), now=timezone.now())
        else:
            reversed_(appealed(settlement))
    else:
        Settlement.objects.all().delete()
        settlement = proposed(kind)

    page = page_of(client, "saksbehandler", reverse("settlement_returned", args=[settlement.pk]))

    assert page.context["form"] is None
    assert said in page.content.decode()
    assert leftovers_of(report().round_id) in page.content.decode()


def test_a_report_that_left_money_leads_to_the_leftover_funds_and_is_controlled_once(client):
    accepted = report()
    url = leftovers_of(accepted.round_id)

    seen = [
        url in page_of(client, name, accepted.get_absolute_url()).content.decode()
        for name in ("saksbehandler", "revisor", "leder")
    ]
    control = page_of(client, "saksbehandler", reverse("report_control", args=[accepted.pk]))

    assert seen == [True, True, False]
    assert control.context["form"] is None
    assert "Rapporten er godkjent, og kontrollen er gjort." in control.content.decode()


def test_the_admin_lists_appeals_of_both_kinds(client):
    appeal = appealed(decided(SettlementKind.PAY_BACK))
    client.force_login(somebody("revisor"))

    listed = client.get(reverse("admin:allocations_appeal_changelist"), {"q": "fosen"})

    assert list(listed.context["cl"].queryset) == [appeal]
    assert client.get(reverse("admin:allocations_appeal_change", args=[appeal.pk])).status_code == 200
    assert appeal.status == AppealStatus.RECEIVED


@pytest.mark.parametrize(
    ("name", "new", "detail", "assess"),
    [
        ("saksbehandler", 200, 200, 200),
        ("beslutter", 403, 200, 403),
        ("revisor", 403, 200, 403),
        ("medlem", 403, 404, 404),
        ("eier", 403, 200, 403),
        ("registrator", 404, 404, 404),
    ],
)
def test_who_may_see_and_register_it(client, name, new, detail, assess):
    appeal = appealed(decided(SettlementKind.PAY_BACK))
    client.force_login(somebody(name))

    assert [
        client.get(reverse("appeal_new", args=[appeal.letter_id])).status_code,
        client.get(appeal.get_absolute_url()).status_code,
        client.post(reverse("appeal_step", args=[appeal.pk, "assess"])).status_code,
    ] == [new, detail, assess]
