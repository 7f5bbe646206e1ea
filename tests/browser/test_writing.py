"""Three people write one decision basis at once; connection, server and session go, and what was typed comes back."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from dekom.core.models import OutboxMail, User
from dekom.portal.demo.load import PASSWORD
from networks.actions import receipts
from networks.models import BasisContent, DecisionBasis, Measure, PartMark
from tests.access import PEOPLE
from tests.allocations.hundred import address_of
from tests.browser.visitor import TIMEOUT, Everybody

pytestmark = pytest.mark.browser
NEEDS = "#basis-needs"


class Site:
    """The site as a process of its own, which can be killed and started again at the same address."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        environment = os.environ | {"DATABASE_URL": address_of(connection.settings_dict["NAME"]), "DEBUG": "0"}
        command = [sys.executable, "-m", "gunicorn", "dekom.wsgi", f"--bind=127.0.0.1:{self.port}", "--threads=8"]
        self.process = subprocess.Popen(
            [*command, "--log-level=error", "--no-control-socket"],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
        )
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/static/icon.svg", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("The site did not start.")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def site(committed_demo):
    running = Site()
    yield running
    running.kill()


@pytest.fixture
def committed_demo(committed):
    """The demo in a database of its own: several connections write in it."""
    yield
    connection.close()


@pytest.fixture
def people(chromium, site):
    """Leader, coordinator, university partner and secretariat, each at a browser of their own."""
    everybody, contexts = Everybody(), []

    def at_browser(role):
        context = chromium.new_context(locale="nb-NO")
        context.set_default_timeout(TIMEOUT)
        base = f"http://127.0.0.1:{site.port}"
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


def test_three_write_at_once_hand_over_change_and_hand_over_again(people):
    basis = basis_of()
    measure = basis.measures.first()
    leader, coordinator, partner = people("network_leader"), people("coordinator"), people("uh_partner")
    go(leader, path(basis, "part", "needs"))
    go(coordinator, path(basis, "part", "needs"))
    go(partner, path(basis, "measure", measure.pk))

    # Three fields at once, and each sees who else is here
    leader.fill(NEEDS, "Lederens vurdering av behov i alle fire kommunene.")
    partner.fill(f"#measure-{measure.pk}-description", "UH veileder hver enhet to ganger i halvåret.")
    saved(leader, "basis-needs")
    saved(partner, f"measure-{measure.pk}-description")
    partner.locator("#presence li", has_text="Nettverksleder").wait_for()

    # The same field from two browsers: the coordinator started from what stood there before
    coordinator.fill(NEEDS, "Koordinatorens vurdering av behov.")
    dialog = coordinator.locator("dialog#conflict")
    dialog.wait_for()
    shown = dialog.inner_text()
    assert "Lederens" in shown
    assert "Koordinatorens" in shown
    merged = dialog.locator("textarea").input_value()
    assert "Lederens" in merged
    assert "Koordinatorens" in merged
    dialog.locator("[data-take=merged]").click()
    saved(coordinator, "basis-needs")
    assert BasisContent.objects.get(basis=basis).needs == merged

    # Under the frame: it must be said what happens with the rest; then the leader submits
    go(leader, path(basis, "submit"))
    leader.locator("#problems a", has_text="mindre enn ramma").click()
    leader.fill("#basis-under_frame_plan", "Resten går til en samling for PPT.")
    saved(leader, "basis-under_frame_plan")
    go(partner, path(basis, "submit"))
    partner.locator("button", has_text="Bekreft estimatet").click()
    go(leader, path(basis, "submit"))
    leader.locator("main form button[type=submit]").last.click()
    leader.wait_for_url("**/receipt/")
    assert "Levert" in leader.locator("main").inner_text()
    while receipts.send_next(now=timezone.now()):
        pass
    mail = OutboxMail.objects.filter(template="networks/decision_basis_received").latest("pk")
    assert [attached.content_type for attached in mail.attachments.all()] == ["application/pdf"]

    # The secretariat asks for changes in one part: only that is open
    secretary = people("secretariat")
    go(secretary, path(basis, "changes"))
    secretary.fill("#id_needs", "Hvilke kommuner gjelder det?")
    secretary.locator("main form button[type=submit]").click()
    go(coordinator, path(basis, "part", "cooperation"))
    assert coordinator.locator("#basis-cooperation").get_attribute("readonly") is not None
    go(coordinator, path(basis, "part", "needs"))
    coordinator.fill(NEEDS, f"{merged} Det gjelder Osen og Ørland.")
    saved(coordinator, "basis-needs")
    coordinator.locator("button[name=ready]").click()
    go(leader, path(basis, "submit"))
    leader.locator("main form button[type=submit]").last.click()
    leader.wait_for_url("**/receipt/")

    go(secretary, path(basis, "detail"))
    timeline = secretary.locator(".dk-timeline").inner_text()
    assert [
        words in timeline for words in ("Levert med endringer", "Hvilke kommuner gjelder det?", "1 felt er ulikt")
    ] == [True] * 3
    secretary.locator(".dk-timeline summary").click()
    assert "Osen og Ørland" in secretary.locator(".dk-timeline ins").last.inner_text()


@contextmanager
def away(page, site, how):
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
        password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")  # the site has not the tests' fast one
        User.objects.filter(email=PEOPLE["network_leader"]).update(password=password)
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        yield
        tab = page.context.new_page()  # signs in anew, in another tab
        tab.goto(f"{page.base}/account/login/")
        tab.fill("input[name=login]", PEOPLE["network_leader"])
        tab.fill("input[name=password]", PASSWORD)
        tab.locator("main button[type=submit]").click()
        tab.wait_for_url(lambda url: "/account/login" not in url)
        tab.close()


@pytest.mark.parametrize("how", ["offline", "killed", "session"])
def test_everything_typed_is_there_afterwards(people, site, how):
    basis = basis_of()
    page = people("network_leader")
    go(page, path(basis, "part", "needs"))

    with away(page, site, how):
        page.fill(NEEDS, f"Skrevet uten forbindelse: {how}.")
        page.locator('[data-field="basis-needs"] [data-saved][data-state=waiting]').wait_for()
        assert page.locator(".dk-unsaved").is_visible()
    saved(page, "basis-needs")

    assert BasisContent.objects.get(basis=basis).needs == f"Skrevet uten forbindelse: {how}."


def test_what_was_typed_survives_that_the_page_is_closed(people, site):
    basis = basis_of()
    page = people("network_leader")
    go(page, path(basis, "part", "needs"))
    site.kill()
    page.fill(NEEDS, "Skrevet rett før maskinen stoppet.")
    page.locator('[data-field="basis-needs"] [data-saved][data-state=waiting]').wait_for()
    page.close(run_before_unload=False)
    site.start()

    again = page.context.new_page()
    again.goto(f"http://127.0.0.1:{site.port}{path(basis, 'part', 'needs')}")
    saved(again, "basis-needs")

    assert again.locator(NEEDS).input_value() == "Skrevet rett før maskinen stoppet."
    assert BasisContent.objects.get(basis=basis).needs == "Skrevet rett før maskinen stoppet."


def tab_to(page, selector, most=90):
    """Press Tab until the element has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_three_measures_without_a_mouse(people):
    basis = basis_of("indre-namdal")
    Measure.objects.filter(basis=basis).delete()
    page = people("secretariat")
    go(page, path(basis, "part", "measures"))

    for number in (1, 2, 3):
        tab_to(page, "button[name=add_measure]")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/measures/\d+/"))
        tab_to(page, "input[id$='-title']")
        page.keyboard.type(f"Tiltak med tastatur {number}")
        tab_to(page, "input[type=checkbox][value=school]")
        page.keyboard.press("Space")
        for name in ("need", "plan_goal", "description", "workplace", "sami"):
            tab_to(page, f"textarea[id$='-{name}']")
            page.keyboard.type(f"Skrevet i {name}.")
        tab_to(page, "input[id$='-amount']")
        page.keyboard.press("Control+A")
        page.keyboard.type("100 000")
        tab_to(page, "button[name=ready]")
        page.keyboard.press("Enter")
        page.locator(".dk-messages", has_text="Merket som ferdig").wait_for()
        go(page, path(basis, "part", "measures"))

    measures = list(basis.measures.all())
    assert [measure.title for measure in measures] == [f"Tiltak med tastatur {number}" for number in (1, 2, 3)]
    assert {tuple(measure.target_groups) for measure in measures} == {("school",)}
    assert {measure.sami for measure in measures} == {"Skrevet i sami."}
    assert DecisionBasis.objects.get(pk=basis.pk).requested == 300_000
    assert PartMark.objects.filter(basis=basis, measure__isnull=False).count() == 3
