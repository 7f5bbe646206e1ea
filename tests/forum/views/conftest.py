"""A round under assessment, for every test that asks."""

import pytest

from tests.forum.world import make_world


@pytest.fixture
def world():
    return make_world()
