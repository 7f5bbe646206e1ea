"""The part of a round file that says how much: budget, frames, requests, decisions. Amounts are whole kroner."""

from datetime import date, datetime, time
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions.frames import adopt
from allocations.actions.recommend import reference_text
from allocations.models import Budget, CoordinationExtra, Decision, FixedGrant
from dekom.portal.casefile.since import load_what_has_happened
from networks.actions import restore
from networks.enums import BasisStatus
from networks.models import Network, Round

_BASIS_STATES = {
    "basis_draft": BasisStatus.DRAFT,
    "basis_submitted": BasisStatus.SUBMITTED,
    "basis_changes_requested": BasisStatus.CHANGES_REQUESTED,
    "issued": BasisStatus.DECIDED,
}  # in every other state of the decision the basis is with the forum


class FrameLoader(Protocol):
    """What adopts the frames of a round file."""

    def __call__(self, case: dict[str, Any], round_: Round, networks: dict[str, Network], *, source: str) -> None: ...


def load_budget(case: dict[str, Any], round_: Round, networks: dict[str, Network]) -> Budget:
    """The appropriation, the coordination supplements and the fixed grants."""
    budget, _made = Budget.objects.update_or_create(
        round=round_,
        defaults={
            "appropriation": case["appropriation"],
            "coordination_flat": case["coordination"]["flat_per_network"],
        },
    )
    CoordinationExtra.objects.bulk_create(
        CoordinationExtra(budget=budget, network=networks[code], amount=amount)
        for code, amount in case["coordination"]["extra"].items()
    )
    FixedGrant.objects.bulk_create(
        FixedGrant(
            budget=budget,
            order=order,
            purpose=grant["purpose"],
            recipient_name=grant["recipient"],
            amount=grant["amount"],
        )
        for order, grant in enumerate(case["fixed"], 1)
    )
    return budget


def load_frames(case: dict[str, Any], round_: Round, networks: dict[str, Network], *, source: str) -> None:
    """The frames as adopted, if they are not those that count already."""
    amounts = {networks[entry["code"]]: entry["frame"] for entry in case["networks"]}
    adopt(
        round_,
        amounts,
        pool=case["networks_total_incl_coordination"],
        source=source,
        reason=_("Corrected from a file") if round_.frame_adoptions.exists() else "",
    )


def load_decisions(case: dict[str, Any], round_: Round, networks: dict[str, Network], budget: Budget) -> None:
    """Requests in the state that the file gives them, and a draft decision for whatever is recommended."""
    deadline = date.fromisoformat(case["deadlines"]["decision_basis"])
    by_the_deadline = timezone.make_aware(datetime.combine(deadline, time(12)))
    submitted_at = min(by_the_deadline, timezone.now())  # a round may be loaded before its deadline
    bases = {basis.network.code: basis for basis in round_.decision_bases.select_related("network")}
    reference = _reference(case)
    decisions: list[tuple[dict[str, Any], Decision]] = []
    for entry in case["networks"]:
        state = entry.get("state", "draft")
        restore.decision_basis(
            bases[entry["code"]],
            requested=entry["requested"],
            to=_BASIS_STATES.get(state, BasisStatus.IN_REVIEW),
            submitted_at=submitted_at,
            reason=_("See the file that the round was loaded from."),
        )
        if not state.startswith("basis_"):
            decisions.append(
                (
                    entry,
                    Decision.objects.create(
                        round=round_,
                        network=networks[entry["code"]],
                        recommended=entry["recommended"],
                        remark=entry["remark"],
                        payout_held=entry["payout_held"],
                        recommendation_reference=reference,
                    ),
                )
            )
    for grant, entry in zip(budget.fixed_grants.all(), case["fixed"], strict=True):
        decision = Decision.objects.create(
            round=round_, fixed_grant=grant, recommended=grant.amount, recommendation_reference=reference
        )
        decisions.append((entry, decision))
    load_what_has_happened(case, round_, decisions)


def _reference(case: dict[str, Any]) -> str:
    """«12. mars 2025, sak 8/25», the same in both language forms; empty where the file knows no meeting."""
    meeting = case.get("meeting", {})
    if "date" not in meeting or "case_number" not in meeting:
        return ""
    return reference_text(date.fromisoformat(meeting["date"]), meeting["case_number"])
