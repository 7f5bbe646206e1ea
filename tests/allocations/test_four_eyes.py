"""Nobody approves what they prepared: by the page, by the admin, or by two requests at once.

The action's own tests are in actions/test_approve.py, the database's in models/test_immutability.py.
"""

import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from allocations.actions import approve, prepare
from allocations.enums import DecisionStatus
from allocations.models import Decision
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Role
from tests.allocations.world import prepared, somebody, the_round


def both_roles(name):
    """A secretary who holds the budget authority as well."""
    user = somebody(name)
    Role.objects.create(
        user=user, kind=RoleKind.DECISION_MAKER, county=the_round().county, valid_from=timezone.localdate()
    )
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db
@pytest.mark.usefixtures("drafts")
def test_nobody_approves_what_they_prepared_by_the_page(client):
    round_ = prepared()
    client.force_login(both_roles("saksbehandler"))
    url = reverse("decisions_approve", args=[round_.pk])
    seen = [f"{pk}:{version}" for pk, version in round_.decisions.values_list("pk", "version")]

    page = client.get(url)
    answer = client.post(url, {"seen": seen})

    assert page.context["ready"] == []
    assert len(page.context["own"]) == 14
    assert answer.context["form"].errors
    assert set(round_.decisions.values_list("status", flat=True)) == {DecisionStatus.DRAFT}


@pytest.mark.django_db
@pytest.mark.usefixtures("drafts")
def test_nobody_approves_what_they_prepared_by_the_admin(client):
    round_ = prepared()
    client.force_login(both_roles("saksbehandler"))

    answer = client.post(
        reverse("admin:allocations_decision_changelist"),
        {
            "action": "approve",
            "_selected_action": list(round_.decisions.values_list("pk", flat=True)),
            "confirmed": "yes",
        },
        follow=True,
    )

    assert answer.status_code == 200
    assert set(round_.decisions.values_list("status", flat=True)) == {DecisionStatus.DRAFT}


def at_once(*jobs):
    """Run each on a thread and a connection of its own, from the same moment; what each was refused with."""
    barrier, refusals = threading.Barrier(len(jobs)), []

    def work(job):
        try:
            connection.ensure_connection()
            barrier.wait()
            job()
        except DomainError as error:
            refusals.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_nobody_approves_what_they_prepare_at_the_same_moment(committed):
    """One person with both roles edits and approves a colleague's draft in two requests at once; five drafts."""
    round_ = the_round()
    prepare.from_recommendations(round_, actor=somebody("kollega"), day=timezone.localdate())
    both = both_roles("saksbehandler")
    drafts = round_.decisions.filter(status=DecisionStatus.DRAFT).exclude(network=None).order_by("pk")[:5]
    assert len(drafts) == 5
    for decision in drafts:
        edit_and_approve_at_once(round_, decision, both)


def edit_and_approve_at_once(round_, decision, both):
    def edit():
        prepare.decision(
            decision,
            actor=User.objects.get(pk=both.pk),
            version=decision.version,
            day=timezone.localdate(),
            fields={"conditions": "mine"},
        )

    def approval():
        actor = User.objects.get(pk=both.pk)
        approve.decisions(round_, {decision.pk: decision.version}, actor=actor, now=timezone.now())

    refusals = at_once(edit, approval)

    decision = Decision.objects.get(pk=decision.pk)
    assert len(refusals) == 1, "one of the two comes too late"
    if decision.status == DecisionStatus.APPROVED:
        assert both.pk not in decision.worked_on_by
        assert decision.conditions == ""
    else:
        assert (decision.conditions, decision.approved_by) == ("mine", None)


def test_two_approvers_at_once_approve_it_once(committed):
    round_ = prepared()
    both_roles("kollega")
    seen = dict(round_.decisions.values_list("pk", "version"))

    def by(name):
        return lambda: approve.decisions(round_, seen, actor=somebody(name), now=timezone.now())

    refusals = at_once(by("beslutter"), by("kollega"))

    assert len(refusals) == 1
    assert len(set(round_.decisions.values_list("approved_by", flat=True))) == 1
    assert set(round_.decisions.values_list("status", flat=True)) == {DecisionStatus.APPROVED}
