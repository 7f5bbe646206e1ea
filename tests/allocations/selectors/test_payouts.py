"""How far a payout has come, in one mark and one word."""

import pytest
from django.utils.translation import override

from allocations.selectors.payouts import payout_state


@pytest.mark.parametrize(
    ("states", "held", "shown"),
    [
        ([], False, ("todo", "Planned")),
        ([], True, ("hold", "Held")),
        (["planned"], True, ("todo", "Planned")),  # released
        (["held"], False, ("hold", "Held")),
        (["held", "planned"], False, ("hold", "Held")),
        (["planned", "attested"], False, ("todo", "Planned")),
        (["ordered"], False, ("work", "Ordered")),
        (["paid"], True, ("done", "Paid")),
        (["paid", "held"], True, ("work", "Partly paid")),
    ],
)
def test_payout_state(states, held, shown):
    with override("en"):
        assert payout_state(states, held=held) == shown
