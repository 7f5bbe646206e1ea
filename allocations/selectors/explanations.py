"""The newest adoption of a round as its pages explain it: the stored steps, never computed anew."""

from dataclasses import dataclass
from typing import Any

from allocations.explanation import Bound, bound_of
from allocations.models import Frame, FrameAdoption
from allocations.services.derivation import Step
from allocations.services.stored import step_from_json
from dekom.core.sorting import norwegian_key


@dataclass(frozen=True)
class AdoptedRound:
    """An adoption with its frames in Norwegian order. ``steps`` is empty where no computation is kept."""

    adoption: FrameAdoption
    frames: list[Frame]

    @property
    def steps(self) -> list[Step]:
        return [step_from_json(step) for step in self.adoption.steps or ()]

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [frame.derivation for frame in self.frames if frame.derivation]

    @property
    def bound(self) -> Bound:
        lines = [kept["line"] for kept in self.kept if kept["line"]]
        return bound_of([kept["binds"] for kept in self.kept], sum(line["extra"] for line in lines))

    @property
    def total(self) -> int:
        return sum(frame.amount for frame in self.frames)

    @staticmethod
    def steps_of(frame: Frame) -> list[Step]:
        return [step_from_json(step) for step in (frame.derivation or {}).get("steps", ())]


def adopted_round(round_id: int) -> AdoptedRound | None:
    """The version that counts; nothing before the first adoption. One query."""
    newest = FrameAdoption.objects.filter(round=round_id).order_by("-version").values("pk")[:1]
    frames = list(Frame.objects.filter(adoption__in=newest).select_related("adoption__key", "network"))
    if not frames:
        return None
    return AdoptedRound(frames[0].adoption, sorted(frames, key=lambda frame: norwegian_key(frame.network.short_name)))
