"""Pages of a list whose first page says by itself how long the list is, where it is short."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class CountedPaginator(Paginator[Any]):
    """Takes one row more than a page: a list that ends on its first page is never counted by a query of its own."""

    object_list: QuerySet[Any, Any]

    @cached_property
    def _first(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        return len(self._first) if len(self._first) <= self.per_page else self.object_list.count()

    def page(self, number: Any) -> Page[Any]:
        number = self.validate_number(number)
        if number == 1:
            return Page(self._first[: self.per_page], number, self)
        return super().page(number)
