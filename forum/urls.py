"""Addresses of the cooperation forum's pages."""

from django.urls import URLPattern, URLResolver, include, path

from forum.views.forum import forum_detail, forum_list

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forum.sheet_urls")),
    path("forum/", forum_list, name="forum_list"),
    path("forum/<int:pk>/", forum_detail, name="forum_detail"),
]
