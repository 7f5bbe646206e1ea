"""New editions of issued decisions, and small moves that need none."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from allocations.actions import amend, approve, issue, prepare
from allocations.enums import DecisionChange, DecisionOutcome, DecisionStatus, LetterKind
from allocations.models import Decision, DecisionLetter, JournalEntry, LetterTerms
from allocations.services.decisions import Refusal
from dekom.core.errors import DomainError
from dekom.core.models import User
from tests.allocations.lived import both_roles, decider, secretary, the_decision, the_letter
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PART = Refusal("Lisenser", 10, "§ 4", "Innkjøp.", "Ikke kompetanseutvikling.")


def amended(**more):
    given = {"change": DecisionChange.AMENDMENT, "reason": "De ba om det.", "actor": secretary()}
    return amend.new_edition(the_decision(), **given | more)


def move(**more):
    given = {"amount": 30_000, "moved_from": "Tiltak 1", "moved_to": "Tiltak 2", "reason": "Færre deltakere"}
    return amend.small_move(the_decision(), actor=secretary(), now=timezone.now(), **given | more)


def test_a_new_edition_begins_as_a_copy_and_counts_only_when_its_letter_is_issued():
    old = the_decision()
    draft = amended()

    assert (draft.edition, draft.replaces, draft.change) == (2, old, DecisionChange.AMENDMENT)
    assert draft.decided == old.decided
    assert list(draft.lines.values_list("recipient", "amount")) == list(old.lines.values_list("recipient", "amount"))
    assert old in Decision.objects.current()
    assert draft not in Decision.objects.current()
    assert (draft in Decision.objects.newest(), old in Decision.objects.newest()) == (True, False)


@pytest.mark.usefixtures("undrawn")
def test_an_amendment_is_approved_by_another_issued_and_replaces():
    old, draft, now = the_decision(), amended(), timezone.now()
    prepare.decision(
        draft,
        actor=secretary(),
        version=draft.version,
        day=timezone.localdate(),
        fields={"decided": old.decided - 10_000, "measures": "Et nytt tiltak"},
    )
    draft.refresh_from_db()
    approve.decisions(draft.round, {draft.pk: draft.version}, actor=decider(), now=now)
    (letter,) = issue.order(draft.round, actor=decider(), now=now)
    while issue.issue_next(now=now):
        pass

    old.refresh_from_db()
    draft.refresh_from_db()
    letter.refresh_from_db()
    assert (letter.kind, letter.version, letter.last_error) == (LetterKind.AMENDMENT, 2, "")
    assert (old.status, draft.status) == (DecisionStatus.REPLACED, DecisionStatus.ISSUED)
    assert letter.title.startswith("Endret vedtak: ")
    assert JournalEntry.objects.get(letter=letter).content == letter.title
    assert the_letter().sha256 != letter.sha256, "the first letter stays as it was"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": "  "}, "Say why the decision is changed"),
        ({"change": DecisionChange.FIRST}, "what kind of change"),
        ({"actor": "beslutter"}, "Only the secretariat prepares"),
    ],
)
def test_a_new_edition_is_refused(more, words):
    if "actor" in more:
        more = {"actor": somebody(more["actor"])}

    with pytest.raises(DomainError, match=words):
        amended(**more)


def test_only_an_issued_decision_and_only_once():
    draft = amended()

    with pytest.raises(DomainError, match="newer edition"):
        amended()
    with pytest.raises(DomainError, match="Only an issued decision"):
        amend.new_edition(draft, change=DecisionChange.AMENDMENT, reason="x", actor=secretary())


def test_the_refused_parts_come_along():
    old = the_decision()
    draft = amended()
    prepare.decision(
        draft, actor=secretary(), version=1, day=timezone.localdate(), fields={"decided": old.decided}, refused=[PART]
    )

    assert [part.title for part in draft.refused_parts.all()] == ["Lisenser"]
    prepare.decision(
        draft, actor=secretary(), version=2, day=timezone.localdate(), fields={"decided": old.decided}, refused=[]
    )
    assert not draft.refused_parts.exists()


def test_a_draft_edition_may_be_given_up_and_nothing_else():
    old, draft = the_decision(), amended()

    with pytest.raises(DomainError, match="Only the secretariat"):
        amend.drop_edition(draft, actor=decider())
    with pytest.raises(DomainError, match="Only a draft"):
        amend.drop_edition(old, actor=secretary())
    amend.drop_edition(draft, actor=secretary())

    assert not Decision.objects.filter(pk=draft.pk).exists()
    assert old in Decision.objects.newest()


def test_an_edition_from_an_appeal_stays():
    draft = amend.draft_after(the_decision(), change=DecisionChange.APPEAL, reason="Medhold", actor=None)

    with pytest.raises(DomainError, match="settled by this edition"):
        amend.drop_edition(draft, actor=secretary())


def test_a_refusal_tells_the_host_and_gives_nothing():
    draft = amended()
    made = prepare.decision(
        draft,
        actor=secretary(),
        version=1,
        day=timezone.localdate(),
        fields={"decided": 0, "outcome": DecisionOutcome.DISMISSAL, "grounds": "For sent."},
    )

    assert made.outcome == DecisionOutcome.DISMISSAL
    assert list(made.lines.values_list("amount", flat=True)) == [0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"intent_until": 2027}, "a last year and an amount"),
        ({"intent_until": 2025, "intent_amount": 10}, "years after the round's"),
    ],
)
def test_an_intent_is_whole_and_for_later_years(fields, words):
    draft = amended()

    with pytest.raises(DomainError, match=words):
        prepare.decision(draft, actor=secretary(), version=1, day=timezone.localdate(), fields=fields)


def test_a_small_move_is_noted_and_the_decision_stays():
    before = the_decision()
    made = move()

    after = the_decision()
    assert (made.amount, made.moved_from, made.moved_to) == (30_000, "Tiltak 1", "Tiltak 2")
    assert (after.version, after.decided) == (before.version, before.decided)
    assert JournalEntry.objects.latest("number").direction == "incoming"


def test_moves_together_stay_below_the_limit():
    move()

    with pytest.raises(DomainError, match="Make an amendment instead"):
        move(amount=20_001)
    move(amount=20_000)


def test_without_terms_nothing_is_small():
    LetterTerms.objects.filter(round=the_decision().round).delete()

    with pytest.raises(DomainError, match="only 0 kr may be moved"):
        move(amount=1)


@pytest.mark.parametrize("more", [{"amount": 0}, {"moved_to": "Tiltak 1"}, {"reason": " "}, {"moved_from": ""}])
def test_a_move_is_whole(more):
    with pytest.raises(DomainError, match="two different measures"):
        move(**more)


def test_moves_are_the_secretariats_and_within_issued_decisions():
    with pytest.raises(DomainError, match="Only the secretariat notes"):
        amend.small_move(
            the_decision(), actor=decider(), now=timezone.now(), amount=1, moved_from="a", moved_to="b", reason="c"
        )
    with pytest.raises(DomainError, match="only within an issued"):
        amend.small_move(
            amended(), actor=secretary(), now=timezone.now(), amount=1, moved_from="a", moved_to="b", reason="c"
        )


def test_who_prepared_the_edition_cant_approve_it():
    draft = amended()
    both = User.objects.get(pk=secretary().pk)
    from networks.enums import RoleKind
    from tests.allocations.lived import also

    with pytest.raises(DomainError, match="somebody else must approve"):
        approve.decisions(
            draft.round,
            {draft.pk: draft.version},
            actor=also(both, RoleKind.DECISION_MAKER),
            now=timezone.now(),
        )
    assert DecisionLetter.objects.filter(loaded=False).count() == 1


def test_who_worked_on_the_earlier_edition_cant_approve_the_next_and_who_approved_it_can():
    old, colleague = the_decision(), somebody("kollega")
    assert (old.worked_on_by, old.approved_by) == ([secretary().pk], decider())

    draft = amended(actor=colleague)

    seen, now = {draft.pk: draft.version}, timezone.now()
    assert draft.worked_on_by == sorted([secretary().pk, colleague.pk])
    with pytest.raises(DomainError, match="somebody else must approve"):
        approve.decisions(draft.round, seen, actor=both_roles(), now=now)
    with pytest.raises(IntegrityError, match="decision_approved_by_another"), transaction.atomic():
        Decision.objects.filter(pk=draft.pk).update(status="approved", approved_by=secretary(), approved_at=now)
    approve.decisions(draft.round, seen, actor=decider(), now=now)
