"""The list of networks, each with its owners, host and partners of today, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery

from dekom.core.sorting import norwegian_key
from networks.models import Membership, Network, NetworkHost, Partnership
from networks.models.network import NetworkQuerySet


@dataclass(frozen=True)
class NetworkLine:
    """One network and the names that belong to it today, in Norwegian order."""

    network: Network
    owners: list[str]
    schemes: list[str]
    partners: list[str]
    host: str

    @property
    def schools(self) -> int:
        return self.network.public_schools + self.network.private_schools

    def matches(self, *, search: str = "", scheme: str = "", partner: str = "") -> bool:
        """Whether network or owner has ``search`` in its name, and scheme and partner are among its own."""
        names = [self.network.name, *self.owners]
        return (
            any(search.casefold() in name.casefold() for name in names)
            and scheme in ("", *self.schemes)
            and partner in ("", *self.partners)
        )


def network_lines(networks: NetworkQuerySet, today: date) -> list[NetworkLine]:
    """All of them, in Norwegian order of their short names. All of Norway is a few hundred, so filters run here."""
    here = {"network": OuterRef("pk")}
    members = Membership.objects.on(today).filter(**here)
    partners = Partnership.objects.on(today).filter(**here)
    hosts = NetworkHost.objects.on(today).filter(**here)
    found = networks.select_related("county").annotate(
        owner_names=ArraySubquery(members.values("owner__name").distinct()),
        scheme_names=ArraySubquery(members.values("scheme__name").distinct()),
        partner_names=ArraySubquery(partners.values("partner__name").distinct()),
        host_name=Subquery(hosts.values("owner__name")[:1]),
    )
    return [_line(network) for network in sorted(found, key=lambda network: norwegian_key(network.short_name))]


def _line(network: Network) -> NetworkLine:
    names = vars(network)  # the annotations
    return NetworkLine(
        network=network,
        owners=sorted(names["owner_names"], key=norwegian_key),
        schemes=sorted(names["scheme_names"], key=norwegian_key),
        partners=sorted(names["partner_names"], key=norwegian_key),
        host=names["host_name"] or "",
    )


def schemes_of(lines: Iterable[NetworkLine]) -> set[str]:
    return {scheme for line in lines for scheme in line.schemes}


def partners_of(lines: Iterable[NetworkLine]) -> set[str]:
    return {partner for line in lines for partner in line.partners}
