"""The payment list as the accounting system reads it: lines, sum and checksum. Knows no database and no language.

The file is the same whoever fetches it and whenever: its words are bokmål, since the accounting system's are.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

HEADERS = (
    "Referanse",
    "Liste",
    "Mottaker",
    "Organisasjonsnummer",
    "Kontonummer",
    "Beløp",
    "Forfall",
    "Tilsagnsbrev",
    "Tekst",
    "Betalt dato",  # empty: the accounting system fills it in and sends the file back
)
TRAILER = "KONTROLL"
AMOUNT_COLUMN = HEADERS.index("Beløp")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment as it is sent. Whole kroner."""

    reference: str
    recipient: str
    organisation_number: str
    account_number: str
    amount: int
    due_on: date
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A list's lines with its number."""

    number: str
    lines: tuple[PaymentLine, ...]

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    def rows(self) -> list[list[str | int]]:
        """The header and one row a payment."""
        return [list(HEADERS), *map(self._row, self.lines)]

    def _row(self, line: PaymentLine) -> list[str | int]:
        return [
            line.reference,
            self.number,
            plain_text(line.recipient),
            line.organisation_number,
            line.account_number,
            line.amount,
            line.due_on.isoformat(),
            line.letter,
            plain_text(line.text),
            "",
        ]

    @property
    def sha256(self) -> str:
        """Of the header and the lines as they stand in the CSV file, in UTF-8 without a mark."""
        return hashlib.sha256(_csv(self.rows()).encode()).hexdigest()

    def trailer(self) -> list[str | int]:
        """List, number of payments, sum and checksum: the last row of both files."""
        return [TRAILER, self.number, len(self.lines), "", "", self.total, "", "", self.sha256, ""]

    def csv(self) -> bytes:
        """Semicolons and a byte order mark, as Norwegian spreadsheets expect."""
        return b"\xef\xbb\xbf" + (_csv(self.rows()) + _csv([self.trailer()])).encode()


def plain_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Sequence[Sequence[str | int]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows(rows)
    return stream.getvalue()
