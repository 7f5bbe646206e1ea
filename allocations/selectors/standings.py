"""Where one network stands in one round: its frame, what it asks for, what it is given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allocations.enums import DecisionStatus
from allocations.models import Decision, Frame
from dekom.core.sorting import norwegian_key
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Network
from networks.services.begun import is_begun

BASIS_MARKS = {
    BasisStatus.DRAFT: "work",
    BasisStatus.SUBMITTED: "done",
    BasisStatus.CHANGES_REQUESTED: "warn",
    BasisStatus.IN_REVIEW: "ready",
    BasisStatus.DECIDED: "done",
}
DECISION_STATES: dict[str, tuple[str, str | Promise]] = {
    "not_started": ("todo", _("Decision not started")),
    "under_way": ("work", _("Decision being prepared")),
    "prepared": ("ready", _("Decision awaits approval")),
    DecisionStatus.APPROVED: ("done", _("Decision approved")),
    DecisionStatus.ISSUED: ("done", _("Decision issued")),
    DecisionStatus.REPLACED: ("na", _("Decision replaced")),
}
NOT_STARTED = ("todo", _("Not started"))
UNSEEN = ("lock", _("Not open to you"))


def basis_state(basis: DecisionBasis) -> tuple[str, str | Promise]:
    """Mark and word of a decision basis's state; a draft that nobody has begun on is not started."""
    if not is_begun(basis.status, basis.requested):
        return NOT_STARTED
    return BASIS_MARKS[BasisStatus(basis.status)], basis.get_status_display()


def decision_step(decision: Decision) -> str:
    """The decision's state; a draft's says whether anybody has begun, and whether it waits for approval."""
    if decision.status != DecisionStatus.DRAFT:
        return decision.status
    if decision.decided is None:
        return "under_way" if decision.prepared_by_id else "not_started"
    return "prepared" if decision.prepared_by_id else "under_way"


def decision_state(decision: Decision) -> tuple[str, str | Promise]:
    """Mark and word of a decision's state."""
    return DECISION_STATES[decision_step(decision)]


@dataclass(frozen=True)
class Standing:
    """One network in one round, as far as the reader may see; ``None`` is unknown, or not theirs to see."""

    network: Network
    frame: int | None = None
    basis: DecisionBasis | None = None
    decision: Decision | None = None
    unseen: bool = False  # there may be more than the reader may see

    @property
    def requested(self) -> int | None:
        return self.basis.requested if self.basis else None

    @property
    def in_draft(self) -> int:
        """What of the requested nobody has handed in yet."""
        is_draft = self.basis is not None and self.basis.status == BasisStatus.DRAFT
        return (self.requested or 0) if is_draft else 0

    @property
    def recommended(self) -> int | None:
        return self.decision.recommended if self.decision else None

    @property
    def decided(self) -> int | None:
        """What is decided; a draft's amount is nobody's decision yet."""
        if self.decision is None or self.decision.status == DecisionStatus.DRAFT:
            return None
        return self.decision.decided

    @property
    def given(self) -> int | None:
        """The newest word on the amount: decided, else recommended."""
        return self.recommended if self.decided is None else self.decided

    @property
    def difference(self) -> int | None:
        """How much more than its frame the network asks for."""
        return None if self.requested is None or self.frame is None else self.requested - self.frame

    @property
    def remark(self) -> str:
        return self.decision.remark if self.decision else ""

    @property
    def held(self) -> bool:
        return self.decision is not None and self.decision.payout_held

    @property
    def key(self) -> str:
        """The state as the filter names it."""
        if self.decision:
            return f"decision-{decision_step(self.decision)}"
        if self.basis and is_begun(self.basis.status, self.basis.requested):
            return f"basis-{self.basis.status}"
        return "unseen" if self.unseen and not self.basis else "none"

    @property
    def state(self) -> tuple[str, str | Promise]:
        """Mark and word: the decision's state, else the decision basis's."""
        if self.decision:
            return decision_state(self.decision)
        if self.basis:
            return basis_state(self.basis)
        return UNSEEN if self.unseen else NOT_STARTED


def newest_frames(frames: Iterable[Frame]) -> list[Frame]:
    """Of each round, the frames of the last version; they come with their adoption."""
    frames = list(frames)
    newest: dict[int, int] = {}
    for frame in frames:
        newest[frame.adoption.round_id] = max(frame.adoption.version, newest.get(frame.adoption.round_id, 0))
    return [frame for frame in frames if frame.adoption.version == newest[frame.adoption.round_id]]


def standings(
    frames: Sequence[Frame],
    bases: Sequence[DecisionBasis],
    decisions: Sequence[Decision],
    *,
    all_of: frozenset[int] | None,
) -> list[Standing]:
    """One for each network that any row of the round names, in Norwegian order.

    ``all_of``: the networks that the reader sees everything of; ``None`` means every network.
    """
    decided = {decision.network_id: decision for decision in decisions if decision.network}
    asked = {basis.network_id: basis for basis in bases}
    framed = {frame.network_id: frame.amount for frame in frames}
    rows: tuple[Frame | DecisionBasis | Decision, ...] = (*frames, *bases, *decisions)
    networks = {row.network.pk: row.network for row in rows if row.network}
    found = [
        Standing(network, framed.get(pk), asked.get(pk), decided.get(pk), all_of is not None and pk not in all_of)
        for pk, network in networks.items()
    ]
    return sorted(found, key=lambda standing: norwegian_key(standing.network.short_name))
