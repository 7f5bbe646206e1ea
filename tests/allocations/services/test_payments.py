"""What holds a payment, how a line is split, the list's file, receipts, measures and distributions: all pure."""

import csv
import hashlib
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.enums.payments import HoldKind, LeftoverMethod
from allocations.models.payment import kid
from allocations.services.distribution import NamedGrant, plan_distribution
from allocations.services.holds import HoldFacts, Reason, computed_holds
from allocations.services.instalments import InstalmentRule, planned_parts
from allocations.services.leftovers import OverdrawnError
from allocations.services.measures import as_decided
from allocations.services.payment_file import PaymentFile, PaymentLine
from allocations.services.receipts import Ordered, ReceiptFault, read_amount, read_date, read_receipt

DAY = date(2025, 5, 9)
HEAD = ["Referanse", "Beløp", "Betalt dato"]


def test_everything_that_holds_is_named():
    facts = HoldFacts(
        has_account=False,
        account_is_changing=True,
        cooling_until=date(2025, 5, 10),
        reports_missing=("2023", "2024"),
        waits_for_report=True,
        appeal="The appeal of 3 May",
    )

    assert computed_holds(facts, DAY) == [
        Reason(HoldKind.NO_ACCOUNT),
        Reason(HoldKind.ACCOUNT_CHANGING),
        Reason(HoldKind.COOLING, until=date(2025, 5, 10)),
        Reason(HoldKind.REPORT_MISSING, "2023"),
        Reason(HoldKind.REPORT_MISSING, "2024"),
        Reason(HoldKind.REPORT_FIRST),
        Reason(HoldKind.APPEAL, "The appeal of 3 May"),
    ]


@pytest.mark.parametrize("until", [None, DAY, date(2025, 5, 8)])
def test_nothing_is_paid_before_the_day_and_on_the_day_it_is(until):
    assert computed_holds(HoldFacts(has_account=True, cooling_until=until), DAY) == []


@pytest.mark.parametrize(("amount", "sent"), [(-1, 0), (0, -1)])
def test_nothing_negative_is_paid(amount, sent):
    with pytest.raises(ValueError, match="negative"):
        planned_parts(amount, [InstalmentRule(DAY, 100)], sent=sent)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.lists(st.integers(1, 99), min_size=1, max_size=5),
    st.dictionaries(st.integers(1, 9), st.integers(0, 10**9), max_size=3),
)
def test_instalments_are_what_is_left_of_the_line(amount, sent, weights, settlements):
    percents = [*weights[:-1], 100 - sum(weights[:-1])] if sum(weights[:-1]) < 100 else [100]
    rules = [InstalmentRule(DAY, percent) for percent in percents]

    parts = planned_parts(amount, rules, sent=sent, settlements=settlements)

    total = max(amount - sent, 0)
    assert sum(part.amount for part in parts) == total
    assert sum(part.set_off_sum for part in parts) == min(total, sum(settlements.values()))
    assert all(0 <= part.set_off_sum <= part.amount and part.amount > 0 for part in parts)
    whole = {part.order: part.amount for part in planned_parts(amount, rules)}
    assert all(part.amount == whole[part.order] for part in parts[1:]), "what was sent fills the first parts"


@pytest.mark.parametrize(("amount", "percent"), [(100, 99), (-1, 100)])
def test_a_wrong_plan_is_an_error(amount, percent):
    with pytest.raises(ValueError, match=r"percent|negative"):
        planned_parts(amount, [InstalmentRule(DAY, percent)])


def test_what_the_first_instalment_cant_take_is_taken_from_the_next():
    parts = planned_parts(100, [InstalmentRule(DAY, 50), InstalmentRule(DAY, 50)], settlements={1: 60, 2: 30})

    assert [part.set_off for part in parts] == [{1: 50}, {1: 10, 2: 30}]


@given(st.integers(1, 10**12))
def test_a_reference_finds_every_single_slip_of_a_digit(key):
    reference = kid(key)

    for place, digit in enumerate(reference[:-1]):
        slip = reference[:place] + str((int(digit) + 1) % 10) + reference[place + 1 : -1]
        assert int(slip) == 0 or kid(int(slip)) != reference[: len(reference) - len(slip) - 1] + slip + reference[-1]


def line(**fields):
    defaults = {
        "reference": "18",
        "recipient": "Ørland",
        "organisation_number": "315260183",
        "account_number": "12346281942",
        "amount": 643_042,
        "due_on": DAY,
        "letter": "9/2025",
        "text": "Kompetanseløftet 2025: Fosen",
    }
    return PaymentLine(**defaults | fields)


def test_the_file_has_its_lines_sum_and_a_checksum_that_proves_them():
    file = PaymentFile("U1/2025", (line(), line(reference="26", amount=1)))

    content = file.csv()

    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][:6] == ["18", "U1/2025", "Ørland", "315260183", "12346281942", "643042"]
    assert rows[-1] == ["KONTROLL", "U1/2025", "2", "", "", "643043", "", "", file.sha256, ""]
    above = "".join(part + "\r\n" for part in text.split("\r\n")[:-2])
    assert hashlib.sha256(above.encode()).hexdigest() == file.sha256


@pytest.mark.parametrize("name", ["=1+1", "+47", "-x", "@SUM(A1)"])
def test_no_name_becomes_a_formula(name):
    assert PaymentFile("U1/2025", (line(recipient=name),)).rows()[1][2] == f"'{name}"


def receipt(*rows, head=HEAD, ordered=None, today=DAY):
    return read_receipt([head, *rows], ordered or {"18": Ordered(1, 100)}, today=today)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "100", "2025-05-09"], ReceiptFault.NO_REFERENCE),
        (["x18", "100", "2025-05-09"], ReceiptFault.NO_REFERENCE),
        (["26", "100", "2025-05-09"], ReceiptFault.UNKNOWN),
        (["18", "99", "2025-05-09"], ReceiptFault.PARTIAL),
        (["18", "101", "2025-05-09"], ReceiptFault.TOO_MUCH),
        (["18", "-100", "2025-05-09"], ReceiptFault.BAD_AMOUNT),
        (["18", "0", "2025-05-09"], ReceiptFault.BAD_AMOUNT),
        (["18", "a hundred", "2025-05-09"], ReceiptFault.BAD_AMOUNT),
        (["18", None, "2025-05-09"], ReceiptFault.BAD_AMOUNT),
        (["18", "100"], ReceiptFault.BAD_DATE),
        (["18", "100", "31.2.2025"], ReceiptFault.BAD_DATE),
        (["18", "100", datetime(2025, 5, 10, tzinfo=UTC)], ReceiptFault.IN_THE_FUTURE),
    ],
)
def test_a_line_that_fits_nothing_is_named(row, fault):
    outcome = receipt(row)

    assert outcome.paid == ()
    assert [(each.line, each.fault) for each in outcome.faults] == [(2, fault)]


def test_a_line_that_fits_is_paid_and_empty_lines_and_the_trailer_are_passed_by():
    outcome = receipt([18.0, 100.0, datetime(2025, 5, 9, tzinfo=UTC)], [None, " "], ["KONTROLL", "U1/2025", "1"])

    assert [(paid.key, paid.amount, paid.paid_on) for paid in outcome.paid] == [(1, 100, DAY)]
    assert (outcome.faults, outcome.total) == ((), 100)


def test_a_payment_that_is_paid_already_or_not_ordered_is_named():
    ordered = {"18": Ordered(1, 100, is_ordered=False, is_paid=True), "26": Ordered(2, 100, is_ordered=False)}

    outcome = receipt(
        ["18", "100", "9.5.2025"], ["26", "100", "20250509"], ["26", "100", "2025-05-09"], ordered=ordered
    )

    assert [each.fault for each in outcome.faults] == [
        ReceiptFault.ALREADY_PAID,
        ReceiptFault.NOT_ORDERED,
        ReceiptFault.DOUBLED,
    ]


def test_no_payment_is_paid_before_it_is_ordered():
    ordered = {"18": Ordered(1, 100, ordered_on=date(2025, 5, 9))}

    early, same_day = (receipt(["18", "100", day], ordered=ordered) for day in ("8.5.2025", "9.5.2025"))

    assert [each.fault for each in early.faults] == [ReceiptFault.BEFORE_THE_ORDER]
    assert (same_day.faults, len(same_day.paid)) == ((), 1)


def test_headers_are_found_below_other_lines_and_missed_where_there_are_none():
    rows = [["Kvittering"], ["Bokført", "KID", "Beløp"], ["09.05.25", "18", "100,00 kr"]]

    assert read_receipt(rows, {"18": Ordered(1, 100)}, today=DAY).total == 100
    assert receipt(head=["A", "B"]).lacks_headers


@pytest.mark.parametrize(
    ("value", "amount"),
    [("1 200 000", 1_200_000), ("1\u00a0200,00", 1200), ("12,50", None), (12.5, None), (True, None), ("1.200", None)],
)
def test_amounts_are_whole_kroner_or_nothing(value, amount):
    assert read_amount(value) == amount


def test_a_spreadsheets_own_day_is_a_day():
    assert read_date(DAY) == DAY
    assert read_date(None) is None


def test_measures_share_what_was_granted_by_what_was_asked():
    assert as_decided([("One", 3), ("Two", 1)], 1_000, otherwise="All") == [("One", 750), ("Two", 250)]
    assert as_decided([("One", 0)], 1_000, otherwise="All") == [("All", 1_000)]


EVERY = dict.fromkeys("abcdefghijk", 1)


def test_september_2025_in_the_example():
    plan = plan_distribution(
        1_739_000, [NamedGrant("Cohort 1", 400_000, (1, 2, 3))], method=LeftoverMethod.FLAT, weights=EVERY
    )

    assert [part.amount for part in plan.named] == [133_334, 133_333, 133_333]
    assert sorted({part.amount for part in plan.networks}) == [121_727, 121_728]
    assert (plan.named_sum, plan.network_sum, plan.remainder) == (400_000, 1_339_000, 0)


def test_by_the_shares_of_the_frames_in_units_with_a_remainder():
    plan = plan_distribution(1_000, [], method=LeftoverMethod.PRO_RATA, weights={"a": 2, "b": 1}, unit=100)

    assert [(part.code, part.amount) for part in plan.networks] == [("a", 700), ("b", 300)]


def test_named_only_leaves_the_rest():
    plan = plan_distribution(1_000, [NamedGrant("One", 300, (7,))], method=LeftoverMethod.NAMED, weights={})

    assert ([(part.recipient, part.amount) for part in plan.named], plan.remainder) == ([(7, 300)], 700)


def test_more_than_there_is_or_for_nobody_is_refused():
    with pytest.raises(OverdrawnError):
        plan_distribution(100, [NamedGrant("One", 101, (7,))], method=LeftoverMethod.NAMED, weights={})
    with pytest.raises(ValueError, match="recipients"):
        plan_distribution(100, [NamedGrant("One", 1, ())], method=LeftoverMethod.NAMED, weights={})
