"""The demo as it is loaded, where nobody has decided anything yet."""

import pytest
from django.db import connection
from django.utils import timezone

from dekom.portal.demo.load import load_demo
from tests import template_database
from tests.demo_database import connected_to, run


@pytest.fixture(scope="session")
def drafts_database(django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """The name of a database with the demo; each process has its own."""
    name = f"{connection.creation._get_test_db_name()}_drafts"
    with django_db_blocker.unblock():
        run(f'DROP DATABASE IF EXISTS "{name}"')
        run(f'CREATE DATABASE "{name}" TEMPLATE "{template_database.name()}"')
        with connected_to(name):
            load_demo(timezone.localdate())
    yield name
    with django_db_blocker.unblock():
        run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def drafts(drafts_database, django_db_blocker):
    """The module's tests find the demo in their database. What one of them changes, the others do not see."""
    with django_db_blocker.unblock(), connected_to(drafts_database):
        yield


@pytest.fixture
def committed(drafts_database, django_db_blocker):
    """A copy of the demo that several connections see."""
    name = f"{drafts_database}_shared"
    with django_db_blocker.unblock():
        connection.close()
        run(f'DROP DATABASE IF EXISTS "{name}"')
        run(f'CREATE DATABASE "{name}" TEMPLATE "{drafts_database}"')
        with connected_to(name):
            yield
        run(f'DROP DATABASE "{name}" WITH (FORCE)')
