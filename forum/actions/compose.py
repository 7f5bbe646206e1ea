"""Makes a composition of the forum with its seats and the people in them, all of it or nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.actions import seats
from forum.enums import NEVER_VOTE, SeatCategory
from forum.models import Composition, Forum, Seat
from forum.services.roster_paste import Named, PastedSeat
from networks.models import Network, Organisation


@transaction.atomic
def roster(
    forum: Forum,
    rows: Sequence[PastedSeat],
    *,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    terms_from: date | None = None,
    source: str = "",
) -> Composition:
    """A composition from ``valid_from`` on, one seat a row, everybody elected for two years from ``terms_from``.

    The composition before it ends the day before, if it has no end. People who are not here yet get an account without
    a password, and are invited like everybody else.

    Raises: DomainError, with every reason: no seats, a period that is taken, an unknown network, or an unknown person
    without a name.
    """
    if not rows:
        raise DomainError(_("Write a line for each seat."))
    _end_the_one_before(forum, valid_from)
    made = Composition(forum=forum, name=name.strip(), source=source.strip(), valid_from=valid_from, valid_to=valid_to)
    try:
        made.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    made.save()
    networks = _by_name(Network.objects.filter(county=forum.county_id))
    bodies = {each.name.casefold(): each for each in Organisation.objects.filter(county=None)}
    bodies |= {each.name.casefold(): each for each in Organisation.objects.filter(county=forum.county_id)}
    begins, problems = terms_from or valid_from, []
    places: dict[str, int] = {}
    for order, row in enumerate(rows, 1):
        network = networks.get(row.label.casefold()) if row.category == SeatCategory.NETWORK else None
        if row.category == SeatCategory.NETWORK and network is None:
            problems.append(_line(row, _("there is no network «%(name)s» here.") % {"name": row.label}))
            continue
        label = network.short_name if network else row.label
        places[label] = places.get(label, 0) + 1
        seat = Seat.objects.create(
            composition=made,
            order=order,
            label=label,
            place=places[label],
            category=row.category,
            has_vote=row.category not in NEVER_VOTE,
            network=network,
            organisation=None if network else bodies.get(row.label.casefold()),
        )
        problems += _appoint(seat, row, begins, made)
    if problems:
        raise DomainError(problems)
    return made


def _end_the_one_before(forum: Forum, valid_from: date) -> None:
    running = Composition.objects.filter(forum=forum, valid_to=None, valid_from__lt=valid_from)
    for before in running.select_for_update():
        before.valid_to = valid_from - timedelta(days=1)
        before.save()


def _by_name(networks: Iterable[Network]) -> dict[str, Network]:
    """Networks by what people may call them."""
    return {name.casefold(): each for each in networks for name in (each.name, each.short_name, each.code)}


def _appoint(seat: Seat, row: PastedSeat, begins: date, made: Composition) -> list[str]:
    """Those of a row in their places, by rank; what stood in the way."""
    problems = []
    people = [(rank, each) for rank, each in enumerate([row.member, *row.deputies]) if each]
    for rank, named in people:
        person = _person(named)
        if person is None:
            problems.append(_line(row, _("%(email)s is not known here: write a name too.") % {"email": named.email}))
            continue
        try:
            seats.appoint(seat, person, rank=rank, valid_from=begins, source=made.source or made.name)
        except DomainError as error:
            problems += [_line(row, message) for message in error.messages]
    return problems


def _person(named: Named) -> User | None:
    known = User.objects.filter(email__iexact=named.email).first()
    if known or not named.name:
        return known
    return User.objects.create_user(named.email, name=named.name)


def _line(row: PastedSeat, reason: str) -> str:
    return _("Line %(number)s: %(reason)s") % {"number": row.line, "reason": reason}
