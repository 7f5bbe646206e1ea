"""A group's criteria sheet in a real browser: by keyboard alone, by touch, and two at once. Nothing is lost."""

import pytest
from django.db import connection

from dekom.core.sorting import norwegian_key
from forum.enums.sheets import SheetStatus
from forum.models import CriteriaSheet, GroupMember, RecusalDeclaration, SheetAnswer
from networks.enums import BasisStatus
from networks.models import DecisionBasis
from tests.access import PEOPLE
from tests.browser.visitor import TIMEOUT, Visitor, session_of
from tests.factories.sheets import SAID_AT

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
TABLET = 768
MORE = ("gauldal", "verdal-levanger", "sorvest")  # beside the one that the demo's group has open


@pytest.fixture(scope="module")
def sheets(demo, visitors, django_db_blocker):
    """The four sheets of the group that the forum's member keeps, as they stand in the list beside each.

    The browser's loop has a connection of its own, which must be closed while the loop runs.
    """
    with django_db_blocker.unblock():
        found = CriteriaSheet.objects.filter(
            group__members__person__email=PEOPLE["forum_member"], status=SheetStatus.OPEN
        )
        (own,) = found
        for code in MORE:
            add_network(own.group, code)
        listed = found.select_related("assessment__round", "group", "network")
        yield sorted(listed, key=lambda sheet: norwegian_key(sheet.network.short_name))
        connection.close()


def add_network(group, code):
    """Its basis comes to the forum, and the group gets an open sheet of it."""
    basis = DecisionBasis.objects.get(round=group.assessment.round, network__code=code)
    for status in (BasisStatus.SUBMITTED, BasisStatus.IN_REVIEW):
        DecisionBasis.objects.filter(pk=basis.pk).exclude(status=status).update(
            status=status, submitted_at=basis.submitted_at or SAID_AT
        )
    sheet = CriteriaSheet.objects.create(assessment=group.assessment, group=group, network=basis.network)
    for criterion in group.assessment.round.legal_basis.criteria.all():
        SheetAnswer.objects.create(sheet=sheet, criterion=criterion)


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


def test_four_networks_are_assessed_by_keyboard_alone_on_a_tablet(visitors, sheets):
    tab = visitors.scripted
    tab.become(visitors.everybody.cookies("forum_member"))
    page = tab.page
    tab.open(sheets[0].get_absolute_url(), TABLET)

    for number, sheet in enumerate(sheets):
        if number:
            tab_to(page, f"a.ds-button[href='{sheet.get_absolute_url()}']")  # the next in the list
            with page.expect_navigation():
                page.keyboard.press("Enter")
        write_by_keyboard(page, sheet, f"Skrevet med tastaturet {number}")
        assert page.evaluate("document.documentElement.scrollWidth") <= TABLET

    assert len(sheets) == 4
    assert [stored(sheet, amount=500_000, remark=f"Skrevet med tastaturet {n}") for n, sheet in enumerate(sheets)] == [
        True
    ] * 4
    assert {verdict for sheet in sheets for verdict in sheet.answers.values_list("verdict", flat=True)} == {"partly"}
    assert tab.violations() == []


def write_by_keyboard(page, sheet, remark):
    for name in answers_of(sheet):
        tab_to(page, f"[name='{name}']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    tab_to(page, "#amount")
    page.keyboard.press("Control+a")
    page.keyboard.type("500 000")
    tab_to(page, "#remark")
    page.keyboard.type(remark)
    page.keyboard.press("Tab")
    page.wait_for_function(
        "(typed) => [...document.querySelectorAll('input[name^=old-]')].some((old) => old.value === typed)", arg=remark
    )


def test_two_members_write_at_once_and_both_texts_are_kept(chromium, address, visitors, sheets):
    sheet = sheets[-1]
    other = GroupMember.objects.filter(group=sheet.group).exclude(person__email=PEOPLE["forum_member"]).first().person
    RecusalDeclaration.objects.get_or_create(
        round=sheet.assessment.round, person=other, defaults={"declared_at": SAID_AT}
    )
    mine, theirs = visitors.scripted, Visitor(chromium, address, scripts=True)
    mine.become(visitors.everybody.cookies("forum_member"))
    theirs.become(session_of(other))
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


def test_four_networks_are_assessed_and_handed_in_by_touch(chromium, address, visitors, sheets):
    context = chromium.new_context(has_touch=True, viewport={"width": TABLET, "height": 1024}, locale="nb-NO")
    context.set_default_timeout(TIMEOUT)
    cookies = visitors.everybody.cookies("forum_member")
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
    page = context.new_page()
    page.goto(f"{address}{sheets[0].get_absolute_url()}")

    for number, sheet in enumerate(sheets):
        if number:
            with page.expect_navigation():
                page.locator(f"nav a[href='{sheet.get_absolute_url()}']").first.tap()  # in the list beside
        small = hand_in_by_touch(page, sheet)
        sheet.refresh_from_db()
        assert (sheet.status, sheet.amount, small) == (SheetStatus.HANDED_IN, frame_of(sheet), 0)
        assert set(sheet.answers.values_list("verdict", flat=True)) == {"fulfilled"}
        assert page.locator("form[data-save-url]").count() == 0
    context.close()


def hand_in_by_touch(page, sheet):
    """Says how many things to tap are too small for a finger."""
    for name in answers_of(sheet):
        page.locator(f"label[for='{name}-fulfilled']").tap()
    page.locator("[data-fill]").last.tap()  # the whole frame
    saved(page)
    small = page.evaluate(
        "[...document.querySelectorAll('.dk-scale .ds-field, main button:not([hidden])')]"
        ".filter((part) => part.offsetParent && part.getBoundingClientRect().height < 36).length"
    )
    with page.expect_navigation():
        page.locator("button[formaction]").tap()
    return small


def frame_of(sheet):
    return sheet.assessment.round.decision_bases.get(network=sheet.network).frame
