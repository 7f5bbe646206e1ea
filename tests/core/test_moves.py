"""The table of moves, and the database that obeys it."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from allocations.models import Decision
from dekom.core.models import MailStatus, OutboxMail
from networks.enums import BASIS_MOVES, BasisStatus
from networks.models import DecisionBasis
from tests.factories import DecisionBasisFactory, DecisionFactory, NetworkFactory, RoundFactory, UserFactory

pytestmark = pytest.mark.django_db


def refused(sql, *params):
    """What the database says to ``sql``; fails the test if it says nothing."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
    return str(caught.value)


def test_the_first_state_is_where_rows_begin():
    assert BASIS_MOVES.first == "draft"
    assert BASIS_MOVES.allows("draft", "submitted")
    assert not BASIS_MOVES.allows("draft", "in_review")


@pytest.mark.parametrize("status", [status for status in BasisStatus.values if status not in ("draft", "submitted")])
def test_sql_cannot_make_an_undeclared_move_of_a_decision_basis(status):
    basis = DecisionBasisFactory()

    message = refused(
        "UPDATE networks_decisionbasis SET status = %s, requested = 1, submitted_at = now(), change_reason = 'x' "
        "WHERE id = %s",
        status,
        basis.pk,
    )

    assert "pgtrigger" in message
    assert DecisionBasis.objects.get(pk=basis.pk).status == "draft"


@pytest.mark.parametrize("status", [status for status in BasisStatus.values if status != "draft"])
def test_sql_cannot_insert_a_decision_basis_in_a_later_state(status):
    round_, network = RoundFactory(), NetworkFactory()

    message = refused(
        "INSERT INTO networks_decisionbasis "
        "(round_id, network_id, status, requested, submitted_at, change_reason, version) "
        "VALUES (%s, %s, %s, 1, now(), 'x', 1)",
        round_.pk,
        network.pk,
        status,
    )

    assert "pgtrigger" in message
    assert DecisionBasis.objects.count() == 0


def test_sql_cannot_move_a_decision_from_draft_to_issued():
    decision = DecisionFactory(decided=1)

    message = refused(
        "UPDATE allocations_decision SET status = 'issued', approved_at = now() WHERE id = %s", decision.pk
    )

    assert "pgtrigger" in message
    assert Decision.objects.get(pk=decision.pk).status == "draft"


def test_sql_cannot_change_the_text_of_a_mail():
    mail = OutboxMail.objects.create(recipient=UserFactory(), template="t", subject="s", body="b")

    message = refused("UPDATE core_outboxmail SET body = 'other' WHERE id = %s", mail.pk)

    assert "pgtrigger" in message
    assert OutboxMail.objects.get(pk=mail.pk).status == MailStatus.QUEUED


@pytest.mark.parametrize("sql", ["UPDATE {} SET requested = 2", "DELETE FROM {}"])
def test_sql_cannot_change_history(sql):
    DecisionBasisFactory()

    message = refused(sql.format("networks_decisionbasisevent"))

    assert "pgtrigger" in message


def test_history_tells_of_insert_update_and_delete():
    basis = DecisionBasisFactory()
    basis.requested = 100
    basis.save()
    pk = basis.pk
    basis.delete()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label FROM networks_decisionbasisevent WHERE id = %s ORDER BY pgh_id", [pk])
        labels = [label for (label,) in cursor.fetchall()]

    assert labels == ["insert", "update", "delete"]


def test_every_row_that_matters_has_append_only_history():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '%%event' AND NOT EXISTS ("
            "SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname LIKE 'pgtrigger_append_only%%')"
        )
        unprotected = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname LIKE '%event'")
        (protected,) = cursor.fetchone()

    assert unprotected == []
    assert protected >= 20
