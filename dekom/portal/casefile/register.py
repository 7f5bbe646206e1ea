"""The part of a round file that says who there is: networks, owners, partners."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from networks.enums import OrganisationKind
from networks.models import County, Membership, Network, Owner, Partner, Partnership, Scheme

_COUNTY_COUNCIL_DIGITS = 2  # county numbers have two digits, municipality numbers four


@transaction.atomic
def load_networks(case: dict[str, Any], county: County, scheme: Scheme) -> dict[str, Network]:
    """The file's networks with their owners and partners in the register, by code.

    Raises: DomainError: an owner that is in another network of the scheme that year.
    """
    day = date(case["year"], 1, 1)
    networks = {}
    for index, entry in enumerate(case["networks"]):
        network, _made = Network.objects.update_or_create(
            county=county,
            code=entry["code"],
            defaults={key: entry[key] for key in ("name", "public_schools", "private_schools", "ppt_offices")},
        )
        networks[network.code] = network
        for number, owner in enumerate(entry["owners"]):
            _join(network, _owner(county, owner), scheme, day, place=f"networks[{index}].owners[{number}]")
        partner = _partner(entry["development_partner"])
        if not Partnership.objects.on(day).filter(network=network, partner=partner).exists():
            Partnership.objects.create(network=network, partner=partner, valid_from=day)
    return networks


def _owner(county: County, owner: dict[str, str]) -> Owner:
    is_county = len(owner["number"]) == _COUNTY_COUNCIL_DIGITS
    found, _made = Owner.objects.update_or_create(
        county=county,
        number=owner["number"],
        defaults={"name": owner["name"]},
        create_defaults={
            "name": owner["name"],
            "kind": OrganisationKind.COUNTY_COUNCIL if is_county else OrganisationKind.MUNICIPALITY,
        },
    )
    return found


def _partner(name: str) -> Partner:
    found = Partner.objects.filter(name=name, county=None).first()
    return found or Partner.objects.create(name=name, kind=OrganisationKind.UNIVERSITY)


def _join(network: Network, owner: Owner, scheme: Scheme, day: date, *, place: str) -> None:
    membership = Membership.objects.on(day).filter(owner=owner, scheme=scheme).select_related("network").first()
    if membership is None:
        Membership.objects.create(network=network, owner=owner, scheme=scheme, valid_from=day)
    elif membership.network_id != network.pk:
        raise DomainError(
            _("%(place)s: %(owner)s is in the network %(network)s already.")
            % {"place": place, "owner": owner.name, "network": membership.network.name}
        )
