"""A person as they are stored."""

import pytest

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_name_is_one_line_however_it_came():
    user = UserFactory(name=" Ola\rNordmann\n")

    user.refresh_from_db()
    assert user.name == "Ola Nordmann"
