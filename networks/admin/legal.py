"""The rules that rounds follow and letters cite: national, so the staff sees them and superusers change them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.filters import InForceFilter, SeenOnly
from networks.models import Criterion, LegalBasis, LegalReference, ReportQuestion, Scheme


@admin.register(Scheme)
class SchemeAdmin(WorkingAdmin[Scheme]):
    county_path = ""
    list_display = ["name", "code", "own_contribution_percent"]
    fields = ["name", "code", "own_contribution_percent"]
    ordering = ["name"]
    search_fields = ["name", "code"]


class CriterionInline(WorkingInline):
    model = Criterion
    fields = [
        "order",
        *(
            f"{name}_{form}"
            for name in ("text", "asked", "fulfilled", "partly", "unfulfilled")
            for form in ("nb", "nn")
        ),
        "places",
    ]


class LegalReferenceInline(WorkingInline):
    model = LegalReference
    fields = ["subject", "citation_nb", "citation_nn", "valid_from", "valid_to"]
    ordering = ["subject", "valid_from"]


class ReportQuestionInline(WorkingInline):
    """The marks of goal achievement that reports answer."""

    model = ReportQuestion
    fields = ["order", "text_nb", "text_nn"]


@admin.register(LegalBasis)
class LegalBasisAdmin(WorkingAdmin[LegalBasis]):
    county_path = ""
    list_display = ["code", "title_nb", "forum_role", "valid_from", "valid_to"]
    list_filter = [InForceFilter, "forum_role"]
    ordering = ["-valid_from"]
    search_fields = ["code", "title_nb", "title_nn"]
    inlines = [CriterionInline, LegalReferenceInline, ReportQuestionInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "code",
                    "title_nb",
                    "title_nn",
                    "valid_from",
                    "valid_to",
                    "forum_role",
                    "required_texts",
                    "needs_report_required",
                ]
            },
        ),
        (
            _("What things are called"),
            {
                "fields": [
                    "basis_name_nb",
                    "basis_name_nn",
                    "needs_name_nb",
                    "needs_name_nn",
                    "recommendation_name_nb",
                    "recommendation_name_nn",
                    "appeal_body_nb",
                    "appeal_body_nn",
                ]
            },
        ),
    ]


@admin.register(LegalReference)
class LegalReferenceAdmin(WorkingAdmin[LegalReference]):
    county_path = ""
    list_display = ["subject", "citation_nb", "legal_basis", "valid_from", "valid_to"]
    list_filter = [InForceFilter, "subject", ("legal_basis", SeenOnly)]
    list_select_related = ["legal_basis"]
    fields = ["legal_basis", "subject", "citation_nb", "citation_nn", "valid_from", "valid_to"]
    ordering = ["subject", "-valid_from"]
    search_fields = ["citation_nb", "citation_nn"]
