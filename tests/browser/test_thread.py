"""From any document to the red thread in at most two clicks on links that one sees."""

import pytest
from django.urls import reverse

from tests.access import THINGS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
DOCUMENTS = [
    ("round_detail", "round 2025"),
    ("decision_list", "round 2025"),
    ("decision_detail", "issued decision"),
    ("letter_list", "round 2025"),
    ("letter_detail", "letter"),
    ("payment_list", "round 2025"),
    ("payment_detail", "payment"),
    ("payment_list_detail", "payment list"),
    ("payment_receipt_detail", "payment receipt"),
    ("leftover_list", "round 2025"),
    ("leftover_detail", "distribution"),
    ("report_detail", "accepted report"),
    ("network_detail", "fosen"),
    ("ledger", "round 2025"),
    ("key_explanation", "live round"),
]
VISIBLE = """() => [...document.querySelectorAll("main a[href]")].filter((link) => link.checkVisibility())
    .map((link) => link.getAttribute("href"))"""


def links(visitor, url):
    visitor.open(url, 1280)
    return [href.split("?")[0].split("#")[0] for href in visitor.page.evaluate(VISIBLE) if href.startswith("/")]


@pytest.mark.parametrize(("name", "thing"), DOCUMENTS)
def test_two_clicks_lead_to_the_red_thread(name, thing, visitors):
    visitor = visitors.scripted
    visitor.become(visitors.everybody.cookies("auditor"))
    start = reverse(name, args=[THINGS[thing]()])

    first = dict.fromkeys(links(visitor, start))
    if any(is_thread(href) for href in first):
        return
    ways = [
        href for href in first if href.startswith(("/rounds/", "/networks/", "/letters/", "/payments/", "/reports/"))
    ]
    plain = [href for href in ways if not href.endswith((".xlsx", ".csv", ".pdf", ".zip"))]

    assert any(is_thread(href) for way in plain[:6] for href in links(visitor, way)), first


def test_the_threads_own_links_lead_to_each_document_and_back(visitors):
    visitor = visitors.scripted
    visitor.become(visitors.everybody.cookies("auditor"))
    thread = reverse("thread_detail", args=[THINGS["round 2025"](), THINGS["fosen"]()])

    found = links(visitor, thread)

    for name, thing in (("letter_detail", "letter"), ("report_detail", "open report")):
        document = reverse(name, args=[THINGS[thing]()])
        assert document in found
        assert thread in links(visitor, document)


def is_thread(href):
    return href.startswith("/thread/")
