"""The register's lists: owners, partners and people, found by search and filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from dekom.core.http import search_words
from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from networks.enums import STAFF_ROLES, OrganisationKind, RoleKind
from networks.models import Membership, Network, Owner, Partner, Partnership, Role, access_of

PER_PAGE = 50
NO_PASSWORD = "!"  # noqa: S105 - Django's mark of a password that nobody can use


@dataclass(frozen=True)
class Choices:
    """What was asked for, as it stands in the address; unknown values are left out."""

    search: str
    kind: str
    network: int | None
    missing_number: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str], kinds: list[str]) -> "Choices":
        network = query.get("network", "")
        return cls(
            search=search_words(query),
            kind=query["kind"] if query.get("kind") in kinds else "",
            network=int(network) if network.isascii() and network.isdigit() and len(network) < 10 else None,
            missing_number=query.get("number") == "missing",
        )


def networks_to_choose(user: User) -> QuerySet[Network]:
    return Network.objects.visible_to(user).order_by(norwegian_order("name"))


def owners_found(user: User, choices: Choices, today: date) -> tuple[QuerySet[Owner], dict[str, int]]:
    """Owners with their memberships of today, and how many there are of each kind before one kind is chosen."""
    links = Membership.objects.on(today)
    found = _organisations(Owner.objects.visible_to(user), choices, links.filter(owner=OuterRef("pk")))
    shown = links.select_related("network", "scheme").order_by("pk")
    return _listed(found, choices, Prefetch("memberships", queryset=shown, to_attr="current"))


def partners_found(user: User, choices: Choices, today: date) -> tuple[QuerySet[Partner], dict[str, int]]:
    """Partners with their partnerships of today in the person's counties, and how many there are of each kind."""
    links = Partnership.objects.on(today).filter(network__in=Network.objects.visible_to(user))
    found = _organisations(Partner.objects.visible_to(user), choices, links.filter(partner=OuterRef("pk")))
    shown = links.select_related("network").order_by(norwegian_order("network__name"))
    return _listed(found, choices, Prefetch("partnerships", queryset=shown, to_attr="current"))


def _organisations(rows: Any, choices: Choices, links: QuerySet[Any]) -> Any:
    if choices.search:
        words = (
            Q(name__icontains=choices.search)
            | Q(number__startswith=choices.search)
            | Q(organisation_number__startswith=choices.search.replace(" ", ""))
        )
        rows = rows.filter(words)
    if choices.network is not None:
        rows = rows.filter(Exists(links.filter(network=choices.network)))
    return rows.filter(organisation_number="") if choices.missing_number else rows


def _listed(rows: Any, choices: Choices, links: Prefetch[Any]) -> tuple[Any, dict[str, int]]:
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    if choices.kind:
        rows = rows.filter(kind=choices.kind)
    return rows.prefetch_related(links).order_by(norwegian_order("name"), "pk"), counts


def people_found(user: User, choices: Choices, today: date, *, without_password: bool) -> QuerySet[User]:
    """People with a role in the counties where ``user`` is staff, with their roles of today there."""
    roles = Role.objects.all()
    if not user.is_superuser:
        roles = roles.filter(county__in=access_of(user).counties_as(*STAFF_ROLES))
    people = User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))))
    current = roles.on(today)
    if choices.kind:
        people = people.filter(Exists(current.filter(user=OuterRef("pk"), kind=choices.kind)))
    if choices.network is not None:
        people = people.filter(Exists(current.filter(user=OuterRef("pk"), network=choices.network)))
    if choices.search:
        people = people.filter(Q(name__icontains=choices.search) | Q(email__icontains=choices.search))
    if without_password:
        people = people.filter(Q(password__startswith=NO_PASSWORD) | Q(password=""))
    shown = current.select_related("network", "organisation", "county").order_by("valid_from", "pk")
    return people.prefetch_related(Prefetch("roles", queryset=shown, to_attr="current_roles")).order_by(
        norwegian_order("name"), "pk"
    )


def kinds_with_counts(kinds: tuple[OrganisationKind, ...], counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The choices of a filter: code, name, how many."""
    return [(kind.value, str(kind.label), counts.get(kind.value, 0)) for kind in kinds]


def role_kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in RoleKind]
