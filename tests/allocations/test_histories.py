"""What a history calls the rows it tells of, asked for in one query."""

from itertools import count

import pytest

from allocations.models import LeftoverDistribution
from allocations.selectors.histories import SPELLED, network_history_of, round_history_of
from networks.models import Network, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


@pytest.mark.parametrize("model", SPELLED, ids=lambda model: model.__name__)
def test_a_row_is_spelled_in_sql_as_it_calls_itself(model):
    rows = {row.pk: str(row) for row in model.objects.all()}

    assert dict(model.objects.order_by().annotate(told=SPELLED[model]).values_list("pk", "told")) == rows != {}


def test_no_page_of_a_history_asks_more_than_twice(django_assert_num_queries):
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")
    assert LeftoverDistribution.objects.filter(round=round_).exists()

    for history in (round_history_of(round_), *map(network_history_of, Network.objects.all())):
        events = len(history)
        for start in count(0, 25):
            if start >= events:
                break
            with django_assert_num_queries(2):  # events, names
                assert len(history[start : start + 25]) > 0
