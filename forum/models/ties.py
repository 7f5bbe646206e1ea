"""Who is recused from what: the one place where roles, seats, partnerships and rulings become recusals.

Everything that shows a sheet, or anything made from one, asks here; see ``forum.selectors.recusals`` for use elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from dekom.core.models import User
from dekom.core.periods import holds_on
from forum.enums.sheets import RecusalGround, Ruling
from forum.models.recusals import Recusal
from forum.models.seats import Appointment
from forum.services.recusal import Parties, Ties, computed_ground, is_recused
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import CostLine, DecisionBasis, Measure, Membership, Partnership, Role, access_of
from networks.services.names import short_network_name


@dataclass(frozen=True)
class Tie:
    """One person's standing to one network in one round."""

    person: int
    round: int
    network: int
    network_name: str
    ground: RecusalGround
    computed: bool
    recusal: Recusal | None
    recused: bool


def ties_of(people: Iterable[int], rounds: Iterable[int]) -> list[Tie]:
    """Every tie of these people to these rounds' networks; three queries, however many there are."""
    people, rounds, today = list(people), list(rounds), timezone.localdate()
    by_person = _belongings(people)
    said = {
        (row.person_id, row.round_id, row.network_id): row
        for row in Recusal.objects.filter(person__in=people, round__in=rounds)
    }
    here = {"network": OuterRef("network")}
    members = Membership.objects.filter(holds_on(today), scheme=OuterRef("round__scheme"), **here)
    partners = Partnership.objects.filter(holds_on(today), **here)
    named = Measure.objects.filter(basis=OuterRef("pk"), partner__isnull=False)
    paid = CostLine.objects.filter(measure__basis=OuterRef("pk"), recipient__isnull=False)
    bases = (
        DecisionBasis.objects.filter(round__in=rounds)
        .order_by("pk")
        .annotate(
            owners=ArraySubquery(members.values("owner")),
            partners=ArraySubquery(partners.values("partner")),
            named=ArraySubquery(named.values("partner")),
            paid=ArraySubquery(paid.values("recipient")),
        )
        .values_list("round", "network", "network__name", "owners", "partners", "named", "paid")
    )
    found = []
    for round_, network, name, owners, *bodies in bases:
        parties = Parties(network, frozenset(owners), frozenset().union(*bodies))
        for person in people:
            computed = computed_ground(by_person[person], parties)
            row = said.get((person, round_, network))
            if computed is None and row is None:
                continue
            ground = computed or RecusalGround(row.ground if row else "")
            out = is_recused(computed, Ruling(row.ruling) if row else None)
            short = short_network_name(name)
            found.append(Tie(person, round_, network, short, ground, computed is not None, row, out))
    return found


def _belongings(people: list[int]) -> dict[int, Ties]:
    """What each belongs to today: networks that they work for or sit for, organisations that they speak or sit for.

    One query for roles and seats together.
    """
    today = timezone.localdate()
    networks: dict[int, set[int]] = defaultdict(set)
    organisations: dict[int, set[int]] = defaultdict(set)
    kinds = (*NETWORK_ROLES, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT)
    roles = Role.objects.on(today).filter(user__in=people, kind__in=kinds)
    seats = Appointment.objects.on(today).filter(person__in=people)
    both = roles.order_by().values_list("user", "network", "organisation")
    for person, network, organisation in both.union(
        seats.order_by().values_list("person", "seat__network", "seat__organisation")
    ):
        if network:
            networks[person].add(network)
        if organisation:
            organisations[person].add(organisation)
    return {person: Ties(frozenset(networks[person]), frozenset(organisations[person])) for person in people}


def recused_q(user: User, *, round_: str, network: str) -> Q:
    """The same rule for one person as a condition on any rows with a round and a network, at the paths given.

    What ``ties_of`` says in words, the database says here in one question, so that lists, counts, averages and single
    rows all ask it; a test holds the two against each other.
    """
    access, today = access_of(user), timezone.localdate()
    seats = Appointment.objects.on(today).filter(person=user)
    own = frozenset(role.organisation_id for role in access.roles if role.organisation_id)

    def belongs(path: str) -> Q:
        return Q(**{f"{path}__in": own}) | Q(**{f"{path}__in": seats.values("seat__organisation")})

    here = {"network": OuterRef(network)}
    there = {"measure__basis__round": OuterRef(round_), "measure__basis__network": OuterRef(network)}
    in_basis = {path.removeprefix("measure__"): value for path, value in there.items()}
    said = Recusal.objects.filter(person=user, round=OuterRef(round_), **here)
    computed = (
        Q(**{f"{network}__in": access.networks})
        | Exists(seats.filter(seat__network=OuterRef(network)))
        | Exists(Membership.objects.on(today).filter(belongs("owner"), scheme=OuterRef(f"{round_}__scheme"), **here))
        | Exists(Partnership.objects.on(today).filter(belongs("partner"), **here))
        | Exists(Measure.objects.filter(belongs("partner"), **in_basis))
        | Exists(CostLine.objects.filter(belongs("recipient"), **there))
    )
    lifted = Exists(said.filter(ruling=Ruling.NOT_RECUSED))
    return Q(~Q(lifted) & (Q(Exists(said.exclude(ruling=Ruling.NOT_RECUSED))) | computed))
