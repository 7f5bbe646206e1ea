"""Mail is written to the outbox in each reader's language, as plain text."""

import pytest
from django.db import transaction

from dekom.core.mail import queue_mail
from dekom.core.models import OutboxMail
from tests.factories import DecisionBasisFactory, NetworkFactory, UserFactory

pytestmark = pytest.mark.django_db
TEMPLATE = "networks/decision_basis_changes_requested"


def test_each_person_reads_it_in_their_own_language():
    basis = DecisionBasisFactory(network=NetworkFactory(name="Barn & unge <Fosen>"))
    people = [UserFactory(name="Nils", language="nb"), UserFactory(name="Nina", language="en")]

    queue_mail(TEMPLATE, to=people, context={"basis": basis})

    norwegian, english = OutboxMail.objects.order_by("pk")
    assert english.subject == f"Please change the decision basis from Barn & unge <Fosen> ({basis.round})"
    assert english.body.startswith("Hello Nina,\n")
    assert norwegian.body.startswith("Hei Nils,\n")
    assert [mail.status for mail in (norwegian, english)] == ["queued", "queued"]


def test_the_subject_is_one_line_whatever_names_hold():
    basis = DecisionBasisFactory(network=NetworkFactory(name="Indre\r\x0bFosen"))

    (mail,) = queue_mail(TEMPLATE, to=[UserFactory(language="en")], context={"basis": basis})

    assert mail.subject == f"Please change the decision basis from Indre Fosen ({basis.round})"


def test_nothing_is_queued_when_the_action_fails():
    basis, reader = DecisionBasisFactory(), UserFactory()

    with transaction.atomic():
        queue_mail(TEMPLATE, to=[reader], context={"basis": basis})
        transaction.set_rollback(True)

    assert OutboxMail.objects.count() == 0
