"""A slider is moved: the server's time to the new table, against a bare Django page, at 11 and at 225 networks.

``python -m bench.workbench``. Runs are interleaved, so that other work on the machine slows both alike. The browser's
time from input to new table stands beside. Ends with 1 where a limit is broken.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dekom.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 - after set-up, as everything that follows
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from allocations.models import AllocationKey  # noqa: E402
from networks.models import HeadCount, Round  # noqa: E402
from tests import template_database  # noqa: E402
from tests.allocations.bench_rounds import secretary, stored_key, stored_round  # noqa: E402
from tests.template_database import connected_to_copy  # noqa: E402

LIMITS = {11: 2, 225: 4}  # networks: times a bare page
RUNS = 60
WARM = 8
COUNTED_ON = date(2026, 10, 1)
CHROMIUM = "/usr/bin/chromium"


def case(networks: int) -> dict[str, object]:
    """A round of so many networks, with bounds that bind at some of them."""
    return {
        "year": 2027,
        "appropriation": 2_500_000 * networks,
        "fixed": [{"purpose": "UH", "recipient": "UH", "amount": 600_000}],
        "common_measures": 150_000 * networks,
        "reserve": 500_000,
        "coordination": {"flat_per_network": 100_000, "extra": {"n000": 200_000}},
        "key": {"base_grant": 250_000, "weights": {"kindergarten_children": 10, "pupils": 10}, "max_fall_percent": 10},
        "networks": [
            {
                "code": f"n{place:03}",
                "name": f"Kompetansenettverk nummer {place}",
                "head_counts": {"kindergarten_children": 200 + place * 37 % 3000, "pupils": 500 + place * 91 % 7000},
                "last_year": 1_200_000 + place * 71_000 % 2_500_000,
            }
            for place in range(networks)
        ],
    }


def round_of(networks: int) -> tuple[Round, AllocationKey]:
    """The round in the database, with two scenarios side by side."""
    made = case(networks)
    round_ = stored_round(made)
    key = stored_key(round_, made)
    stored_key(round_, made, name="B", base_grant=400_000, weights={"kindergarten_children": 12, "pupils": 10})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database that lives does by itself
    return round_, key


def seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def rows_for_the_bare_page(round_: Round) -> None:
    """It shows 50 head counts; a small round has fewer of its own."""
    network = round_.county.networks.earliest("code")
    HeadCount.objects.bulk_create(
        HeadCount(network=network, category="pupils", counted_on=date(1960 + turn, 10, 1), number=turn, source="GSI")
        for turn in range(50)
    )


def slide(client: Client, round_: Round, key: AllocationKey) -> Callable[[], object]:
    """What the browser sends when a slider has been moved: each time to where it has not been before."""
    moves = count(1)
    fields = {
        "key": key.pk,
        "name": "A",
        "note": "",
        "base_grant": "300 000",
        "weight_kindergarten_children": "1,2",
        "weight_pupils": "1,0",
        "max_fall_percent": "9",
        "max_rise_percent": "",
        "unit": "1",
        "counted_on": COUNTED_ON.isoformat(),
        "appropriation": f"{round_.budget.appropriation}",
    }

    def post() -> object:
        sent = urlencode({**fields, "base_grant": str(300_000 - next(moves))})  # as htmx does
        response = client.post(
            f"/rounds/{round_.pk}/workbench/",
            sent,
            content_type="application/x-www-form-urlencoded",
            headers={"HX-Request": "true"},
        )
        assert response.status_code == 200
        return response

    return post


def measure(networks: int) -> tuple[float, float, int]:
    """Median seconds of ours and of the bare page, run in turn, and our queries."""
    round_, key = round_of(networks)
    rows_for_the_bare_page(round_)
    client = Client()
    client.force_login(secretary(round_))
    ours = slide(client, round_, key)

    def bare() -> object:
        return client.get("/bare/")

    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM + RUNS):
        pair = seconds(ours), seconds(bare)
        if number >= WARM:
            times[0].append(pair[0])
            times[1].append(pair[1])
    with CaptureQueriesContext(connection) as queries:
        ours()
    return statistics.median(times[0]), statistics.median(times[1]), len(queries)


def in_browser(round_: Round, key: AllocationKey) -> float | None:
    """Median seconds from a slider's move to the new table, the pause for typing included; None without a browser."""
    if not os.path.exists(CHROMIUM):  # noqa: PTH110 - one question
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    from tests.browser.server import serving  # noqa: PLC0415 - as above

    client = Client()
    client.force_login(secretary(round_))
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/rounds/{round_.pk}/workbench/?key={key.pk}")
        times = [page.evaluate(MOVE) for _turn in range(9)]
        browser.close()
    return statistics.median(times) / 1000


MOVE = """() => new Promise(resolve => {
    const slider = document.querySelector("[data-for=k-base_grant]");
    const begun = performance.now();
    document.body.addEventListener("htmx:afterSettle", () => resolve(performance.now() - begun), {once: true});
    slider.value = Number(slider.value) + 10000;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
})"""


def main() -> int:
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = "bench._bare"
    name = "bench_workbench"
    queries, broken = set(), False
    with connected_to_copy(template_database.name(), name):
        for networks, limit in LIMITS.items():
            ours, bare, asked = measure(networks)
            queries.add(asked)
            broken = broken or ours > limit * bare
            print(  # noqa: T201 - a bench speaks
                f"{networks:>4} networks: {ours * 1000:6.1f} ms, bare page {bare * 1000:5.1f} ms:"
                f" {ours / bare:.2f} times (at most {limit}); {asked} queries"
            )
            round_ = Round.objects.latest("pk")
            if (shown := in_browser(round_, round_.keys.earliest("version"))) is not None:
                print(f"     in the browser, from input to new table: {shown * 1000:.0f} ms, 120 of them a pause")  # noqa: T201
    if len(queries) > 1:
        print("The number of queries grows with the networks.")  # noqa: T201
    return int(broken or len(queries) > 1)


if __name__ == "__main__":
    sys.exit(main())
