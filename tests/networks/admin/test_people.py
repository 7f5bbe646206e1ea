"""People in the admin: who may be renamed, who gives which role, and who never sees whom."""

import pytest
from django.urls import reverse

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Role
from tests import factories

pytestmark = pytest.mark.django_db

ADD = reverse("admin:core_user_add")


@pytest.fixture
def county():
    return factories.CountyFactory()


@pytest.fixture
def secretary(client, county):
    person = factories.person(RoleKind.SECRETARIAT, county, language="en")
    client.force_login(person)
    return person


def page(person):
    return reverse("admin:core_user_change", args=[person.pk])


def roles(*rows, initial=0, prefix="roles"):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def person_data(**changes):
    return {"name": "Ny Person", "email": "Ny@Example.com", "language": "nn", "is_active": "on", **changes}


def test_a_new_person_gets_an_address_in_small_letters_and_a_role(client, county, secretary):
    row = {"kind": RoleKind.FORUM_MEMBER, "county": county.pk, "valid_from": "2025-01-01"}

    response = client.post(ADD, person_data() | roles(row))

    assert response.status_code == 302
    person = User.objects.get(email="ny@example.com")
    assert [(role.kind, role.county) for role in person.roles.all()] == [(RoleKind.FORUM_MEMBER, county)]
    assert not person.has_usable_password()


def test_a_new_person_needs_a_role(client, secretary):
    response = client.post(ADD, person_data() | roles())

    assert response.status_code == 200
    assert not User.objects.filter(email="ny@example.com").exists()


@pytest.mark.parametrize("kind", [RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.PAYEE_REGISTRAR])
def test_the_secretariat_gives_no_role_on_the_staff(client, county, secretary, kind):
    row = {"kind": kind, "county": county.pk, "valid_from": "2025-01-01"}

    response = client.post(ADD, person_data() | roles(row))

    assert response.status_code == 200
    assert not User.objects.filter(email="ny@example.com").exists()


def test_the_secretariat_gives_no_role_in_another_county(client, secretary):
    row = {"kind": RoleKind.FORUM_MEMBER, "county": factories.CountyFactory().pk, "valid_from": "2025-01-01"}

    response = client.post(ADD, person_data() | roles(row))

    assert response.status_code == 200
    assert not User.objects.filter(email="ny@example.com").exists()


@pytest.mark.parametrize("kind", [RoleKind.DECISION_MAKER, RoleKind.SECRETARIAT])
def test_nobody_takes_over_a_colleagues_address(client, county, secretary, kind):
    colleague = factories.person(kind, county, email="colleague@example.com")

    client.post(page(colleague), person_data(email="mine@example.com") | roles() | roles(prefix="roles-2"))

    colleague.refresh_from_db()
    assert colleague.email == "colleague@example.com"


def test_a_person_with_a_role_in_another_county_keeps_name_and_address(client, county, secretary):
    person = factories.person(RoleKind.FORUM_MEMBER, county, email="both@example.com")
    factories.RoleFactory(user=person, kind=RoleKind.FORUM_MEMBER)

    response = client.get(page(person))

    assert list(response.context["adminform"].form.fields) == []
    shown = response.context["inline_admin_formsets"][0].formset.queryset
    assert [role.county for role in shown] == [county]


def test_a_forum_member_is_renamed_and_the_role_ended(client, county, secretary):
    person = factories.person(RoleKind.FORUM_MEMBER, county)
    role = person.roles.get()
    row = {"id": role.pk, "user": person.pk, "kind": role.kind, "county": county.pk, "valid_from": "2020-01-01"}

    response = client.post(
        page(person),
        person_data() | roles(row | {"valid_to": "2025-12-31"}, initial=1) | roles(prefix="roles-2"),
    )

    person.refresh_from_db()
    assert (response.status_code, person.name, person.email) == (302, "Ny Person", "ny@example.com")
    assert str(person.roles.get().valid_to) == "2025-12-31"


def test_staff_roles_can_be_read_but_not_written(client, county, secretary):
    colleague = factories.person(RoleKind.DECISION_MAKER, county)
    role = colleague.roles.get()
    url = reverse("admin:networks_role_change", args=[role.pk])

    read, write = client.get(url), client.post(url, {"kind": RoleKind.FORUM_MEMBER})

    assert (read.status_code, write.status_code) == (200, 403)


def test_superusers_give_roles_on_the_staff(client, county):
    client.force_login(factories.UserFactory(is_superuser=True))
    row = {"kind": RoleKind.DECISION_MAKER, "county": county.pk, "valid_from": "2025-01-01"}

    response = client.post(ADD, person_data() | roles(row))

    assert response.status_code == 302
    assert Role.objects.get(user__email="ny@example.com").kind == RoleKind.DECISION_MAKER


def test_the_autocomplete_names_only_people_of_the_county(client, county, secretary):
    factories.person(RoleKind.FORUM_MEMBER, name="Synlig Søk")
    mine = factories.person(RoleKind.FORUM_MEMBER, county, name="Egen Søk")
    query = {"term": "Søk", "app_label": "networks", "model_name": "role", "field_name": "user"}

    found = client.get(reverse("admin:autocomplete"), query).json()

    assert [one["id"] for one in found["results"]] == [str(mine.pk)]


KEPT_APART = "Whoever decides on the money of a county never keeps its accounts, nor the other way round."


@pytest.fixture
def superuser(client):
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))


@pytest.mark.usefixtures("superuser")
def test_a_decision_maker_is_not_made_payee_registrar(client, county):
    maker = factories.person(RoleKind.DECISION_MAKER, county)
    row = {"user": maker.pk, "kind": RoleKind.PAYEE_REGISTRAR, "county": county.pk, "valid_from": "2026-01-01"}

    refused = client.post(reverse("admin:networks_role_add"), row)
    elsewhere = client.post(reverse("admin:networks_role_add"), row | {"county": factories.CountyFactory().pk})

    assert refused.context["adminform"].form.non_field_errors() == [KEPT_APART]
    assert (elsewhere.status_code, maker.roles.filter(county=county).count()) == (302, 1)


@pytest.mark.usefixtures("superuser")
def test_nobody_gets_both_roles_in_one_go_but_one_after_the_other(client, county):
    factories.person(RoleKind.PAYEE_REGISTRAR, county)  # somebody else's is no hindrance
    decides = {"kind": RoleKind.DECISION_MAKER, "county": county.pk, "valid_from": "2025-01-01"}
    keeps = decides | {"kind": RoleKind.PAYEE_REGISTRAR, "valid_from": "2026-01-01"}

    both = client.post(ADD, person_data() | roles(decides, keeps))
    after = client.post(ADD, person_data() | roles(decides | {"valid_to": "2025-12-31"}, keeps))

    assert both.context["inline_admin_formsets"][0].formset[1].non_field_errors() == [KEPT_APART]
    assert after.status_code == 302
    assert User.objects.get(email="ny@example.com").roles.count() == 2


@pytest.mark.usefixtures("superuser")
def test_a_role_ends_and_the_other_begins_in_the_same_go(client, county):
    maker = factories.person(RoleKind.DECISION_MAKER, county)
    role = maker.roles.get()
    row = {"id": role.pk, "user": maker.pk, "kind": role.kind, "county": county.pk, "valid_from": "2020-01-01"}
    keeps = {"user": maker.pk, "kind": RoleKind.PAYEE_REGISTRAR, "county": county.pk, "valid_from": "2026-01-01"}

    refused = client.post(page(maker), person_data() | roles(row, keeps, initial=1))
    ended = client.post(page(maker), person_data() | roles(row | {"valid_to": "2025-12-31"}, keeps, initial=1))

    assert refused.context["inline_admin_formsets"][0].formset[1].non_field_errors() == [KEPT_APART]
    assert (ended.status_code, maker.roles.count()) == (302, 2)
