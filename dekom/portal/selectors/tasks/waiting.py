"""Rows of unlike kinds, asked for in one query: each kind says which rows wait, and what a task tells of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, F, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task
from networks.models import Round, Scheme


@dataclass(frozen=True)
class Question:
    """Which rows; what tells them apart; by when; and their columns that a task speaks of."""

    rows: QuerySet[Any, Any]
    key: str
    until: str | None
    facts: Mapping[str, str]


class Row(NamedTuple):
    """One row that waits."""

    key: int
    until: date | None
    facts: dict[str, Any]

    @property
    def round(self) -> Round:
        """The round by the facts ``scheme`` and ``year``, to be named; it is in no database."""
        return Round(scheme=Scheme(name=self.facts["scheme"]), year=self.facts["year"])


class Kind(NamedTuple):
    """What is asked for a person, and the tasks that the answer makes. No question: nothing of it is theirs."""

    ask: Callable[[Overview], Question | None]
    tell: Callable[[Overview, list[Row]], Iterator[Task]]


def question(rows: QuerySet[Any, Any], key: str = "pk", until: str | None = None, **facts: str) -> Question:
    return Question(rows, key, until, facts)


def answers(overview: Overview, kinds: list[Kind]) -> list[list[Row]]:
    """The rows of each kind, the nearest deadline first; one query."""
    found: list[list[Row]] = [[] for _kind in kinds]
    asked = [_select(number, each) for number, kind in enumerate(kinds) if (each := kind.ask(overview)) is not None]
    if asked:
        for number, *row in asked[0].union(*asked[1:], all=True):
            found[number].append(Row(*row))
    for rows in found:
        rows.sort(key=lambda row: (row.until or date.max, row.key))
    return found


def _select(number: int, each: Question) -> QuerySet[Any, Any]:
    until = F(each.until) if each.until else Cast(Value(None), DateField())
    return each.rows.order_by().values_list(Value(number), F(each.key), until, JSONObject(**each.facts))
