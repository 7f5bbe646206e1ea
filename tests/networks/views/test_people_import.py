"""Bringing people in from a spreadsheet: upload, preview, use; and the empty spreadsheet."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from dekom.core.models import User
from networks.enums import STAFF_ROLES, RoleKind
from networks.models import Role
from networks.selectors.people_import import language_words, role_words
from networks.services.people_sheet import HEADERS, plain
from networks.services.sheets import MAX_BYTES
from tests.factories import CountyFactory, NetworkFactory, UserFactory, person

URL = "/people/import/"
PREVIEW = "/people/import/preview/"
TEMPLATE = "/people/import/template/"
pytestmark = pytest.mark.django_db
ROWS = (
    "Navn;E-post;Rolle;Nettverk\n"
    "Kari;kari@example.com;koordinator;Fosen\n"
    "Ola;ola@example.com;trollmann;\n"
    "Vara;vara@example.com;vara;\n"
)


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def secretary(client, county):
    somebody = person(RoleKind.SECRETARIAT, county, language="en")
    client.force_login(somebody)
    NetworkFactory(county=county, name="Kompetansenettverk Fosen")
    return somebody


def upload(client, data=ROWS, name="people.csv", **fields):
    data = data.encode() if isinstance(data, str) else data
    return client.post(URL, {"file": SimpleUploadedFile(name, data), **fields})


def test_nothing_is_stored_before_it_is_used(client, secretary):
    before = User.objects.count()

    response = upload(client)

    assert response.url == PREVIEW
    preview = client.get(PREVIEW)
    assert {name: len(rows) for name, rows in preview.context["groups"].items()} == {
        "new": 2,
        "changed": 0,
        "same": 0,
        "faulty": 1,
    }
    assert "There is no role called «trollmann»." in preview.text
    assert (User.objects.count(), Role.objects.exclude(user=secretary).count()) == (before, 0)


def test_uses_what_can_be_used_once(client, secretary):
    upload(client)

    response = client.post(PREVIEW, follow=True)

    assert response.redirect_chain == [("/people/", 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "New roles: 2. Changed: 0. As before: 0. Left out: 1."
    ]
    assert list(Role.objects.exclude(user=secretary).order_by("pk").values_list("user__email", "kind")) == [
        ("kari@example.com", "coordinator"),
        ("vara@example.com", "forum_deputy"),
    ]
    assert client.post(PREVIEW).url == URL  # it is used up


def test_what_happens_between_preview_and_use_is_taken_into_account(client, county, secretary):
    upload(client)
    person(RoleKind.FORUM_DEPUTY, county, email="vara@example.com", name="Vara")

    client.post(PREVIEW)

    assert Role.objects.filter(user__email="vara@example.com").count() == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Navn;Telefon\n", "no_headers"),
        (b"PK\x03\x04", "unreadable"),
        (b"x" * (MAX_BYTES + 10), "too_big"),
        (b"E-post;Rolle\n" + b"a@example.com;vara\n" * 2100, "too_many_rows"),
    ],
)
def test_says_why_a_file_can_not_be_used(client, secretary, data, code):
    response = upload(client, data)

    assert response.status_code == 200
    assert [error.code for error in response.context["form"].errors["file"].as_data()] == [code]


def test_asks_for_a_file(client, secretary):
    assert list(client.post(URL).context["form"].errors) == ["file"]


def test_preview_without_a_file_leads_to_the_upload(client, secretary):
    assert client.get(PREVIEW).url == URL


def test_asks_which_county_where_there_are_several(client, county):
    other = CountyFactory()
    client.force_login(UserFactory(is_superuser=True))

    assert list(upload(client).context["form"].errors) == ["county"]

    upload(client, county=other.pk)
    client.post(PREVIEW)

    assert Role.objects.get().county == other  # the network is of the first county, so one line fits


def test_a_secretary_can_not_choose_another_county(client, county, secretary):
    upload(client, county=CountyFactory().pk)
    client.post(PREVIEW)

    assert set(Role.objects.values_list("county", flat=True)) == {county.pk}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_empty_spreadsheet_has_headers_that_the_import_knows(client, secretary, language):
    User.objects.update(language=language)

    response = client.get(TEMPLATE)

    assert response["Content-Disposition"] == 'attachment; filename="dekom-people.xlsx"'
    headers = [cell.value for cell in load_workbook(io.BytesIO(response.content)).active[1]]
    known = {name: key for key, names in HEADERS.items() for name in names}
    assert [known.get(plain(header)) for header in headers] == [
        "name", "email", "role", "network", "organisation", "valid_from", "valid_to", "language",
    ]  # fmt: skip


def test_our_own_words_for_languages_and_roles_are_known():
    with translation.override("nn"):
        assert language_words()["nynorsk"] == "nn"
        assert role_words()["nettverksleiar"] == "network_leader"


@pytest.mark.parametrize("kind", [*RoleKind])
@pytest.mark.parametrize("url", [URL, PREVIEW, TEMPLATE])
def test_others_on_the_staff_are_refused_and_there_is_none_for_the_rest(client, county, kind, url):
    client.force_login(person(kind, county))

    allowed = 302 if url == PREVIEW else 200
    wanted = allowed if kind == RoleKind.SECRETARIAT else 403 if kind in STAFF_ROLES else 404
    assert client.get(url).status_code == wanted


@pytest.mark.parametrize("url", [URL, PREVIEW, TEMPLATE])
def test_stranger_is_asked_to_sign_in(client, url):
    assert client.get(url).url == f"/account/login/?next={url}"


@pytest.mark.parametrize("url", [URL, PREVIEW, TEMPLATE])
def test_refuses_other_methods(client, secretary, url):
    assert client.delete(url).status_code == 405


@pytest.mark.parametrize("line_count", [1, 3])
def test_query_count_does_not_grow(client, secretary, line_count, django_assert_num_queries):
    lines = "".join(f"Kari;k{number}@example.com;koordinator;Fosen\n" for number in range(line_count))
    upload(client, f"Navn;E-post;Rolle;Nettverk\n{lines}")

    # session, user, roles, own counties, county, then the plan's: people, networks, organisations
    with django_assert_num_queries(8):
        response = client.get(PREVIEW)

    assert len(response.context["groups"]["new"]) == line_count
