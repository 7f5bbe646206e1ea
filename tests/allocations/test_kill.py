"""A worker may be killed at any moment: every letter comes once, whole, and the numbers have no gap."""

import hashlib
import random
import time
from collections import Counter
from itertools import cycle, islice

import pytest

from allocations.enums import LetterKind
from allocations.models import Decision, DecisionLetter, LetterCounter
from tests.allocations.hundred import ordered_letters, start_worker
from tests.pdf_text import text_of

LIMIT = 600  # seconds
KINDS = tuple(LetterKind)


def done():
    return DecisionLetter.objects.issued().filter(loaded=False).count()


def kill_in_the_midst(address, workers, dice, most):
    """Start the workers, wait for a random number of letters and a random moment more, and kill them."""
    before, wanted = done(), dice.randint(0, most)
    processes = [start_worker(address) for _worker in range(workers)]
    give_up = time.monotonic() + 60
    while done() < before + max(wanted, 1) and time.monotonic() < give_up:
        if wanted == 0 and dice.random() < 0.02:
            break  # while it still starts
        time.sleep(0.02)
    time.sleep(dice.uniform(0, 0.2 / workers))  # a quick machine makes ten letters a second
    for process in processes:
        process.kill()
        process.wait()
    return done()


def finish(address, workers):
    processes = [start_worker(address, "--once") for _worker in range(workers)]
    for process in processes:
        assert process.wait(LIMIT) == 0


def check_every_letter(count, kinds):
    """Once each, whole, numbered 1 to ``count``, of every kind by turns, and nothing half-done beside them."""
    ours = DecisionLetter.objects.filter(loaded=False)
    letters = list(ours.defer(None).select_related("recipient").order_by("number"))
    assert [letter.number for letter in letters] == list(range(1, count + 1))
    assert len({letter.recipient_id for letter in letters}) == count
    assert Counter(letter.kind for letter in letters) == Counter(islice(cycle(kinds), count))
    for letter in letters:
        assert letter.is_issued
        assert hashlib.sha256(letter.pdf).hexdigest() == letter.sha256
        text = text_of(letter.pdf)
        assert f"Brev {letter.number_text}" in text
        assert letter.recipient.name in text
    assert LetterCounter.objects.get().last == count
    assert not Decision.objects.filter(status="approved").exists()


def test_letters_of_nine_kinds_survive_kills_of_one_worker_and_of_two(drafts_database, django_db_blocker):
    dice = random.Random(2025)
    with django_db_blocker.unblock(), ordered_letters(drafts_database, 9, KINDS) as address:
        at_kill = [kill_in_the_midst(address, workers, dice, most=2) for workers in (1, 2, 1)]
        finish(address, workers=2)

        print("letters done at each kill:", at_kill)  # noqa: T201 - the figures that the test shows
        check_every_letter(9, KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_hundred_letters_survive_twenty_kills(drafts_database, django_db_blocker, workers):
    dice = random.Random(2027 + workers)
    with django_db_blocker.unblock(), ordered_letters(drafts_database, 100, KINDS) as address:
        at_kill = [kill_in_the_midst(address, workers, dice, most=5 - workers) for _kill in range(20)]
        finish(address, workers)

        print(f"{workers} worker(s), letters done at each kill:", at_kill)  # noqa: T201 - the figures that the test shows
        assert sum(0 < count < 100 for count in at_kill) >= 15
        check_every_letter(100, KINDS)
