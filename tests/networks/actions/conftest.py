"""What the actions' tests share."""

import pytest
from django.utils import translation


@pytest.fixture
def in_english():
    """Reasons are read as they stand in the code."""
    with translation.override("en"):
        yield
