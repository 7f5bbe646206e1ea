"""Every address of the admin × every role, by the rules of tests/admin_access.py.

For those without a staff role there is no admin: each of them is tried at the gate, and one at each model's addresses.
The pages that a county's own staff may open are the browser's, which reads them (tests/browser/test_admin_pages.py).
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from tests.access import PEOPLE, SIGN_IN
from tests.admin_access import FOR_ALL_STAFF, RULES
from tests.long import IS_LONG
from tests.site.addresses import is_admin, patterns
from tests.site.admin import PAGES, STAFF, fetched, is_read_in_the_browser, pages, rule_of
from tests.site.conftest import status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
DJANGOS_OWN = {"admin:login", "admin:logout", "admin:autocomplete", "admin:view_on_site", "admin:app_list"}


def test_every_model_has_a_rule():
    assert {model._meta.label for model in admin.site._registry} == set(RULES)


def test_there_are_no_addresses_beside_the_rules():
    of_models = {
        f"admin:{options.app_label}_{options.model_name}_{page}"
        for options in (apps.get_model(label)._meta for label in RULES)
        for page in PAGES
    }

    beside = {name for name in patterns() if is_admin(name)} - of_models - set(FOR_ALL_STAFF) - DJANGOS_OWN

    assert beside == {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}  # to a row's page; whatever does not exist


@pytest.mark.parametrize("label", RULES)
def test_who_may_fetch(label, client_of):
    addresses = pages(label)
    expected = {(page, role): fetched(label, page, role) for page in addresses for role in tried(label)}
    asked = [cell for cell in expected if not is_read_in_the_browser(*cell, expected[cell])]

    found = {(page, role): status_of(client_of(role).get(addresses[page])) for page, role in asked}

    assert found == {cell: expected[cell] for cell in asked}


@pytest.mark.parametrize("label", RULES)
def test_who_may_save(label, client_of):
    """A form without data is shown again, or saved, for those who may; nobody else gets that far."""
    forms = {page: url for page, url in pages(label).items() if page in {"add", "change"}}
    rights = {"add": rule_of(label).adds, "change": rule_of(label).writes}

    taken = {
        (page, role)
        for page, url in forms.items()
        for role in tried(label)
        if role != "outsider" and status_of(client_of(role).post(url)) in {200, 302}
    }

    assert taken == {(page, role) for page in forms for role in rights[page]}


def tried(label):
    """Who is tried: all staff, and of those for whom there is no admin at all, the stranger and one by turns."""
    if IS_LONG:
        return PEOPLE
    others = [role for role in PEOPLE if role not in STAFF and role != "stranger"]
    return [*STAFF, "stranger", others[[*RULES].index(label) % len(others)]]


@pytest.mark.parametrize("name", FOR_ALL_STAFF)
def test_pages_for_all_staff(name, client_of):
    found = {role: status_of(client_of(role).get(reverse(name))) for role in PEOPLE}

    refused = {role: SIGN_IN if role == "stranger" else 404 for role in PEOPLE if role not in STAFF}
    assert {role: found[role] for role in refused} == refused
    assert {found[role] for role in STAFF} <= {200, 302}
