"""Rows from a file walk the moves that lead to their state, without mail to anybody."""

import pytest
from django.utils import timezone

from dekom.core.models import OutboxMail
from networks.actions import restore
from networks.enums import BasisStatus
from networks.models import DecisionBasis
from tests.factories import DecisionBasisFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", [None, 100])
@pytest.mark.parametrize("status", [BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED, BasisStatus.DECIDED])
def test_brings_a_draft_to_its_state(status, before):
    now = timezone.now()

    restore.decision_basis(
        DecisionBasisFactory(requested=before), requested=100, to=status, submitted_at=now, reason="Sum feil"
    )

    basis = DecisionBasis.objects.get()
    was_sent_back = status == BasisStatus.CHANGES_REQUESTED
    assert (basis.status, basis.requested) == (status, 100)
    assert basis.submitted_at == (None if status == BasisStatus.DRAFT else now)
    assert basis.change_reason == ("Sum feil" if was_sent_back else "")
    assert not OutboxMail.objects.exists()
