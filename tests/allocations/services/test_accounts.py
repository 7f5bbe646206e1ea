"""One recipient's money through the year: whatever happens in whatever order, each krone has one place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services import ledger
from allocations.services.accounts import Account, to_settle
from allocations.services.ledger import Place, balances

DAY = date(2025, 9, 10)
APPROPRIATION = 1_000


class Book:
    """A round with one network, and the entries so far."""

    def __init__(self, granted):
        self.account = Account("a")
        self.entries = ledger.appropriated(DAY, APPROPRIATION) + ledger.frames_adopted(DAY, {"a": granted})
        self.entries += ledger.asked(DAY, "a", frame=granted, requested=granted)
        self.entries += ledger.decided(DAY, "a", asked_for=granted, granted=self.account.decide(granted))

    def standing(self):
        return balances(self.entries, DAY)

    def at(self, place, code="a"):
        return self.standing().get((place, code), 0)

    def add(self, entries):
        self.entries += entries
        self.entries += self.account.balance(DAY)

    def decide(self, granted):
        more = self.account.decide(granted)
        if more < 0:
            self.add(self.account.give_back(DAY, -more, Place.RETURNED))
        else:
            self.add(ledger.granted_more(DAY, "a", more, self.standing()))

    def pay(self, amount):
        self.add(self.account.pay(DAY, amount, self.standing()))

    def report(self, used):
        self.account.reported, self.account.used = self.account.granted, used
        self.add([])

    def settle(self, amount, place):
        self.entries += self.account.settle(DAY, amount, place)

    def undo(self, amount, place):
        self.entries += self.account.undo(DAY, amount, place, self.standing())

    def places(self):
        found = {place.value: amount for (place, code), amount in self.standing().items() if code == "a"}
        assert sum(self.standing().values()) == APPROPRIATION
        return found


@pytest.mark.parametrize(
    ("amounts", "due"),
    [
        ({"granted": 500, "paid": 500}, 0),
        ({"granted": 500, "paid": 500, "reported": 500, "used": 400}, 100),
        ({"granted": 500, "paid": 0, "reported": 500, "used": 600}, 0),
        ({"granted": 400, "paid": 400, "reported": 500, "used": 400}, 0),  # less was granted before it was paid
        ({"granted": 400, "paid": 500, "reported": 400, "used": 400}, 100),  # and after
        ({"granted": 400, "paid": 500, "reported": 400, "used": 300}, 200),
        ({"granted": 400, "paid": 500}, 100),
        ({"granted": 600, "paid": 600, "reported": 500, "used": 450}, 50),  # more was granted after the report
        ({"granted": 0, "paid": 0, "reported": 500, "used": 0}, 0),
    ],
)
def test_what_is_to_be_settled(amounts, due):
    assert to_settle(**amounts) == due


def test_less_before_it_is_paid_is_free_and_never_claimed_back():
    book = Book(500)

    book.decide(400)
    book.pay(400)
    book.report(400)

    assert book.places() == {"paid": 400, "returned": 100}


def test_less_after_it_is_paid_is_to_be_given_back_once():
    book = Book(500)
    book.pay(500)

    book.decide(400)
    book.report(400)

    assert book.places() == {"paid": 400, "unspent": 100}


@pytest.mark.parametrize(("less", "unspent"), [(450, 100), (400, 100), (350, 150)])
def test_less_after_the_report_is_not_claimed_twice(less, unspent):
    book = Book(500)
    book.pay(500)
    book.report(400)

    book.decide(less)

    assert book.places() == {"paid": 500 - unspent, "unspent": unspent}
    book.settle(unspent, Place.RETURNED)
    book.decide(less + 1)  # what has come back is found again, not taken from anybody
    book.places()


def test_what_waits_for_the_report_and_is_not_granted_any_more_is_not_unspent():
    book = Book(500)
    book.pay(250)
    book.report(100)
    assert book.places() == {"granted": 100, "unspent": 400}

    book.decide(50)

    assert book.places() == {"paid": 50, "unspent": 200, "returned": 250}


def test_unspent_that_was_never_paid_is_granted_again_when_it_is_granted_anew():
    book = Book(500)
    book.report(400)
    assert book.places() == {"granted": 400, "unspent": 100}

    book.account.used = 500
    book.add([])

    assert book.places() == {"granted": 500}


def test_raised_again_it_is_where_it_was():
    book = Book(500)
    book.pay(500)

    book.decide(400)
    book.decide(500)

    assert book.places() == {"paid": 500}


def test_less_while_the_money_is_on_its_way_is_to_be_given_back():
    book = Book(500)

    book.decide(400)
    book.pay(500)

    assert book.places() == {"paid": 400, "unspent": 100}


def test_a_settlement_is_undone_and_the_money_unspent_again():
    book = Book(500)
    book.pay(500)
    book.report(400)

    book.settle(100, Place.CARRIED_OVER)
    assert book.places() == {"paid": 400, "carried_over": 100}
    book.undo(100, Place.CARRIED_OVER)

    assert book.places() == {"paid": 400, "unspent": 100}


STEPS = st.lists(st.tuples(st.sampled_from(["decide", "pay", "report", "settle"]), st.integers(0, 500)), max_size=12)


@given(st.integers(0, 500), STEPS)
def test_whatever_happens_each_krone_has_one_place(first, steps):
    book, highest, settled = Book(first), first, 0
    for what, amount in steps:
        account = book.account
        if what == "decide":
            book.decide(amount)
            highest = max(highest, amount)
        elif what == "pay":
            book.pay(min(amount, max(highest - account.paid, 0)))  # it may have been ordered before less was granted
        elif what == "report" and account.reported is None:
            book.report(amount)
        elif what == "settle":
            part = min(amount, book.at(Place.UNSPENT))
            book.settle(part, Place.CARRIED_OVER)
            settled += part

        assert sum(book.standing().values()) == APPROPRIATION
        if not settled:
            due = to_settle(granted=account.granted, paid=account.paid, reported=account.reported, used=account.used)
            assert book.at(Place.UNSPENT) == due
            held = sum(book.at(place) for place in (Place.GRANTED, Place.PAID, Place.UNSPENT))
            assert held == max(account.granted, account.paid)
