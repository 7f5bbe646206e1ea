"""All that the page of a network shows, in the same few queries however many years and owners there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery

from allocations.models import Decision, Frame, FrameAdoption
from allocations.selectors.standings import Standing, newest_frames
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from networks.enums import RoleKind
from networks.models import (
    DecisionBasis,
    Membership,
    Milestone,
    Network,
    NetworkHost,
    Organisation,
    Partnership,
    Role,
    Round,
    access_of,
)
from networks.models.network import NetworkQuerySet


@dataclass(frozen=True)
class YearLine:
    """The network in one round."""

    round: Round
    standing: Standing
    adoption: FrameAdoption | None


@dataclass(frozen=True)
class NetworkPage:
    """A network as one reader may see it. ``years`` begin with the newest."""

    network: Network
    owners: list[Organisation]
    partners: list[str]
    host: str
    years: list[YearLine]
    current: YearLine | None
    milestones: dict[str, date]

    @property
    def owner_ids(self) -> frozenset[int]:
        return frozenset(owner.pk for owner in self.owners)

    @property
    def schools(self) -> int:
        return self.network.public_schools + self.network.private_schools


def networks_with_parts(networks: NetworkQuerySet, today: date) -> NetworkQuerySet:
    """Networks with the names of today's host and partners in the same query."""
    here = {"network": OuterRef("pk")}
    partners = Partnership.objects.on(today).filter(**here)
    hosts = NetworkHost.objects.on(today).filter(**here)
    return networks.select_related("county").annotate(
        partner_names=ArraySubquery(partners.values("partner__name").distinct()),
        host_name=Subquery(hosts.values("owner__name")[:1]),
    )


def network_page(network: Network, user: User, today: date, round_id: str = "") -> NetworkPage:
    """What ``user`` may see of a network that came from ``networks_with_parts``.

    ``round_id`` chooses the round that the page is about; else it is the newest.
    """
    members = Membership.objects.on(today).filter(network=network).select_related("owner")
    owners: dict[int, Organisation] = {member.owner_id: member.owner for member in members}
    years = year_lines(network, user)
    chosen = [line for line in years if str(line.round.pk) == round_id]
    current = next(iter([*chosen, *years]), None)
    milestones = Milestone.objects.filter(round=current.round) if current else Milestone.objects.none()
    names = vars(network)  # the annotations
    return NetworkPage(
        network=network,
        owners=sorted(owners.values(), key=lambda owner: norwegian_key(owner.name)),
        partners=sorted(names["partner_names"], key=norwegian_key),
        host=names["host_name"] or "",
        years=years,
        current=current,
        milestones={milestone.kind: milestone.date for milestone in milestones},
    )


def year_lines(network: Network, user: User) -> list[YearLine]:
    """Every round that the network has a visible part in, newest first."""
    parts = ("round__scheme", "round__legal_basis")
    frames = newest_frames(
        Frame.objects.filter(network=network).select_related(*(f"adoption__{part}" for part in parts))
    )
    bases = {
        row.round_id: row
        for row in DecisionBasis.objects.visible_to(user).filter(network=network).select_related(*parts)
    }
    decisions = {
        row.round_id: row
        for row in Decision.objects.visible_to(user).current().filter(network=network).select_related(*parts)
    }
    access = access_of(user)
    reads_all = access.is_superuser or network.county_id in access.reads_all_in
    unseen = not reads_all and network.pk not in access.networks
    framed = {frame.adoption.round_id: frame for frame in frames}
    rounds: dict[int, Round] = {frame.adoption.round_id: frame.adoption.round for frame in frames}
    rounds |= {pk: basis.round for pk, basis in bases.items()}
    rounds |= {pk: decision.round for pk, decision in decisions.items()}
    lines = [
        YearLine(
            round=round_,
            standing=Standing(
                network, framed[pk].amount if pk in framed else None, bases.get(pk), decisions.get(pk), unseen
            ),
            adoption=framed[pk].adoption if pk in framed else None,
        )
        for pk, round_ in rounds.items()
    ]
    return sorted(lines, key=lambda line: (-line.round.year, norwegian_key(line.round.scheme.name)))


def people_of(network: Network, owner_ids: Iterable[int], today: date) -> list[Role]:
    """The network's own people: leaders first, then coordinators, partners, and its owners' contacts."""
    kinds = [RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT]
    roles = (
        Role.objects.on(today)
        .filter(Q(network=network) | Q(kind=RoleKind.OWNER_CONTACT, organisation__in=list(owner_ids)))
        .select_related("user", "organisation")
    )
    return sorted(roles, key=lambda role: (kinds.index(RoleKind(role.kind)), norwegian_key(role.user.name)))
