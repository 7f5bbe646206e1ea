"""Addresses of recusals, groups, criteria sheets and the recommendation."""

from django.urls import path

from forum.views.groups import group_arrange, group_begin, group_edit, group_list, group_phase
from forum.views.recommendations import (
    recommendation_build,
    recommendation_detail,
    recommendation_forward,
    recommendation_line,
    recommendation_points,
    recommendation_present,
    recommendation_put,
    recommendation_settle,
    recommendation_weigh,
)
from forum.views.recusals import recusal_declare, recusal_list, recusal_notice, recusal_rule
from forum.views.sheet_list import criteria_sheet_list, criteria_sheet_xlsx
from forum.views.sheets import (
    criteria_sheet_detail,
    criteria_sheet_field,
    criteria_sheet_hand_in,
    criteria_sheet_note,
)

urlpatterns = [
    path("forum/rounds/<int:pk>/ties/", recusal_declare, name="recusal_declare"),
    path("forum/rounds/<int:pk>/recusals/", recusal_list, name="recusal_list"),
    path("forum/rounds/<int:pk>/recusals/notice/", recusal_notice, name="recusal_notice"),
    path("forum/rounds/<int:pk>/recusals/<int:person>/<int:network>/", recusal_rule, name="recusal_rule"),
    path("forum/<int:pk>/assess/", group_begin, name="group_begin"),
    path("forum/assessments/<int:pk>/", group_list, name="group_list"),
    path("forum/assessments/<int:pk>/arrange/", group_arrange, name="group_arrange"),
    path("forum/assessments/<int:pk>/phase/", group_phase, name="group_phase"),
    path("forum/assessments/<int:pk>/recommendation/", recommendation_build, name="recommendation_build"),
    path("forum/assessments/<int:pk>/sheets/", criteria_sheet_list, name="criteria_sheet_list"),
    path("forum/assessments/<int:pk>/sheets.xlsx", criteria_sheet_xlsx, name="criteria_sheet_xlsx"),
    path("forum/groups/<int:pk>/", group_edit, name="group_edit"),
    path("forum/sheets/<int:pk>/", criteria_sheet_detail, name="criteria_sheet_detail"),
    path("forum/sheets/<int:pk>/field/", criteria_sheet_field, name="criteria_sheet_field"),
    path("forum/sheets/<int:pk>/note/", criteria_sheet_note, name="criteria_sheet_note"),
    path("forum/sheets/<int:pk>/hand-in/", criteria_sheet_hand_in, name="criteria_sheet_hand_in"),
    path("forum/recommendations/<int:pk>/", recommendation_detail, name="recommendation_detail"),
    path("forum/recommendations/<int:pk>/points/", recommendation_points, name="recommendation_points"),
    path("forum/recommendations/<int:pk>/present/", recommendation_present, name="recommendation_present"),
    path("forum/recommendations/<int:pk>/put/", recommendation_put, name="recommendation_put"),
    path("forum/recommendations/<int:pk>/settle/", recommendation_settle, name="recommendation_settle"),
    path("forum/recommendations/<int:pk>/weigh/", recommendation_weigh, name="recommendation_weigh"),
    path("forum/recommendations/<int:pk>/forward/", recommendation_forward, name="recommendation_forward"),
    path("forum/recommendations/lines/<int:pk>/", recommendation_line, name="recommendation_line"),
]
