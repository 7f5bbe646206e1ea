"""One thing to do, and the words that every kind of task shares."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from dekom.core.sorting import norwegian_key
from dekom.portal.selectors.days import SOON_DAYS, due_text, is_near
from dekom.portal.selectors.overview import Overview
from networks.models import DecisionBasis, Round

NAMED = 3  # so many networks are named before «and n more»


@dataclass(frozen=True)
class Task:
    """One thing to do, ready for the task list."""

    label: str
    url: str
    note: str = ""
    deadline: date | None = None
    due: str = ""
    soon: bool = False
    late: bool = False
    year: int | None = None  # of a deadline that is not of this year or the next twelve months


def task(overview: Overview, label: str, url: str, note: str = "", deadline: date | None = None) -> Task:
    """A task with its deadline in words."""
    if deadline is None:
        return Task(label, url, note)
    days = (deadline - overview.today).days
    year = None if is_near(deadline, overview.today) else deadline.year
    return Task(label, url, note, deadline, due_text(days), soon=0 <= days <= SOON_DAYS, late=days < 0, year=year)


def names(bases: Iterable[DecisionBasis]) -> str:
    """«Fosen, Gauldal, Indre Namdal and 2 more»."""
    names = sorted((basis.network.short_name for basis in bases), key=norwegian_key)
    listed = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    return listed if rest <= 0 else _("%(names)s and %(count)s more") % {"names": listed, "count": rest}


def by_round(bases: Sequence[Any], status: str) -> Iterator[tuple[Round, list[Any]]]:
    """Those in the state, round by round, as they are in an Overview."""
    chosen = sorted((basis for basis in bases if basis.status == status), key=lambda basis: basis.round_id)
    for _pk, group in groupby(chosen, key=lambda basis: basis.round_id):
        listed = list(group)
        yield listed[0].round, listed
