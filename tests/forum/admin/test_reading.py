"""Sheets, attendance and minutes are read in the admin; a recusal hides a sheet there as everywhere."""

import pytest
from django.urls import reverse

from dekom.core.models import User
from forum.models import Attendance
from networks.enums import RoleKind
from tests.factories import person
from tests.factories.sheets import CriteriaSheetFactory, RecusalFactory
from tests.forum.meeting_world import a_forum
from tests.forum.meetings.test_query_counts import filled
from tests.forum.world import make_world

pytestmark = pytest.mark.django_db
SECRET = "Svært godt forankret"


@pytest.mark.parametrize("is_superuser", [False, True])
def test_a_recused_reader_finds_no_trace_of_the_sheet(client, is_superuser):
    world = make_world()
    sheet = CriteriaSheetFactory(group=world.group, remark=SECRET)
    reader = person(RoleKind.AUDITOR, world.round.county)
    User.objects.filter(pk=reader.pk).update(is_superuser=is_superuser)
    client.force_login(reader)
    pages = [
        reverse("admin:forum_criteriasheet_changelist") + "?q=forankret",
        reverse("admin:forum_criteriasheet_change", args=[sheet.pk]),
    ]
    before = [SECRET in client.get(url).content.decode() for url in pages]
    count = client.get(reverse("admin:forum_criteriasheet_changelist")).context["cl"].result_count

    RecusalFactory(round=world.round, person=reader, network=sheet.network)

    assert (before, count) == ([False, True], 3)  # the list has no column of remarks
    found = client.get(pages[0])
    assert found.context["cl"].result_count == 0
    assert client.get(reverse("admin:forum_criteriasheet_changelist")).context["cl"].result_count == 2
    assert client.get(pages[1]).status_code == 404
    assert client.get(reverse("admin:forum_criteriasheet_history", args=[sheet.pk])).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_lists_ask_as_many_questions_for_one_as_for_three(client, size, django_assert_max_num_queries):
    world = filled(size)
    client.force_login(person(RoleKind.AUDITOR, world.forum.county))

    for model in ("attendance", "minutes", "criteriasheet"):
        with django_assert_max_num_queries(12):
            answer = client.get(reverse(f"admin:forum_{model}_changelist"))
        assert answer.status_code == 200
    assert Attendance.objects.count() == 3 * size - 1


def test_minutes_open_from_their_row_with_what_was_said(client):
    world = filled(1)
    client.force_login(person(RoleKind.AUDITOR, world.forum.county))
    minutes = world.meeting.sent_minutes.get()

    page = client.get(reverse("admin:forum_minutes_change", args=[minutes.pk])).content.decode()

    assert (minutes.sha256 in page, "Remark" in page) == (True, True)
    assert minutes.get_absolute_url() == reverse("minutes_pdf", args=[minutes.pk])


def test_attendance_of_another_county_does_not_exist(client):
    here, there = a_forum().begin(), a_forum().begin()
    client.force_login(here.secretary)

    rows = client.get(reverse("admin:forum_attendance_changelist")).context["cl"].queryset

    assert {row.meeting for row in rows} == {here.meeting}
    assert there.meeting.attendances.count() == 3
