"""A report on accessibility goes to people who can do something about it."""

import pytest
from django.utils import timezone

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from dekom.portal.actions.report_accessibility import accessibility_report
from networks.enums import RoleKind
from tests.factories import UserFactory, person

pytestmark = pytest.mark.django_db


def recipients(*counties):
    """Who gets a report from somebody in these counties."""
    accessibility_report(
        text="The wheel <is> too small",
        reply_to="me@example.com",
        counties=[county.pk for county in counties],
        today=timezone.localdate(),
        nobody="There is nobody.",
    )
    return [mail.recipient for mail in OutboxMail.objects.order_by("pk")]


def test_from_anybody_to_every_secretariat(secretary):
    other = person(RoleKind.SECRETARIAT)
    person(RoleKind.AUDITOR)
    person(RoleKind.SECRETARIAT, is_active=False)

    assert recipients() == [secretary, other]
    body = OutboxMail.objects.first().body
    assert "The wheel <is> too small" in body
    assert "me@example.com" in body


def test_from_a_county_to_its_own_secretariat(county, secretary):
    person(RoleKind.SECRETARIAT)

    assert recipients(county) == [secretary]


def test_to_the_person_of_the_settings_where_there_is_one(secretary, settings):
    named = UserFactory(email="access@example.com")
    settings.ACCESSIBILITY_EMAIL = "Access@example.com"

    assert recipients() == [named]


def test_says_so_where_there_is_nobody(db):
    with pytest.raises(DomainError, match="There is nobody"):
        recipients()
