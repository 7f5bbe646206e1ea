"""Where an invitation's link leads: choose a password, or sign in with the one you have, and the role is yours."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dekom.core.errors import DomainError
from networks.actions import invitations
from networks.people_forms import AcceptForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GONE = 410


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitations.find(token, now=timezone.now())
    if invitation is None:
        return render(request, "networks/invitation_gone.html", status=GONE)
    user = invitation.user
    is_new = not user.has_usable_password()
    is_they = request.user.pk == user.pk
    form = AcceptForm(request.POST if request.method == "POST" and is_new else None, user=user)
    if request.method == "POST" and (is_they or (is_new and form.is_valid())):
        typed = form.cleaned_data if is_new and form.is_bound and form.is_valid() else {}
        try:
            invitations.accept(
                invitation, name=typed.get("name", ""), password=typed.get("password", ""), now=timezone.now()
            )
        except DomainError:
            return render(request, "networks/invitation_gone.html", status=GONE)
        if is_new:
            login(request, user, backend=BACKEND)
        messages.success(request, _("Welcome. Your role is in force from today."))
        return redirect("home")
    return render(
        request,
        "networks/invitation_accept.html",
        {
            "invitation": invitation,
            "place": invitation.network or invitation.organisation,
            "form": form,
            "is_new": is_new,
            "is_they": is_they,
            "here": request.path,
            "is_other": request.user.is_authenticated and not is_they,
        },
    )
