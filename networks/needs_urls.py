"""Addresses of needs reports, plans, agreements, invitations and reminders."""

from django.urls import path

from networks.views.needs import network as needs_network
from networks.views.needs import pages as needs_pages
from networks.views.needs import save as needs_save
from networks.views.needs import write as needs_write
from networks.views.people import accept, reminders
from networks.views.people import network as people
from networks.views.plans import agreement, agreement_files, plan, school, wheel

urlpatterns = [
    # Needs
    path("needs/", needs_pages.needs_report_list, name="needs_report_list"),
    path("needs/<int:pk>/", needs_pages.needs_report_detail, name="needs_report_detail"),
    path("needs/<int:pk>/edit/", needs_write.needs_report_edit, name="needs_report_edit"),
    path("needs/<int:pk>/save/", needs_save.needs_report_save, name="needs_report_save"),
    path("needs/<int:pk>/copy/", needs_write.needs_report_copy, name="needs_report_copy"),
    path("needs/<int:pk>/submit/", needs_write.needs_report_submit, name="needs_report_submit"),
    path("needs/<int:pk>/open/", needs_write.needs_report_reopen, name="needs_report_reopen"),
    path("needs/need/<int:pk>/draw/", needs_network.needs_report_draw, name="needs_report_draw"),
    path("needs/answer/<int:pk>/release/", needs_network.needs_report_release, name="needs_report_release"),
    path("rounds/<int:round_id>/owners/<int:owner_id>/needs/", needs_write.needs_report_new, name="needs_report_new"),
    path("networks/<int:network_id>/needs/", needs_network.needs_report_newest, name="needs_report_newest"),
    path(
        "networks/<int:network_id>/rounds/<int:round_id>/needs/",
        needs_network.needs_report_network,
        name="needs_report_network",
    ),
    path(
        "networks/<int:network_id>/rounds/<int:round_id>/needs/deadline/",
        needs_network.needs_report_deadline,
        name="needs_report_deadline",
    ),
    # Plans and the wheel
    path("networks/<int:network_id>/plan/", plan.competence_plan_network, name="competence_plan_network"),
    path("networks/<int:network_id>/plan/begin/", plan.competence_plan_begin, name="competence_plan_begin"),
    path("competence-plans/<int:pk>/", plan.competence_plan_detail, name="competence_plan_detail"),
    path("competence-plans/<int:pk>/edit/", plan.competence_plan_edit, name="competence_plan_edit"),
    path("competence-plans/<int:pk>/adopt/", plan.competence_plan_adopt, name="competence_plan_adopt"),
    path("competence-plans/<int:pk>/goals/new/", plan.competence_plan_goal_new, name="competence_plan_goal_new"),
    path("competence-plans/goals/<int:pk>/", plan.competence_plan_goal, name="competence_plan_goal"),
    path("networks/<int:network_id>/wheel/", wheel.activity_list, name="activity_list"),
    path("networks/<int:network_id>/wheel/new/", wheel.activity_new, name="activity_new"),
    path("networks/<int:network_id>/wheel/<int:year>/copy/", wheel.activity_copy, name="activity_copy"),
    path("activities/<int:pk>/", wheel.activity_edit, name="activity_edit"),
    path("school-plans/", school.school_plan_list, name="school_plan_list"),
    path("school-plans/frame/", school.school_plan_frame, name="school_plan_frame"),
    path("school-plans/new/", school.school_plan_new, name="school_plan_new"),
    path("school-plans/<int:pk>/", school.school_plan_detail, name="school_plan_detail"),
    path("school-plans/<int:pk>/edit/", school.school_plan_edit, name="school_plan_edit"),
    path("school-plans/<int:pk>/save/", school.school_plan_save, name="school_plan_save"),
    # The agreement
    path("networks/<int:network_id>/agreement/", agreement.agreement_network, name="agreement_network"),
    path("networks/<int:network_id>/agreement/begin/", agreement.agreement_begin, name="agreement_begin"),
    path("networks/<int:network_id>/agreement/election/", agreement.agreement_elect, name="agreement_elect"),
    path("agreements/<int:pk>/", agreement.agreement_detail, name="agreement_detail"),
    path("agreements/<int:pk>/edit/", agreement.agreement_edit, name="agreement_edit"),
    path("agreements/<int:pk>/sign/", agreement.agreement_sign, name="agreement_sign"),
    path("agreements/<int:pk>/file/", agreement_files.agreement_file_add, name="agreement_file_add"),
    path("agreements/<int:pk>/file/<int:file>/", agreement_files.agreement_file, name="agreement_file"),
    path(
        "agreements/<int:pk>/file/<int:file>/remove/",
        agreement_files.agreement_file_remove,
        name="agreement_file_remove",
    ),
    # People and reminders
    path("networks/<int:network_id>/people/", people.invitation_network, name="invitation_network"),
    path(
        "networks/<int:network_id>/roles/<int:pk>/hand-over/", people.invitation_hand_over, name="invitation_hand_over"
    ),
    path("invitations/<int:pk>/again/", people.invitation_send_again, name="invitation_send_again"),
    path("invitations/<int:pk>/withdraw/", people.invitation_withdraw, name="invitation_withdraw"),
    path("invitation/<str:token>/", accept.invitation_accept, name="invitation_accept"),
    path("reminders/", reminders.reminder_list, name="reminder_list"),
]
