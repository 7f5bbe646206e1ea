"""Appeals, the journal and the rules on the time to appeal; appeals and the journal for reading."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from allocations.enums import AppealStatus
from allocations.models import Appeal, AppealRule, JournalEntry
from networks.admin.base import WorkingAdmin
from networks.admin.states import state_column

COLORS = {
    AppealStatus.RECEIVED: "info",
    AppealStatus.UPHELD: "warning",
    AppealStatus.FORWARDED: "info",
    AppealStatus.CLOSED: "success",
    AppealStatus.REVERSED: "success",
}


@admin.register(Appeal)
class AppealAdmin(WorkingAdmin[Appeal]):
    is_addable = False
    is_changeable = False
    county_path = "letter__county"
    list_display = ["appellant", "decision", "settlement", "received_on", "deadline", "suspends", state_column(COLORS)]
    list_filter = ["status", "suspends"]
    list_select_related = [
        *("appellant", "decision__network", "decision__fixed_grant", "decision__round__scheme"),
        *("settlement__recipient", "settlement__report__round__scheme"),
    ]
    date_hierarchy = "received_on"
    ordering = ["-received_on", "-pk"]
    search_fields = ["appellant__name", "decision__network__name", "settlement__report__network__name"]
    search_help_text = _("Appellant or network")
    fields = [
        *(
            "letter",
            "decision",
            "settlement",
            "appellant",
            "received_on",
            "notice_on",
            "counts_from",
            "deadline",
            "late_reason",
        ),
        *("grounds", "suspends", "assessment", "assessed_by", "status", "settled_by", "settled_at", "new_decision"),
        "reversal_reason",
        *("forwarded_at", "case_sha256", "outcome", "outcome_on", "outcome_text"),
    ]


@admin.register(JournalEntry)
class JournalEntryAdmin(WorkingAdmin[JournalEntry]):
    is_addable = False
    is_changeable = False
    list_display = ["__str__", "entered_on", "document", "direction", "sent_on", "party", "content", "exempt"]
    list_filter = ["direction", "exempt"]
    list_select_related = ["county"]
    date_hierarchy = "sent_on"
    ordering = ["-year", "-number"]
    search_fields = ["party", "content", "document"]
    search_help_text = _("Party, content or document number")
    fields = [
        *("county", "round", "year", "number", "entered_on", "document", "direction", "sent_on", "party", "content"),
        *("dated", "exempt", "legal_ground", "letter", "appeal", "entered_by"),
    ]


@admin.register(AppealRule)
class AppealRuleAdmin(WorkingAdmin[AppealRule]):
    county_path = ""
    fields = ["legal_basis", "weeks", "counts_from", "citation_nb", "citation_nn", "valid_from", "valid_to"]
    list_display = ["__str__", "legal_basis", "weeks", "counts_from", "valid_from", "valid_to"]
    list_select_related = ["legal_basis"]
    ordering = ["-valid_from", "pk"]
    search_fields = ["citation_nb", "citation_nn"]
