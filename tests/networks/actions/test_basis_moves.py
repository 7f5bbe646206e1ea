"""A decision basis is submitted, sent back, taken in; nothing else, and never on top of somebody else's move."""

import pytest
from django.utils import timezone

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from networks.actions import frame, receipts, review, ship, submit
from networks.enums import BasisStatus, RoleKind
from networks.models import County, DecisionBasis, LegalBasis
from tests.factories import CountyFactory, DecisionBasisFactory, NetworkFactory, RoundFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def basis():
    return DecisionBasisFactory(requested=100)


@pytest.fixture
def leader(basis):
    return person(RoleKind.NETWORK_LEADER, basis.network.county, network=basis.network)


def test_submitting_sends_the_leader_a_receipt(basis, leader):
    submit.decision_basis(basis, actor=leader, now=timezone.now())
    assert receipts.send_next(now=timezone.now()) is True

    mail = OutboxMail.objects.get()
    assert basis.status == BasisStatus.SUBMITTED
    assert (mail.recipient, mail.template) == (leader, "networks/decision_basis_received")


def test_submitting_needs_an_amount(leader):
    empty = DecisionBasisFactory(requested=None)

    with pytest.raises(DomainError):
        submit.decision_basis(empty, actor=leader, now=timezone.now())

    assert OutboxMail.objects.count() == 0


def test_submitting_on_top_of_somebody_else_is_told(basis, leader):
    DecisionBasis.objects.filter(pk=basis.pk).update(version=7)

    with pytest.raises(StaleStateError):
        submit.decision_basis(basis, actor=leader, now=timezone.now())


def test_an_undeclared_move_is_refused_in_words(basis):
    with pytest.raises(DomainError):
        review.take_in(basis)

    assert DecisionBasis.objects.get(pk=basis.pk).status == BasisStatus.DRAFT


def test_changes_are_requested_with_a_reason(basis, leader):
    now = timezone.now()
    submit.decision_basis(basis, actor=leader, now=now)

    with pytest.raises(DomainError):
        review.request_changes(basis, reason="  ", now=now)
    review.request_changes(basis, reason="The plan is missing.", now=now)

    assert (basis.status, basis.change_reason) == (BasisStatus.CHANGES_REQUESTED, "The plan is missing.")
    assert OutboxMail.objects.filter(recipient=leader).count() == 1


def test_a_submitted_basis_keeps_the_frame_it_was_written_against(basis, leader):
    frame.set_frame(basis.round, basis.network, amount=100)
    basis.refresh_from_db()
    submit.decision_basis(basis, actor=leader, now=timezone.now())

    frame.set_frame(basis.round, basis.network, amount=200)
    made = frame.set_frame(RoundFactory(), NetworkFactory(), amount=300)

    assert DecisionBasis.objects.get(pk=basis.pk).frame == 100
    assert (made.frame, made.status) == (300, BasisStatus.DRAFT)


def test_what_is_shipped_comes_once_and_is_left_alone():
    first = ship.county()
    ship.regimes()
    LegalBasis.objects.update(basis_name_nb="endret")
    ship.regimes()

    assert (ship.county(), ship.county("trondelag"), County.objects.count()) == (first, first, 1)
    assert set(LegalBasis.objects.values_list("basis_name_nb", flat=True)) == {"endret"}


def test_a_county_is_named_where_there_are_several():
    CountyFactory.create_batch(2)

    with pytest.raises(DomainError):
        ship.county()
    with pytest.raises(DomainError):
        ship.county("nowhere")
