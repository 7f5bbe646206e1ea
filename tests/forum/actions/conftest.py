"""A round under assessment, for every test that asks. Messages are read in the language they are written in."""

import pytest
from django.utils import translation

from tests.forum.world import make_world


@pytest.fixture
def world():
    return make_world()


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
