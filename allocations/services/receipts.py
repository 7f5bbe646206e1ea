"""What a receipt file from the accounting system tells, held against what was ordered. No database, no language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from allocations.services.payment_file import TRAILER
from networks.services.sheets import HEADER_WITHIN, Row, plain

COLUMNS = {
    "reference": ("referanse", "reference", "kid", "betalingsreferanse"),
    "amount": ("beløp", "betalt beløp", "belop", "amount"),
    "paid_on": ("betalt", "betalt dato", "betalingsdato", "bokført", "dato", "date", "paid on"),
}


class ReceiptFault(StrEnum):
    NO_HEADERS = "no_headers"
    NO_REFERENCE = "no_reference"
    UNKNOWN = "unknown"
    NOT_ORDERED = "not_ordered"
    ALREADY_PAID = "already_paid"
    DOUBLED = "doubled"
    BAD_AMOUNT = "bad_amount"
    PARTIAL = "partial"
    TOO_MUCH = "too_much"
    BAD_DATE = "bad_date"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_ORDER = "before_the_order"


ABOUT = {
    ReceiptFault.NO_REFERENCE: "reference",
    ReceiptFault.BAD_DATE: "paid_on",
    ReceiptFault.IN_THE_FUTURE: "paid_on",
    ReceiptFault.BEFORE_THE_ORDER: "paid_on",
}  # the cell that the fault is about; else the amount


@dataclass(frozen=True, slots=True)
class Ordered:
    """A payment that a receipt may be about. Whole kroner."""

    key: int
    amount: int
    is_ordered: bool = True
    is_paid: bool = False
    ordered_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line that fits: this payment is paid on this day."""

    key: int
    amount: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A line that fits nothing, with its number in the file and what it says."""

    line: int
    fault: ReceiptFault
    reference: str = ""
    said: str = ""
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is paid, what fitted nothing."""

    paid: tuple[PaidLine, ...]
    faults: tuple[FaultLine, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.paid)

    @property
    def lacks_headers(self) -> bool:
        return any(fault.fault is ReceiptFault.NO_HEADERS for fault in self.faults)


def read_receipt(rows: Sequence[Row], ordered: Mapping[str, Ordered], *, today: date) -> Outcome:
    """Hold each line against the payment that its reference names. A line is taken whole, or named with its fault.

    ``ordered`` has every payment of the county by reference, whatever its state.
    """
    head, columns = _columns(rows)
    if columns is None:
        return Outcome((), (FaultLine(1, ReceiptFault.NO_HEADERS),))
    paid: list[PaidLine] = []
    faults: list[FaultLine] = []
    seen: set[str] = set()
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {name: _cell(row, place) for name, place in columns.items()}
        if _is_empty(row) or plain(row[0]) == plain(TRAILER):
            continue
        found = _line(number, cells, ordered, seen, today)
        (paid if isinstance(found, PaidLine) else faults).append(found)  # type: ignore[arg-type]  # told apart above
    return Outcome(tuple(paid), tuple(faults))


def _line(
    number: int, cells: Mapping[str, object], ordered: Mapping[str, Ordered], seen: set[str], today: date
) -> PaidLine | FaultLine:
    reference = _reference(cells["reference"])
    payment = ordered.get(reference)
    amount, paid_on = read_amount(cells["amount"]), read_date(cells["paid_on"])
    fault = (
        _wrong_reference(reference, payment, seen)
        or _wrong_amount(amount, payment)
        or _wrong_date(paid_on, payment, today)
    )
    seen.add(reference)
    if fault or payment is None or amount is None or paid_on is None:
        kind = fault or ReceiptFault.UNKNOWN
        expected = payment.amount if payment else None
        return FaultLine(number, kind, reference, _said(cells[ABOUT.get(kind, "amount")]), expected)
    return PaidLine(payment.key, amount, paid_on)


def _wrong_reference(reference: str, payment: Ordered | None, seen: set[str]) -> ReceiptFault | None:
    if not reference:
        return ReceiptFault.NO_REFERENCE
    if payment is None:
        return ReceiptFault.UNKNOWN
    if reference in seen:
        return ReceiptFault.DOUBLED
    if payment.is_paid:
        return ReceiptFault.ALREADY_PAID
    return None if payment.is_ordered else ReceiptFault.NOT_ORDERED


def _wrong_amount(amount: int | None, payment: Ordered | None) -> ReceiptFault | None:
    if amount is None or payment is None or amount <= 0:
        return ReceiptFault.BAD_AMOUNT
    if amount == payment.amount:
        return None
    return ReceiptFault.PARTIAL if amount < payment.amount else ReceiptFault.TOO_MUCH


def _wrong_date(paid_on: date | None, payment: Ordered | None, today: date) -> ReceiptFault | None:
    if paid_on is None:
        return ReceiptFault.BAD_DATE
    if payment and payment.ordered_on and paid_on < payment.ordered_on:
        return ReceiptFault.BEFORE_THE_ORDER
    return ReceiptFault.IN_THE_FUTURE if paid_on > today else None


def _said(value: object) -> str:
    return value.isoformat()[:10] if isinstance(value, date) else str(value if value is not None else "")


def read_amount(value: object) -> int | None:
    """Whole kroner: 1200000, «1 200 000», «1 200 000,00». Nothing with øre, nothing that can be read two ways."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) else None
    text = re.sub(r"[\s\u00a0\u202f]|kr\.?$", "", str(value).strip())
    match = re.fullmatch(r"(-?\d+)(?:[,.]00?)?", text)
    return int(match[1]) if match else None


def read_date(value: object) -> date | None:
    """2025-05-09, 09.05.2025, 9.5.2025, or a spreadsheet's own date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%Y%m%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _columns(rows: Sequence[Row]) -> tuple[int, dict[str, int] | None]:
    """The row with the headers, and where each column stands; the first fitting header counts, by its rank."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        words = [plain(cell) for cell in row]
        places: dict[str, int] = {}
        for name, headers in COLUMNS.items():
            place = next((words.index(header) for header in headers if header in words), None)
            if place is not None:
                places[name] = place
        if len(places) == len(COLUMNS):
            return number, places
    return 0, None


def _cell(row: Row, place: int) -> object:
    return row[place] if place < len(row) else None


def _reference(value: object) -> str:
    """Digits; a spreadsheet may have made a number of them."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    text = re.sub(r"\s", "", str(value if value is not None else ""))
    return text if text.isascii() and text.isdecimal() else ""


def _is_empty(row: Iterable[object]) -> bool:
    return not any(str(cell).strip() for cell in row if cell is not None)
