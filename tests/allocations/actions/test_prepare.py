"""Drafts are written by the secretariat, and remember every hand."""

import pytest
from django.utils import timezone

from allocations.actions import prepare
from allocations.models import Decision, LetterTerms
from dekom.core.errors import DomainError, StaleStateError
from networks.enums import RoleKind
from networks.models import Organisation
from tests.allocations.world import approved, prepared, somebody, the_round
from tests.factories import LegalBasisFactory, RoundFactory, SchemeFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def decision_of(code):
    return the_round().decisions.get(network__code=code)


def write(decision, actor, lines=None, **fields):
    return prepare.decision(
        decision, actor=actor, version=decision.version, day=timezone.localdate(), fields=fields, lines=lines
    )


def test_as_recommended_the_host_gets_the_networks_money():
    prepared()

    decision = decision_of("vaernes")
    assert (decision.decided, decision.prepared_by, decision.edited_by) == (
        793_881,
        somebody("saksbehandler"),
        somebody("saksbehandler"),
    )
    assert list(decision.lines.values_list("recipient__name", "amount")) == [("Stjørdal", 793_881)]


def test_a_fixed_grant_goes_to_whom_the_plan_names_or_is_shared_as_said():
    prepared()

    lines = {
        decision.fixed_grant.recipient_name: sorted(decision.lines.values_list("recipient__name", "amount"))
        for decision in the_round().decisions.filter(network=None)
    }
    assert lines == {
        "PPT-ledernettverket": [("PPT-ledernettverket", 200_000)],
        "UH": [("DMMH", 200_000), ("NTNU", 200_000), ("Nord universitet", 200_000)],
        "Statsforvalteren": [("Statsforvalteren", 300_000)],
    }


def test_a_second_time_prepares_nothing_more():
    prepared()

    again = prepare.from_recommendations(the_round(), actor=somebody("kollega"), day=timezone.localdate())

    assert again == []
    assert decision_of("fosen").worked_on_by == [somebody("saksbehandler").pk]


def test_every_hand_is_remembered_once():
    prepared()
    for name in ("kollega", "saksbehandler", "kollega"):
        write(decision_of("fosen"), somebody(name), grounds=name)

    decision = decision_of("fosen")
    assert decision.worked_on_by == [somebody("saksbehandler").pk, somebody("kollega").pk]
    assert (decision.prepared_by, decision.edited_by) == (somebody("saksbehandler"), somebody("kollega"))


def test_lines_given_are_written_and_scaled_when_the_amount_changes():
    ntnu = Organisation.objects.get(name="NTNU")
    host = Organisation.objects.get(name="Ørland")
    write(decision_of("fosen"), somebody("saksbehandler"), lines={host.pk: 443_042, ntnu.pk: 200_000}, decided=643_042)
    write(decision_of("fosen"), somebody("saksbehandler"), decided=321_521)

    assert dict(decision_of("fosen").lines.values_list("recipient__name", "amount")) == {
        "Ørland": 221_521,
        "NTNU": 100_000,
    }


def test_a_text_alone_leaves_an_undecided_draft_without_lines():
    write(decision_of("fosen"), somebody("saksbehandler"), grounds="Because")

    assert not decision_of("fosen").lines.exists()


def test_only_the_secretariat_prepares():
    for name in ("beslutter", "revisor", "registrator", "leder"):
        with pytest.raises(DomainError, match="secretariat"):
            write(decision_of("fosen"), somebody(name), decided=1)


def test_an_approved_decision_is_not_prepared():
    approved()

    with pytest.raises(DomainError, match="approved"):
        write(decision_of("fosen"), somebody("saksbehandler"), decided=1)
    with pytest.raises(DomainError, match="approved"):
        prepare.name_recipients(decision_of("fosen"), [])


def test_who_saw_an_older_version_is_told():
    old = decision_of("fosen")
    write(decision_of("fosen"), somebody("kollega"), decided=1)

    with pytest.raises(StaleStateError):
        write(old, somebody("saksbehandler"), decided=2)


def test_a_fixed_grant_to_nobody_known_has_no_default():
    decision = Decision.objects.get(round=the_round(), fixed_grant__recipient_name="UH")

    assert prepare.default_recipient(decision, timezone.localdate()) is None


def test_who_shares_a_drafts_money_is_said_beforehand():
    decision, host = decision_of("fosen"), Organisation.objects.get(name="NTNU")

    prepare.name_recipients(decision, [(host, 3)])

    assert list(decision.lines.values_list("recipient", "amount")) == [(host.pk, 3)]


def test_the_secretariat_writes_the_texts_that_letters_share():
    written = prepare.terms(the_round(), actor=somebody("saksbehandler"), fields={"case_number": "2025/9"})

    assert LetterTerms.objects.get(round=the_round()) == written
    assert written.case_number == "2025/9"


def test_texts_are_not_changed_while_approved_decisions_wait():
    round_ = approved()

    with pytest.raises(DomainError, match="Issue these"):
        prepare.terms(round_, actor=somebody("saksbehandler"), fields={"case_number": "2025/9"})


def test_only_the_secretariat_writes_the_texts():
    with pytest.raises(DomainError, match="secretariat"):
        prepare.terms(the_round(), actor=somebody("beslutter"), fields={"case_number": "2025/9"})


def test_texts_are_proposed_by_legal_basis_and_scheme():
    prepare._shipped_terms.cache_clear()  # read here, whoever has read them before
    regulation = RoundFactory(legal_basis=LegalBasisFactory._meta.model.objects.get(code="FOR-2026-01-12-23"))
    unknown = RoundFactory(legal_basis=LegalBasisFactory(), scheme=SchemeFactory())

    assert prepare.proposed_terms(the_round())["forum_name_nb"] == "Samarbeidsforum for Kompetanseløftet"
    assert prepare.proposed_terms(regulation)["own_contribution_nb"].startswith("Forskriften setter ingen prosent")
    assert prepare.proposed_terms(unknown) == {}


def test_another_countys_secretariat_may_not():
    with pytest.raises(DomainError):
        write(decision_of("fosen"), person(RoleKind.SECRETARIAT), decided=1)
