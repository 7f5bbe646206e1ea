"""What has happened to a round's money by a day, as entries of the ledger."""

from datetime import date

from django.utils.timezone import localtime

from allocations.enums import DecisionStatus
from allocations.models import Decision, Frame, FrameAdoption
from allocations.selectors.bench import budget_input
from allocations.services import ledger
from allocations.services.ledger import Entry, Place
from networks.models import DecisionBasis, Round


def round_entries(round_: Round, day: date) -> list[Entry]:
    """Everything up to ``day``, in the order of the year. The round comes from ``rounds_with_budget``. Three queries.

    The version of the frames that held on the day counts; a request and a decision from the day they were made.
    """
    budget = budget_input(round_)
    entries = ledger.appropriated(day, budget.appropriation) if budget.appropriation else []
    for place, amount in (
        (Place.FIXED, sum(grant.amount for grant in budget.fixed)),
        (Place.COMMON_MEASURES, budget.common_measures),
        (Place.RESERVE, budget.reserve),
    ):
        entries += ledger.set_aside(day, place, amount) if amount else []
    frames = frames_on(round_, day)
    entries += ledger.frames_adopted(day, {code: amount for code, amount in frames.items() if amount})
    left: dict[str, tuple[int, int]] = {}  # asked for within the frame, and below it
    bases = DecisionBasis.objects.filter(round=round_, submitted_at__isnull=False).select_related("network")
    for basis in bases:
        if basis.submitted_at and localtime(basis.submitted_at).date() <= day and basis.requested is not None:
            code = basis.network.code
            frame = frames.get(code, 0)
            entries += ledger.asked(day, code, frame=frame, requested=basis.requested)
            left[code] = min(frame, basis.requested), max(frame - basis.requested, 0)
    for code, granted in grants_on(round_, day).items():
        if code not in left:
            entries += ledger.asked(day, code, frame=frames.get(code, 0), requested=frames.get(code, 0))
            left[code] = frames.get(code, 0), 0
        asked_for, below = left[code]
        entries += ledger.decided(day, code, asked_for=asked_for, granted=granted, below_frame=below)
    return entries


def frames_on(round_: Round, day: date) -> dict[str, int]:
    """By network code, the frames of the newest version that was adopted by the day."""
    begun = date(round_.year, 1, 1)  # where an adoption has no date
    versions = FrameAdoption.objects.filter(round=round_).order_by("-version").values_list("pk", "adopted_on")
    newest = next((pk for pk, adopted_on in versions if (adopted_on or begun) <= day), None)
    return dict(Frame.objects.filter(adoption=newest).values_list("network__code", "amount")) if newest else {}


def grants_on(round_: Round, day: date) -> dict[str, int]:
    """By network code, what was decided by the day."""
    decisions = (
        Decision.objects.current()
        .filter(round=round_, network__isnull=False, approved_at__isnull=False)
        .exclude(status=DecisionStatus.DRAFT)
        .select_related("network")
    )
    return {
        decision.network.code: decision.decided or 0
        for decision in decisions
        if decision.network and decision.approved_at and localtime(decision.approved_at).date() <= day
    }
