"""Appeals and new editions: nobody settles or approves their own, and nothing is done twice at once."""

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from allocations.actions import amend, appeals
from allocations.enums import AppealStatus, DecisionChange
from allocations.models import Appeal, Decision
from dekom.core.models import User
from tests.allocations.lived import decider, secretary, the_appeal, the_decision
from tests.allocations.test_four_eyes import at_once
from tests.template_database import connected_to_copy


@pytest.fixture
def issued_and_committed(demo_database, django_db_blocker):
    """A copy of the demo with an issued letter and its appeal, which several connections see."""
    with django_db_blocker.unblock(), connected_to_copy(demo_database, f"{demo_database}_shared"):
        yield


def test_two_who_settle_an_appeal_at_once_settle_it_once(issued_and_committed):
    appeal = appeals.assess(the_appeal(), assessment="x", actor=secretary(), version=1)

    def uphold():
        appeals.uphold(appeal, actor=User.objects.get(pk=decider().pk), now=timezone.now(), version=2)

    def reverse_it():
        appeals.reverse(appeal, reason="x", actor=User.objects.get(pk=decider().pk), now=timezone.now(), version=2)

    refusals = at_once(uphold, reverse_it)

    found = the_appeal()
    assert len(refusals) == 1
    assert (found.status == AppealStatus.REVERSED) == Decision.objects.filter(replaces=found.decision).exists()


def test_a_double_click_makes_one_new_edition(issued_and_committed):
    old = the_decision()

    def again():
        amend.new_edition(old, change=DecisionChange.AMENDMENT, reason="x", actor=User.objects.get(pk=secretary().pk))

    refusals = at_once(again, again)

    assert len(refusals) == 1
    assert Decision.objects.filter(replaces=old).count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_database_refuses_who_settles_what_they_assessed():
    appeal = appeals.assess(the_appeal(), assessment="x", actor=secretary(), version=1)

    with pytest.raises(IntegrityError, match="appeal_settled_by_another"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(
            status=AppealStatus.UPHELD, settled_by=secretary(), settled_at=timezone.now()
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("status", ["closed", "forwarded"])
def test_the_database_refuses_a_step_over_another(status):
    with pytest.raises(Error, match="Invalid transition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE allocations_appeal SET status = %s", [status])


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_admin_only_reads_appeals(client):
    client.force_login(decider())

    answer = client.post(reverse("admin:allocations_appeal_change", args=[the_appeal().pk]), {"status": "upheld"})

    assert answer.status_code == 403
    assert the_appeal().status == AppealStatus.RECEIVED
