"""The workbench in a real browser: one types fast, and neither focus nor text is lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.models import AllocationKey
from networks.models import Round
from tests.browser.reading import WIDE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
FIRST_IS_NOT = """before => {
    const cells = document.querySelectorAll(".dk-compare tbody tr:first-child td.dk-strong");
    return !cells[1].innerText.startsWith(before);
}"""
FOCUSED = "() => [document.activeElement.id, document.activeElement.value, document.activeElement.selectionStart]"


@pytest.fixture
def bench(visitors):
    round_ = Round.objects.get(year=timezone.localdate().year + 1)
    key = AllocationKey.objects.get(round=round_, version=2)
    tab = visitors.scripted
    tab.become(visitors.everybody.cookies("secretariat"))
    tab.open(f"{reverse('workbench', args=[round_.pk])}?key={key.pk}", WIDE)
    return tab


def frame(page, name, scenario=1):
    row = page.locator(".dk-compare tbody tr").filter(has_text=name)
    return row.locator("td.dk-strong").nth(scenario).inner_text().split("\n")[0].replace("\u00a0", " ")


def test_typing_fast_keeps_focus_and_text_and_ends_with_the_last_number(bench):
    page = bench.page
    assert frame(page, "Fosen") == "1 474 132"
    box = page.locator("#k-base_grant")

    box.click()
    page.keyboard.press("Control+A")
    for key in "250000":
        page.keyboard.press(key, delay=15)
    typed = page.evaluate(FOCUSED)
    page.wait_for_function("() => document.querySelector('#bench-saved .is-changed')")
    page.wait_for_load_state("networkidle")

    assert typed == ["k-base_grant", "250000", 6]
    assert page.evaluate(FOCUSED) == typed
    assert page.locator("[data-for=k-base_grant]").input_value() == "250000"
    assert frame(page, "Indre Namdal") == "844 560"
    assert bench.complaints + bench.violations() == []


def test_a_slider_writes_its_box_and_the_table_follows(bench):
    page = bench.page
    before = frame(page, "Fosen")

    page.locator("[data-for=k-weight_kindergarten_children]").focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(FIRST_IS_NOT, arg=before.replace(" ", "\u00a0"))

    assert page.locator("#k-weight_kindergarten_children").input_value() == "1,5"
    assert page.evaluate("() => document.activeElement.dataset.for") == "k-weight_kindergarten_children"
    assert frame(page, "Fosen") != before


def test_what_cannot_be_read_is_said_and_stays_as_typed(bench):
    page = bench.page
    before = frame(page, "Fosen")

    page.locator("#k-base_grant").fill("1,5")
    page.wait_for_function("() => document.querySelector('#bench-errors [data-field=base_grant]')")

    assert page.locator("#k-base_grant").input_value() == "1,5"
    assert frame(page, "Fosen") == before


def test_it_works_without_scripts(visitors, bench):
    tab = visitors.plain
    tab.become(visitors.everybody.cookies("secretariat"))
    tab.open(bench.page.url.removeprefix(tab.address), WIDE)

    tab.page.locator("#k-base_grant").fill("300 000")
    tab.page.locator("button[type=submit]:not([name])", has_text="ut").last.click()
    tab.page.wait_for_load_state()

    assert tab.page.locator("#k-base_grant").input_value() == "300 000"
    assert frame(tab.page, "Fosen") != "1 474 132"
