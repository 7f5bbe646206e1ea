"""An owner tells its needs in fewer than ten clicks, and the network's leader draws one into the decision basis."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from dekom.core.models import OutboxMail
from dekom.portal.demo.load import PASSWORD
from networks.models import MeasureNeed, NeedsReport, Round
from tests.browser.server import serving
from tests.browser.visitor import Everybody, Visitor
from tests.template_database import connected_to_copy

pytestmark = pytest.mark.browser


@pytest.fixture
def address(drafts_database, django_db_blocker, chromium):
    """Where the site answers, on a copy of the demo that nobody else sees."""
    name = f"{drafts_database}_needs"
    with django_db_blocker.unblock(), connected_to_copy(drafts_database, name), serving() as found:
        yield found


@pytest.fixture
def visitors(chromium, address):
    """A tab with JavaScript, and everybody's sessions."""
    return SimpleNamespace(scripted=Visitor(chromium, address, scripts=True), everybody=Everybody())


class Clicks:
    """Counts every press of a link or a button."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def press(self, role, name):
        self.count += 1
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_sign_in_to_submitted_with_last_years_copied(chromium, address, scripts):
    live = Round.objects.get(county__code="trondelag", year=timezone.localdate().year + 1)
    visitor = Visitor(chromium, address, scripts=scripts)
    visitor.open("/", 1280)
    page, clicks = visitor.page, Clicks(visitor.page)
    page.locator("[name=login]").fill("eier@dekom.example")
    page.locator("[name=password]").fill(PASSWORD)

    clicks.press("button", "Logg inn")
    clicks.press("link", "Meld fra til Fosen om hva Ørland trenger")
    clicks.press("button", "Kopier fjorårets")
    clicks.press("button", "Lagre og se over")
    clicks.press("button", "Lever til nettverket")

    report = NeedsReport.objects.get(round=live, owner__name="Ørland")
    print(f"clicks from sign-in to submitted: {clicks.count}")  # noqa: T201 - the figure is the point
    assert clicks.count < 10
    assert (report.status, report.needs.count()) == ("submitted", 2)
    assert page.get_by_text("Levert. Lederen for nettverket leser den").count() == 1
    assert OutboxMail.objects.filter(
        template="networks/needs_report_receipt", recipient__email="eier@dekom.example"
    ).exists()
    assert not [complaint for complaint in visitor.complaints if "favicon" not in complaint]
    visitor.context.close()


def test_what_is_typed_outlives_a_cut_connection_and_an_ended_session(visitors):
    report = NeedsReport.objects.get(status="draft", owner__name="Nærøysund")
    url = reverse("needs_report_edit", args=[report.pk])
    tab = visitors.scripted
    tab.become(visitors.everybody.cookies("secretariat"))
    tab.open(url, 1280)
    box = tab.page.locator("textarea[name$='-evidence']").first
    box.fill("Elevundersøkinga viser det")
    tab.context.set_offline(True)
    box.blur()
    tab.page.get_by_text("Ikke lagret ennå").first.wait_for()
    tab.context.clear_cookies()  # the session is gone too
    tab.context.set_offline(False)
    tab.open(url, 1280)
    assert "/account/login/" in tab.page.url
    tab.become(visitors.everybody.cookies("secretariat"))
    tab.open(url, 1280)

    back = tab.page.locator("textarea[name$='-evidence']").first.input_value()
    assert back == "Elevundersøkinga viser det"
    tab.page.locator("[data-saved]", has_text=re.compile(r"Lagret \d")).first.wait_for()
    assert report.needs.get().evidence == "Elevundersøkinga viser det"


def test_the_leader_draws_a_need_into_a_measure(visitors):
    live = Round.objects.get(county__code="trondelag", year=timezone.localdate().year + 1)
    report = NeedsReport.objects.get(round=live, owner__name="Osen")
    need = report.needs.get()
    tab = visitors.scripted
    tab.become(visitors.everybody.cookies("network_leader"))
    tab.open(reverse("needs_report_network", args=[report.network_id, live.pk]), 1280)

    tab.page.locator(f"#need-{need.pk} form.dk-draw button").click()
    tab.page.locator(f"#need-{need.pk}").get_by_text("Besvart av").wait_for()

    answer = MeasureNeed.objects.get(need=need)
    assert f"{report.owner}: {need.text}" in answer.measure.need
