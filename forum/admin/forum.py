"""The cooperation forums."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.models import Forum
from networks.admin.base import WorkingAdmin
from networks.admin.filters import CountyFilter


@admin.register(Forum)
class ForumAdmin(WorkingAdmin[Forum]):
    list_display = ["name", "county", "scheme_names"]
    list_filter = [("county", CountyFilter), "schemes"]
    list_select_related = ["county"]
    ordering = ["name"]
    search_fields = ["name", "county__name"]
    fields = ["county", "name", "schemes"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Forum]:
        return super().get_queryset(request).prefetch_related("schemes")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{"widget": forms.CheckboxSelectMultiple, **kwargs})

    @admin.display(description=_("schemes"))
    def scheme_names(self, forum: Forum) -> str:
        return ", ".join(scheme.name for scheme in forum.schemes.all())
