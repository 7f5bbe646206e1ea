"""Adopted frames are written here, whole or not at all, and pushed down to the decision bases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.enums import KEY_MOVES, KeyStatus
from allocations.models import AllocationKey, Budget, Frame, FrameAdoption
from allocations.permissions import may_set_frames
from allocations.selectors.adoptions import newest_adoption
from allocations.selectors.bench import bench, count_sources, key_input
from allocations.services.derivation import Formula
from allocations.services.frames import compute_frames
from allocations.services.infeasible import InfeasibleError
from allocations.services.round_input import RoundInput
from allocations.services.stored import fingerprint, frame_as_json, inputs_as_json, steps_as_json
from allocations.wording import infeasible_text
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.actions.frame import set_frame
from networks.enums import RoleKind
from networks.models import Network, Role, Round


@dataclass(frozen=True)
class Computed:
    """How the frames came about: the adoption's own copy. Derivations are by network code."""

    key: AllocationKey
    inputs: dict[str, Any]
    steps: list[dict[str, Any]]
    derivations: Mapping[str, dict[str, Any]] = field(default_factory=dict)


@transaction.atomic
def adopt(
    round_: Round,
    amounts: Mapping[Network, int],
    *,
    pool: int,
    source: str,
    adopted_on: date | None = None,
    item_number: str = "",
    reason: str = "",
    computed: Computed | None = None,
) -> FrameAdoption:
    """Write a new version of the round's frames under lock, if they sum to ``pool``.

    Units: whole kroner.
    Raises: DomainError: the frames do not sum to the pool, or a later version lacks its reason.
    Source: design § 4, «sums are checked where they are adopted».
    """
    Budget.objects.select_for_update().get(round=round_)
    total = sum(amounts.values())
    if total != pool:
        raise DomainError(
            _("The frames sum to %(total)s kr, but %(pool)s kr are to be distributed.")
            % {"total": format_kroner(total), "pool": format_kroner(pool)}
        )
    version = round_.frame_adoptions.count() + 1
    if version > 1 and not reason:
        raise DomainError(_("A later version of the frames needs a reason."))
    adoption = FrameAdoption.objects.create(
        round=round_,
        version=version,
        adopted_on=adopted_on,
        source=source,
        reason=reason,
        item_number=item_number,
        key=computed.key if computed else None,
        inputs=computed.inputs if computed else None,
        steps=computed.steps if computed else None,
    )
    derivations = computed.derivations if computed else {}
    Frame.objects.bulk_create(
        Frame(adoption=adoption, network=network, amount=amount, derivation=derivations.get(network.code))
        for network, amount in amounts.items()
    )
    for network, amount in amounts.items():
        set_frame(round_, network, amount=amount)
    return adoption


@transaction.atomic
def adopt_key(
    key: AllocationKey,
    *,
    seen: int,
    adopted_on: date,
    item_number: str,
    reason: str = "",
    expected: str = "",
    actor: User | None,
    now: datetime,
) -> FrameAdoption:
    """Adopt a scenario as the forum decided: compute it once more under lock, write it, and tell the networks' leaders.

    ``seen`` is how many versions of frames the person had before them, ``expected`` the fingerprint of the frames on
    their screen. ``actor`` None is a command.

    Raises: DomainError: no right, no solution, sums that differ, a change without a reason.
    StaleStateError: frames have been adopted, or any number changed, since the person looked.
    """
    if actor is not None and not may_set_frames(actor, key.round.county_id):
        raise DomainError(_("You are not in the secretariat of this county."))
    Budget.objects.select_for_update().get(round=key.round_id)
    here = AllocationKey.objects.select_for_update(of=("self",)).filter(pk=key.pk).first()
    if here is None or here.status != key.status:
        raise StaleStateError(_("Somebody else has changed this scenario in the meantime. Nothing is adopted."))
    before = newest_adoption(here.round_id)
    if (before.version if before else 0) != seen:
        raise StaleStateError(_("Somebody else has adopted frames in the meantime. Nothing of yours is adopted."))
    round_ = Round.objects.select_related("scheme", "county", "budget").get(pk=here.round_id)
    found = bench(round_)
    given = found.round_input(key_input(here), here.counted_on)
    try:
        frames = compute_frames(given, _sources(round_, here))
    except InfeasibleError as error:
        raise DomainError(infeasible_text(error)) from error
    if expected not in ("", fingerprint(frames)):
        raise StaleStateError(_("The numbers have changed since you looked at them. Nothing is adopted."))
    if KEY_MOVES.allows(here.status, KeyStatus.ADOPTED):
        AllocationKey.objects.filter(pk=here.pk).update(status=KeyStatus.ADOPTED)
        here.status = KeyStatus.ADOPTED
    networks = {
        network.code: network for network in Network.objects.filter(pk__in=[each.pk for each in found.networks])
    }
    kept = {
        frame.code: frame_as_json(frame, network, place)
        for place, (frame, network) in enumerate(zip(frames.networks, given.networks, strict=True))
    }
    adoption = adopt(
        round_,
        {networks[frame.code]: frame.frame for frame in frames.networks},
        pool=frames.left - frames.remainder,
        source=source_text(adopted_on, item_number),
        adopted_on=adopted_on,
        item_number=item_number,
        reason=reason,
        computed=Computed(here, _inputs(round_, here, given), steps_as_json(frames), kept),
    )
    _tell_leaders(adoption, before, now)
    return adoption


def _inputs(round_: Round, key: AllocationKey, given: RoundInput) -> dict[str, Any]:
    """All that was computed from, with where it came from."""
    return {
        **inputs_as_json(given),
        "appropriation_source": round_.budget.appropriation_source,
        "counted_on": key.counted_on.isoformat() if key.counted_on else None,
        "sources": count_sources(round_, key.counted_on),
    }


def _sources(round_: Round, key: AllocationKey) -> dict[Formula, str]:
    counted = ", ".join([str(key.counted_on), *count_sources(round_, key.counted_on)]) if key.counted_on else ""
    return {Formula.LEFT: round_.budget.appropriation_source, Formula.WEIGHT: counted}


def source_text(adopted_on: date, item_number: str) -> str:
    """«Samarbeidsforum 8. januar 2027, sak 1/27», the same in both language forms."""
    with override("nb"):
        return f"Samarbeidsforum {date_format(adopted_on, 'j. F Y')}, sak {item_number}"


def _tell_leaders(adoption: FrameAdoption, before: FrameAdoption | None, now: datetime) -> None:
    """Each leader about their own network's frame; of a later version only those whose frame it changes."""
    old = dict(before.frames.values_list("network_id", "amount")) if before else {}
    frames = {frame.network_id: frame for frame in adoption.frames.select_related("network")}
    roles = Role.objects.on(localtime(now).date()).filter(kind=RoleKind.NETWORK_LEADER, network__in=list(frames))
    for role in roles.select_related("user").order_by("pk"):
        assert role.network_id is not None
        frame = frames[role.network_id]
        if old.get(frame.network_id) == frame.amount:
            continue
        context = {
            "frame": frame,
            "adoption": adoption,
            "round": adoption.round,
            "before": old.get(frame.network_id),
        }
        queue_mail("allocations/frame_adopted", to=[role.user], context=context)
