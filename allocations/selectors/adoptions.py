"""Adopted versions of a round's frames: the newest, and what each changed."""

from dataclasses import dataclass

from allocations.models import Frame, FrameAdoption
from dekom.core.sorting import norwegian_key
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Network, Round


@dataclass(frozen=True)
class Difference:
    """One network's frame in two versions; ``None`` where it had none. Whole kroner."""

    network: Network
    old: int | None
    new: int | None

    @property
    def change(self) -> int:
        return (self.new or 0) - (self.old or 0)


def newest_adoption(round_id: int) -> FrameAdoption | None:
    return FrameAdoption.objects.filter(round=round_id).order_by("-version").first()


def differences(adoption: FrameAdoption) -> list[Difference]:
    """What the version changed from the one before it, in Norwegian order; nothing for the first."""
    versions = (adoption.version - 1, adoption.version)
    frames = Frame.objects.filter(adoption__round=adoption.round_id, adoption__version__in=versions)
    found: dict[int, dict[int, Frame]] = {}
    for frame in frames.select_related("network", "adoption"):
        found.setdefault(frame.network_id, {})[frame.adoption.version] = frame
    changed = []
    for rows in found.values():
        old, new = (rows[version].amount if version in rows else None for version in versions)
        if adoption.version > 1 and old != new:
            changed.append(Difference(next(iter(rows.values())).network, old, new))
    return sorted(changed, key=lambda each: norwegian_key(each.network.short_name))


def flagged(round_: Round) -> list[DecisionBasis]:
    """Decision bases that were submitted against another frame than the one that holds now."""
    newest = newest_adoption(round_.pk)
    if newest is None:
        return []
    frames = dict(newest.frames.values_list("network_id", "amount"))
    handed_in = DecisionBasis.objects.filter(round=round_).exclude(status=BasisStatus.DRAFT).select_related("network")
    differ = [basis for basis in handed_in if basis.frame != frames.get(basis.network_id)]
    return sorted(differ, key=lambda basis: norwegian_key(basis.network.short_name))
