"""A composition with its seats and people, made from what was pasted: all of it or nothing."""

from datetime import date

import pytest
from django.urls import reverse

from dekom.core.models import User
from forum.models import Appointment, Composition, Seat
from networks.enums import RoleKind
from tests.factories import CompositionFactory, ForumFactory, NetworkFactory, OrganisationFactory, UserFactory, person

pytestmark = pytest.mark.django_db
FIRST = date(2025, 1, 1)
ROWS = """Representerer;Kategori;Medlem;E-post;Vara;E-post
Fosen;Kompetansenettverk;Kari;kari@example.no;Ola;ola@example.no
Fosen;Kompetansenettverk;Eva;eva@example.no
NTNU;Universitet eller høgskole;Per;KNOWN@example.no
Statsforvalteren;governor
"""


@pytest.fixture
def forum():
    made = ForumFactory()
    NetworkFactory(county=made.county, code="fosen", name="Kompetansenettverk Fosen")
    OrganisationFactory(county=None, name="NTNU")
    return made


@pytest.fixture
def post(client, forum):
    def send(**fields):
        client.force_login(person(RoleKind.SECRETARIAT, forum.county))
        data = {"name": "Felles forum", "source": "Mandatet", "valid_from": "2025-01-01", "rows": ROWS, **fields}
        return client.post(reverse("seat_compose", args=[forum.pk]), data)

    return send


def test_seats_people_and_roles_arise_and_the_composition_before_ends(post, forum, client):
    known = UserFactory(email="known@example.no", name="Kjent")
    before = CompositionFactory(forum=forum, valid_from=date(2020, 1, 1))

    answer = post(terms_from="2024-06-01")

    assert answer.url == f"{reverse('seat_list', args=[forum.pk])}?on=2025-01-01"
    before.refresh_from_db()
    assert before.valid_to == date(2024, 12, 31)
    made = Composition.objects.get(name="Felles forum")
    assert [(str(seat), seat.category, seat.has_vote) for seat in made.seats.order_by("order")] == [
        ("Fosen (1)", "network", True),
        ("Fosen (2)", "network", True),
        ("NTNU (1)", "university", True),
        ("Statsforvalteren (1)", "governor", False),
    ]
    assert Seat.objects.get(label="NTNU").organisation.name == "NTNU"
    terms = Appointment.objects.filter(seat__composition=made).order_by("seat__order", "rank")
    assert [
        (term.person.name, term.rank, term.valid_from.isoformat(), term.valid_to.isoformat()) for term in terms
    ] == [
        ("Kari", 0, "2024-06-01", "2026-05-31"),
        ("Ola", 1, "2024-06-01", "2026-05-31"),
        ("Eva", 0, "2024-06-01", "2026-05-31"),
        ("Kjent", 0, "2024-06-01", "2026-05-31"),
    ]
    assert not User.objects.get(email="kari@example.no").has_usable_password()
    assert {role.kind for role in known.roles.all()} == {RoleKind.FORUM_MEMBER}
    assert "4 plasser" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rows": "Fosen;jury;Kari;kari@example.no"}, "Linje 1: «jury» er ikke en kategori"),
        ({"rows": "Ytre;network;Kari;kari@example.no"}, "Linje 1: det finnes ikke noe nettverk «Ytre» her."),
        ({"rows": "KS;KS;;ny@example.no"}, "Linje 1: ny@example.no er ikke kjent her: skriv navn også."),
        ({"rows": "KS;KS;;;Kari;ny@example.no\nKS;KS;;;Kari;ny@example.no;Kari;ny@example.no"}, "står to ganger"),
        ({"rows": "\n"}, "Fyll ut dette feltet."),
        ({"rows": "Representerer;Kategori"}, "Skriv en linje for hver plass"),
        ({"valid_to": "2024-01-01"}, "slutter før den begynner"),
    ],
)
def test_bad_input_is_told_and_nothing_is_made_or_lost(post, fields, message):
    answer = post(**fields)

    page = answer.content.decode()
    assert message in page
    assert fields.get("rows", ROWS).split(";")[0].strip() in page
    assert (Composition.objects.count(), Seat.objects.count(), User.objects.filter(name="Kari").count()) == (0, 0, 0)


def test_a_period_that_is_taken_is_refused(post, forum):
    CompositionFactory(forum=forum, valid_from=FIRST, valid_to=date(2025, 12, 31))

    assert "Forumet har en annen sammensetning" in post().content.decode()


def test_a_member_of_another_seat_is_told_by_line(post, forum):
    rows = "KS;KS;Kari;kari@example.no\nUnion;union;Ola;ola@example.no"
    post(rows=rows, valid_to="2025-12-31")
    again = post(name="Neste", rows="Statped;Statped;Kari;kari@example.no", valid_from="2026-01-01")

    assert "Linje 1: Kari er medlem på en annen plass" in again.content.decode()
