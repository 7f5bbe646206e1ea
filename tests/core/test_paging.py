"""Pages that say how long a short list is without counting it."""

import pytest

from dekom.core.models import User
from dekom.core.paging import CountedPaginator
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rows", "number", "shown", "count", "queries"),
    [(0, 1, 0, 0, 1), (3, 1, 3, 3, 1), (4, 1, 3, 4, 2), (7, 3, 1, 7, 3), (7, "x", 3, 7, 2), (7, 9, 1, 7, 3)],
)
def test_a_page_and_its_count(rows, number, shown, count, queries, django_assert_num_queries):
    UserFactory.create_batch(rows)

    with django_assert_num_queries(queries):
        page = CountedPaginator(User.objects.order_by("pk"), 3).get_page(number)
        found = list(page)

    assert (len(found), page.paginator.count) == (shown, count)
