"""The demo before anything is decided, with the made-up year before it: letters, payments, reports, leftover funds."""

import pytest
from django.db import connection

from dekom.portal.demo.last_year import load_past
from tests.drafts_database import drafts_template
from tests.template_database import connected_to, connected_to_copy, copy, drop, filled


@pytest.fixture(scope="session")
def past_database(django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """The name of a database with the demo and its past; each process has its own."""
    name = f"{connection.creation._get_test_db_name()}_past"
    with django_db_blocker.unblock():
        copy(filled("past", load_past, drafts_template()), name)
    yield name
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture(scope="module")
def past(past_database, django_db_blocker):
    """The module's tests find the demo and its past in their database."""
    with django_db_blocker.unblock(), connected_to(past_database):
        yield


@pytest.fixture
def committed_past(past_database, django_db_blocker):
    """A copy that several connections see."""
    with django_db_blocker.unblock(), connected_to_copy(past_database, f"{past_database}_shared"):
        yield
