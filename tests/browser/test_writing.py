"""Three people write one decision basis at once, and somebody without a mouse writes another."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from dekom.core.models import OutboxMail
from networks.actions import receipts
from networks.models import BasisContent, DecisionBasis, Measure, MeasureNeed, NeedsReport, PartMark
from tests.browser.people import base, basis_of, committed_demo, go, path, people, saved  # noqa: F401 - fixtures too

pytestmark = pytest.mark.browser
NEEDS = "#basis-needs"


def test_from_a_reported_need_to_a_basis_that_three_write_and_hand_over_twice(people):  # noqa: F811 - the fixture
    basis = basis_of()
    measure = basis.measures.first()
    leader, coordinator, partner = people("network_leader"), people("coordinator"), people("uh_partner")

    # An owner tells what it needs, and the leader draws it into a measure
    owner = people("owner_contact")
    go(owner, "/")
    owner.get_by_role("link", name="Meld fra til Fosen om hva Ørland trenger").click()
    for name in ("Kopier fjorårets", "Lagre og se over", "Lever til nettverket"):
        owner.get_by_role("button", name=name).click()
    owner.get_by_text("Levert. Lederen for nettverket leser den").wait_for()
    report = NeedsReport.objects.get(round=basis.round, owner__name="Ørland")
    need = report.needs.first()
    go(leader, reverse("needs_report_network", args=[basis.network_id, basis.round_id]))
    leader.locator(f"#measure-{need.pk}").select_option(str(measure.pk))
    leader.locator(f"#need-{need.pk} form.dk-draw button").click()
    leader.locator(f"#need-{need.pk}").get_by_text("Besvart av").wait_for()
    assert MeasureNeed.objects.get(need=need).measure == measure
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


def tab_to(page, selector, most=90):
    """Press Tab until the element has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def test_three_measures_without_a_mouse(people):  # noqa: F811 - as above
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

    # Enter in a box saves, whatever buttons stand above it
    go(page, path(basis, "measure", basis.measures.last().pk))
    page.locator("input[id$='-title']").press("Enter")
    page.locator(".dk-messages", has_text="Lagret.").wait_for()

    measures = list(basis.measures.all())
    assert [measure.title for measure in measures] == [f"Tiltak med tastatur {number}" for number in (1, 2, 3)]
    assert {tuple(measure.target_groups) for measure in measures} == {("school",)}
    assert {measure.sami for measure in measures} == {"Skrevet i sami."}
    assert DecisionBasis.objects.get(pk=basis.pk).requested == 300_000
    assert PartMark.objects.filter(basis=basis, measure__isnull=False).count() == 3
