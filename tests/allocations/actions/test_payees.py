"""Accounts are the payee registrars' alone: one enters, another confirms."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from allocations.actions import payees
from allocations.enums.payments import PayeeChangeStatus
from allocations.models import Payee, PayeeChange
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from networks.enums import RoleKind
from networks.models import Organisation
from tests.allocations.world import somebody
from tests.factories import RoleFactory
from tests.factories.payments import registered_number

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
ACCOUNT = "12346281942"


def register(name, organisation="Stjørdal", account=ACCOUNT, number="315260183", source="Their letter"):
    return payees.register(
        Organisation.objects.get(name=organisation),
        organisation_number=number,
        account_number=account,
        source=source,
        actor=somebody(name),
        now=timezone.now(),
    )


def confirm(change, name="registrator2"):
    return payees.confirm(change, actor=somebody(name), now=timezone.now())


@pytest.mark.parametrize("organisation", ["Stjørdal", "NTNU"])
def test_the_registrar_writes_accounts_also_of_national_bodies(organisation):
    before = Payee.objects.get(organisation__name=organisation).account_number

    change = register("registrator", organisation)

    assert Payee.objects.get(organisation__name=organisation).account_number == before, "not confirmed yet"
    confirm(change)
    payee = Payee.objects.get(organisation__name=organisation)
    assert (payee.account_number, payee.organisation_number, payee.registered_by, payee.confirmed_by) == (
        ACCOUNT,
        "315260183",
        somebody("registrator"),
        somebody("registrator2"),
    )


def test_nobody_confirms_what_they_entered():
    change = register("registrator")

    with pytest.raises(DomainError, match="Another payee registrar"):
        confirm(change, "registrator")

    assert change.status == PayeeChangeStatus.REQUESTED


@pytest.mark.parametrize("name", ["saksbehandler", "beslutter", "revisor", "leder", "admin"])
def test_who_is_no_registrar_does_not_confirm(name):
    with pytest.raises(DomainError, match="Another payee registrar"):
        confirm(register("registrator"), name)


def test_a_registrar_with_the_budget_authority_does_not_confirm():
    change = register("registrator")
    give_budget_authority("registrator2")

    with pytest.raises(DomainError, match="Another payee registrar"):
        confirm(change)


def test_the_database_lets_nobody_confirm_their_own():
    change = register("registrator")

    with pytest.raises(IntegrityError, match="payee_change_settled_by_another"):
        PayeeChange.objects.filter(pk=change.pk).update(
            status=PayeeChangeStatus.CONFIRMED, settled_by=change.requested_by, settled_at=timezone.now()
        )


def test_a_change_tells_the_old_contact_at_once_and_is_not_used_before_the_cooling_period_is_over():
    change = register("registrator", "Ørland")

    mails = {mail.recipient.email: mail for mail in OutboxMail.objects.filter(template="allocations/payee_changing")}
    assert sorted(mails) == ["eier@dekom.example", "koordinator@dekom.example", "leder@dekom.example"]
    body = mails["eier@dekom.example"].body
    assert "942" in body
    assert ACCOUNT not in body
    assert change.cooling_until == timezone.localdate() + timedelta(days=14)
    assert confirm(change).cooling_until == change.cooling_until


def test_a_first_account_cools_nothing_and_tells_nobody():
    Payee.objects.filter(organisation__name="Stjørdal").delete()

    change = register("registrator")

    assert change.cooling_until is None
    assert not OutboxMail.objects.filter(template="allocations/payee_changing").exists()


def test_a_new_organisation_number_alone_cools_nothing():
    account = Payee.objects.get(organisation__name="Stjørdal").account_number

    change = register("registrator", account=account)

    assert change.cooling_until is None
    assert confirm(change).cooling_until is None


def test_a_corrected_organisation_number_does_not_end_the_cooling_period_of_the_account():
    cooling = confirm(register("registrator")).cooling_until

    corrected = confirm(register("registrator", number=registered_number(900)))

    assert (corrected.organisation_number, corrected.cooling_until) == (registered_number(900), cooling)
    assert cooling == timezone.localdate() + timedelta(days=14)


def test_one_change_at_a_time_and_only_a_change():
    payee = Payee.objects.get(organisation__name="Stjørdal")
    with pytest.raises(DomainError, match="already"):
        register("registrator", account=payee.account_number, number=payee.organisation_number)
    register("registrator")

    with pytest.raises(DomainError, match="awaits confirmation"):
        register("registrator2", account="12345678911")


def test_refused_with_a_reason_and_taken_back_by_who_entered_it():
    change = register("registrator")
    with pytest.raises(DomainError, match="Say why"):
        payees.refuse(change, reason=" ", actor=somebody("registrator2"), now=timezone.now())
    with pytest.raises(DomainError, match="registrar"):
        payees.refuse(change, reason="No", actor=somebody("saksbehandler"), now=timezone.now())

    payees.refuse(change, reason="A slip", actor=somebody("registrator"), now=timezone.now())

    assert (change.status, change.refusal) == (PayeeChangeStatus.REFUSED, "A slip")
    with pytest.raises(StaleStateError):
        confirm(change)


@pytest.mark.parametrize(
    "name", ["saksbehandler", "beslutter", "revisor", "leder", "koordinator", "uh", "eier", "admin", "medlem"]
)
def test_nobody_else_does(name):
    before = Payee.objects.get(organisation__name="Stjørdal").account_number

    with pytest.raises(DomainError, match="payee registrar"):
        register(name)

    assert Payee.objects.get(organisation__name="Stjørdal").account_number == before


def test_a_registrar_who_also_holds_the_budget_authority_may_not():
    give_budget_authority("registrator")

    with pytest.raises(DomainError, match="payee registrar"):
        register("registrator")


def give_budget_authority(name):
    """In another county: in the same one the database refuses it."""
    RoleFactory(user=somebody(name), kind=RoleKind.DECISION_MAKER)


@pytest.mark.parametrize(("account", "number"), [("12346281943", "315260183"), (ACCOUNT, "315260184"), ("1234", "1")])
def test_wrong_check_digits_are_refused(account, number):
    with pytest.raises(DomainError):
        register("registrator", account=account, number=number)


def test_the_database_takes_no_other_form():
    with pytest.raises(IntegrityError, match="payee_account_number_has_eleven_digits"), connection.cursor() as cursor:
        cursor.execute("UPDATE allocations_payee SET account_number = '1'")


def test_each_reads_what_the_table_of_rights_says():
    everything = set(Payee.objects.values_list("organisation__name", flat=True))
    reads = {
        name: set(Payee.objects.visible_to(somebody(name)).values_list("organisation__name", flat=True))
        for name in ("registrator", "revisor", "admin", "leder", "eier", "saksbehandler", "beslutter", "uh", "medlem")
    }

    assert reads == {
        "registrator": everything,
        "revisor": everything,
        "admin": everything,
        "leder": {"Ørland"},
        "eier": {"Ørland"},
        "saksbehandler": set(),
        "beslutter": set(),
        "uh": set(),
        "medlem": set(),
    }
