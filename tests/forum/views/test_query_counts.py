"""As many questions for one member, network and group as for three, on the pages of recusals, groups and the
recommendation: a list asks 8 at most, a page about one thing 12."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.actions import recommendation
from forum.models import Motion
from tests.factories import BudgetFactory, ItemFactory
from tests.factories.sheets import SAID_AT, CriteriaSheetFactory, GroupFactory, RecusalFactory, forum_member

pytestmark = pytest.mark.django_db
# session, user, roles, then what stands here
LISTS = {"recusal_list of the round": 8, "group_list of the assessment": 8, "criteria_sheet_list of the assessment": 8}
PAGES = {
    "group_edit of the group": 10,
    "recusal_notice of the round": 6,
    "recommendation_detail of the made": 10,
    "recommendation_points of the made": 5,
    "recommendation_settle of the made": 6,
    "recommendation_weigh of the made": 9,
    "recommendation_line of the line": 7,
}
MEMBERS_PAGES = {
    "group_list of the assessment": 8,
    "criteria_sheet_list of the assessment": 8,
    "criteria_sheet_detail of the sheet": 8,
    "recusal_declare of the round": 9,
    "recommendation_detail of the made": 10,
}


def fill(world, count):
    """``count`` more groups, each with its member, network and recusal, and the points before the meeting."""
    BudgetFactory(round=world.round)
    for number in range(count):
        group = GroupFactory(assessment=world.assessment, number=10 + number)
        sheet = CriteriaSheetFactory(group=group)
        member = forum_member(world.round, group)
        RecusalFactory(round=world.round, person=member, network=world.sheet.network)
        RecusalFactory(round=world.round, person=world.stranger, network=sheet.network)
    item = ItemFactory(meeting=world.meeting, forum=world.meeting.forum, round=world.round)
    world.made = recommendation.build(world.assessment, item=item, actor=world.secretary, now=SAID_AT)
    world.line = world.made.points.get(number=4).lines.get(network=world.sheet.network)
    for line in world.made.points.get(number=4).lines.exclude(network=None):
        Motion.objects.create(item=item, point="4", title=line.label, network=line.network, state="carried")
    for number in range(1, count + 1):
        Motion.objects.create(item=item, point="1", title=f"Motion {number}", state="carried")


@pytest.mark.parametrize("count", [1, 3])
def test_every_page_asks_as_many_questions_for_one_as_for_three(world, client, count):
    fill(world, count)

    assert asked(client, world.secretary, world, LISTS | PAGES) == LISTS | PAGES
    assert asked(client, world.member, world, MEMBERS_PAGES) == MEMBERS_PAGES
    assert max(LISTS.values()) <= 8
    assert max(PAGES.values()) <= 12


def asked(client, reader, world, pages):
    """How many questions each page asks."""
    client.force_login(reader)
    found = {}
    for name in pages:
        page, _of, subject = name.partition(" of the ")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(page, args=[getattr(world, subject).pk]))
        assert (name, answer.status_code) == (name, 200)
        found[name] = len(queries)
    return found
