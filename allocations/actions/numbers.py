"""Letter numbers per county and calendar year: no gap at any moment, and no waiting while letters are drawn.

The number is printed in the letter, so it must be known before the letter is drawn, which takes long. Each worker
therefore claims the lowest number that nobody works with, by an advisory lock that ends with its transaction, however
that ends. When its letter is drawn it waits for whoever has the number before. If that one died, it takes the freed
number and draws the letter again. The counter's row is locked and written in the transaction that stores the bytes.
"""

from django.db import connection

from allocations.models import LetterCounter

_LOCKS = 0x4C << 24  # where our advisory locks begin, away from other uses
_YEARS = 512


def claim(county_id: int, year: int) -> int:
    """The lowest number that nobody has used or works with; ours until the transaction ends."""
    LetterCounter.objects.get_or_create(county_id=county_id, year=year)
    number = last(county_id, year) + 1
    while not (_lock(county_id, year, number, wait=False) and number > last(county_id, year)):
        number = max(number, last(county_id, year)) + 1
    return number


def settle(county_id: int, year: int, number: int) -> int:
    """The number that the letter must have: the claimed one, or a lower one that a dead worker left free.

    Waits for the workers that have the numbers before.
    """
    while last(county_id, year) != number - 1:
        _lock(county_id, year, number - 1, wait=True)
        if last(county_id, year) >= number - 1:
            break
        number -= 1
    return number


def use(county_id: int, year: int, number: int) -> None:
    """Count the number as used, under the lock of the counter's row."""
    counter = LetterCounter.objects.select_for_update().get(county_id=county_id, year=year)
    assert counter.last == number - 1, "letter numbers are given one by one"
    counter.last = number
    counter.save(update_fields=["last"])


def last(county_id: int, year: int) -> int:
    """The last number given."""
    return LetterCounter.objects.values_list("last", flat=True).get(county_id=county_id, year=year)


def _lock(county_id: int, year: int, number: int, *, wait: bool) -> bool:
    function = "pg_advisory_xact_lock" if wait else "pg_try_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_LOCKS + county_id * _YEARS + year % _YEARS, number])
        return bool(cursor.fetchone()[0] is not False)
