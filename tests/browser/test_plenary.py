"""A meeting before the room and on a member's telephone: who comes, the vote, and what the projector shows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dekom.core.models import User
from forum.actions import agenda, attend, ballots, convene, motions
from forum.models import Item, Meeting
from forum.selectors.roster import terms_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]
SMALLEST = 28  # pixels, at 1920 × 1080
SIZES = """() => [...document.querySelectorAll('main *')]
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((each) => !['TITLE', 'DESC'].includes(each.tagName.toUpperCase()))
    .map((each) => [each.textContent.trim(), parseFloat(getComputedStyle(each).fontSize)])"""


@pytest.fixture(scope="module")
def meeting(demo):
    """A meeting today, in session, with everybody there; the member votes for a union."""
    coming = Meeting.objects.get(status="called")
    now = timezone.now()
    held = Meeting.objects.create(
        forum=coming.forum,
        title="Dagens møte",
        date=timezone.localdate(),
        starts="00:00",
        ends="23:59",
    )
    item = Item.objects.create(forum=held.forum, title="Restmidler", kind="decision")
    agenda.place(item, held)
    convene.call(held, now=now)
    convene.begin(held, now=now)
    terms = terms_of(held)
    for term in terms:
        if term.rank == 0 and term.seat.has_vote:
            attend.arrive(held, term.person, at=now, terms=terms)
    item.refresh_from_db()
    motions.propose(
        item, title="Skal innspillene tas inn nå?", point="3", if_it_falls="Restmidler fordeles i septembermøtet."
    )
    return held


def test_the_room_follows_a_vote_that_the_member_takes_part_in(meeting, visitors):
    motion = meeting.items.get().motions.get()
    chair = User.objects.get(email="saksbehandler@dekom.example")
    ballot = ballots.open_ballot(motion, method="seat", actor=chair, now=timezone.now() + timedelta(seconds=1))
    tab, everybody = visitors.scripted, visitors.everybody
    tab.become(everybody.cookies("forum_member"))
    page = tab.page
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{tab.address}/meetings/{meeting.pk}/vote/")
    page.get_by_role("button", name="Mot", exact=True).click()
    page.get_by_text(re.compile(r"Stemmen din er registrert")).wait_for()
    assert ballot.electors.get(vote__isnull=False).vote.choice == "against"

    tab.become(everybody.cookies("secretariat"))
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{tab.address}/meetings/{meeting.pk}/screen/")
    assert "1" in page.locator(".dk-tally dd").inner_text()
    assert [each for each in page.evaluate(SIZES) if each[1] < SMALLEST] == []
    ballots.close(ballot, now=timezone.now())
    page.get_by_text("Forslaget falt").wait_for(timeout=8000)  # by asking, without anybody's help
    assert page.locator(".dk-result span").inner_text() == "Restmidler fordeles i septembermøtet."
    assert [each for each in page.evaluate(SIZES) if each[1] < SMALLEST] == []
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
