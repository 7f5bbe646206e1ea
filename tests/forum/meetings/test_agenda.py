"""Matters on and off the agenda, their numbers, and their papers."""

import io

import pikepdf
import pytest

from dekom.core.errors import DomainError
from forum.actions import agenda, convene, motions, papers
from forum.models import ItemCounter
from tests.factories import ForumFactory, ItemFactory, MeetingFactory
from tests.forum.meeting_world import BEFORE, a_forum, at

pytestmark = pytest.mark.django_db


def titles(meeting):
    return [item.title for item in meeting.items.filter(parent=None).order_by("order")]


def a_pdf(pages=1):
    out = io.BytesIO()
    with pikepdf.new() as file:
        for _number in range(pages):
            file.add_blank_page()
        file.save(out)
    return out.getvalue()


def test_matters_are_placed_moved_and_taken_off():
    world = a_forum(items=3)
    first, second, third = world.items

    agenda.place(third, world.meeting, position=0)
    agenda.move(first, steps=1)
    agenda.move(second, steps=-1)
    agenda.take_off(third)

    assert titles(world.meeting) == [second.title, first.title]
    third.refresh_from_db()
    assert (third.meeting, third.order) == (None, 0)


def test_numbers_are_given_at_the_call_and_to_what_comes_after_it():
    world = a_forum(items=2)
    ItemCounter.objects.create(forum=world.forum, year=2025, last=5)
    world.call()
    late = agenda.place(ItemFactory(meeting=None, forum=world.forum), world.meeting)

    assert [item.number_text for item in world.meeting.items.order_by("order")] == ["6/25", "7/25", "8/25"]
    assert late.number_text == "8/25"
    with pytest.raises(DomainError, match="har fått nummer"):
        agenda.take_off(late)


def test_a_withdrawn_matter_keeps_its_number_and_it_is_not_given_again():
    world = a_forum(items=1).call()
    agenda.withdraw(world.item)

    assert (world.item.is_withdrawn, world.item.number_text) == (True, "1/25")
    with pytest.raises(DomainError, match="kan utgå"):
        agenda.withdraw(world.item)
    assert agenda.place(ItemFactory(meeting=None, forum=world.forum), world.meeting).number == 2


def test_parts_follow_the_matter_and_share_its_number():
    world = a_forum(items=2)
    part = agenda.place(ItemFactory(meeting=None, forum=world.forum), world.meeting, parent=world.item)
    agenda.take_off(world.item)
    part.refresh_from_db()
    assert part.meeting is None

    agenda.place(world.item, world.meeting)
    world.call()

    part.refresh_from_db()
    assert (part.meeting, part.number, part.parent) == (world.meeting, None, world.item)
    inner = ItemFactory(meeting=None, forum=world.forum)
    for wrong in (part, inner):
        with pytest.raises(DomainError, match="samme saksliste"):
            agenda.place(inner, world.meeting, parent=wrong)
    with pytest.raises(DomainError, match="underpunkt"):
        agenda.place(world.item, world.meeting, parent=world.items[1])


def test_a_matter_stays_in_its_forum_and_where_it_has_its_number():
    world = a_forum(items=1).call()
    next_meeting = MeetingFactory(forum=world.forum)

    with pytest.raises(DomainError, match="blir der"):
        agenda.place(world.item, next_meeting)
    with pytest.raises(DomainError, match="annet forum"):
        agenda.place(ItemFactory(meeting=None, forum=ForumFactory()), next_meeting)


def test_the_agenda_of_a_meeting_that_is_over_stays():
    meeting = MeetingFactory(status="minutes_sent")

    with pytest.raises(DomainError, match="er over"):
        agenda.place(ItemFactory(meeting=None, forum=meeting.forum), meeting)


def test_matters_are_shown_and_closed_one_after_the_other():
    world = a_forum(items=2)
    for early in (agenda.show, lambda item: agenda.close(item, now=at(11))):
        with pytest.raises(DomainError, match="Åpne møtet"):
            early(world.item)
    world.begin()
    agenda.show(world.items[1])
    world.meeting.refresh_from_db()
    assert world.meeting.current_item == world.items[1]

    agenda.close(world.items[1], now=at(11))

    world.meeting.refresh_from_db()
    assert (world.meeting.current_item, world.item.closed_at) == (world.items[0], None)


def test_a_matter_with_an_open_vote_is_not_closed():
    from forum.actions import ballots

    world = a_forum(items=1).begin()
    motion = motions.propose(world.item, title="Motion")
    ballots.open_ballot(motion, method="seat", actor=world.secretary, now=at(11))

    with pytest.raises(DomainError, match="avstemning er åpen"):
        agenda.close(world.item, now=at(11))


def test_papers_are_pdfs_and_stay_when_the_meeting_is_over():
    world = a_forum(items=1)
    add = {"title": "Paper", "actor": world.secretary, "now": BEFORE}
    paper = papers.add(world.item, content=a_pdf(2), **add)
    queued = papers.add(ItemFactory(meeting=None, forum=world.forum), content=a_pdf(), **add)
    assert (paper.pages, queued.pages) == (2, 1)
    papers.remove(queued)
    with pytest.raises(DomainError, match="ikke en PDF"):
        papers.add(world.item, content=b"no PDF", **add)

    convene.cancel(world.meeting, now=BEFORE)

    for change in (lambda: papers.add(world.item, content=a_pdf(), **add), lambda: _remove(paper)):
        with pytest.raises(DomainError, match="er over"):
            change()


def _remove(paper):
    paper.item.refresh_from_db()
    paper.item.meeting.refresh_from_db()
    papers.remove(paper)
