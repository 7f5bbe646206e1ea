"""The actions' messages are read in bokmål, whatever language a test before left behind."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_bokmal():
    with translation.override("nb"):
        yield
