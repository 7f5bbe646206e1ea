"""Addresses of the pages that see every room."""

from django.urls import path

from dekom.portal.views.accessibility import accessibility
from dekom.portal.views.healthz import healthz
from dekom.portal.views.home import home
from dekom.portal.views.privacy import privacy
from dekom.portal.views.profile import profile
from dekom.portal.views.set_language import set_language

urlpatterns = [
    path("", home, name="home"),
    path("profile/", profile, name="profile"),
    path("language/", set_language, name="set_language"),
    path("accessibility/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path("healthz/", healthz, name="healthz"),
]
