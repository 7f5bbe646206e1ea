"""The minutes: written by two at once, sent, remarked on, approved by silence."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from forum.actions import agenda, motions, send_minutes, write
from forum.actions.approve import approve_next
from forum.minutes_docx import minutes_docx
from forum.minutes_words import network_cells
from forum.models import FollowUp, Item, Minutes
from forum.selectors.follow_ups import to_review
from forum.selectors.minutes import item_texts, minutes_text
from forum.selectors.minutes_table import NetworkRow
from tests import pdf_text
from tests.factories import MeetingFactory
from tests.forum.meeting_world import a_forum, at

pytestmark = pytest.mark.django_db


def closed(world):
    for item in world.items:
        agenda.close(item, now=at(15))
    world.meeting.refresh_from_db()
    return world


@pytest.fixture
def sent():
    world = closed(a_forum(items=1).begin())
    world.minutes = send_minutes.send(world.meeting, actor=world.secretary, now=at(16))
    return world


def text_of(minutes):
    return pdf_text.text_of(Minutes.objects.get(pk=minutes.pk).pdf)


def test_a_text_is_stored_if_nobody_wrote_in_between():
    world = a_forum().begin()

    write.item_text(world.item, "minutes", "We said this.", was="")
    write.item_text(world.item, "minutes", "We said this.\r\n", was="")  # the same again, from another tab
    write.opening(world.meeting, "Welcome", was="")

    world.meeting.refresh_from_db()
    assert (world.item.minutes.strip(), world.meeting.opening) == ("We said this.", "Welcome")
    write.item_text(world.item, "minutes", world.item.minutes, was="")


def test_when_two_write_at_once_both_texts_are_kept():
    world = a_forum().begin()
    write.item_text(world.item, "conclusion", "Theirs", was="")
    write.opening(world.meeting, "Theirs", was="")

    with pytest.raises(write.TextConflict) as item:
        write.item_text(world.item, "conclusion", "Ours", was="")
    with pytest.raises(write.TextConflict) as opening:
        write.opening(world.meeting, "Ours", was="")

    assert [(each.value.theirs, each.value.ours) for each in (item, opening)] == [("Theirs", "Ours")] * 2
    assert world.item.conclusion == "Theirs"


def test_minutes_are_written_from_the_notice_on():
    world = a_forum()

    with pytest.raises(DomainError, match="Referatet skrives"):
        write.opening(world.meeting, "Early", was="")


def test_follow_ups_are_noted_done_once_and_reviewed_at_the_next_meeting():
    world = a_forum().begin()
    row = write.follow_up(world.item, text="Ask around ", owner=world.secretary, deadline=date(2025, 4, 1))
    later = MeetingFactory(forum=world.forum, date=date(2025, 9, 10))
    assert list(to_review(later)) == [row]

    write.done(row, outcome="Everybody answered", now=at(16))

    assert [each.outcome for each in to_review(later)] == ["Everybody answered"]
    with pytest.raises(DomainError, match="allerede gjort"):
        write.done(row, outcome="Again", now=at(16))
    with pytest.raises(DomainError):
        write.follow_up(world.item, text=" ", owner=world.secretary, deadline=date(2025, 4, 1))
    assert not FollowUp.objects.open().exists()


def test_what_is_not_finished_is_said_at_once():
    world = a_forum(items=2).begin()
    motions.propose(world.item, title="Open question")
    agenda.close(world.item, now=at(11))

    with pytest.raises(DomainError) as refused:
        send_minutes.send(world.meeting, actor=world.secretary, now=at(16))

    assert refused.value.messages == ["Ikke behandlet ennå: 2/25.", "Ikke avgjort ennå: Open question."]


def test_sending_ends_the_meeting_and_tells_everybody_until_when_to_remark():
    world = closed(a_forum(items=1).begin())

    minutes = send_minutes.send(world.meeting, actor=world.secretary, now=at(16))

    assert (world.meeting.status, minutes.version) == ("minutes_sent", 1)
    assert minutes.sha256 == hashlib.sha256(minutes.pdf).hexdigest()
    assert minutes.due_at.isoformat() == "2025-03-19T23:59:59+01:00"
    assert not world.meeting.attendances.filter(left_at=None).exists()
    mails = OutboxMail.objects.filter(template="forum/minutes_sent")
    assert {mail.recipient for mail in mails} == {term.person for term in world.members} | {world.secretary}
    assert "19. mars 2025" in mails[0].body


def test_silence_approves_when_the_time_is_out_and_not_before(sent):
    assert not approve_next(sent.minutes.due_at)
    assert approve_next(sent.minutes.due_at + timedelta(seconds=1))
    assert not approve_next(sent.minutes.due_at + timedelta(days=1))

    sent.meeting.refresh_from_db()
    sent.minutes.refresh_from_db()
    assert sent.meeting.status == "minutes_approved"
    assert sent.minutes.approved_at == sent.minutes.due_at + timedelta(seconds=1)
    with pytest.raises(DomainError, match="Fristen"):
        send_minutes.remark(sent.minutes, sent.secretary, "Too late", now=at(17))


def test_a_remark_taken_in_makes_a_new_version_with_a_time_of_its_own(sent):
    who = sent.members[0].person
    row = send_minutes.remark(sent.minutes, who, "It was Tuesday", now=at(17), item=sent.item)
    assert not approve_next(sent.minutes.due_at + timedelta(days=1))
    write.item_text(sent.item, "minutes", "It was Tuesday.", was="")

    send_minutes.answer(row, taken_in=True, text="The day", actor=sent.secretary, now=at(40))

    second = Minutes.objects.get(version=2)
    assert (second.changes, second.due_at > sent.minutes.due_at) == ("The day", True)
    assert "It was Tuesday." in text_of(second)
    with pytest.raises(DomainError, match="nyere versjon"):
        send_minutes.remark(sent.minutes, who, "Old", now=at(18))
    with pytest.raises(DomainError, match="allerede besvart"):
        send_minutes.answer(row, taken_in=False, text="No", actor=sent.secretary, now=at(41))


def test_a_remark_that_is_noted_stands_below_the_approved_text(sent):
    row = send_minutes.remark(sent.minutes, sent.members[0].person, "I disagree", now=at(17))
    for empty in (lambda: _answer(sent, row, " "), lambda: _remark(sent, " ")):
        with pytest.raises(DomainError, match="Skriv"):
            empty()
    _answer(sent, row, "Noted")

    assert approve_next(sent.minutes.due_at + timedelta(minutes=1))

    last = Minutes.objects.latest("version")
    assert (last.version, last.approved_at is not None) == (2, True)
    assert "I disagree" in text_of(last)
    with pytest.raises(DomainError, match="er godkjent"):
        _answer(sent, row, "Again")


def _answer(sent, row, text):
    send_minutes.answer(row, taken_in=False, text=text, actor=sent.secretary, now=at(20))


def _remark(sent, text):
    send_minutes.remark(sent.minutes, sent.secretary, text, now=at(17))


def test_the_word_document_says_the_same(sent):
    import io

    from docx import Document

    Item.objects.filter(pk=sent.item.pk).update(minutes="First.\nSecond.", conclusion="So it is")
    motions_text = minutes_docx(minutes_text(sent.meeting))

    paragraphs = [paragraph.text for paragraph in Document(io.BytesIO(motions_text)).paragraphs]
    assert paragraphs[0] == f"Referat: {sent.meeting.title}"
    assert {"First.", "Second.", "So it is", "Til stede", "Fraværende"} <= set(paragraphs)
    assert [text.item for text in item_texts(sent.meeting)] == [sent.item]


def test_who_stayed_to_the_end_of_the_notice_is_not_told_to_have_left(sent):
    early, late = (sent.meeting.attendances.get(person=term.person) for term in sent.members[:2])
    sent.meeting.attendances.filter(pk=early.pk).update(left_at=at(15, 59))
    sent.meeting.attendances.filter(pk=late.pk).update(left_at=at(16))

    left = {each.name: each.left_at for each in minutes_text(sent.meeting).present}

    assert (left[early.person.name], left[late.person.name]) == (at(15, 59), None)


SAID = (
    "Godt forankret. Over ramma: Flere barn enn i fjor. Vilkår: Avklare UH; Rapportere i juni. "
    "Utbetalingen holdes til dette er gjort: Send en plan. Slik ble innspillet vektlagt: Vi følger forumet."
)


def test_the_table_says_on_which_terms_a_network_gets_its_money():
    row = NetworkRow(
        network=1,
        name="Fosen",
        requested=630_000,
        frame=700_000,
        amount=710_000,
        remark="Godt forankret.",
        amount_reason="Flere barn enn i fjor.",
        conditions=["Avklare UH", "Rapportere i juni"],
        payout_held=True,
        release=["Send en plan"],
        weighing="Vi følger forumet.",
    )
    bare = replace(row, frame=None, amount=None, conditions=[], payout_held=False, amount_reason="", weighing="")

    with translation.override("nb"):
        cells = [[cell.replace("\u00a0", " ") for cell in network_cells(each, None)] for each in (row, bare)]

    assert cells[0] == [
        "Fosen",
        "630 000 (lavere enn ramma)",
        "710 000",
        SAID,
    ]
    assert cells[1] == ["Fosen", "630 000", "–", "Godt forankret."]
