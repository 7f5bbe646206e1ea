"""Addresses of the cooperation forum's pages."""

from django.urls import path

from forum.views.forum import forum_detail, forum_list

urlpatterns = [
    path("forum/", forum_list, name="forum_list"),
    path("forum/<int:pk>/", forum_detail, name="forum_detail"),
]
