"""Appointing, extending and ending terms."""

from datetime import date

import pytest

from dekom.core.errors import DomainError
from forum.actions import seats
from networks.enums import RoleKind
from networks.models import Role
from tests.factories import RoleFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db
BEGINS = date(2025, 3, 1)


def test_a_term_is_two_years_unless_an_end_is_said():
    seat, who = SeatFactory(), UserFactory()

    term = seats.appoint(seat, who, rank=0, valid_from=BEGINS)
    deputy = seats.appoint(seat, UserFactory(), rank=1, valid_from=BEGINS, valid_to=date(2025, 12, 31))

    assert (term.role, term.valid_to) == ("member", date(2027, 2, 28))
    assert (deputy.role, deputy.valid_to) == ("deputy", date(2025, 12, 31))
    assert seats.last_day(date(2024, 2, 29)) == date(2026, 2, 28)


def test_the_role_that_opens_the_forum_follows():
    seat, who = SeatFactory(), UserFactory()

    term = seats.appoint(seat, who, rank=1, valid_from=BEGINS)
    seats.extend(term)

    role = Role.objects.get(user=who)
    assert (role.kind, role.county, role.valid_from, role.valid_to) == (
        RoleKind.FORUM_DEPUTY,
        seat.composition.forum.county,
        BEGINS,
        date(2029, 2, 28),
    )


@pytest.mark.parametrize(
    ("held_from", "held_to", "roles"),
    [(date(2024, 1, 1), None, 1), (date(2024, 1, 1), date(2028, 1, 1), 1), (date(2023, 1, 1), date(2024, 1, 1), 2)],
)
def test_a_role_that_is_there_already_is_used(held_from, held_to, roles):
    seat, who = SeatFactory(), UserFactory()
    county = seat.composition.forum.county
    RoleFactory(user=who, kind=RoleKind.FORUM_MEMBER, county=county, valid_from=held_from, valid_to=held_to)

    seats.appoint(seat, who, rank=0, valid_from=BEGINS)

    assert Role.objects.filter(user=who).count() == roles


def test_a_place_is_not_given_twice():
    seat = SeatFactory()
    seats.appoint(seat, UserFactory(), rank=0, valid_from=BEGINS)

    with pytest.raises(DomainError, match="denne plassen"):
        seats.appoint(seat, UserFactory(), rank=0, valid_from=date(2027, 2, 28))
    assert seats.appoint(seat, UserFactory(), rank=0, valid_from=date(2027, 3, 1)).pk


def test_a_member_sits_in_one_seat():
    seat, who = SeatFactory(), UserFactory()
    other = SeatFactory(composition=seat.composition)
    seats.appoint(seat, who, rank=0, valid_from=BEGINS)

    with pytest.raises(DomainError, match="annen plass"):
        seats.appoint(other, who, rank=0, valid_from=BEGINS)
    assert seats.appoint(other, who, rank=1, valid_from=BEGINS).pk


def test_a_term_ends_earlier_and_not_before_it_began_nor_later():
    term = seats.appoint(SeatFactory(), UserFactory(), rank=0, valid_from=BEGINS)

    seats.end(term, last=date(2025, 9, 1))

    assert term.valid_to == date(2025, 9, 1)
    for impossible in (date(2025, 2, 28), date(2026, 1, 1)):
        with pytest.raises(DomainError, match="Perioden"):
            seats.end(term, last=impossible)
