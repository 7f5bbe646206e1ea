"""The demo with one letter issued, for tests that walk the whole site: each process has a copy of its own."""

import pytest
from django.db import connection
from django.utils import timezone

from allocations.actions import approve, issue, prepare
from allocations.models import Decision, DecisionLetter
from dekom.core.models import User
from dekom.portal.demo.decisions import appeal_against
from dekom.portal.demo.last_year import load_past
from dekom.portal.demo.load import PASSWORD
from networks.enums import RoleKind
from networks.models import Role
from tests.drafts_database import drafts_template
from tests.factories import CountyFactory, person
from tests.template_database import connected_to, copy, drop, filled

OUTSIDER = "utenfor@dekom.example"  # the secretariat of another county
NOBODY = "ingen@dekom.example"  # an account without roles
SUPERUSER = "overalt@dekom.example"  # may everything by being a superuser alone


def issue_a_letter():
    """To the host of Fosen, for 2025. Gauldal's decision waits for approval; the round's others are as loaded."""
    secretary, decider = (
        Role.objects.filter(kind=kind).earliest("pk").user for kind in (RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER)
    )
    now = timezone.now()
    made, _waiting = (
        prepare.decision(
            draft,
            actor=secretary,
            version=draft.version,
            day=timezone.localdate(now),
            fields={"decided": draft.recommended},
        )
        for draft in (Decision.objects.get(round__year=2025, network__code=code) for code in ("fosen", "gauldal"))
    )
    approve.decisions(made.round, {made.pk: made.version}, actor=decider, now=now)
    issue.order(made.round, actor=decider, now=now)
    assert issue.issue_next(now=now)
    assert DecisionLetter.objects.issued().count() == 1, [*DecisionLetter.objects.values_list("last_error")]
    appeal_against(DecisionLetter.objects.issued().get())


def fill():
    issue_a_letter()
    load_past()
    User.objects.create_user(NOBODY, PASSWORD, name="Uten rolle")
    User.objects.create_superuser(SUPERUSER, PASSWORD, name="Uten rolle, overalt")
    other = CountyFactory(code="nordland", name="Nordland", number="18")
    person(RoleKind.SECRETARIAT, other, email=OUTSIDER, password=PASSWORD, name="Saksbehandler, Nordland")


def demo_template():
    """Filled once a test run; nobody is connected to it, so that it can be copied at any time."""
    return filled("demo", fill, drafts_template())


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """The name of a database with the demo, accounts without roles, and another county's secretariat."""
    name = f"{connection.creation._get_test_db_name()}_demo"  # each process has its own
    with django_db_blocker.unblock():
        copy(demo_template(), name)
    yield name
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture(scope="module")
def demo(demo_database, django_db_blocker):
    """The module's tests find the demo in their database. What one of them changes, the others do not see."""
    with django_db_blocker.unblock(), connected_to(demo_database):
        yield
