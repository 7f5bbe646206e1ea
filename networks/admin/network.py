"""Competence networks with their owners, hosts and partners over time."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.ordering import norwegian_order
from dekom.core.periods import holds_on
from networks.admin.base import PeriodInline, WorkingAdmin
from networks.admin.filters import CountyFilter, PartnerFilter
from networks.admin.sums import number_column
from networks.models import Membership, Network, NetworkHost, Partnership


class MembershipInline(PeriodInline):
    model = Membership
    fields = ["owner", "scheme", "valid_from", "valid_to"]
    autocomplete_fields = ["owner"]
    ordering = ["-valid_from", norwegian_order("owner__name")]


class NetworkHostInline(PeriodInline):
    model = NetworkHost
    fields = ["owner", "mandate", "valid_from", "valid_to"]
    autocomplete_fields = ["owner"]
    ordering = ["-valid_from"]


class PartnershipInline(PeriodInline):
    model = Partnership
    fields = ["partner", "valid_from", "valid_to"]
    autocomplete_fields = ["partner"]
    ordering = ["-valid_from"]


@admin.register(Network)
class NetworkAdmin(WorkingAdmin[Network]):
    is_removable = True
    list_display = [
        "name",
        number_column("owner_count", _("owners")),
        number_column("public_schools", _("public schools")),
        number_column("private_schools", _("private schools")),
        number_column("ppt_offices", _("PPT offices")),
        "host_today",
        "partners_today",
    ]
    list_filter = [("county", CountyFilter), PartnerFilter]
    ordering = [norwegian_order("name")]
    search_fields = ["name", "code", "memberships__owner__name"]
    search_help_text = _("Network or owner")
    fields = ["county", "name", "code", "public_schools", "private_schools", "ppt_offices"]
    inlines = [MembershipInline, NetworkHostInline, PartnershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Network]:
        today = timezone.localdate()
        hosts = NetworkHost.objects.on(today).select_related("owner")
        partnerships = Partnership.objects.on(today).select_related("partner")
        return (
            super()
            .get_queryset(request)
            .annotate(owner_count=owners_on(today))
            .prefetch_related(Prefetch("hosts", hosts, "now_hosts"), Prefetch("partnerships", partnerships, "now_with"))
        )

    @admin.display(description=_("host"))
    def host_today(self, network: Any) -> str:
        return ", ".join(host.owner.name for host in network.now_hosts)

    @admin.display(description=_("partner"))
    def partners_today(self, network: Any) -> str:
        return ", ".join(partnership.partner.name for partnership in network.now_with)


def owners_on(day: Any) -> Count:
    """How many owners each network has, whatever the scheme."""
    return Count("memberships__owner", filter=Q(holds_on(day, "memberships__")), distinct=True)
