"""Four eyes, and nothing incomplete."""

import pytest
from django.utils import timezone

from allocations.actions import approve, prepare
from allocations.enums import DecisionStatus
from allocations.models import Decision, LetterTerms, Payee
from dekom.core.errors import DomainError, StaleStateError
from networks.enums import RoleKind
from networks.models import Role
from tests.allocations.world import approved, prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def seen(round_, **where):
    return dict(round_.decisions.filter(**where).values_list("pk", "version"))


def try_to_approve(round_, actor, **where):
    return approve.decisions(round_, seen(round_, **where), actor=actor, now=timezone.now())


def make_decision_maker(user):
    Role.objects.create(
        user=user, kind=RoleKind.DECISION_MAKER, county=the_round().county, valid_from=timezone.localdate()
    )
    return type(user).objects.get(pk=user.pk)


def test_what_is_complete_is_approved_by_another():
    round_ = approved()

    assert set(round_.decisions.values_list("status", "approved_by__email")) == {
        (DecisionStatus.APPROVED, "beslutter@dekom.example")
    }


def test_nobody_approves_what_they_prepared():
    round_ = prepared()
    preparer = make_decision_maker(somebody("saksbehandler"))

    with pytest.raises(DomainError, match="You prepared it"):
        try_to_approve(round_, preparer)

    assert not round_.decisions.exclude(status=DecisionStatus.DRAFT).exists()


def test_nobody_approves_what_they_edited_even_if_others_came_before_and_after():
    round_ = prepared()
    for name in ("kollega", "saksbehandler"):
        decision = round_.decisions.get(network__code="fosen")
        prepare.decision(
            decision,
            actor=somebody(name),
            version=decision.version,
            day=timezone.localdate(),
            fields={"conditions": name},
        )
    colleague = make_decision_maker(somebody("kollega"))

    with pytest.raises(DomainError, match="You prepared it"):
        try_to_approve(round_, colleague, network__code="fosen")


@pytest.mark.parametrize("name", ["saksbehandler", "kollega", "revisor", "registrator", "leder", "admin"])
def test_only_the_decision_maker_approves(name):
    round_ = prepared()

    with pytest.raises(DomainError, match="Only the decision maker"):
        try_to_approve(round_, somebody(name))


def test_what_changed_since_it_was_read_is_not_approved():
    round_ = prepared()
    read = seen(round_)
    decision = round_.decisions.get(network__code="fosen")
    prepare.decision(
        decision,
        actor=somebody("kollega"),
        version=decision.version,
        day=timezone.localdate(),
        fields={"conditions": "x"},
    )

    with pytest.raises(StaleStateError):
        approve.decisions(round_, read, actor=somebody("beslutter"), now=timezone.now())

    assert not round_.decisions.exclude(status=DecisionStatus.DRAFT).exists()


def test_nothing_chosen_and_unprepared_and_approved_already_are_refused():
    round_ = the_round()
    with pytest.raises(DomainError, match="Choose"):
        approve.decisions(round_, {}, actor=somebody("beslutter"), now=timezone.now())
    with pytest.raises(DomainError, match="Nobody has prepared it"):
        try_to_approve(round_, somebody("beslutter"), network__code="fosen")
    approved()
    with pytest.raises(DomainError, match="approved already"):
        try_to_approve(round_, somebody("beslutter"), network__code="fosen")


def test_what_is_missing_is_listed_in_words_and_blocks():
    round_ = prepared()
    Payee.objects.filter(organisation__name="Ørland").delete()
    LetterTerms.objects.filter(round=round_).update(case_number="")
    Decision.objects.filter(network__code="vaernes").update(release_condition="")

    with pytest.raises(DomainError) as refusal:
        try_to_approve(round_, somebody("beslutter"))

    words = set(map(str, refusal.value.messages))
    assert "Kompetansenettverk Fosen: The recipient's bank account is missing; the payee registrar enters it." in words
    assert "Kompetansenettverk Fosen: The round's case number is missing." in words
    assert "Kompetansenettverk Værnesregionen: The payout is held, and nothing says what releases it." in words
    assert "Kompetansenettverk Gauldal: The round's case number is missing." in words
    assert not any("Møtevirksomhet" in word for word in words), "the governor writes itself no letter"


def test_what_would_overdraw_the_ledger_is_not_approved_and_one_overdrawn_before_can_be_mended(monkeypatch):
    round_ = prepared()
    answers = iter([False, True, True, True])
    monkeypatch.setattr(approve, "is_overdrawn", lambda *_round_and_day: next(answers))

    with pytest.raises(DomainError, match="come back first"):
        try_to_approve(round_, somebody("beslutter"))
    assert not round_.decisions.exclude(status=DecisionStatus.DRAFT).exists()

    try_to_approve(round_, somebody("beslutter"))
    assert not round_.decisions.filter(status=DecisionStatus.DRAFT).exists()
