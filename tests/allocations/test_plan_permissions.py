"""Who writes the forum's long-term plan."""

import pytest

from allocations.permissions.plans import may_write_plan
from dekom.core.models import User
from networks.enums import RoleKind
from tests.factories import CountyFactory, person

pytestmark = pytest.mark.django_db


def test_the_secretariat_of_the_county_and_superusers_alone():
    county, other = CountyFactory.create_batch(2)
    secretary = person(RoleKind.SECRETARIAT, county)

    assert may_write_plan(secretary, county.pk)
    assert not may_write_plan(secretary, other.pk)
    assert not may_write_plan(person(RoleKind.DECISION_MAKER, county), county.pk)
    assert may_write_plan(User.objects.create_superuser("super@dekom.example"), other.pk)
