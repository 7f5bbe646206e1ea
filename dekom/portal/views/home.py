"""The first page: what waits for the person signed in, by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    return render(request, "portal/home.html")
