"""A case as the appeal body gets it: the decision, the appeal, our assessment, and every document with its hash."""

from django.template.loader import render_to_string
from django.utils import translation

from allocations.models import Appeal, JournalEntry
from dekom.core.pdf import render_archive_pdf


def case_pdf(appeal: Appeal) -> bytes:
    """PDF/A-2a and PDF/UA-1, in the language form of the letter that is appealed against."""
    documents = JournalEntry.objects.filter(round=appeal.letter.round_id, county=appeal.letter.county_id).filter(
        party__in=[appeal.appellant.name, appeal.letter.recipient.name]
    )
    with translation.override(appeal.letter.language):
        html = render_to_string(
            "allocations/appeal_case.html",
            {
                "appeal": appeal,
                "letter": appeal.letter,
                "decision": appeal.decision,
                "parts": list(appeal.decision.refused_parts.all()) if appeal.decision else [],
                "documents": list(documents.select_related("letter").defer("letter__pdf").order_by("year", "number")),
                "language": appeal.letter.language,
            },
        )
        return render_archive_pdf(html)
