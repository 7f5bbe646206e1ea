"""Bringing in head counts: matched, looked at, used; the faulty lines named; twice changes nothing."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from dekom.core.errors import DomainError
from networks.actions import import_head_counts
from networks.enums import RoleKind
from networks.models import ColumnMatch, HeadCount
from tests.factories import CountyFactory, MembershipFactory, NetworkFactory, OwnerFactory, person

URL, PREVIEW = "/head-counts/import/", "/head-counts/import/preview/"
DAY = date(2026, 10, 1)
HEADERS = ["Kommunenr", "Barn", "Elever", "Elever VGO", "Lærlinger", "Årsverk", "Skoler"]
FAULTS = {  # row: (column, what stands there, the reason)
    2: ("A", "", "No owner stands here."),
    3: ("A", "9999", "There is no owner or network called «9999» in the county."),
    10: ("B", "ca. 50", "«ca. 50» is not a number."),
    20: ("C", "12,5", "«12,5» is not a whole number."),
    30: ("D", -4, "«-4» is negative."),
    40: ("E", "..", "«..» says that there is no number here. Write 0 if there are none."),
    50: ("F", 99999999999, "«99999999999» is too large."),
    60: ("G", "x", "«x» is not a number."),
    70: ("B", "1,234", "«1,234» may be thousands or decimals. Write it without the comma."),
    80: ("C", 3.75, "«3,75» is not a whole number."),
    90: ("D", "\u22127", "«\u22127» is negative."),
    100: ("G", "*", "«*» says that there is no number here. Write 0 if there are none."),
}


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def signed_in(client, county):
    client.force_login(person(RoleKind.SECRETARIAT, county, language="en"))
    return client


def upload(client, rows, **fields):
    book = Workbook()
    book.active.title = "Uttrekk"
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("gsi.xlsx", stream.getvalue())
    return client.post(URL, {"source": "GSI", "day": "2026-10-01", "file": file, **fields})


def paste(client, text, source="GSI"):
    return client.post(URL, {"source": source, "day": "2026-10-01", "text": text})


def big_sheet():
    rows = [HEADERS, *([str(1000 + place), *(place * 10 + column for column in range(6))] for place in range(400))]
    for row, (column, text, _reason) in FAULTS.items():
        rows[row - 1]["ABCDEFG".index(column)] = text
    return rows


def test_400_owners_and_6_categories_with_12_faulty_lines(signed_in, county):
    OwnerFactory._meta.model.objects.bulk_create(
        OwnerFactory.build(county=county, number=str(1000 + place), name=f"Kommune {place}") for place in range(400)
    )
    upload(signed_in, big_sheet())

    plan = signed_in.get(PREVIEW).context["plan"]
    stored_before = HeadCount.objects.count()
    signed_in.post(PREVIEW, {"use": "1"})
    first = set(HeadCount.objects.values_list("owner__number", "category", "number", "counted_on", "source"))
    upload(signed_in, big_sheet())
    again = signed_in.get(PREVIEW)
    signed_in.post(PREVIEW, {"use": "1"})
    second = set(HeadCount.objects.values_list("owner__number", "category", "number", "counted_on", "source"))

    faults = {
        (each.count.at.row if each.count.fault else each.count.owner_at.row, each.fault_column, each.reason)
        for each in again.context["faulty"]
    }
    assert faults == {(row, column, reason) for row, (column, _text, reason) in FAULTS.items()}
    assert again.context["sheet"] == "Uttrekk"
    assert stored_before == 0
    assert len(first) == 400 * 6 - 2 * 6 - 10
    assert plan.usable == len(first)
    assert again.context["counts"]["same"] == len(first)
    assert (again.context["counts"]["new"], again.context["counts"]["changed"]) == (0, 0)
    assert second == first


def ssb(name="Trondheim - Tråante"):
    return f""""12345: Barn i barnehager, etter region, statistikkvariabel og år"

"region","statistikkvariabel","2025"
"5001 {name}","Barn i alt","9 120"
"5032 Selbu","Barn i alt","198"
"0301 Oslo","Barn i alt","33000"
"301 Oslo","Barn i alt",".."
"Kilde: Statistisk sentralbyrå"
"""


def test_a_long_file_of_the_whole_country_is_read_for_the_county(signed_in, county):
    county.number = "50"
    county.save()
    for name, number in (("Trondheim", "5001"), ("Selbu", "5032")):
        OwnerFactory(county=county, name=name, number=number)
    paste(signed_in, ssb(), source="SSB")

    signed_in.post(PREVIEW, {"column_1": "category", "column_2": "number"})
    page = signed_in.get(PREVIEW)
    signed_in.post(PREVIEW, {"use": "1"})

    assert (page.context["counts"]["elsewhere"], page.context["faulty"]) == (2, [])
    assert "2 numbers are of municipalities in other counties" in page.content.decode()
    assert dict(HeadCount.objects.values_list("owner__name", "number")) == {"Trondheim": 9120, "Selbu": 198}


@pytest.mark.parametrize(
    "written", ["Trondheim – Tråante", "Trondheim (2018-)", "Trondheim kommune", "K-5001 Tråante", "trondheim", "5001"]
)
def test_an_owner_is_known_under_all_that_it_is_called(signed_in, county, written):
    OwnerFactory(county=county, name="Trondheim", number="5001")
    paste(signed_in, f"Kommune;Elever\n{written};7\n")

    plan = signed_in.get(PREVIEW).context["plan"]

    assert [str(each.place) for each in plan.planned] == ["Trondheim"]


def test_another_sheet_and_other_header_rows_may_be_chosen(signed_in, county):
    OwnerFactory(county=county, name="Selbu")
    book = Workbook()
    book.active.title = "Forklaring"
    for row in (["Hva", "Hvor"], ["Elever", "GSI"]):
        book.active.append(row)
    data = book.create_sheet("Tall")
    for row in (["Enhet", "Elever", "Alle"], ["", "Jenter", "Elever"], ["a", "b", "c"], ["Selbu", 3, 7]):
        data.append(row)
    stream = io.BytesIO()
    book.save(stream)
    signed_in.post(
        URL, {"source": "GSI", "day": "2026-10-01", "file": SimpleUploadedFile("gsi.xlsx", stream.getvalue())}
    )

    first = signed_in.get(PREVIEW).context
    second = signed_in.post(PREVIEW, {"sheet": "1"}).context
    third = signed_in.post(PREVIEW, {"sheet": "1", "head": "1", "first": "3", "column_0": "area"}).context
    signed_in.post(PREVIEW, {"sheet": "1", "head": "1", "first": "3", "column_0": "owner", "column_2": "pupils"})
    signed_in.post(PREVIEW, {"sheet": "77", "head": "x", "first": "-1", "use": "1"})

    assert (first["sheet"], [name for _place, name in first["sheets"]]) == ("Forklaring", ["Forklaring", "Tall"])
    assert (second["sheet"], second["head"], second["first"]) == ("Tall", 0, 2)
    assert [column["header"] for column in third["columns"]] == ["a", "Jenter b", "Elever c"]
    assert third["columns"][0]["meaning"] == ""  # other rows, other columns: guessed anew
    assert HeadCount.objects.get().number == 7


def test_two_columns_of_one_meaning_are_asked_about_and_nothing_is_used(signed_in, county):
    OwnerFactory(county=county, name="Selbu")
    paste(signed_in, "Kommune;A;B\nSelbu;3;4\n")

    page = signed_in.post(PREVIEW, {"column_1": "pupils", "column_2": "pupils"})
    signed_in.post(PREVIEW, {"use": "1"})

    assert "Choose one of them." in page.content.decode()
    assert page.context["twice"][0][1] == "B, C"
    assert not HeadCount.objects.exists()


def test_a_changed_number_is_shown_and_stored(signed_in, county):
    owner = OwnerFactory(county=county, name="Selbu")
    HeadCount.objects.create(owner=owner, category="pupils", counted_on=DAY, number=5, source="Before")
    paste(signed_in, "Kommune\tElever\nSelbu\t7\n")

    page = signed_in.get(PREVIEW)
    signed_in.post(PREVIEW, {"use": "1"})

    [changed] = page.context["changed"]
    count = HeadCount.objects.get()
    assert (changed.old.number, changed.count.number) == (5, 7)
    assert (count.number, count.source) == (7, "GSI")


def test_columns_are_matched_by_hand_and_remembered(signed_in, county):
    OwnerFactory(county=county, name="Selbu")
    paste(signed_in, "Hvem;Mange\nSelbu;7\n", source="Basil")
    unmatched = signed_in.get(PREVIEW).context["plan"].usable

    signed_in.post(PREVIEW, {"column_0": "owner", "column_1": "kindergarten_children"})
    signed_in.post(PREVIEW, {"use": "1"})
    paste(signed_in, "Mange;Hvem\n8;Selbu\n", source="Basil")
    again = signed_in.get(PREVIEW).context

    assert unmatched == 0
    assert ColumnMatch.objects.get().columns == {"hvem": "owner", "mange": "kindergarten_children"}
    assert [each.count.number for each in again["changed"]] == [8]


def test_owners_that_the_file_leaves_out_are_named(signed_in, county):
    network = NetworkFactory(county=county)
    for name in ("Selbu", "Ørland"):
        MembershipFactory(network=network, owner=OwnerFactory(county=county, name=name))
    paste(signed_in, "Kommune;Elever\nSelbu;7\n")

    plan = signed_in.get(PREVIEW).context["plan"]

    assert plan.missing == ["Ørland"]


def test_a_network_may_be_counted_itself_and_one_owner_under_two_names_is_one(signed_in, county):
    network = NetworkFactory(county=county, code="fosen", name="Kompetansenettverk Fosen")
    OwnerFactory(county=county, name="Selbu", number="5032")
    paste(signed_in, "Kommune;Elever\nFosen;7\nK-5032 Selbu;1\nSelbu kommune;2\n")

    plan = signed_in.get(PREVIEW).context["plan"]
    signed_in.post(PREVIEW, {"use": "1"})

    assert [each.reason for each in plan.planned if each.reason] == [
        "The owner has a number for this category in a row above."
    ]
    assert HeadCount.objects.get(network=network).number == 7
    assert HeadCount.objects.get(owner__number="5032").number == 1


@pytest.mark.parametrize("fields", [{}, {"text": "\0"}, {"text": "1;2"}], ids=["nothing", "not text", "no headers"])
def test_what_cannot_be_read_is_said(signed_in, fields):
    response = signed_in.post(URL, {"source": "GSI", "day": "2026-10-01", **fields})

    assert response.status_code == 200
    assert not response.context["form"].is_valid()


def test_without_a_file_there_is_no_preview(signed_in):
    response = signed_in.get(PREVIEW)

    assert (response.status_code, response.url) == (302, URL)


def test_a_file_of_which_nothing_can_be_used_stores_nothing(signed_in):
    paste(signed_in, "Kommune;Elever\nAtlantis;7\n")

    response = signed_in.post(PREVIEW, {"use": "1"})

    assert response.url == PREVIEW
    assert not HeadCount.objects.exists()
    assert not ColumnMatch.objects.exists()


def test_other_staff_may_look_at_the_list_but_not_import(client, county):
    client.force_login(person(RoleKind.AUDITOR, county))

    assert client.get(reverse("head_count_list")).status_code == 200
    assert client.get(URL).status_code == 403
    assert client.post(URL).status_code == 403


def test_nobody_brings_numbers_into_another_county(county):
    stranger = person(RoleKind.SECRETARIAT)

    with pytest.raises(DomainError):
        import_head_counts.head_counts([], county=county, day=DAY, source="GSI", columns={}, actor=stranger)
