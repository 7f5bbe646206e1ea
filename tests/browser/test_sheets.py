"""A group's criteria sheet in a real browser: by keyboard alone, by touch, and two at once. Nothing is lost."""

import pytest
from django.db import connection

from forum.enums.sheets import SheetStatus
from forum.models import CriteriaSheet, GroupMember, RecusalDeclaration
from tests.access import PEOPLE
from tests.browser.visitor import TIMEOUT, Visitor
from tests.demo_database import demo_template
from tests.factories.sheets import SAID_AT
from tests.template_database import connected_to_copy

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
TABLET = 768


@pytest.fixture(scope="module")
def demo(demo_database, django_db_blocker):
    """A copy of its own: what is handed in here stays handed in."""
    with django_db_blocker.unblock(), connected_to_copy(demo_template(), f"{demo_database}_sheets"):
        yield


@pytest.fixture(scope="module")
def sheets(demo, visitors, django_db_blocker):
    """The open sheets of the group that the forum's member keeps, as the demo has them.

    The browser's loop has a connection of its own, which must be closed while the loop runs.
    """
    with django_db_blocker.unblock():
        found = CriteriaSheet.objects.filter(
            group__members__person__email=PEOPLE["forum_member"], status=SheetStatus.OPEN
        )
        yield list(found.select_related("assessment__round", "group", "network").order_by("pk"))
        connection.close()


def saved(page):
    page.wait_for_function(
        "() => document.querySelector('[data-saved]').textContent.includes('Lagret')", timeout=TIMEOUT
    )


def stored(sheet, **wanted):
    return CriteriaSheet.objects.filter(pk=sheet.pk, **wanted).exists()


def answers_of(sheet):
    return [f"verdict-{pk}" for pk in sheet.answers.order_by("criterion__order").values_list("criterion", flat=True)]


def tab_to(page, selector):
    """Only the Tab key, as somebody without a mouse."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_sheet_is_written_by_keyboard_alone_on_a_tablet(visitors, sheets):
    sheet, tab = sheets[0], visitors.scripted
    tab.become(visitors.everybody.cookies("forum_member"))
    page = tab.page
    tab.open(sheet.get_absolute_url(), TABLET)

    for name in answers_of(sheet):
        tab_to(page, f"[name='{name}']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    tab_to(page, "#amount")
    page.keyboard.press("Control+a")
    page.keyboard.type("500 000")
    tab_to(page, "#remark")
    page.keyboard.type("Skrevet med tastaturet")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => [...document.querySelectorAll('input[name^=old-]')].some((old) => old.value.includes('tastaturet'))"
    )

    verdicts = set(sheet.answers.values_list("verdict", flat=True))
    assert verdicts == {"partly"}
    assert stored(sheet, amount=500_000, remark="Skrevet med tastaturet")
    assert page.evaluate("document.documentElement.scrollWidth") <= TABLET
    assert tab.violations() == []


def test_two_members_write_at_once_and_both_texts_are_kept(chromium, address, visitors, sheets):
    sheet = sheets[-1]
    other = GroupMember.objects.filter(group=sheet.group).exclude(person__email=PEOPLE["forum_member"]).first().person
    RecusalDeclaration.objects.get_or_create(
        round=sheet.assessment.round, person=other, defaults={"declared_at": SAID_AT}
    )
    mine, theirs = visitors.scripted, Visitor(chromium, address, scripts=True)
    mine.become(visitors.everybody.cookies("forum_member"))
    client = visitors.everybody.client("stranger").__class__()
    client.force_login(other)
    theirs.become([("sessionid", client.cookies["sessionid"].value)])
    for tab in (mine, theirs):
        tab.open(sheet.get_absolute_url(), TABLET)

    theirs.page.fill("#conditions", "Den andres vilkår")
    theirs.page.locator("#conditions").blur()
    saved(theirs.page)
    mine.page.fill("#conditions", "Mine vilkår")
    mine.page.locator("#conditions").blur()
    mine.page.wait_for_selector(".dk-conflict")

    shown = mine.page.locator(".dk-conflict [data-theirs]").inner_text()
    kept = mine.page.input_value("#conditions")
    assert stored(sheet, conditions="Den andres vilkår")
    mine.page.fill("#conditions", "Den andres vilkår og mine")
    mine.page.locator("#conditions").blur()
    mine.page.wait_for_selector(".dk-conflict", state="detached")
    assert (shown, kept) == ("Den andres vilkår", "Mine vilkår")
    assert stored(sheet, conditions="Den andres vilkår og mine")
    theirs.context.close()


def test_a_sheet_is_written_and_handed_in_by_touch(chromium, address, visitors, sheets):
    sheet = sheets[0]
    context = chromium.new_context(has_touch=True, viewport={"width": TABLET, "height": 1024}, locale="nb-NO")
    context.set_default_timeout(TIMEOUT)
    cookies = visitors.everybody.cookies("forum_member")
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
    page = context.new_page()
    page.goto(f"{address}{sheet.get_absolute_url()}")

    for name in answers_of(sheet):
        page.locator(f"label[for='{name}-fulfilled']").tap()
    page.locator("[data-fill]").first.tap()
    saved(page)
    small = page.evaluate(
        "[...document.querySelectorAll('.dk-scale .ds-field, main button:not([hidden])')]"
        ".filter((part) => part.offsetParent && part.getBoundingClientRect().height < 36).length"
    )
    with page.expect_navigation():
        page.locator("button[formaction]").tap()

    sheet.refresh_from_db()
    assert (sheet.status, sheet.amount, small) == (SheetStatus.HANDED_IN, requested(sheet), 0)
    assert set(sheet.answers.values_list("verdict", flat=True)) == {"fulfilled"}
    assert page.locator("form[data-save-url]").count() == 0
    context.close()


def requested(sheet):
    return sheet.assessment.round.decision_bases.get(network=sheet.network).requested
