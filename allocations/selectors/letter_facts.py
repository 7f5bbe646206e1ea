"""A round's decisions with everything that letters say of them, in two queries, and each as plain values."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject

from allocations.enums import DecisionChange
from allocations.models import Decision, DecisionLine, RefusedPart
from allocations.services.decisions import DecisionFacts, Refusal, TextChange
from dekom.core.periods import holds_on
from networks.enums import BasisStatus, OrganisationKind
from networks.models import CostLine, DecisionBasis, Measure, Membership, NetworkHost, Partnership, Round

FULL_NAME = Case(
    When(
        Q(owner__kind=OrganisationKind.MUNICIPALITY) & ~Q(owner__name__iendswith="kommune"),
        then=Concat("owner__name", Value(" kommune")),
    ),
    default="owner__name",
)  # as ``name_in_letter``
READ_BY_FORUM = (BasisStatus.IN_REVIEW, BasisStatus.DECIDED)
PART = JSONObject(title="title", amount="amount", rule="rule", facts="facts", assessment="assessment")


def decisions_for_letters(round_: Round, day: date) -> QuerySet[Decision]:
    """The round's newest editions with everything a letter says of them, in two queries; networks first."""
    bases = DecisionBasis.objects.filter(round=OuterRef("round"), network=OuterRef("network"))
    hosts = NetworkHost.objects.filter(holds_on(day), network=OuterRef("network"))
    members = Membership.objects.filter(holds_on(day), network=OuterRef("network"), scheme=round_.scheme_id)
    partners = Partnership.objects.filter(holds_on(day), network=OuterRef("network"))
    extras = round_.budget.coordination_extras if hasattr(round_, "budget") else None
    mine = Measure.objects.filter(
        basis__round=OuterRef("decision__round"),
        basis__network=OuterRef("decision__network"),
        pk__in=CostLine.objects.filter(recipient=OuterRef(OuterRef("recipient")), amount__gt=0).values("measure"),
    ).exclude(title="")
    lines = (
        DecisionLine.objects.select_related("recipient__payee", "letter_line")
        .annotate(measure_titles=ArraySubquery(mine.order_by("order", "pk").values("title")))
        .order_by("pk")
    )
    old_lines = DecisionLine.objects.filter(decision=OuterRef("replaces")).order_by("pk")
    parts = RefusedPart.objects.filter(decision=OuterRef("pk")).order_by("pk")
    decisions = (
        round_.decisions.newest()
        .select_related("network", "fixed_grant__budget", "round__budget", "replaces")
        .prefetch_related(Prefetch("lines", lines))
        .annotate(
            requested=Subquery(bases.values("requested")[:1]),
            frame=Subquery(bases.values("frame")[:1]),
            basis_status=Subquery(bases.values("status")[:1]),
            host=Subquery(hosts.values("owner")[:1]),
            mandate=Subquery(hosts.values("mandate")[:1]),
            members=ArraySubquery(members.order_by("pk").values_list(FULL_NAME)),
            partners=ArraySubquery(partners.order_by("pk").values("partner__name")),
            parts=ArraySubquery(parts.values(json=PART)),
            old_lines=ArraySubquery(old_lines.values(json=JSONObject(recipient="recipient", amount="amount"))),
        )
        .order_by("fixed_grant__order", "pk")
    )
    if extras is not None:
        decisions = decisions.annotate(extra=Subquery(extras.filter(network=OuterRef("network")).values("amount")[:1]))
    return decisions


def facts_of(decision: Any) -> DecisionFacts:
    """A decision of ``decisions_for_letters`` as plain values."""
    network, grant, old = decision.network, decision.fixed_grant, decision.replaces
    budget = getattr(decision.round, "budget", None)
    return DecisionFacts(
        pk=decision.pk,
        name=network.name if network else grant.purpose,
        short_name=network.short_name if network else grant.purpose,
        is_network=network is not None,
        decided=decision.decided,
        recommended=decision.recommended,
        requested=decision.requested,
        frame=decision.frame,
        coordination=budget.coordination_flat + (decision.extra or 0) if network and budget else 0,
        line_amounts=tuple(line.amount for line in decision.lines.all()),
        reference=decision.recommendation_reference,
        remark=decision.remark,
        grounds=decision.grounds,
        measures=lines_in(decision.measures),
        conditions=lines_in(decision.conditions),
        payout_held=decision.payout_held,
        release=lines_in(decision.release_condition),
        basis_read=network is None or decision.basis_status in READ_BY_FORUM,
        outcome=decision.outcome,
        refused_parts=tuple(Refusal(**part) for part in decision.parts),
        intent_until=decision.intent_until,
        intent_amount=decision.intent_amount,
        change=DecisionChange(decision.change),
        change_reason=decision.change_reason,
        old_decided=old.decided if old else None,
        text_changes=tuple(_text_changes(old, decision)) if old else (),
    )


def _text_changes(old: Decision, new: Decision) -> list[TextChange]:
    """Measures and conditions that are not as before."""
    pairs = [(name, lines_in(getattr(old, name)), lines_in(getattr(new, name))) for name in ("measures", "conditions")]
    return [TextChange(name, before, after) for name, before, after in pairs if before != after]


def lines_in(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
