"""What happens to an issued letter: answers, reminders, set-offs; and the texts that later letters have."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allocations.actions import answers, issue, letter_blocks, notices
from allocations.enums import BlockFault, LetterAnswerKind, LetterKind, LetterStatus, ReminderSubject
from allocations.models import DecisionLetter, JournalEntry, LetterBlock, Letterhead
from allocations.selectors.letter_texts import shipped_text
from allocations.services.notices import SetOffLine
from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from tests.allocations.lived import decider, secretary, the_decision, the_letter
from tests.allocations.services.test_logo import picture
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
TODAY = timezone.localdate


def remind(**more):
    given = {
        "subject": ReminderSubject.ACCEPTANCE,
        "new_deadline": TODAY() + timedelta(days=14),
        "actor": secretary(),
        "now": timezone.now(),
    }
    return notices.reminder(the_letter(), **given | more)


def set_off(*amounts, actor=None):
    lines = [SetOffLine("Fosen", unspent, part) for unspent, part in amounts]
    return notices.unspent(the_letter(), kind="set_off", lines=lines, actor=actor or decider(), now=timezone.now())


def test_the_recipient_accepts_and_thereby_has_received():
    answers.give(the_letter(), kind=LetterAnswerKind.ACCEPTED, actor=somebody("eier"), now=timezone.now())
    answers.give(the_letter(), kind=LetterAnswerKind.ACCEPTED, actor=somebody("leder"), now=timezone.now())

    found = the_letter().answers.values_list("kind", "user__email")
    assert set(found) == {("received", "eier@dekom.example"), ("accepted", "eier@dekom.example")}
    assert JournalEntry.objects.filter(content__startswith="Acceptance").count() == 1


def test_receiving_alone_is_no_acceptance():
    answers.give(the_letter(), kind=LetterAnswerKind.RECEIVED, actor=somebody("leder"), now=timezone.now())

    assert list(the_letter().answers.values_list("kind", flat=True)) == ["received"]


@pytest.mark.parametrize("name", ["saksbehandler", "beslutter", "revisor", "medlem", "koordinator"])
def test_nobody_answers_for_the_recipient(name):
    with pytest.raises(DomainError, match="Only the recipient"):
        answers.give(the_letter(), kind=LetterAnswerKind.RECEIVED, actor=somebody(name), now=timezone.now())


@pytest.mark.usefixtures("undrawn")
def test_a_reminder_is_a_letter_of_its_own_with_mail_to_the_same_people():
    mails = OutboxMail.objects.count()
    made = remind(was_due=TODAY())
    assert issue.issue_next(now=timezone.now())

    made.refresh_from_db()
    assert (made.kind, made.status, made.last_error) == (LetterKind.REMINDER, LetterStatus.ISSUED, "")
    assert made.title == "Vilkårene for 2025 er ikke godtatt"
    assert OutboxMail.objects.count() > mails
    assert made in DecisionLetter.objects.visible_to(somebody("leder"))
    with pytest.raises(DomainError, match="no conditions"):
        answers.give(made, kind=LetterAnswerKind.ACCEPTED, actor=somebody("eier"), now=timezone.now())
    with pytest.raises(DomainError, match="Only an issued letter with a decision"):
        notices.reminder(
            made, subject="report", new_deadline=TODAY() + timedelta(days=9), actor=secretary(), now=timezone.now()
        )


def test_a_reminder_is_refused():
    with pytest.raises(DomainError, match="Only the secretariat"):
        remind(actor=decider())
    with pytest.raises(DomainError, match="a day to come"):
        remind(new_deadline=TODAY())
    remind(subject=ReminderSubject.REPORT)
    with pytest.raises(DomainError, match="on its way"):
        remind()


def test_nobody_is_reminded_of_what_they_accepted():
    answers.give(the_letter(), kind=LetterAnswerKind.ACCEPTED, actor=somebody("eier"), now=timezone.now())

    with pytest.raises(DomainError, match="accepted already"):
        remind()


def test_a_set_off_is_the_decision_makers_and_within_what_is_unspent():
    made = set_off((120_000, 100_000))

    assert (made.kind, made.amount) == (LetterKind.SET_OFF, 100_000)
    for amounts in ([], [(10, 0)], [(10, 11)]):
        with pytest.raises(DomainError, match="never more than is unspent"):
            set_off(*amounts)
    with pytest.raises(DomainError, match="Only the decision maker"):
        set_off((10, 10), actor=secretary())
    with pytest.raises(DomainError, match="Only what an issued letter"):
        notices.unspent(made, kind="set_off", lines=[], actor=decider(), now=timezone.now())


# --- Texts


def texts(**changed):
    return {
        block: {
            language: changed.get(f"{block}_{language}", shipped_text("reminder", block, language))
            for language in ("nb", "nn")
        }
        for block in ("message", "access", "contact", "extra")
    }


def write(**changed):
    county = the_letter().county
    letter_blocks.write(county, LetterKind.REMINDER, texts(**changed), actor=secretary(), now=timezone.now())


def test_only_what_is_our_own_is_stored_and_can_go_back_to_what_is_shipped():
    write(message_nb="Husk fristen {{ new_deadline }}.")

    (block,) = LetterBlock.objects.filter(kind="reminder")
    assert (block.block, block.text_nb, block.edited_by) == ("message", "Husk fristen {{ new_deadline }}.", secretary())
    assert block.text_nn == shipped_text("reminder", "message", "nn"), "the other form stays as shipped"
    write(message_nb="")
    assert not LetterBlock.objects.filter(kind="reminder").exists()


def test_a_text_with_a_fault_is_not_stored_and_every_fault_is_named():
    with pytest.raises(letter_blocks.FaultyTextError) as refusal:
        write(message_nb="{{ nothing_such }}", contact_nn="Ring oss")

    assert {where: [fault.fault for fault in faults] for where, faults in refusal.value.faults.items()} == {
        ("message", "nb"): [BlockFault.UNKNOWN_PLACEHOLDER],
        ("contact", "nn"): [BlockFault.MISSING_PLACEHOLDER, BlockFault.MISSING_PLACEHOLDER],
    }
    assert not LetterBlock.objects.filter(kind="reminder").exists()


def test_a_block_that_nothing_is_shipped_for_needs_both_forms():
    with pytest.raises(letter_blocks.FaultyTextError):
        write(extra_nb="Bare bokmål")


@pytest.mark.usefixtures("undrawn")
def test_later_texts_never_change_what_is_issued_and_stand_in_what_comes():
    made = remind()
    assert issue.issue_next(now=timezone.now())
    made.refresh_from_db()
    before = made.sha256

    write(message_nb="Helt ny tekst.")

    made.refresh_from_db()
    assert made.sha256 == before
    second = remind(subject=ReminderSubject.REPORT)
    assert "Helt ny tekst." in issue.content_of(second, timezone.now()).texts["message"]


def test_texts_wait_while_letters_do_and_are_the_secretariats():
    county = the_letter().county
    with pytest.raises(DomainError, match="Only the secretariat writes"):
        letter_blocks.write(county, "reminder", texts(), actor=decider(), now=timezone.now())
    remind()
    with pytest.raises(DomainError, match="Issue these before"):
        write(message_nb="x")


def test_a_logo_stands_in_the_letter_with_its_text():
    county = the_letter().county
    letter_blocks.logo(
        county, image=picture(), alt_nb="Riksvåpenet", alt_nn="Riksvåpenet", actor=secretary(), now=timezone.now()
    )

    content = issue.content_of(remind(), timezone.now())

    assert content.logo.alt == "Riksvåpenet"
    assert content.logo.address.startswith("data:image/png;base64,")
    letter_blocks.remove_logo(county, actor=secretary())
    assert not Letterhead.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"image": b"x"}, "not a PNG or JPEG"),
        ({"alt_nn": " "}, "what the logo shows"),
        ({"actor": "beslutter"}, "Only the secretariat"),
    ],
)
def test_a_logo_is_refused(more, words):
    given = {"image": picture(), "alt_nb": "a", "alt_nn": "a", "actor": "saksbehandler"} | more
    given["actor"] = somebody(given["actor"])

    with pytest.raises(DomainError, match=words):
        letter_blocks.logo(the_letter().county, now=timezone.now(), **given)
    with pytest.raises(DomainError, match="Only the secretariat"):
        letter_blocks.remove_logo(the_letter().county, actor=decider())


def test_the_letter_is_of_the_decision():
    assert the_letter().lines.get().decision_line.decision == the_decision()
