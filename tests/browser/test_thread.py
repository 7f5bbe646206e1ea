"""From any document to the red thread of its money in at most two clicks on links that one sees."""

import re

import pytest
from django.urls import reverse

from tests.access import THINGS
from tests.browser.conftest import STILL

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
DOCUMENTS = [
    # What is asked for
    ("needs_report_detail", "åfjord's needs"),
    ("needs_report_network", "fosen", "live round"),
    ("decision_basis_detail", "in review"),
    ("decision_basis_read", "in review"),
    ("decision_basis_matrix", "live round"),
    ("network_detail", "fosen"),
    # What the forum says
    ("criteria_sheet_detail", "sheet"),
    ("recommendation_detail", "recommendation"),
    ("meeting_detail", "past meeting"),
    ("minutes_detail", "past meeting"),
    ("item_detail", "matter"),
    # What is decided
    ("round_detail", "round 2025"),
    ("key_explanation", "live round"),
    ("decision_list", "round 2025"),
    ("decision_detail", "issued decision"),
    ("letter_list", "round 2025"),
    ("letter_detail", "letter"),
    ("appeal_list",),
    ("appeal_detail", "appeal"),
    ("journal_list", "trøndelag"),
    # What is paid, and what came of it
    ("payment_list", "round 2025"),
    ("payment_detail", "payment"),
    ("payment_list_detail", "payment list"),
    ("payment_receipt_detail", "payment receipt"),
    ("report_list",),
    ("report_detail", "accepted report"),
    ("leftover_list", "round 2025"),
    ("leftover_detail", "distribution"),
    ("ledger", "round 2025"),
]
VISIBLE = """() => [...document.querySelectorAll("main a[href]")].filter((link) => link.checkVisibility())
    .map((link) => link.getAttribute("href"))"""
THREAD = re.compile(r"/thread/\d+/(?:grants/)?\d+/")
FILES = (".xlsx", ".csv", ".pdf", ".zip", ".json", ".ics", ".docx")
CLICKS = {}  # by document, printed at the end


@pytest.fixture(scope="module")
def more_arguments():
    return STILL


def links(visitor, url):
    visitor.open(url, 1280)
    found = [href.split("?")[0].split("#")[0] for href in visitor.page.evaluate(VISIBLE) if href.startswith("/")]
    return list(dict.fromkeys(href for href in found if not href.endswith(FILES)))


@pytest.fixture(scope="module")
def auditor(visitors):
    visitor = visitors.scripted
    visitor.become(visitors.everybody.cookies("auditor"))
    yield visitor
    print("clicks to the red thread:", CLICKS)  # noqa: T201 - the figures that the test shows


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document[0])
def test_at_most_two_clicks_lead_to_a_red_thread(document, auditor):
    name, *things = document

    first = links(auditor, reverse(name, args=[THINGS[thing]() for thing in things]))

    CLICKS[name] = 1 if any(THREAD.fullmatch(href) for href in first) else 2
    ways = sorted(first, key=lambda href: not href.startswith("/thread/"))[: 8 * (CLICKS[name] - 1)]
    assert CLICKS[name] == 1 or any(THREAD.fullmatch(href) for way in ways for href in links(auditor, way)), first


def test_the_threads_own_links_lead_to_each_document_and_back(auditor):
    thread = reverse("thread_detail", args=[THINGS["round 2025"](), THINGS["fosen"]()])

    found = links(auditor, thread)

    for name, thing in (
        ("decision_detail", "issued decision"),
        ("letter_detail", "letter"),
        ("report_detail", "open report"),
    ):
        document = reverse(name, args=[THINGS[thing]()])
        assert document in found
        assert thread in links(auditor, document)


def test_from_the_live_rounds_thread_to_basis_and_sheet_and_back(auditor):
    thread = reverse("thread_detail", args=[THINGS["live round"](), THINGS["værnes"]()])

    found = links(auditor, thread)

    for start in ("/decision-bases/", "/forum/sheets/"):
        document = next(href for href in found if href.startswith(start))
        assert thread in links(auditor, document)
