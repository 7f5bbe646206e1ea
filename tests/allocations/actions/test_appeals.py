"""An appeal from the day it came until it is settled."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from allocations.actions import amend, appeals
from allocations.enums import (
    AppealOutcome,
    AppealStatus,
    DecisionChange,
    DecisionStatus,
    JournalDirection,
    LetterKind,
    NoticeRule,
)
from allocations.models import Appeal, AppealRule, DecisionLetter, JournalEntry, LetterOpening
from dekom.core.errors import DomainError, StaleStateError
from tests.allocations.lived import both_roles, decider, secretary, the_appeal, the_decision, the_letter
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PDF = b"%PDF-1.7 a case"


def receive(**more):
    given = {
        "decision": the_decision(),
        "received_on": timezone.localdate(),
        "grounds": "Feil beløp",
        "late_reason": "",
        "suspends": False,
        "actor": secretary(),
        "now": timezone.now(),
    }
    return appeals.receive(the_letter(), **given | more)


def assessed():
    return appeals.assess(the_appeal(), assessment="Ikke nytt.", actor=secretary(), version=1)


def upheld():
    return appeals.uphold(assessed(), actor=decider(), now=timezone.now(), version=2)


def forwarded():
    appeal = upheld()
    appeals.forward(appeal, case_pdf=PDF, actor=decider(), now=timezone.now(), version=3)
    appeal.refresh_from_db()
    return appeal


def test_an_appeal_keeps_its_last_day_and_is_entered_in_the_journal():
    appeal, letter = the_appeal(), the_letter()

    assert appeal.notice_on == timezone.localdate(letter.issued_at)
    assert appeal.counts_from == NoticeRule.NOTICE
    assert appeal.deadline >= appeal.notice_on + timedelta(weeks=3)
    assert not appeal.is_late
    entry = appeal.journal_entries.get()
    assert (entry.direction, entry.party) == (JournalDirection.INCOMING, letter.recipient.name)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"actor": "beslutter"}, "Only the secretariat registers"),
        ({"received_on": 1}, "on a day that has not come"),
        ({"received_on": -1}, "before the notice"),
        ({"grounds": " "}, "Write what they appeal against"),
        ({}, "open appeal on this decision already"),
    ],
)
def test_an_appeal_is_refused(more, words):
    if "actor" in more:
        more = {"actor": somebody(more["actor"])}
    if "received_on" in more:
        more = {"received_on": timezone.localdate() + timedelta(days=more["received_on"])}

    with pytest.raises(DomainError, match=words):
        receive(**more)


def test_an_appeal_is_on_a_decision_that_the_letter_tells_of():
    other = amend.new_edition(the_decision(), change=DecisionChange.AMENDMENT, reason="x", actor=secretary())

    with pytest.raises(DomainError, match="decision in an issued letter"):
        receive(decision=other)


def test_what_comes_too_late_needs_a_reason():
    later = timezone.now() + timedelta(days=60)
    late = {"received_on": timezone.localdate(later), "now": later}

    with pytest.raises(DomainError, match="came too late"):
        receive(**late)
    with pytest.raises(DomainError, match="open appeal"):  # late with a reason is taken further
        receive(**late, late_reason="Sykdom")


def test_a_late_appeal_with_a_reason_is_taken():
    appeal = forwarded()
    appeals.close(
        appeal,
        outcome=AppealOutcome.UPHELD,
        outcome_on=timezone.localdate(),
        text="",
        actor=secretary(),
        now=timezone.now(),
        version=appeal.version,
    )
    later = timezone.now() + timedelta(days=60)

    made = receive(received_on=timezone.localdate(later), now=later, late_reason="Sykdom")

    assert made.is_late


def test_without_a_rule_the_time_has_not_begun():
    AppealRule.objects.all().delete()

    with pytest.raises(DomainError, match="has not begun"):
        receive()


def test_by_the_first_opening_the_time_runs_from_the_log():
    AppealRule.objects.create(
        valid_from="2020-01-01", counts_from=NoticeRule.FIRST_OPENING, weeks=2, citation_nb="x", citation_nn="x"
    )
    letter = the_letter()
    with pytest.raises(DomainError, match="has not begun"):
        receive()
    opened = letter.issued_at + timedelta(days=3)
    LetterOpening.objects.create(letter=letter, user=somebody("eier"), opened_at=opened)

    from allocations.selectors.appeal_time import time_to_appeal

    time = time_to_appeal(letter)
    assert time.notice_on == timezone.localdate(opened)
    assert time.last_day >= time.notice_on + timedelta(weeks=2)


def test_a_letter_that_is_not_issued_has_no_time_to_appeal():
    from allocations.selectors.appeal_time import time_to_appeal

    letter = the_letter()
    letter.issued_at = None

    assert time_to_appeal(letter) is None


def test_suspension_makes_payment_wait_until_it_is_settled():
    appeal = the_appeal()
    with pytest.raises(DomainError, match="Only the decision maker"):
        appeals.suspend(appeal, suspends=True, actor=secretary(), version=1)

    appeals.suspend(appeal, suspends=True, actor=decider(), version=1)

    assert list(Appeal.objects.suspending()) == [appeal]
    appeal.refresh_from_db()
    appeals.assess(appeal, assessment="x", actor=secretary(), version=2)
    appeals.reverse(appeal, reason="Medhold", actor=decider(), now=timezone.now(), version=3)
    assert not Appeal.objects.suspending().exists()
    with pytest.raises(DomainError, match="settled"):
        appeals.suspend(appeal, suspends=True, actor=decider(), version=4)


def test_the_assessment_is_the_secretariats_and_only_before_it_is_settled():
    with pytest.raises(DomainError, match="Only the secretariat assesses"):
        appeals.assess(the_appeal(), assessment="x", actor=decider(), version=1)
    with pytest.raises(DomainError, match="Write the assessment"):
        appeals.assess(the_appeal(), assessment=" ", actor=secretary(), version=1)
    with pytest.raises(StaleStateError):
        appeals.assess(the_appeal(), assessment="x", actor=secretary(), version=7)
    appeal = upheld()
    with pytest.raises(DomainError, match="settled"):
        appeals.assess(appeal, assessment="x", actor=secretary(), version=appeal.version)


def test_nobody_settles_what_they_assessed():
    both = both_roles()
    appeal = appeals.assess(the_appeal(), assessment="x", actor=both, version=1)

    for act in (appeals.uphold, lambda *rest, **more: appeals.reverse(*rest, reason="x", **more)):
        with pytest.raises(DomainError, match="somebody else must settle"):
            act(appeal, actor=both, now=timezone.now(), version=2)


def test_settling_is_the_decision_makers_and_after_the_assessment():
    with pytest.raises(DomainError, match="Nobody has assessed"):
        appeals.uphold(the_appeal(), actor=decider(), now=timezone.now(), version=1)
    with pytest.raises(DomainError, match="Only the decision maker settles"):
        appeals.uphold(assessed(), actor=secretary(), now=timezone.now(), version=2)


def test_a_reversal_drafts_a_new_edition_for_the_secretariat():
    draft = appeals.reverse(assessed(), reason="Medhold", actor=decider(), now=timezone.now(), version=2)

    appeal = the_appeal()
    assert (appeal.status, appeal.new_decision) == (AppealStatus.REVERSED, draft)
    assert (draft.change, draft.status, draft.replaces) == (
        DecisionChange.APPEAL,
        DecisionStatus.DRAFT,
        the_decision(),
    )
    assert draft.prepared_by is None
    assert draft.worked_on_by == the_decision().worked_on_by
    assert decider().pk not in draft.worked_on_by


def test_a_forwarded_appeal_keeps_the_case_and_tells_the_appellant():
    appeal = forwarded()

    assert appeal.case_sha256 == hashlib.sha256(PDF).hexdigest()
    letter = DecisionLetter.objects.get(kind=LetterKind.APPEAL_FORWARDED)
    assert (letter.recipient, letter.about) == (appeal.appellant, appeal.letter)
    assert letter.particulars["assessment"] == "Ikke nytt."
    entry = JournalEntry.objects.filter(appeal=appeal).latest("number")
    assert (entry.direction, entry.party) == (JournalDirection.OUTGOING, "Utdanningsdirektoratet")
    with pytest.raises(DomainError, match="past that step"):
        appeals.forward(appeal, case_pdf=PDF, actor=decider(), now=timezone.now(), version=appeal.version)
    with pytest.raises(DomainError, match="Only the decision maker"):
        appeals.forward(appeal, case_pdf=PDF, actor=secretary(), now=timezone.now(), version=appeal.version)


def test_the_outcome_closes_it():
    appeal = forwarded()
    given = {"text": "Stadfestet.", "actor": secretary(), "now": timezone.now(), "version": appeal.version}

    with pytest.raises(DomainError, match="Only the secretariat"):
        appeals.close(appeal, outcome="upheld", outcome_on=timezone.localdate(), **given | {"actor": decider()})
    with pytest.raises(DomainError, match="Say what the appeal body"):
        appeals.close(appeal, outcome="maybe", outcome_on=timezone.localdate(), **given)
    for days in (1, -1):
        with pytest.raises(DomainError, match="older than the forwarding"):
            appeals.close(appeal, outcome="upheld", outcome_on=timezone.localdate() + timedelta(days=days), **given)
    closed = appeals.close(appeal, outcome="upheld", outcome_on=timezone.localdate(), **given)

    assert (closed.status, closed.outcome, closed.outcome_text) == (AppealStatus.CLOSED, "upheld", "Stadfestet.")
    assert not Appeal.objects.open().exists()
