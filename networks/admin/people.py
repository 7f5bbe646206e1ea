"""People with an account. A county writes those who have roles in it and nowhere else, and no staff."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin
from networks.admin.filters import PeopleFilter
from networks.admin.forms import RowForm
from networks.admin.role import RoleInline
from networks.enums import STAFF_ROLES
from networks.models import Role, access_of

RoleFormSet = BaseInlineFormSet[Any, Any, Any]


class UserForm(RowForm):
    """Addresses are kept in small letters, as sign-in looks for them."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.strip().lower()


class OwnRolesInline(RoleInline):
    """Roles that the reader may give and take."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        access = access_of(request.user)
        roles = super().get_queryset(request)
        if access.is_superuser:
            return roles
        return roles.filter(county__in=access.counties_as(*UserAdmin.readers)).exclude(kind__in=STAFF_ROLES)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[RoleFormSet]:
        """A new person gets a role at once: without one, no county would see them."""
        if obj is None and not access_of(request.user).is_superuser:
            kwargs = {**kwargs, "min_num": 1, "validate_min": True}
        return super().get_formset(request, obj, **kwargs)


class StaffRolesInline(RoleInline):
    """Roles on the staff, for reading."""

    verbose_name_plural = _("Roles on the staff")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counties = access_of(request.user).counties_as(*UserAdmin.readers)
        return super().get_queryset(request).filter(county__in=counties, kind__in=STAFF_ROLES)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(WorkingAdmin[User]):
    county_path = "roles__county"
    is_county_bound = False
    form = UserForm
    list_display = ["name", "email", "language", "roles_today", "is_active", "has_password"]
    list_filter = [PeopleFilter, "is_active", "language"]
    ordering = [norwegian_order("name")]
    search_fields = ["name", "email", "roles__network__name", "roles__organisation__name"]
    search_help_text = _("Name, e-mail, network or organisation")
    date_hierarchy = "created_at"

    # --- Which people

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        access = access_of(request.user)
        roles = Role.objects.on(timezone.localdate()).select_related("network", "organisation")
        people = User.objects.all()
        if not access.is_superuser:
            counties = access.counties_as(*self.readers)
            people = people.filter(pk__in=Role.objects.filter(county__in=counties).values("user"))
            roles = roles.filter(county__in=counties)
        people = people.order_by(*self.get_ordering(request))
        return people.prefetch_related(Prefetch("roles", roles.order_by("kind"), "now_roles"))

    def within(self, counties: frozenset[int]) -> Q:
        return Q(pk__in=Role.objects.filter(county__in=counties).values("user"))

    def may_write(self, request: HttpRequest, row: User | None = None) -> bool:
        """Gives roles to the person; whether also their name and address, ``may_rename`` says."""
        access = access_of(request.user)
        counties = access.counties_as(*self.writers)
        if access.is_superuser or row is None:
            return access.is_superuser or bool(counties)
        return any(county in counties for county, _kind in _places(row))

    def may_read(self, access: Any, row: User | None = None) -> bool:
        counties = access.counties_as(*self.readers)
        if access.is_superuser or row is None:
            return access.is_superuser or bool(counties)
        return any(county in counties for county, _kind in _places(row))

    def may_rename(self, request: HttpRequest, person: User) -> bool:
        """Whoever changes an address can sign in as its owner: never a superuser, the staff, or another county's."""
        access = access_of(request.user)
        if access.is_superuser:
            return True
        counties = access.counties_as(*self.writers)
        return not person.is_superuser and all(
            county in counties and kind not in STAFF_ROLES for county, kind in _places(person)
        )

    # --- Its page

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        fields = ["name", "email", "language", "is_active"]
        return [*fields, "is_superuser"] if access_of(request.user).is_superuser else fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        if obj and not self.may_rename(request, obj):
            return ["name", "email", "language", "is_active"]
        return super().get_readonly_fields(request, obj)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        if obj is None or access_of(request.user).is_superuser:
            return [OwnRolesInline]
        return [OwnRolesInline, StaffRolesInline]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        """A new person chooses a password by a link in their mail."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    # --- Its list

    @admin.display(description=_("roles today"))
    def roles_today(self, person: Any) -> str:
        return "; ".join(str(role) for role in person.now_roles)

    @admin.display(description=_("has a password"), boolean=True)
    def has_password(self, person: User) -> bool:
        return person.has_usable_password()


def _places(person: User) -> list[tuple[int, str]]:
    """The county and kind of every role the person has had; asked of the database once for each object."""
    if not hasattr(person, "_places"):
        person._places = list(person.roles.values_list("county_id", "kind"))  # type: ignore[attr-defined]  # a cache
    found: list[tuple[int, str]] = getattr(person, "_places")  # noqa: B009 - the cache is not the model's
    return found
