"""Two people bring the 2025 round from draft decisions to letters in a real browser, and a worker issues them."""

import hashlib
import re
import zipfile

import pytest
from django.core.management import call_command
from django.urls import reverse

from allocations.models import DecisionLetter, DecisionLine
from dekom.portal.casefile.export import export_round
from tests.allocations.hundred import address_of, start_worker
from tests.allocations.world import somebody, the_round
from tests.browser.server import serving
from tests.browser.visitor import Visitor, session_of
from tests.pdf_text import page_texts
from tests.template_database import connected_to_copy

pytestmark = pytest.mark.browser
LIMIT = 120_000  # milliseconds, on a busy machine


@pytest.fixture
def story(drafts_database, django_db_blocker, chromium):
    """The demo before anything is decided, seen by the browser's server and by the worker alike."""
    name = f"{drafts_database}_story"
    with django_db_blocker.unblock(), connected_to_copy(drafts_database, name), serving() as address:
        call_command("createcachetable", verbosity=0)
        yield Visitor(chromium, address, scripts=True), address_of(name)


def sign_in(visitor, name):
    """By e-mail and password, as people do."""
    visitor.page.goto("about:blank")  # a page that asks on by itself would be answered with a token of its own
    visitor.context.clear_cookies()
    visitor.open("/account/login/", 1280)
    visitor.page.fill("input[name=login]", f"{name}@dekom.example")
    visitor.page.fill("input[name=password]", "dekom-demo-2027")
    visitor.page.click("main button[type=submit]")
    visitor.page.wait_for_url(f"{visitor.address}/")


def go_on_as(visitor, name):
    """Somebody who has signed in before: a story types e-mail and password once."""
    visitor.page.goto("about:blank")  # as above
    visitor.become(session_of(somebody(name)))


def test_two_people_bring_the_round_to_letters(story):
    visitor, database = story
    page, round_ = visitor.page, the_round()
    decisions, letters = (reverse(name, args=[round_.pk]) for name in ("decision_list", "letter_list"))

    sign_in(visitor, "saksbehandler")
    visitor.open(decisions, 1280)
    page.click(f"form[action$='{reverse('decisions_prepare', args=[round_.pk])}'] button")
    page.wait_for_selector("text=12 500 000")
    go_on_as(visitor, "beslutter")
    visitor.open(decisions, 1280)
    page.click(f"a[href='{reverse('decisions_approve', args=[round_.pk])}']")
    assert page.locator("input[name=seen]:checked").count() == 14
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{visitor.address}{letters}")
    page.click("main summary:has-text('Send ut 15 brev')")
    page.click(f"form[action$='{reverse('letters_issue', args=[round_.pk])}'] button >> nth=0")
    page.wait_for_selector("progress")
    worker = start_worker(database)
    try:
        page.wait_for_selector("text=15 av 15", timeout=LIMIT)  # the page tells by itself
    finally:
        worker.terminate()
        worker.wait()
    assert page.locator("progress").count() == 0
    with page.expect_download() as download:
        page.click(f"a[href='{reverse('letters_zip', args=[round_.pk])}']")
    check(zipfile.ZipFile(download.value.path()))
    issue_again(visitor, letters, round_)
    check_export(round_)
    assert visitor.violations() == []


def check(archive):
    """Fifteen files, byte for byte as stored; the amounts read out of them are the decisions'."""
    stored = {letter.sha256: letter for letter in DecisionLetter.objects.select_related("recipient")}
    amounts = {}
    for name in archive.namelist():
        content = archive.read(name)
        letter = stored[hashlib.sha256(content).hexdigest()]
        text = page_texts(content)[0]
        title = re.search(r"D(?:er)?e får ([\d ]+) kroner for 2025", text)
        amounts[letter.recipient_id] = int(title[1].replace(" ", ""))
        assert f"Brev {letter.number_text}" in text
    lines = DecisionLine.objects.filter(decision__round=the_round()).exclude(recipient__kind="governor")
    assert amounts == dict(lines.values_list("recipient", "amount"))
    assert (len(amounts), sum(amounts.values())) == (15, 12_200_000)


def issue_again(visitor, letters, round_):
    """The button is gone; who posts all the same makes nothing new."""
    visitor.open(letters, 1280)
    assert visitor.page.locator(f"form[action$='{reverse('letters_issue', args=[round_.pk])}']").count() == 0
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "csrftoken")
    url = f"{visitor.address}{reverse('letters_issue', args=[round_.pk])}"
    answer = visitor.context.request.post(url, form={"csrfmiddlewaretoken": token}, headers={"Referer": url})
    assert answer.ok
    assert DecisionLetter.objects.count() == 15


def check_export(round_):
    case = export_round(round_)
    exported = {
        (letter["number"], letter["sha256"])
        for entry in [*case["networks"], *case["fixed"]]
        for letter in entry.get("letters", [])
    }
    assert exported == {(letter.number_text, letter.sha256) for letter in DecisionLetter.objects.all()}
    assert {entry["state"] for entry in case["networks"]} == {"issued"}
    assert somebody("beslutter").pk in set(round_.decisions.values_list("approved_by", flat=True))
