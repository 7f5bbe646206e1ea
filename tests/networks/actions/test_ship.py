"""What the project brings along: rows of their own stay as a county has set them."""

import pytest

from networks.actions import ship
from networks.enums.reminders import ReminderKind
from tests.factories import CountyFactory, ReminderRuleFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_a_county_with_themes_and_reminders_of_its_own_keeps_them_and_no_others():
    county = CountyFactory()
    theme, rule = ThemeFactory(county=county), ReminderRuleFactory(county=county)

    ship.themes(county)
    ship.reminders(county)

    assert [*county.themes.all()] == [theme]
    assert [*county.reminder_rules.all()] == [rule]


def test_a_county_without_gets_all():
    county = CountyFactory()

    ship.themes(county)
    ship.reminders(county)

    assert county.themes.count() == 11
    assert {rule.kind for rule in county.reminder_rules.all()} == {*ReminderKind}
