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


def test_a_scheme_that_is_known_comes_with_what_is_shipped_of_it_and_is_made_once():
    known = ship.scheme("dekom", "Dekom")

    assert ship.scheme("dekom", "Something else") == known
    assert (known.name, known.own_contribution_percent) == ("Dekom", 30)


def test_a_scheme_of_the_countys_own_has_nothing_but_its_name():
    assert ship.scheme("own", "Our own").own_contribution_percent is None
