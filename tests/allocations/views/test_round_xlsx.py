"""The round as a spreadsheet."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from allocations.models import Decision
from networks.enums import RoleKind
from tests.factories import DecisionBasisFactory, RoundFactory, person


def book_of(client, user, round_):
    client.force_login(user)
    response = client.get(reverse("round_xlsx", args=[round_.pk]))
    return load_workbook(BytesIO(response.content))


def test_amounts_are_numbers_and_the_sum_a_formula(client, secretary, the_round):
    sheet = book_of(client, secretary, the_round).worksheets[0]

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (
        "Network",
        "Frame",
        "Requested",
        "Difference",
        "State",
        "Recommended",
        "Decided",
        "Payout held",
        "Remark",
    )
    assert rows[1] == ("Kompetansenettverk 00", 200, 150, -50, "Decision not started", 180, None, "No", "A remark")
    assert rows[3][:6] == ("Sum", "=SUM(B2:B3)", "=SUM(C2:C3)", "=C4-B4", None, "=SUM(F2:F3)")


def test_the_sum_and_the_fixed_grants_have_their_sheets(client, secretary, the_round):
    book = book_of(client, secretary, the_round)

    assert book.sheetnames == ["Networks", "Sum", "Fixed grants"]
    parts = list(book["Sum"].iter_rows(min_row=2, max_row=7, max_col=2, values_only=True))
    assert sum(amount for _label, amount in parts) == 10_000


def test_a_text_is_never_a_formula(client, secretary, make_round):
    round_ = make_round(1)
    Decision.objects.update(remark="=1+1")

    cell = book_of(client, secretary, round_).worksheets[0]["I2"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_what_the_reader_may_not_see_is_left_out(client, county, the_round):
    sheet = book_of(client, person(RoleKind.PAYEE_REGISTRAR, county, language="en"), the_round).worksheets[0]

    assert list(sheet.iter_rows(values_only=True)) == [
        ("Network", "Frame"),
        ("Kompetansenettverk 00", 200),
        ("Kompetansenettverk 01", 200),
        ("Sum", "=SUM(B2:B3)"),
    ]


def test_an_empty_round(client, secretary, county):
    book = book_of(client, secretary, RoundFactory(county=county))

    assert book.sheetnames == ["Networks"]


def test_another_county_does_not_see_it(client, stranger_to_the_county, the_round):
    client.force_login(stranger_to_the_county)

    assert client.get(reverse("round_xlsx", args=[the_round.pk])).status_code == 404


def test_nobody_signed_in(client, the_round):
    url = reverse("round_xlsx", args=[the_round.pk])

    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_wrong_method(client, secretary, the_round):
    client.force_login(secretary)

    assert client.post(reverse("round_xlsx", args=[the_round.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, secretary, make_round, count, django_assert_num_queries):
    round_ = make_round(count)
    client.force_login(secretary)

    with django_assert_num_queries(7):  # as the page
        client.get(reverse("round_xlsx", args=[round_.pk]))


def test_the_difference_is_that_of_the_sums_and_drafts_are_told(client, secretary, make_round):
    round_ = make_round(3)
    for decision, requested in zip(Decision.objects.order_by("network__name"), (70, None), strict=False):
        decision.network.decision_bases.all().delete()
        DecisionBasisFactory(round=round_, network=decision.network, requested=requested)

    rows = list(book_of(client, secretary, round_).worksheets[0].iter_rows(values_only=True))

    assert rows[4][:4] == ("Sum", "=SUM(B2:B4)", "=SUM(C2:C4)", "=C5-B5")
    assert rows[5][:4] == ("Of which in drafts", None, "=C2", None)


def test_there_is_no_difference_without_frames(client, secretary, county):
    basis = DecisionBasisFactory(round=RoundFactory(county=county), requested=1)

    rows = list(book_of(client, secretary, basis.round).worksheets[0].iter_rows(values_only=True))

    assert rows[2][:4] == ("Sum", None, "=SUM(C2:C2)", None)
