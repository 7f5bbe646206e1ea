"""Filters that more than one list uses."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.periods import holds_on
from dekom.core.sorting import norwegian_key
from networks.enums import READS_ALL_ROLES, RoleKind
from networks.models import Organisation, Partnership, Role, Round, access_of


class InForceFilter(admin.SimpleListFilter):
    """Rows with a period: those of today, those to come, those that have ended."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [("today", _("Today")), ("later", _("Later")), ("ended", _("Ended"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "today":
                return queryset.filter(holds_on(today))
            case "later":
                return queryset.filter(valid_from__gt=today)
            case "ended":
                return queryset.filter(valid_to__lt=today)
        return queryset


def once(request: HttpRequest, key: str, ask: Callable[[], list[Any]]) -> list[Any]:
    """Ask once a request: Django makes all filters anew for each filter's counts."""
    known: dict[str, list[Any]] = request.__dict__.setdefault("_filter_choices", {})
    if key not in known:
        known[key] = ask()
    return known[key]


class SeenOnly(admin.RelatedOnlyFieldListFilter):
    """Choices that come from the rows that the person may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        def ask() -> list[Any]:
            return list(super(SeenOnly, self).field_choices(field, request, model_admin))

        return once(request, self.field_path, ask)


class CountyFilter(SeenOnly):
    """Chooses a county, where there is more than one to choose from."""

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1


class RoundFilter(admin.SimpleListFilter):
    """By round; Django's own filter would ask for each round's scheme one by one."""

    title = _("round")
    parameter_name = "round"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        def ask() -> list[Any]:
            seen = model_admin.get_queryset(request).order_by().values("round")
            rounds = Round.objects.filter(pk__in=seen).select_related("scheme").order_by("-year", "scheme__name")
            return [(str(round_.pk), str(round_)) for round_ in rounds]

        return once(request, self.parameter_name, ask)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(round=int(value)) if value and value.isdecimal() else queryset


class PartnerFilter(admin.SimpleListFilter):
    """By the network's development partner of today. Lists about networks' documents say where the network is."""

    title = _("partner")
    parameter_name = "partner"
    network_path = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        def ask() -> list[Any]:
            networks = self._networks(model_admin.get_queryset(request))
            partners = Organisation.objects.filter(
                holds_on(timezone.localdate(), "partnerships__"), partnerships__network__in=networks
            )
            names = partners.distinct().values_list("pk", "name")
            return sorted(((str(pk), name) for pk, name in names), key=lambda choice: norwegian_key(choice[1]))

        return once(request, self.parameter_name, ask)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not (value := self.value()) or not value.isdecimal():
            return queryset
        with_partner = Partnership.objects.on(timezone.localdate()).filter(partner_id=int(value)).values("network")
        return queryset.filter(**{f"{self.network_path or 'pk'}__in": with_partner})

    def _networks(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by().values(self.network_path or "pk")


class PeopleFilter(admin.SimpleListFilter):
    """People by a role that they have today."""

    title = _("role today")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return RoleKind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in RoleKind.values:
            return queryset
        access = access_of(request.user)
        roles = Role.objects.on(timezone.localdate()).filter(kind=self.value())
        if not access.is_superuser:
            roles = roles.filter(county__in=access.counties_as(*READS_ALL_ROLES))
        return queryset.filter(pk__in=roles.values("user"))
