"""Who is recused from what: the one place where roles, seats, partnerships and rulings become recusals.

Everything that shows a sheet, or anything made from one, asks here; see ``forum.selectors.recusals`` for use elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from dekom.core.models import User
from dekom.core.periods import holds_on
from forum.enums.sheets import RecusalGround, Ruling
from forum.models.recusals import Recusal
from forum.models.seats import Appointment
from forum.services.recusal import Parties, Ties, computed_ground, is_recused
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import DecisionBasis, Membership, Partnership, Role


@dataclass(frozen=True)
class Tie:
    """One person's standing to one network in one round."""

    person: int
    round: int
    network: int
    ground: RecusalGround
    computed: bool
    recusal: Recusal | None
    recused: bool


def ties_of(people: Iterable[int], rounds: Iterable[int]) -> list[Tie]:
    """Every tie of these people to these rounds' networks; four queries, however many there are."""
    people, rounds, today = list(people), list(rounds), timezone.localdate()
    by_person = _belongings(people)
    said = {
        (row.person_id, row.round_id, row.network_id): row
        for row in Recusal.objects.filter(person__in=people, round__in=rounds)
    }
    here = {"network": OuterRef("network")}
    members = Membership.objects.filter(holds_on(today), scheme=OuterRef("round__scheme"), **here)
    partners = Partnership.objects.filter(holds_on(today), **here)
    bases = (
        DecisionBasis.objects.filter(round__in=rounds)
        .order_by("pk")
        .annotate(owners=ArraySubquery(members.values("owner")), partners=ArraySubquery(partners.values("partner")))
        .values_list("round", "network", "owners", "partners")
    )
    found = []
    for round_, network, owners, partner_ids in bases:
        parties = Parties(network, frozenset(owners), frozenset(partner_ids))
        for person in people:
            computed = computed_ground(by_person[person], parties)
            row = said.get((person, round_, network))
            if computed is None and row is None:
                continue
            ground = computed or RecusalGround(row.ground if row else "")
            out = is_recused(computed, Ruling(row.ruling) if row else None)
            found.append(Tie(person, round_, network, ground, computed is not None, row, out))
    return found


def _belongings(people: list[int]) -> dict[int, Ties]:
    """What each belongs to today: networks that they work for or sit for, organisations that they speak or sit for."""
    today = timezone.localdate()
    networks: dict[int, set[int]] = defaultdict(set)
    organisations: dict[int, set[int]] = defaultdict(set)
    kinds = (*NETWORK_ROLES, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT)
    roles = Role.objects.on(today).filter(user__in=people, kind__in=kinds)
    seats = Appointment.objects.on(today).filter(person__in=people)
    for person, network, organisation in (
        *roles.values_list("user", "network", "organisation"),
        *seats.values_list("person", "seat__network", "seat__organisation"),
    ):
        if network:
            networks[person].add(network)
        if organisation:
            organisations[person].add(organisation)
    return {person: Ties(frozenset(networks[person]), frozenset(organisations[person])) for person in people}


def recused_pairs(user: User, rounds: Iterable[int]) -> frozenset[tuple[int, int]]:
    """Pairs of round and network that the person takes no part in; asked once per user object and round."""
    known: dict[int, frozenset[int]] = getattr(user, "_recused", {})
    rounds = list(rounds)
    if missing := [round_ for round_ in rounds if round_ not in known]:
        found: dict[int, set[int]] = {round_: set() for round_ in missing}
        for tie in ties_of([user.pk], missing):
            if tie.recused:
                found[tie.round].add(tie.network)
        known = known | {round_: frozenset(networks) for round_, networks in found.items()}
        user._recused = known  # type: ignore[attr-defined]  # a cache on the instance, gone with the request
    return frozenset((round_, network) for round_ in rounds for network in known[round_])


def forget(user: User) -> None:
    """After something was said or ruled in the same request."""
    user.__dict__.pop("_recused", None)
