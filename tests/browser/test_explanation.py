"""From a network's page to how its frame came about, by link texts alone; and the frame again, from what is printed."""

import re
from decimal import Decimal

import pytest
from django.utils.translation import gettext, override

from networks.models import Network
from tests.browser.reading import WIDE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
NUMBER = r"\d[\d\u00a0 ]*(?:,\d+)?"


def numbers(text):
    """The numbers of a text, in its order."""
    return [Decimal(re.sub(r"[\u00a0 ]", "", found).replace(",", ".")) for found in re.findall(NUMBER, text)]


def amount(text):
    value = numbers(text)[0]
    return -value if text.strip().startswith("\u2212") else value


def table(page, place):
    rows = page.locator("table").nth(place).locator("tbody tr, tfoot tr").all()
    return [[cell.inner_text().strip() for cell in row.locator("th, td").all()] for row in rows]


def computed(page):
    """The frame from the page's numbers alone, and what the page says that it is."""
    pool, counts, own = (table(page, place) for place in range(3))
    running, sums = Decimal(0), []
    for label, value in pool:
        if label.startswith("\u2212") or (not sums and not running):
            running += amount(value)
        else:  # a subtotal: what the lines above it make
            assert amount(value) == running
            sums.append(running)
    weight = sum(amount(row[1]) * amount(row[2]) for row in counts[:-1])
    assert weight == amount(counts[-1][-1])
    given = sum(amount(value) for label, value in own if label.startswith("+") and len(numbers(label)) == 0)
    if "/" in own[0][0]:
        pot, part, whole = numbers(own[0][0])
        assert (pot, part) == (sums[-1], weight)
        down = pot * part // whole
        remainder, rank = numbers(own[1][0])
        assert remainder == pot * part - down * whole
        (left,) = numbers(page.locator(".dk-panel p.dk-small").first.inner_text())
        by_weight = down + (1 if rank <= left else 0)
    else:
        last_year, percent = numbers(own[0][0])
        by_weight = -(-last_year * (100 - percent) // 100) - given
    return by_weight + given, amount(own[-1][1])


@pytest.mark.parametrize("code", ["vaernes", "fosen", "trondheim-malvik"])
def test_two_clicks_lead_to_numbers_that_make_the_frame(visitors, code):
    tab = visitors.scripted
    tab.become(visitors.everybody.cookies("forum_member"))
    network = Network.objects.get(county__code="trondelag", code=code)
    tab.open(network.get_absolute_url(), WIDE)
    with override("nb"):
        words = gettext("How the frame came about")

    tab.page.get_by_role("link", name=words, exact=True).first.click()
    tab.page.wait_for_load_state()
    again, printed = computed(tab.page)

    assert tab.page.url.endswith(f"/networks/{network.pk}/frame/")
    assert again == printed
    assert printed == {"vaernes": 1_845_869, "fosen": 1_400_400, "trondheim-malvik": 9_739_932}[code]
    assert tab.complaints == []
