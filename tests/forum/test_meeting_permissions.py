"""Who prepares the forum's meetings, follows them, sees them and remarks on their minutes."""

import pytest

from forum.enums import MeetingStatus
from forum.permissions.meetings import may_follow, may_prepare, may_remark, sees_meetings
from networks.enums import RoleKind
from tests.factories import ForumFactory, MeetingFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    return ForumFactory()


@pytest.fixture
def people(forum):
    kinds = (
        RoleKind.SECRETARIAT,
        RoleKind.DECISION_MAKER,
        RoleKind.AUDITOR,
        RoleKind.FORUM_MEMBER,
        RoleKind.FORUM_DEPUTY,
        RoleKind.NETWORK_LEADER,
    )
    return {
        **{kind: person(kind, forum.county) for kind in kinds},
        "superuser": UserFactory(is_superuser=True),
        "secretariat elsewhere": person(RoleKind.SECRETARIAT),
        "member elsewhere": person(RoleKind.FORUM_MEMBER),
    }


def who(people, may, thing):
    return {name for name, user in people.items() if may(user, thing)}


def test_the_secretariat_prepares(people, forum):
    assert who(people, may_prepare, forum) == {RoleKind.SECRETARIAT, "superuser"}


def test_those_who_read_all_in_the_county_follow_and_the_forum_sees(people, forum):
    followers = {RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.AUDITOR, "superuser"}

    assert who(people, may_follow, forum) == followers
    assert who(people, sees_meetings, forum) == followers | {RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY}


@pytest.mark.parametrize("status", MeetingStatus)
def test_the_forum_remarks_while_the_minutes_wait_for_approval(people, forum, status):
    meeting = MeetingFactory(forum=forum, status=status)

    waits = status == MeetingStatus.MINUTES_SENT
    assert who(people, may_remark, meeting) == ({RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY} if waits else set())
