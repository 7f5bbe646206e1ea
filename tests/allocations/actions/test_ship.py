"""The rules on the time to appeal come with Dekom, once."""

import pytest

from allocations.actions.ship import appeal_rules
from allocations.models import AppealRule


@pytest.mark.django_db
def test_shipped_once_and_what_is_there_is_left_alone():
    appeal_rules()
    AppealRule.objects.update(weeks=6)

    appeal_rules()

    assert AppealRule.objects.get().weeks == 6
