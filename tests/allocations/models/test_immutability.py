"""What is approved or issued stays, whoever asks the database."""

import hashlib

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from allocations.models import Decision, DecisionLetter
from dekom.core.models import User
from tests.allocations.world import approved, prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def execute(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql, *values, because):
    with pytest.raises(DatabaseError, match=because):
        execute(sql, *values)


FOSEN = "(SELECT id FROM allocations_decision WHERE network_id = (SELECT id FROM networks_network WHERE code = 'fosen')"
FOSEN += " AND recommended = 643042)"


@pytest.mark.parametrize(
    "change",
    [
        "decided = 1",
        "recommended = 1",
        "conditions = 'x'",
        "payout_held = true",
        "approved_by_id = NULL",
        "prepared_by_id = NULL",
        "remark = 'x'",
        "approved_at = now()",
    ],
)
def test_an_approved_decision_cant_be_changed_by_sql(change):
    approved()

    refused(f"UPDATE allocations_decision SET {change} WHERE id = {FOSEN}", because="pgtrigger: Cannot update")


def test_an_approved_decision_cant_be_deleted_by_sql():
    approved()

    refused(f"DELETE FROM allocations_decision WHERE id = {FOSEN}", because="Cannot delete")


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE allocations_decisionline SET amount = amount + 1 WHERE decision_id = {FOSEN}",
        f"DELETE FROM allocations_decisionline WHERE decision_id = {FOSEN}",
        (
            "INSERT INTO allocations_decisionline (decision_id, recipient_id, amount) SELECT "
            f"{FOSEN}, id, 1 FROM networks_organisation WHERE name = 'NTNU'"
        ),
    ],
)
def test_the_lines_of_an_approved_decision_cant_be_changed_by_sql(sql):
    approved()

    refused(sql, because="the lines of an approved decision stay")


def test_a_draft_may_be_changed():
    prepared()

    assert execute(f"UPDATE allocations_decision SET conditions = 'x' WHERE id = {FOSEN}") == 1


def test_lines_that_do_not_sum_cant_be_approved_by_sql():
    prepared()
    Decision.objects.filter(network__code="fosen", round=the_round()).update(decided=1)

    refused(
        f"UPDATE allocations_decision SET status = 'approved', approved_at = now() WHERE id = {FOSEN}",
        because="the lines do not sum to the decision",
    )


def test_nobody_approves_what_they_prepared_by_sql():
    prepared()
    own = somebody("saksbehandler").pk

    refused(
        f"UPDATE allocations_decision SET status = 'approved', approved_at = now(), approved_by_id = %s "
        f"WHERE id = {FOSEN}",
        own,
        because="decision_approved_by_another",
    )


def test_nobody_forgets_that_they_prepared_it_by_sql():
    prepared()

    refused(
        f"UPDATE allocations_decision SET worked_on_by = '{{}}' WHERE id = {FOSEN}",
        because="those who worked on a decision are not forgotten",
    )


def test_a_hash_that_is_not_the_files_is_refused():
    approved()
    round_ = the_round()
    letter = DecisionLetter.objects.create(
        county=round_.county,
        round=round_,
        recipient=somebody_paid(),
        language="nb",
        amount=1,
        ordered_at=timezone.now(),
        next_attempt_at=timezone.now(),
    )
    fields = {"status": "issued", "number": 1, "year": 2025, "issued_at": timezone.now(), "pdf": b"x"}

    with pytest.raises(IntegrityError, match="decision_letter_hash_is_the_files"), transaction.atomic():
        DecisionLetter.objects.filter(pk=letter.pk).update(sha256=hashlib.sha256(b"y").hexdigest(), **fields)


def somebody_paid():
    return Decision.objects.filter(round=the_round()).first().lines.first().recipient


def test_a_letter_begins_as_ordered():
    assert User.objects.exists()
    with pytest.raises(DatabaseError, match="Cannot insert"), transaction.atomic():
        DecisionLetter.objects.create(
            county=the_round().county,
            round=the_round(),
            recipient=the_round().decisions.get(fixed_grant__recipient_name="UH").lines.first().recipient,
            language="nb",
            amount=1,
            status="issued",
            number=1,
            year=2025,
            issued_at=timezone.now(),
            ordered_at=timezone.now(),
            next_attempt_at=timezone.now(),
            sha256="0" * 64,
            loaded=True,
        )
