"""Connection, server and session go while people write, and what was typed comes back."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dekom.core.models import User
from dekom.portal.demo.load import PASSWORD
from networks.actions import compose, needs
from networks.models import BasisContent, Owner, Round, SchoolPlan
from tests.access import PEOPLE
from tests.browser.people import basis_of, committed_demo, go, path, people, saved  # noqa: F401 - fixtures too
from tests.browser.server import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),  # the child makes its own
]


@pytest.fixture
def site(committed_demo):  # noqa: F811 - the fixture
    running = Site()
    yield running
    running.kill()


@pytest.fixture
def base(site):
    return site.address


@dataclass(frozen=True)
class Document:
    """A page to write on, and one field of it."""

    role: str
    url: str
    key: str
    row: Any
    field: str

    @property
    def box(self):
        return f'textarea[name="{self.key}"]'

    def stored(self):
        self.row.refresh_from_db()
        return getattr(self.row, self.field)


def a_basis():
    basis = basis_of()
    content = BasisContent.objects.get(basis=basis)
    return Document("network_leader", path(basis, "part", "needs"), "basis-needs", content, "needs")


def a_needs_report():
    live = Round.objects.get(county__code="trondelag", year=timezone.localdate().year + 1)
    contact = User.objects.get(email=PEOPLE["owner_contact"])
    owner = Owner.objects.get(pk=contact.roles.get().organisation_id)
    report = needs.begin(live, owner, actor=contact, today=timezone.localdate())
    need = report.needs.get()
    url = reverse("needs_report_edit", args=[report.pk])
    return Document("owner_contact", url, f"need-{need.pk}-text", need, "text")


def a_school_plan():
    plan = SchoolPlan.objects.earliest("pk")
    return Document("network_leader", reverse("school_plan_edit", args=[plan.pk]), "goals", plan, "goals")


DOCUMENTS = pytest.mark.parametrize("document", [a_basis, a_needs_report, a_school_plan])


@contextmanager
def away(page, site, how, role):
    """The connection, the server or the session is gone for a while."""
    if how == "offline":
        page.context.set_offline(True)
        yield
        page.context.set_offline(False)
    elif how == "killed":
        site.kill()
        yield
        site.start()
    else:
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        yield
        tab = page.context.new_page()  # signs in anew, in another tab
        tab.goto(f"{page.base}/account/login/")
        tab.fill("input[name=login]", PEOPLE[role])
        tab.fill("input[name=password]", PASSWORD)
        tab.locator("main button[type=submit]").click()
        tab.wait_for_url(lambda url: "/account/login" not in url)
        tab.close()


@DOCUMENTS
@pytest.mark.parametrize("how", ["offline", "killed", "session"])
def test_everything_typed_is_there_afterwards(people, site, document, how):  # noqa: F811
    it = document()
    page = people(it.role)
    go(page, it.url)

    with away(page, site, how, it.role):
        page.fill(it.box, f"Skrevet uten forbindelse: {how}.")
        page.locator(f'[data-field="{it.key}"] [data-saved][data-state=waiting]').wait_for()
        assert page.locator(".dk-unsaved").is_visible()
    saved(page, it.key)

    assert it.stored() == f"Skrevet uten forbindelse: {how}."


@DOCUMENTS
def test_what_was_typed_survives_that_the_page_is_closed(people, site, document):  # noqa: F811
    it = document()
    page = people(it.role)
    go(page, it.url)
    site.kill()
    page.fill(it.box, "Skrevet rett før maskinen stoppet.")
    page.locator(f'[data-field="{it.key}"] [data-saved][data-state=waiting]').wait_for()
    page.close(run_before_unload=False)
    site.start()

    again = page.context.new_page()
    again.goto(f"{site.address}{it.url}")
    saved(again, it.key)

    assert again.locator(it.box).input_value() == "Skrevet rett før maskinen stoppet."
    assert it.stored() == "Skrevet rett før maskinen stoppet."


def test_a_tick_is_sent_again_and_says_when_it_can_no_longer_be_saved(people):  # noqa: F811
    basis, leader = basis_of(), User.objects.get(email=PEOPLE["network_leader"])
    measure = compose.measure(basis, actor=leader, now=timezone.now())
    key = f"measure-{measure.pk}-target_groups"
    page = people("network_leader")
    go(page, path(basis, "measure", measure.pk))
    group = page.locator(f'[data-field="{key}"]')

    page.context.set_offline(True)
    group.locator("input[value=ppt]").check()
    group.locator("[data-saved][data-state=waiting]").wait_for()
    assert page.locator(".dk-unsaved").is_visible()
    page.context.set_offline(False)
    saved(page, key)
    measure.refresh_from_db()
    assert (measure.target_groups, page.locator(".dk-unsaved").count()) == (["ppt"], 0)

    compose.without_measure(basis, measure, actor=leader)
    group.locator("input[value=school]").check()
    group.locator("[data-error]", has_text="Kan ikke lenger lagres her").wait_for()
    assert group.locator("[data-saved]").text_content() == ""
