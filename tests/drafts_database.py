"""The demo as it is loaded, where nobody has decided anything yet."""

import pytest
from django.db import connection
from django.utils import timezone

from dekom.portal.demo.load import load_demo
from tests import template_database
from tests.template_database import connected_to, connected_to_copy, copy, drop, filled


def drafts_template():
    """Loaded once a test run; every database with the demo's data is a copy of it."""
    return filled("drafts", lambda: load_demo(timezone.localdate()), template_database.name())


@pytest.fixture(scope="session")
def drafts_database(django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """The name of a database with the demo; each process has its own."""
    name = f"{connection.creation._get_test_db_name()}_drafts"
    with django_db_blocker.unblock():
        copy(drafts_template(), name)
    yield name
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture(scope="module")
def drafts(drafts_database, django_db_blocker):
    """The module's tests find the demo in their database. What one of them changes, the others do not see."""
    with django_db_blocker.unblock(), connected_to(drafts_database):
        yield


@pytest.fixture
def committed(drafts_database, django_db_blocker):
    """A copy of the demo that several connections see."""
    with django_db_blocker.unblock(), connected_to_copy(drafts_database, f"{drafts_database}_shared"):
        yield
