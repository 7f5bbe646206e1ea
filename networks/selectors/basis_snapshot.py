"""The whole decision basis as plain values, as a submitted version keeps it."""

from typing import Any

from networks.enums.writing import MEASURE_TEXTS
from networks.models import BasisFile, CostLine
from networks.selectors.basis_draft import PART_OF, Draft


def snapshot(draft: Draft) -> dict[str, Any]:
    """Texts, measures with their costs, and the files' checksums. Amounts are whole kroner."""
    lines: dict[int, list[dict[str, Any]]] = {}
    for line in CostLine.objects.filter(measure__basis=draft.basis.pk).select_related("recipient"):
        lines.setdefault(line.measure_id, []).append(
            {
                "kind": line.kind,
                "label": line.label,
                "recipient": line.recipient.name if line.recipient else "",
                "amount": line.amount,
                "own": line.own_contribution,
            }
        )
    files = BasisFile.objects.filter(basis=draft.basis.pk, removed_at=None)
    return {
        "texts": {name: getattr(draft.content, name) for name in PART_OF},
        "coordination_amount": draft.content.coordination_amount,
        "measures": [
            {
                "pk": measure.pk,
                "order": measure.order,
                "title": measure.title,
                "target_groups": list(measure.target_groups),
                "owners": list(measure.owner_names),
                "needs": list(measure.need_texts),
                "goals": list(measure.goal_texts),
                "texts": {name: getattr(measure, name) for name in MEASURE_TEXTS},
                "partner": measure.partner.name if measure.partner else "",
                "partner_role": measure.partner_role,
                "year_number": measure.year_number,
                "years_total": measure.years_total,
                "amount": measure.amount,
                "own": measure.own,
                "costs": lines.get(measure.pk, []),
            }
            for measure in draft.measures
        ],
        "files": [{"pk": file.pk, "name": file.name, "sha256": file.sha256, "size": file.size} for file in files],
    }
