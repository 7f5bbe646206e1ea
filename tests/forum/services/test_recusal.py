"""When somebody takes no part."""

import pytest

from forum.enums.sheets import RecusalGround, Ruling
from forum.services.recusal import Parties, Ties, computed_ground, is_recused

FOSEN = Parties(network=1, owners=frozenset({11, 12}), partners=frozenset({21}))


@pytest.mark.parametrize(
    ("ties", "ground"),
    [
        (Ties(), None),
        (Ties(networks=frozenset({2}), organisations=frozenset({13, 22})), None),
        (Ties(networks=frozenset({1})), RecusalGround.OWN_NETWORK),
        (Ties(organisations=frozenset({12, 99})), RecusalGround.OWN_OWNER),
        (Ties(organisations=frozenset({21})), RecusalGround.PARTNER),
        (Ties(networks=frozenset({1}), organisations=frozenset({12, 21})), RecusalGround.OWN_NETWORK),
        (Ties(organisations=frozenset({12, 21})), RecusalGround.OWN_OWNER),
    ],
)
def test_the_register_says_who_is_tied_and_how(ties, ground):
    assert computed_ground(ties, FOSEN) == ground


@pytest.mark.parametrize(
    ("computed", "ruling", "out"),
    [
        (None, None, False),
        (RecusalGround.PARTNER, None, True),
        (None, Ruling.OPEN, True),  # said, and not ruled yet: nobody reads first
        (RecusalGround.PARTNER, Ruling.OPEN, True),
        (None, Ruling.RECUSED, True),
        (RecusalGround.OWN_NETWORK, Ruling.NOT_RECUSED, False),
    ],
)
def test_the_forums_ruling_goes_over_all_else(computed, ruling, out):
    assert is_recused(computed, ruling) is out
