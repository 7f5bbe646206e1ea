"""The person's own name, language and roles."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dekom.core.http import SignedInRequest
from dekom.portal.forms import ProfileForm
from dekom.portal.views.set_language import remember
from networks.models import Role


@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        person = form.save()
        with translation.override(person.language):  # the answer comes in the language just chosen
            messages.success(request, _("Your profile is saved."))
        response = redirect("profile")
        remember(response, person.language)
        return response
    roles = Role.objects.on(timezone.localdate()).filter(user=request.user)
    context = {
        "form": form,
        "roles": roles.select_related("county", "network", "organisation").order_by("valid_from", "pk"),
    }
    return render(request, "portal/profile.html", context)
