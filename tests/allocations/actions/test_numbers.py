"""Letter numbers have no gap at any moment, whoever else is at work, and whoever dies."""

import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from allocations.actions import issue, numbers
from allocations.models import DecisionLetter, LetterCounter
from tests.allocations.world import letter_to, ordered, the_round

YEAR = 2025


class Worker(threading.Thread):
    """Claims a number on a connection of its own, and holds it until it is told to use it or to die."""

    def __init__(self, county, year=YEAR):
        super().__init__(daemon=True)
        self.county, self.year = county, year
        self.number, self.fate = None, None
        self.has_claimed, self.may_go_on = threading.Event(), threading.Event()

    def run(self):
        try:
            with transaction.atomic():
                self.number = numbers.claim(self.county, self.year)
                self.has_claimed.set()
                self.may_go_on.wait(30)
                if self.fate == "dies":
                    transaction.set_rollback(True)
                else:
                    self.number = numbers.settle(self.county, self.year, self.number)
                    numbers.use(self.county, self.year, self.number)
        finally:
            connection.close()

    def starts(self):
        self.start()
        assert self.has_claimed.wait(30)
        return self

    def ends(self, fate="uses it"):
        self.fate = fate
        self.may_go_on.set()


@pytest.fixture
def county(committed):
    county = the_round().county_id
    LetterCounter.objects.create(county_id=county, year=YEAR)
    return county


def last(county):
    return numbers.last(county, YEAR)


def test_each_claims_the_lowest_that_nobody_has(county):
    first, second = Worker(county).starts(), Worker(county).starts()

    assert (first.number, second.number) == (1, 2)
    for worker in (first, second):
        worker.ends("dies")
        worker.join(30)
    assert last(county) == 0


def test_the_second_waits_for_the_first_and_keeps_its_number(county):
    first, second = Worker(county).starts(), Worker(county).starts()

    second.ends()
    time.sleep(0.3)
    assert last(county) == 0, "no gap, not even for a moment"
    first.ends()
    second.join(30)

    assert (first.number, second.number, last(county)) == (1, 2, 2)


def test_the_number_of_one_who_died_is_used_by_the_next(county):
    workers = [Worker(county).starts() for _worker in range(3)]

    for worker in reversed(workers[1:]):
        worker.ends()
    time.sleep(0.3)
    workers[0].ends("dies")
    for worker in workers:
        worker.join(30)

    assert sorted(worker.number for worker in workers[1:]) == [1, 2]
    assert last(county) == 2


def test_a_letter_is_drawn_again_with_the_number_that_came_free(committed, monkeypatch):
    ordered("DMMH")
    year = timezone.localdate().year
    LetterCounter.objects.create(county=the_round().county, year=year)
    other = Worker(the_round().county_id, year).starts()
    drawn = []

    def draw(html):
        drawn.append(html)
        other.ends("dies")
        return html.encode()

    monkeypatch.setattr(issue, "render_archive_pdf", draw)

    issue.issue_next(now=timezone.now())

    other.join(30)
    letter = DecisionLetter.objects.defer(None).get(pk=letter_to("DMMH").pk)
    assert (letter.number, letter.last_error) == (1, "")
    first, second = drawn
    assert f"<dd>2/{year}</dd>" in first
    assert f"<dd>1/{year}</dd>" in second


@pytest.mark.django_db
@pytest.mark.usefixtures("drafts")
def test_what_is_wrong_before_a_letter_is_taken_is_not_hidden():
    with pytest.raises(ValidationError):
        issue.issue_next(now="not a time")
