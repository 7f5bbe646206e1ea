"""Addresses of what happens to decisions and letters after the first draft."""

from django.urls import path

from allocations.views.appeals import appeal_case_pdf, appeal_detail, appeal_list, appeal_new, appeal_step
from allocations.views.decision_detail import decision_amend, decision_detail, decision_drop, decision_move
from allocations.views.journal import journal_csv, journal_edit, journal_json, journal_list, journal_new
from allocations.views.letter_answers import letter_answer, letter_remind
from allocations.views.letter_templates import (
    letter_template_edit,
    letter_template_list,
    letter_template_preview,
    letterhead_edit,
    letterhead_logo,
)

urlpatterns = [
    path("decisions/<int:pk>/", decision_detail, name="decision_detail"),
    path("decisions/<int:pk>/amend/", decision_amend, name="decision_amend"),
    path("decisions/<int:pk>/drop/", decision_drop, name="decision_drop"),
    path("decisions/<int:pk>/move/", decision_move, name="decision_move"),
    path("letters/<int:pk>/answer/", letter_answer, name="letter_answer"),
    path("letters/<int:pk>/remind/", letter_remind, name="letter_remind"),
    path("letters/<int:pk>/appeal/", appeal_new, name="appeal_new"),
    path("appeals/", appeal_list, name="appeal_list"),
    path("appeals/<int:pk>/", appeal_detail, name="appeal_detail"),
    path("appeals/<int:pk>.pdf", appeal_case_pdf, name="appeal_case_pdf"),
    path("appeals/<int:pk>/<slug:step>/", appeal_step, name="appeal_step"),
    path("counties/<int:pk>/letter-texts/", letter_template_list, name="letter_template_list"),
    path("counties/<int:pk>/letter-texts/logo/", letterhead_edit, name="letterhead_edit"),
    path("counties/<int:pk>/letter-texts/logo.png", letterhead_logo, name="letterhead_logo"),
    path("counties/<int:pk>/letter-texts/<slug:kind>/", letter_template_edit, name="letter_template_edit"),
    path(
        "counties/<int:pk>/letter-texts/<slug:kind>/preview/", letter_template_preview, name="letter_template_preview"
    ),
    path("counties/<int:pk>/journal/", journal_list, name="journal_list"),
    path("counties/<int:pk>/journal/new/", journal_new, name="journal_new"),
    path("counties/<int:pk>/journal.csv", journal_csv, name="journal_csv"),
    path("counties/<int:pk>/journal.json", journal_json, name="journal_json"),
    path("journal/<int:pk>/", journal_edit, name="journal_edit"),
]
