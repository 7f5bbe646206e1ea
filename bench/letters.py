"""Letters of every kind by turns: one against bare WeasyPrint and pikepdf on the same HTML, two workers against one.

``python -m bench.letters [one by one] [in a batch]``: 36 and 225, unless said otherwise.
Each of ours is timed beside its bare twin, so that other work on the machine
slows both alike.
"""

import io
import mimetypes
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dekom.settings")

import django

django.setup()

import pikepdf  # noqa: E402 - after set-up, as everything that follows
from django.contrib.staticfiles import finders  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from weasyprint import HTML  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from allocations.actions.issue import content_of, issue_next  # noqa: E402
from allocations.enums import LetterKind  # noqa: E402
from allocations.models import DecisionLetter  # noqa: E402
from allocations.rendering import letter_html  # noqa: E402
from dekom.core.pdf import BASE_URL  # noqa: E402
from dekom.portal.demo.load import load_demo  # noqa: E402
from tests import template_database  # noqa: E402
from tests.allocations.hundred import ordered_letters, start_worker  # noqa: E402
from tests.template_database import connected_to, copy, drop  # noqa: E402

MOST_PER_LETTER = 1.15
LEAST_FOR_TWO = 1.7
KINDS = tuple(LetterKind)
WARM = 4  # letters that are not counted: imports, fonts, the second worker's start


class FromDisk(URLFetcher):
    """The style sheet and the font, read anew for each letter as WeasyPrint does by itself."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        path = Path(finders.find(url.removeprefix(BASE_URL)))
        kind, _encoding = mimetypes.guess_type(path.name)
        return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": kind or ""})


def bare(html: str) -> bytes:
    """What nobody can do without: lay out, write, open and save."""
    pdf = HTML(string=html, base_url=BASE_URL, url_fetcher=FromDisk()).write_pdf(pdf_variant="pdf/a-2a")
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(out, deterministic_id=True)
    return out.getvalue()


def seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    assert job()
    return time.perf_counter() - begun


def per_letter(count: int) -> tuple[float, float]:
    """Median seconds of a whole issue (rows, HTML, PDF, number, storing, mail) and of its bare twin."""
    ours, theirs = [], []
    for number in range(WARM + count):
        letter = DecisionLetter.objects.waiting().order_by("ordered_at", "pk")[0]
        html = letter_html(content_of(letter, timezone.now()))
        pair = (seconds(lambda html=html: bare(html)), seconds(lambda: issue_next(now=timezone.now())))
        if number >= WARM:
            theirs.append(pair[0])
            ours.append(pair[1])
    return statistics.median(ours), statistics.median(theirs)


def letters_per_second(address: str, workers: int, count: int) -> float:
    """How fast so many workers go once all of them are under way."""
    processes = [start_worker(address, "--once") for _worker in range(workers)]
    wait_for(WARM * workers)
    begun, already = time.perf_counter(), issued()
    wait_for(count - workers)
    rate = (issued() - already) / (time.perf_counter() - begun)
    for process in processes:
        process.wait()
    return rate


def bare_per_second(html: str, processes: int, each: int) -> float:
    """What this machine can do at all just now: bare letters in so many processes at once."""
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(bare_many, [(html, 1)] * processes))  # imports and fonts
        begun = time.perf_counter()
        list(pool.map(bare_many, [(html, each)] * processes))
        return processes * each / (time.perf_counter() - begun)


def bare_many(job: tuple[str, int]) -> int:
    html, count = job
    return sum(bool(bare(html)) for _time in range(count))


def issued() -> int:
    return DecisionLetter.objects.issued().filter(loaded=False).count()


def wait_for(count: int) -> None:
    while issued() < count:
        time.sleep(0.02)


def main(count: int, batch: int) -> int:
    connection.settings_dict["TEST"].setdefault("TEMPLATE", None)
    demo = "bench_letters"
    copy(template_database.name(), demo)
    with connected_to(demo):
        load_demo(timezone.localdate())
    with ordered_letters(demo, WARM + count, KINDS):
        ours, theirs = per_letter(count)
    ratio = ours / theirs
    say(f"a letter: {ours:.3f} s, bare: {theirs:.3f} s, {ratio:.2f} times (at most {MOST_PER_LETTER})")
    rates = []
    for workers in (1, 2):
        with ordered_letters(demo, batch, KINDS) as address:
            rates.append(letters_per_second(address, workers, batch))
    speed_up = rates[1] / rates[0]
    say(f"{batch} letters of {len(KINDS)} kinds by turns")
    say(f"one worker: {rates[0]:.2f} letters/s, two: {rates[1]:.2f}, {speed_up:.2f} times (at least {LEAST_FOR_TWO})")
    with ordered_letters(demo, 1):
        html = letter_html(content_of(DecisionLetter.objects.waiting()[0], timezone.now()))
        connection.close()
        machine = bare_per_second(html, 2, count) / bare_per_second(html, 1, count)
    drop(demo)
    say(f"two bare processes, which share nothing, against one: {machine:.2f} times")
    return int(ratio > MOST_PER_LETTER or speed_up < LEAST_FOR_TWO)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - it speaks to a person


if __name__ == "__main__":
    one_by_one, in_a_batch = [*map(int, sys.argv[1:]), *(36, 225)[len(sys.argv) - 1 :]]
    sys.exit(main(one_by_one, in_a_batch))
