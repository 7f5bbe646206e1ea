"""What letters tell that no decision's line does: set-offs, reminders, appeals on their way. Plain values."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Logo:
    """The letterhead's image, ready to stand in a page."""

    address: str  # a data: address of a PNG that we have drawn anew
    alt: str


@dataclass(frozen=True)
class SetOffLine:
    """What of an unspent sum is set off, paid back or carried over. Whole kroner."""

    label: str
    unspent: int
    set_off: int


@dataclass(frozen=True)
class Notice:
    """What a letter on unspent money, a reminder or a forwarded appeal tells. Amounts are whole kroner."""

    about_number: str = ""
    about_date: date | None = None
    # What becomes of unspent money
    lines: tuple[SetOffLine, ...] = ()
    against_year: int | None = None
    replaces: str = ""  # the letter whose decision was reversed on appeal
    reversal_reason: str = ""
    # Reminder
    subject: str = ""
    was_due: date | None = None
    new_deadline: date | None = None
    # Appeal
    received_on: date | None = None
    assessment: tuple[str, ...] = ()
    suspends: bool = False
    settles: bool = False  # it is on what became of unspent money

    @property
    def set_off(self) -> int:
        return sum(line.set_off for line in self.lines)

    @property
    def unspent(self) -> int:
        return sum(line.unspent for line in self.lines)


def notice_from(stored: dict[str, object]) -> Notice:
    """As it was stored with the letter when somebody ordered it."""

    def day(name: str) -> date | None:
        found = stored.get(name)
        return date.fromisoformat(str(found)) if found else None

    year = stored.get("against_year")
    lines = stored.get("lines") or []
    assert isinstance(lines, list)
    return Notice(
        about_number=str(stored.get("about_number", "")),
        about_date=day("about_date"),
        lines=tuple(SetOffLine(str(each["label"]), int(each["unspent"]), int(each["set_off"])) for each in lines),
        against_year=int(str(year)) if year else None,
        replaces=str(stored.get("replaces", "")),
        reversal_reason=str(stored.get("reversal_reason", "")),
        subject=str(stored.get("subject", "")),
        was_due=day("was_due"),
        new_deadline=day("new_deadline"),
        received_on=day("received_on"),
        assessment=tuple(line.strip() for line in str(stored.get("assessment", "")).splitlines() if line.strip()),
        suspends=bool(stored.get("suspends")),
        settles=bool(stored.get("settles")),
    )
