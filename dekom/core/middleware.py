"""What every answer to a signed-in person needs: their language, and that what they typed was taken."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

KEPT = re.compile(r"[0-9a-z]{8,32}")  # as static/js/keep.js names an entry
KEPT_FOR = 14 * 24 * 60 * 60  # seconds


class UserLanguageMiddleware:
    """Answers a signed-in person in the language of their profile; LocaleMiddleware has chosen for all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads who sent a form after the session's end back to the form, not to the address that it was sent to."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        came_from = urlsplit(request.headers.get("Referer", ""))
        if request.method == "POST" and came_from.netloc == request.get_host():
            return redirect_to_login(came_from._replace(scheme="", netloc="").geturl(), reverse("account_login"))
        return super().handle_no_permission(request, view_func)


class KeptTextMiddleware:
    """Tells the browser by a cookie that a form was taken, so that it no longer keeps what was typed in it.

    A form that was taken is answered by a redirect; one with errors by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in {302, 303} and request.user.is_authenticated:
            kept = request.POST.get("kept", "")
            if KEPT.fullmatch(kept):
                response.set_cookie(f"kept-{kept}", "1", max_age=KEPT_FOR, secure=request.is_secure(), samesite="Lax")
        return response
