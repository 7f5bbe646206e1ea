"""Addresses of the pages that see every room."""

from django.urls import path

from dekom.portal.views.accessibility import accessibility
from dekom.portal.views.archive import archive_package
from dekom.portal.views.healthz import healthz
from dekom.portal.views.home import home
from dekom.portal.views.privacy import privacy
from dekom.portal.views.profile import profile
from dekom.portal.views.set_language import set_language
from dekom.portal.views.thread import thread_detail, thread_grant, thread_list

urlpatterns = [
    path("", home, name="home"),
    path("profile/", profile, name="profile"),
    path("language/", set_language, name="set_language"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("thread/", thread_list, name="thread_list"),
    path("thread/<int:pk>/", thread_list, name="thread_round"),
    path("thread/<int:pk>/<int:network>/", thread_detail, name="thread_detail"),
    path("thread/<int:pk>/grants/<int:grant>/", thread_grant, name="thread_grant"),
    path("rounds/<int:pk>/archive.zip", archive_package, name="archive_package"),
    path("healthz/", healthz, name="healthz"),
]
