"""Letters: ordered once, issued one by one, and what follows."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from allocations.actions import approve, issue, prepare
from allocations.enums import DecisionOutcome, DecisionStatus, LetterStatus
from allocations.models import DecisionLetter, LetterTerms
from allocations.tasks import issue_letters
from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from networks.enums import BasisStatus, LegalSubject, RoleKind
from networks.models import LegalReference, Report, Role
from tests.allocations.world import approved, issue_all, issued, letter_to, ordered, prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def order(round_, name="beslutter", **more):
    return issue.order(round_, actor=somebody(name), now=timezone.now(), **more)


def test_fifteen_letters_are_ordered_and_again_none():
    round_ = approved()

    letters = order(round_)

    assert len(letters) == 15
    assert sum(letter.amount for letter in letters) == 12_200_000
    assert order(round_) == []
    assert DecisionLetter.objects.count() == 15
    assert DBTaskResult.objects.filter(task_path="allocations.tasks.issue_letters").count() == 1


def test_a_refusal_is_sent_and_opens_no_report(undrawn):
    round_, now = the_round(), timezone.now()
    draft = round_.decisions.get(network__code="fosen")
    fields = {"decided": 0, "outcome": DecisionOutcome.REFUSAL, "grounds": "Utenfor formålet."}
    secretary = somebody("saksbehandler")
    made = prepare.decision(draft, actor=secretary, version=draft.version, day=timezone.localdate(), fields=fields)
    approve.decisions(round_, {made.pk: made.version}, actor=somebody("beslutter"), now=now)

    [letter] = order(round_)
    issue_all()

    letter.refresh_from_db()
    made.refresh_from_db()
    assert (letter.status, made.status) == (LetterStatus.ISSUED, DecisionStatus.ISSUED)
    assert not Report.objects.filter(network=made.network, round=round_).exists()


def test_drafts_are_not_ordered():
    assert order(prepared()) == []


def test_a_recipient_waits_until_all_that_concerns_them_is_approved():
    round_ = approved()
    host = letter_host(round_)
    draft = round_.decisions.model.objects.create(round=round_, fixed_grant=None, network=new_network(round_))
    draft.lines.create(recipient=host, amount=1)

    ordered_now = order(round_)

    assert host not in {letter.recipient for letter in ordered_now}
    assert len(ordered_now) == 14


def letter_host(round_):
    return round_.decisions.get(network__code="fosen").lines.get().recipient


def new_network(round_):
    from tests.factories import NetworkFactory

    return NetworkFactory(county=round_.county)


@pytest.mark.parametrize("name", ["saksbehandler", "revisor", "registrator", "admin"])
def test_only_the_decision_maker_issues(name):
    with pytest.raises(DomainError, match="Only the decision maker"):
        order(approved(), name)


def test_nobody_issues_what_they_prepared():
    round_ = approved()
    Role.objects.create(
        user=somebody("saksbehandler"),
        kind=RoleKind.DECISION_MAKER,
        county=round_.county,
        valid_from=timezone.localdate(),
    )

    with pytest.raises(DomainError, match="You prepared one"):
        order(round_, "saksbehandler")


def test_one_letter_with_number_bytes_and_hash():
    issued("Stjørdal")

    letter = DecisionLetter.objects.defer(None).get(recipient__name="Stjørdal")
    assert (letter.status, letter.number, letter.year) == (LetterStatus.ISSUED, 1, timezone.localdate().year)
    assert letter.sha256 == hashlib.sha256(letter.pdf).hexdigest()
    assert bytes(letter.pdf[:5]) == b"%PDF-"
    assert letter.payout_held is True
    assert letter.title == "Dere får 793\u00a0881 kroner for 2025, men vi betaler senere"
    assert letter.number_text == f"1/{letter.year}"


@pytest.mark.usefixtures("undrawn")
def test_the_neutral_get_bokmal_and_nynorsk_gets_nynorsk():
    issued("Nærøysund", "NTNU")

    assert letter_to("Nærøysund").title == "De får 449\u00a0418 kroner for 2025, heile ramma dykkar"
    assert letter_to("NTNU").title == "Dere får 200\u00a0000 kroner for 2025"


@pytest.mark.usefixtures("undrawn")
def test_issuing_decides_the_basis_opens_the_report_and_tells_the_people():
    issued("Ørland")

    round_ = the_round()
    decision = round_.decisions.get(network__code="fosen")
    assert decision.status == DecisionStatus.ISSUED
    assert round_.decision_bases.get(network__code="fosen").status == BasisStatus.DECIDED
    report = Report.objects.get()
    assert (report.network, str(report.due_on)) == (decision.network, "2026-06-15")
    mails = OutboxMail.objects.filter(template="allocations/letter_issued").order_by("recipient__email")
    assert [each.recipient.email for each in mails] == [
        "eier@dekom.example",
        "koordinator@dekom.example",
        "leder@dekom.example",
    ]
    assert "643" not in mails[0].body, "no content in the mail"
    assert "/letters/" in mails[0].body


@pytest.mark.usefixtures("undrawn")
def test_a_shared_grant_is_issued_with_its_last_letter():
    issued("NTNU", "DMMH")
    shared = the_round().decisions.get(fixed_grant__recipient_name="UH")
    assert shared.status == DecisionStatus.APPROVED

    last = shared.lines.get(recipient__name="Nord universitet").recipient_id
    order(the_round(), recipients=[last])
    issue_all()

    shared.refresh_from_db()
    assert shared.status == DecisionStatus.ISSUED
    assert Report.objects.filter(organisation__name="NTNU", network=None).count() == 1


def test_the_governor_writes_itself_no_letter_and_its_grant_is_issued_with_the_others():
    ordered()

    own = the_round().decisions.get(fixed_grant__recipient_name="Statsforvalteren")
    assert own.status == DecisionStatus.ISSUED
    assert not DecisionLetter.objects.filter(recipient__name="Statsforvalteren").exists()


def test_a_letter_that_cannot_be_made_waits_with_its_reason_and_the_others_go_on():
    ordered("Stjørdal", "Ørland")
    broken = letter_to("Stjørdal")
    DecisionLetter.objects.filter(pk=letter_to("Ørland").pk).update(ordered_at=timezone.now() + timedelta(seconds=9))
    LegalReference.objects.filter(subject=LegalSubject.APPEAL).delete()

    now = timezone.now()
    assert issue.issue_next(now=now) is True

    broken.refresh_from_db()
    assert (broken.status, broken.number, broken.attempts) == (LetterStatus.APPROVED, None, 1)
    assert "appeal" in broken.last_error
    assert broken.next_attempt_at == now + timedelta(minutes=1)


def test_a_fault_of_ours_is_logged_and_not_told_in_its_own_words(monkeypatch, caplog):
    ordered("Stjørdal")
    broken = letter_to("Stjørdal")
    monkeypatch.setattr(issue, "_draw", lambda *_: 1 // 0)

    issue.issue_next(now=timezone.now())

    broken.refresh_from_db()
    assert broken.last_error == "A fault in the system. Operations can see it in the log."
    assert [record.getMessage() for record in caplog.records] == [f"Letter {broken.pk} could not be made"]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.usefixtures("undrawn")
def test_the_mended_letter_gets_the_number_that_the_broken_one_never_took():
    ordered("Stjørdal")
    LetterTerms.objects.update(case_number="")
    issue.issue_next(now=timezone.now())
    assert issue.issue_next(now=timezone.now()) is False

    LetterTerms.objects.update(case_number="2025/1234")
    issue.issue_next(now=timezone.now() + timedelta(hours=1))

    letter = letter_to("Stjørdal")
    assert (letter.status, letter.number, letter.last_error) == (LetterStatus.ISSUED, 1, "")


@pytest.mark.usefixtures("undrawn")
def test_the_nudge_issues_all_that_waits():
    ordered("Stjørdal", "Ørland")

    assert issue_letters.call() == 2
    assert sorted(DecisionLetter.objects.values_list("number", flat=True)) == [1, 2]
