"""The mail outbox, for reading: what was sent to whom, and what waits."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dekom.core.models import OutboxMail
from networks.admin.base import WorkingAdmin
from networks.enums import RoleKind
from networks.models import Access, Role, access_of


@admin.register(OutboxMail)
class OutboxMailAdmin(WorkingAdmin[OutboxMail]):
    """A county sees mail to people with roles there and nowhere else: a mail does not say which county sent it."""

    county_path = "recipient"
    is_county_bound = False
    is_addable = False
    is_changeable = False
    readers = (RoleKind.SECRETARIAT, RoleKind.AUDITOR)
    list_display = ["subject", "recipient", "status", "attempts", "created_at", "sent_at"]
    list_filter = ["status", "template"]
    list_select_related = ["recipient"]
    date_hierarchy = "created_at"
    ordering = ["-created_at"]
    search_fields = ["subject", "recipient__name", "recipient__email"]
    search_help_text = _("Subject or person")
    fieldsets = [
        (None, {"fields": ["recipient", "subject", "body"]}),
        (_("Delivery"), {"fields": ["status", "attempts", "last_error", "next_attempt_at", "created_at", "sent_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMail]:
        access = access_of(request.user)
        mails = OutboxMail.objects.order_by(*self.get_ordering(request))
        return mails if access.is_superuser else mails.filter(self.within(access.counties_as(*self.readers)))

    def within(self, counties: frozenset[int]) -> Q:
        here = Role.objects.filter(county__in=counties).values("user")
        elsewhere = Role.objects.exclude(county__in=counties).values("user")
        return Q(recipient__in=here) & ~Q(recipient__in=elsewhere)

    def may_read(self, access: Access, row: OutboxMail | None = None) -> bool:
        counties = access.counties_as(*self.readers)
        if access.is_superuser or row is None:
            return access.is_superuser or bool(counties)
        return OutboxMail.objects.filter(self.within(counties), pk=row.pk).exists()

    def may_write(self, request: HttpRequest, row: OutboxMail | None = None) -> bool:
        return False
