"""The pages of payments: what stands on them, what they do, and in how many queries."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from allocations.models import Instalment, Payment, PaymentList, PaymentReceipt
from networks.enums import RoleKind
from tests.factories import CountyFactory, RoundFactory, person
from tests.factories.payments import planned_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def round_(county):
    return RoundFactory(county=county)


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county, language="en")


@pytest.fixture
def decider(county):
    return person(RoleKind.DECISION_MAKER, county, language="en")


def seen(*payments):
    return {"seen": [f"{each.pk}:{Payment.objects.get(pk=each.pk).version}" for each in payments]}


def through(client, round_, secretary, decider, *payments):
    """Attested and ordered by the pages."""
    client.force_login(secretary)
    client.post(reverse("payments_attest", args=[round_.pk]), seen(*payments))
    client.force_login(decider)
    return client.post(reverse("payments_order", args=[round_.pk]), seen(*payments))


def test_the_way_from_planned_to_paid(client, round_, secretary, decider):
    payments = [planned_payment(round_, amount=amount) for amount in (100, 200)]

    answer = through(client, round_, secretary, decider, *payments)

    made = PaymentList.objects.get()
    assert answer.url == made.get_absolute_url()
    assert client.get(answer.url).context["is_whole"]
    rows = client.get(reverse("payment_list_csv", args=[made.pk])).content.decode("utf-8-sig").splitlines()
    book = load_workbook(io.BytesIO(client.get(reverse("payment_list_xlsx", args=[made.pk])).content))
    sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert [row[5] for row in sheet] == ["Beløp", 100, 200, 300]
    assert rows[-1].split(";")[8] == sheet[-1][8] == made.sha256
    client.force_login(secretary)
    day = timezone.localdate().isoformat()
    for row in sheet[1:-1]:
        row[9] = day
    paid = "\n".join(";".join(str(cell or "") for cell in row) for row in sheet)
    answer = client.post(
        reverse("payments_receipt", args=[round_.pk]), {"file": SimpleUploadedFile("a.csv", paid.encode())}
    )
    assert answer.url == reverse("payment_receipt_detail", args=[PaymentReceipt.objects.get().pk])
    assert client.get(answer.url).context["faults"] == []
    assert set(Payment.objects.values_list("status", flat=True)) == {"paid"}


def test_the_list_filters_by_state_and_tells_why_each_waits(client, round_, secretary):
    planned_payment(round_)
    held = planned_payment(round_, payout_held=True, release_condition="Talk")
    client.force_login(secretary)

    page = client.get(reverse("payment_list", args=[round_.pk]), {"state": "held"})

    assert [row.payment for row in page.context["rows"]] == [held]
    assert page.context["total"] == 200_000
    assert "A condition of the decision is open" in page.content.decode()


def test_held_and_released_with_reasons(client, round_, secretary):
    payment = planned_payment(round_)
    client.force_login(secretary)
    hold = reverse("payment_hold", args=[payment.pk])

    without = client.post(hold, {"reason": " "})
    client.post(hold, {"reason": "A doubt"})
    release = reverse("payment_release", args=[payment.holds.get().pk])
    assert client.get(release).context["lead"] == "A doubt"
    client.post(release, {"reason": "They answered"})
    again = client.post(release, {"reason": "They answered"})

    assert list(without.context["form"].errors) == ["reason"]
    assert again.context["form"].non_field_errors()
    assert [row.release_reason for row in client.get(payment.get_absolute_url()).context["history"]] == [
        "They answered"
    ]


def test_an_attestation_is_taken_back_by_its_button_once(client, round_, secretary):
    payment = planned_payment(round_)
    client.force_login(secretary)
    client.post(reverse("payments_attest", args=[round_.pk]), seen(payment))

    for status in ("planned", "planned"):
        client.post(reverse("payment_take_back", args=[payment.pk]))
        payment.refresh_from_db()
        assert payment.status == status


def test_a_payment_that_changed_meanwhile_is_read_again(client, round_, secretary):
    payment = planned_payment(round_)
    client.force_login(secretary)

    answer = client.post(reverse("payments_attest", args=[round_.pk]), {"seen": [f"{payment.pk}:99"]})

    assert "since you opened the page" in str(answer.context["form"].errors)


def test_a_file_that_is_no_receipt_is_refused_on_its_field(client, round_, secretary):
    client.force_login(secretary)
    url = reverse("payments_receipt", args=[round_.pk])

    for content in (b"Navn;Sum\nA;1\n", b"PK\x03\x04"):
        page = client.post(url, {"file": SimpleUploadedFile("a.csv", content)})
        assert list(page.context["form"].errors) == ["file"]


def test_a_line_that_fits_nothing_is_named_on_the_receipts_page(client, round_, secretary):
    client.force_login(secretary)
    content = "Referanse;Beløp;Betalt dato\n123;100;2025-05-09\n18;;\n".encode()

    answer = client.post(
        reverse("payments_receipt", args=[round_.pk]), {"file": SimpleUploadedFile("a.csv", content)}, follow=True
    )

    assert [text for _fault, text in answer.context["faults"]] == [
        "No payment has the reference 123.",
        "No payment has the reference 18.",
    ]


def plan(*rows):
    data = {"plan-TOTAL_FORMS": len(rows), "plan-INITIAL_FORMS": 0}
    for number, (day, percent) in enumerate(rows):
        data |= {f"plan-{number}-due_on": day, f"plan-{number}-percent": percent}
    return data


def test_the_plan_of_instalments_is_written_and_what_is_wrong_is_said(client, round_, secretary):
    client.force_login(secretary)
    url = reverse("payment_plan_edit", args=[round_.pk])

    short = client.post(url, plan(("2025-05-09", "60")))
    half = client.post(url, plan(("2025-05-09", "")))
    client.post(url, plan(("2025-05-09", "60"), ("2025-11-01", "40"), ("", "")))

    assert "60 percent" in short.context["problems"][0]
    assert half.context["formset"].errors[0]
    assert list(Instalment.objects.values_list("percent", flat=True)) == [60, 40]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client, round_, secretary, decider, count, django_assert_max_num_queries):
    payments = [planned_payment(round_) for _ in range(count)]
    through(client, round_, secretary, decider, payments[0])
    planned_payment(round_, payout_held=True)
    client.force_login(secretary)

    for name, args, most in (
        ("payment_list", round_.pk, 8),
        ("payments_attest", round_.pk, 8),
        ("payment_detail", payments[0].pk, 12),
        ("payment_list_detail", PaymentList.objects.get().pk, 8),
        ("payment_plan_edit", round_.pk, 8),
        ("payments_receipt", round_.pk, 8),
        ("payment_hold", payments[0].pk, 12),
    ):
        with django_assert_max_num_queries(most):
            client.get(reverse(name, args=[args]))
