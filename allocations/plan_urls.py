"""Addresses of the forum's long-term plans."""

from django.urls import path

from allocations.views.plans import (
    long_term_plan_adopt,
    long_term_plan_detail,
    long_term_plan_evaluate,
    long_term_plan_list,
    long_term_plan_version,
)

urlpatterns = [
    path("plans/", long_term_plan_list, name="long_term_plan_list"),
    path("plans/<int:pk>/", long_term_plan_detail, name="long_term_plan_detail"),
    path("plans/<int:pk>/version/", long_term_plan_version, name="long_term_plan_version"),
    path("plans/<int:pk>/adopt/", long_term_plan_adopt, name="long_term_plan_adopt"),
    path("plans/<int:pk>/stop-point/", long_term_plan_evaluate, name="long_term_plan_evaluate"),
]
