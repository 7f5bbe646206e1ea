"""The admin as a site of its own: staff roles open it, and sign-in is the common one."""

from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from networks.models import access_of

ROOMS = ("core", "networks", "allocations", "forum", "portal")


class DekomAdminSite(admin.AdminSite):
    """Open to people with a staff role, and to superusers; does not exist for anybody else."""

    site_title = "Dekom"
    site_header = "Dekom"
    index_title = _("Administration")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Our own rooms only: the tables of other packages are nobody's work here."""
        models: Any = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model._meta.app_label in ROOMS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).is_staff

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """As Django's, made only when a page shows it: Django makes it for every page, a quarter of the time."""
        make = super().get_app_list
        return SimpleLazyObject(lambda: make(request, app_label))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """As Django's, but without sending those who may not come in to sign in once more."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def hidden(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            response: HttpResponse = guarded(request, *args, **kwargs)
            return response

        return hidden

    def password_change(  # type: ignore[override]  # the site has one page for it
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The site has one page for it, and so has the admin."""
        return redirect("account_change_password")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        if request.user.is_authenticated:
            return redirect(reverse("admin:index"))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))
