"""Who sees and changes which rows in the admin: a person's roles of today, county by county; no Django permissions."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest

from networks.admin.widgets import KnownAutocomplete, SharedChoiceField
from networks.enums import READS_ALL_ROLES, RoleKind
from networks.models import Access, access_of

Row = TypeVar("Row", bound=Model)


class ScopedChoices(admin.options.BaseModelAdmin[Row]):
    """Offers in every list of choices only rows that the person may use, in the order of their own list."""

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        target = registered(self.admin_site, db_field.remote_field.model)
        return target.choices(request) if target else super().get_field_queryset(db, db_field, request)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        field: ModelChoiceField[Any] | None = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "county" and not access_of(request.user).is_superuser:
            field.required = True  # rows without a county are national: not a county's to make
        return field


class ScopedAdmin(ScopedChoices[Row], admin.ModelAdmin[Row]):
    """Rows of the person's counties. An action reaches no further than the list does."""

    county_path = "county"  # from the row to its county; empty where rows are the same in every county
    has_national_rows = False  # rows without a county are for everybody to see, for superusers to change
    is_county_bound = True  # goes together only with rows of the same county
    readers: tuple[str, ...] = READS_ALL_ROLES
    writers: tuple[str, ...] = (RoleKind.SECRETARIAT,)
    is_addable = True
    is_changeable = True
    is_removable = False  # what others refer to stays in any case

    def is_open(self, request: HttpRequest, row: Row) -> bool:
        """Whether the row's own state lets people with the right change it."""
        return True

    # --- Which rows

    def county_of(self, row: Row) -> int | None:
        if self.county_path in ("", "pk"):
            return row.pk if self.county_path else None
        *steps, last = self.county_path.split("__")
        found: Any = row
        for step in steps:
            found = getattr(found, step)
        county: int | None = getattr(found, f"{last}_id")
        return county

    def within(self, counties: frozenset[int]) -> Q:
        if not self.county_path:
            return Q()
        own = Q(**{f"{self.county_path}__in": counties})
        return own | Q(**{self.county_path: None}) if self.has_national_rows else own

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        rows: QuerySet[Row] = super().get_queryset(request)
        access = access_of(request.user)
        return rows if access.is_superuser else rows.filter(self.within(access.counties_as(*self.readers)))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Row | None:
        """Another county's row does not exist, as everywhere on the site."""
        row = super().get_object(request, object_id, from_field)
        if row is None and self.has_view_permission(request):
            raise Http404
        return row

    def choices(self, request: HttpRequest) -> QuerySet[Row]:
        """What the person may point to from a row that they write."""
        rows = self.get_queryset(request).order_by(*self.get_ordering(request))
        if isinstance(self.list_select_related, Sequence):
            rows = rows.select_related(*self.list_select_related)
        access = access_of(request.user)
        return rows if access.is_superuser else rows.filter(self.within(access.counties_as(*self.writers)))

    # --- What may be done with them

    def may_write(self, request: HttpRequest, row: Row | None = None) -> bool:
        """By role and county alone, whatever the row's state."""
        access = access_of(request.user)
        counties = access.counties_as(*self.writers)
        if access.is_superuser or row is None:
            return access.is_superuser or bool(self.county_path and counties)
        return self.county_of(row) in counties

    def may_read(self, access: Access, row: Row | None = None) -> bool:
        counties = access.counties_as(*self.readers)
        if access.is_superuser or row is None:
            return access.is_superuser or bool(counties)
        county = self.county_of(row)
        return county in counties or (county is None and bool(counties))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.may_read(access_of(request.user), obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_addable and self.may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        may = self.is_changeable and self.may_write(request, obj)
        return may and (obj is None or self.is_open(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return self.is_removable and obj is not None and self.has_change_permission(request, obj)


class ScopedInline(ScopedChoices[Row]):
    """Parts of a row: seen with it, changed with it."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        """With what the rows point to, so that no row has to ask for it."""
        pointers = [field.name for field in self.model._meta.fields if isinstance(field, ForeignKey)]
        return super().get_queryset(request).select_related(*pointers)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        else:
            kwargs["form_class"] = SharedChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the icons that lead out of the table; the row's own page is in its list."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def _owner(self) -> ScopedAdmin[Any]:
        owner = registered(self.admin_site, self.parent_model)  # type: ignore[attr-defined]  # Django's inline has it
        assert owner is not None
        return owner

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner().has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._owner().has_change_permission(request, obj)


def registered(site: admin.AdminSite, model: type[Model]) -> ScopedAdmin[Any] | None:
    """The admin of ``model``, if it is one of ours."""
    found = site._registry.get(model)
    return found if isinstance(found, ScopedAdmin) else None
