"""One letter, its file, and the note of who opened it first. The demo has Fosen's, to Ørland, issued."""

import hashlib

import pytest
from django.urls import reverse

from allocations.models import DecisionLetter, LetterOpening
from networks.enums import RoleKind
from tests.allocations.world import issued, letter_to, ordered, somebody
from tests.factories import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def detail(letter):
    return reverse("letter_detail", args=[letter.pk])


def test_the_file_is_the_one_that_was_issued(client):
    letter = letter_to("Ørland")
    client.force_login(somebody("leder"))

    answer = client.get(reverse("letter_pdf", args=[letter.pk]))

    assert answer["Content-Type"] == "application/pdf"
    assert hashlib.sha256(answer.content).hexdigest() == letter.sha256


def test_the_first_opening_by_each_at_the_recipient_is_noted_once(client):
    letter = letter_to("Ørland")
    for name in ("saksbehandler", "eier", "leder", "eier", "medlem"):
        client.force_login(somebody(name))
        client.get(detail(letter))

    openings = LetterOpening.objects.values_list("user__email", flat=True)
    assert sorted(openings) == ["eier@dekom.example", "leder@dekom.example"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 200) for name in ("leder", "koordinator", "uh", "eier", "medlem", "revisor", "beslutter")),
        ("nynorsk", 404),
        ("registrator", 404),
    ],
)
def test_who_reads_fosens_letter(client, name, status):
    client.force_login(somebody(name))

    assert client.get(detail(letter_to("Ørland"))).status_code == status
    assert client.get(reverse("letter_pdf", args=[letter_to("Ørland").pk])).status_code == status


@pytest.mark.usefixtures("undrawn")
def test_a_networks_people_do_not_read_their_universitys_letter_but_its_own_people_do(client):
    issued("NTNU")
    client.force_login(somebody("leder"))
    assert client.get(detail(letter_to("NTNU"))).status_code == 404
    client.force_login(somebody("uh"))
    assert client.get(detail(letter_to("NTNU"))).status_code == 200


def test_a_letter_on_its_way_is_only_for_those_who_follow_it(client):
    ordered("Melhus")
    letter = letter_to("Melhus")
    client.force_login(somebody("leder.gauldal"))
    assert client.get(detail(letter)).status_code == 404
    client.force_login(somebody("saksbehandler"))

    assert client.get(detail(letter)).status_code == 200
    assert client.get(reverse("letter_pdf", args=[letter.pk])).status_code == 404


def test_another_county_does_not_find_it(client):
    client.force_login(person(RoleKind.DECISION_MAKER))

    assert client.get(detail(letter_to("Ørland"))).status_code == 404


@pytest.mark.usefixtures("undrawn")
def test_own_letters_are_listed_for_their_people(client):
    issued("NTNU", "Nærøysund")
    listed = {}
    for name in ("leder", "eier", "uh", "nynorsk", "saksbehandler", "medlem"):
        client.force_login(somebody(name))
        page = client.get(reverse("my_letters"))
        listed[name] = sorted({letter.recipient.name for letter in page.context["page"]})

    assert listed == {
        "leder": ["Ørland"],
        "eier": ["Ørland"],
        "uh": ["NTNU", "Ørland"],
        "nynorsk": ["Nærøysund"],
        "saksbehandler": [],
        "medlem": [],
    }


@pytest.mark.parametrize("name", ["leder", "saksbehandler"])
def test_query_count(client, django_assert_max_num_queries, name):
    letter = letter_to("Ørland")
    client.force_login(somebody(name))
    client.get(detail(letter))

    for url in (detail(letter), reverse("letter_pdf", args=[letter.pk]), reverse("my_letters")):
        with django_assert_max_num_queries(12):
            client.get(url)
    assert DecisionLetter.objects.filter(loaded=False).count() == 1
