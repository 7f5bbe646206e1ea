"""Addresses of the cooperation forum's pages."""

from django.urls import URLPattern, URLResolver, include, path

from forum.views import absence, agenda, attendance, meetings, minutes, plenary, run, seats
from forum.views.forum import forum_detail, forum_list

seat_urls = [
    path("forum/<int:pk>/seats/", seats.seat_list, name="seat_list"),
    path("forum/<int:pk>/seats/new/", seats.seat_compose, name="seat_compose"),
    path("forum/<int:pk>/seats.pdf", seats.seat_roster_pdf, name="seat_roster_pdf"),
    path("seats/<int:pk>/", seats.seat_detail, name="seat_detail"),
    path("seats/<int:pk>/appoint/", seats.seat_appoint, name="seat_appoint"),
    path("appointments/<int:pk>/extend/", seats.seat_extend, name="seat_extend"),
    path("appointments/<int:pk>/end/", seats.seat_end, name="seat_end"),
]
meeting_urls = [
    path("forum/<int:pk>/meetings/", meetings.meeting_list, name="meeting_list"),
    path("forum/<int:pk>/meetings/new/", meetings.meeting_create, name="meeting_create"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/call/", meetings.meeting_call, name="meeting_call"),
    path("meetings/<int:pk>/cancel/", meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/begin/", meetings.meeting_begin, name="meeting_begin"),
    path("meetings/<int:pk>/calendar.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/papers.pdf", meetings.meeting_papers, name="meeting_papers"),
    path("absence/<str:token>/", absence.meeting_absence, name="meeting_absence"),
    path("deputy/<str:token>/", absence.meeting_call_out, name="meeting_call_out"),
    path("meetings/<int:pk>/attendance/", attendance.meeting_attendance, name="meeting_attendance"),
    path("meetings/<int:pk>/arrive/", attendance.meeting_arrive, name="meeting_arrive"),
    path("meetings/<int:pk>/arrive-all/", attendance.meeting_arrive_all, name="meeting_arrive_all"),
    path("meetings/<int:pk>/leave/", attendance.meeting_leave, name="meeting_leave"),
    path("attendance/<int:pk>/strike/", attendance.meeting_strike, name="meeting_strike"),
    path("meetings/<int:pk>/run/", run.meeting_run, name="meeting_run"),
    path("meetings/<int:pk>/screen/", plenary.meeting_screen, name="meeting_screen"),
    path("meetings/<int:pk>/vote/", plenary.meeting_vote, name="meeting_vote"),
]
item_urls = [
    path("meetings/<int:pk>/agenda/", agenda.meeting_agenda, name="meeting_agenda"),
    path("meetings/<int:pk>/place/", agenda.item_place, name="item_place"),
    path("forum/<int:pk>/matters/new/", agenda.item_create, name="item_create"),
    path("matters/<int:pk>/", agenda.item_detail, name="item_detail"),
    path("matters/<int:pk>/edit/", agenda.item_edit, name="item_edit"),
    path("matters/<int:pk>/move/", agenda.item_move, name="item_move"),
    path("matters/<int:pk>/show/", run.item_show, name="item_show"),
    path("matters/<int:pk>/close/", run.item_close, name="item_close"),
    path("matters/<int:pk>/papers/new/", agenda.item_paper_add, name="item_paper_add"),
    path("papers/<int:pk>.pdf", agenda.item_paper, name="item_paper"),
    path("papers/<int:pk>/remove/", agenda.item_paper_remove, name="item_paper_remove"),
]
ballot_urls = [
    path("matters/<int:pk>/motions/new/", run.ballot_motion_create, name="ballot_motion_create"),
    path("motions/<int:pk>/settle/", run.ballot_motion_settle, name="ballot_motion_settle"),
    path("motions/<int:pk>/open/", run.ballot_open, name="ballot_open"),
    path("motions/<int:pk>/unanimous/", run.ballot_unanimous, name="ballot_unanimous"),
    path("ballots/<int:pk>/close/", run.ballot_close, name="ballot_close"),
    path("ballots/<int:pk>/annul/", run.ballot_annul, name="ballot_annul"),
    path("ballots/<int:pk>/vote/", plenary.ballot_vote, name="ballot_vote"),
]
minutes_urls = [
    path("meetings/<int:pk>/minutes/", minutes.minutes_detail, name="minutes_detail"),
    path("meetings/<int:pk>/minutes/edit/", minutes.minutes_edit, name="minutes_edit"),
    path("meetings/<int:pk>/minutes/save/", minutes.minutes_save, name="minutes_save"),
    path("meetings/<int:pk>/minutes/send/", minutes.minutes_send, name="minutes_send"),
    path("meetings/<int:pk>/minutes.docx", minutes.minutes_word, name="minutes_word"),
    path("minutes/<int:pk>.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("minutes/<int:pk>/remark/", minutes.minutes_remark, name="minutes_remark"),
    path("remarks/<int:pk>/answer/", minutes.minutes_answer, name="minutes_answer"),
    path("matters/<int:pk>/follow-ups/new/", minutes.minutes_follow_up_create, name="minutes_follow_up_create"),
    path("follow-ups/<int:pk>/done/", minutes.minutes_follow_up_done, name="minutes_follow_up_done"),
    path("forum/<int:pk>/follow-ups/", minutes.minutes_follow_up_list, name="minutes_follow_up_list"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forum.sheet_urls")),
    path("forum/", forum_list, name="forum_list"),
    path("forum/<int:pk>/", forum_detail, name="forum_detail"),
    *seat_urls,
    *meeting_urls,
    *item_urls,
    *ballot_urls,
    *minutes_urls,
]
