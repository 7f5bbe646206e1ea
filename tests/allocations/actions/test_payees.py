"""Accounts are the payee registrar's alone."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from allocations.actions import payees
from allocations.models import Payee
from dekom.core.errors import DomainError
from networks.enums import RoleKind
from networks.models import Organisation, Role
from tests.allocations.world import somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
ACCOUNT = "12346281942"


def register(name, organisation="Stjørdal", account=ACCOUNT, number="315260183"):
    return payees.register(
        Organisation.objects.get(name=organisation),
        organisation_number=number,
        account_number=account,
        actor=somebody(name),
        now=timezone.now(),
    )


@pytest.mark.parametrize("organisation", ["Stjørdal", "NTNU"])
def test_the_registrar_writes_accounts_also_of_national_bodies(organisation):
    register("registrator", organisation)

    payee = Payee.objects.get(organisation__name=organisation)
    assert (payee.account_number, payee.organisation_number, payee.registered_by) == (
        ACCOUNT,
        "315260183",
        somebody("registrator"),
    )


@pytest.mark.parametrize(
    "name", ["saksbehandler", "beslutter", "revisor", "leder", "koordinator", "uh", "eier", "admin", "medlem"]
)
def test_nobody_else_does(name):
    before = Payee.objects.get(organisation__name="Stjørdal").account_number

    with pytest.raises(DomainError, match="payee registrar"):
        register(name)

    assert Payee.objects.get(organisation__name="Stjørdal").account_number == before


def test_a_registrar_who_also_holds_the_budget_authority_may_not():
    Role.objects.create(
        user=somebody("registrator"),
        kind=RoleKind.DECISION_MAKER,
        county=the_round().county,
        valid_from=timezone.localdate(),
    )

    with pytest.raises(DomainError, match="payee registrar"):
        register("registrator")


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
