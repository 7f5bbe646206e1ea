"""People at browsers of their own before one site, on a copy of the demo where several connections write."""

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.models import DecisionBasis
from tests.browser.server import serving
from tests.browser.visitor import TIMEOUT, Everybody
from tests.template_database import connected_to_copy


@pytest.fixture(scope="module")
def committed_demo(chromium, drafts_database, django_db_blocker):
    """A copy of the demo for the module, where several connections write: each test writes texts of its own."""
    with django_db_blocker.unblock(), connected_to_copy(drafts_database, f"{drafts_database}_people"):
        yield


@pytest.fixture
def base(committed_demo):
    """Where the site answers."""
    with serving() as address:
        yield address


@pytest.fixture
def people(chromium, base):
    """Leader, coordinator, university partner and secretariat, each at a browser of their own."""
    everybody, contexts = Everybody(), []

    def at_browser(role):
        context = chromium.new_context(locale="nb-NO")
        context.set_default_timeout(TIMEOUT)
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in everybody.cookies(role)])
        page = context.new_page()
        page.base = base
        contexts.append(context)
        return page

    yield at_browser
    for context in contexts:
        context.close()


def basis_of(code="fosen"):
    return DecisionBasis.objects.get(round__year=timezone.localdate().year + 1, network__code=code)


def path(basis, name, *args):
    return reverse(f"decision_basis_{name}", args=[basis.pk, *args])


def go(page, where):
    page.goto(f"{page.base}{where}")


def saved(page, key):
    """Wait until the field says that it is saved."""
    page.locator(f'[data-field="{key}"] [data-saved][data-state=saved]').wait_for()
