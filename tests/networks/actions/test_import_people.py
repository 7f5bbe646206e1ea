"""Bringing people in from a spreadsheet."""

from datetime import date

import pytest
from django.utils import translation

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail, User
from networks.actions import import_people
from networks.actions.import_people import Result
from networks.enums import RoleKind
from networks.models import Role
from networks.selectors.people_import import Outcome, language_words, plan_people, role_words
from networks.services.people_sheet import read_people
from tests.factories import (
    CountyFactory,
    NetworkFactory,
    OwnerFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 17)
HEADER = "Navn;E-post;Rolle;Nettverk;Organisasjon;Fra;Til;Språk"


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county)


def lines(*rows):
    return read_people("\n".join([HEADER, *rows]).encode(), role_words(), language_words()).lines


def use(county, actor, *rows):
    return import_people.people(lines(*rows), county=county, actor=actor, today=TODAY)


def problems(county, actor, *rows):
    with translation.override("en"):
        plan = plan_people(lines(*rows), county=county, actor=actor, today=TODAY)
    return [[(problem.column, problem.reason) for problem in planned.problems] for planned in plan]


def test_makes_people_and_their_roles(county, secretary):
    network = NetworkFactory(county=county, name="Kompetansenettverk Fosen")
    owner = OwnerFactory(county=county, number="5057", name="Ørland")
    partner = PartnerFactory(name="NTNU")

    result = use(
        county,
        secretary,
        "Kari;kari@example.com;Nettverksleder;fosen;;1.9.2026;;nynorsk",
        "Kari;kari@example.com;UH-partner;Kompetansenettverk Fosen;ntnu;;;",
        "Ola;ola@example.com;eierkontakt;;5057;;31.12.2026;",
        "Vara;vara@example.com;varamedlem;Fosen;NTNU;;;",
    )

    assert result == Result(people=3, new=4, changed=0, same=0, left_out=0)
    kari = User.objects.get(email="kari@example.com")
    assert (kari.name, kari.language, kari.has_usable_password()) == ("Kari", "nn", False)
    assert list(
        Role.objects.exclude(user=secretary)
        .order_by("pk")
        .values_list("user__name", "kind", "network", "organisation", "valid_from", "valid_to")
    ) == [
        ("Kari", "network_leader", network.pk, None, date(2026, 9, 1), None),
        ("Kari", "uh_partner", network.pk, partner.pk, TODAY, None),
        ("Ola", "owner_contact", None, owner.pk, TODAY, date(2026, 12, 31)),
        ("Vara", "forum_deputy", None, None, TODAY, None),  # such a role stands in the county alone
    ]
    assert not OutboxMail.objects.exists()


def test_twice_changes_nothing(county, secretary):
    NetworkFactory(county=county, name="Kompetansenettverk Fosen")
    rows = [
        "Kari;kari@example.com;Koordinator;Fosen;;1.9.2026;31.12.2027;nn",
        "Ola;ola@example.com;forummedlem;;;;;",
        "Past;past@example.com;forummedlem;;;;1.2.2020;",
    ]
    use(county, secretary, *rows)
    before = list(Role.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())

    result = use(county, secretary, *rows[:2])

    assert result == Result(people=0, new=0, changed=0, same=2, left_out=0)
    assert (list(Role.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())) == before


def test_changes_name_language_and_end(county, secretary):
    member = person(RoleKind.FORUM_MEMBER, county, email="Kari@Example.com", name="Kari", language="nb")

    result = use(county, secretary, "Kari Å.;kari@example.com;forummedlem;;;1.1.2021;31.12.2026;nn")

    assert result == Result(people=0, new=0, changed=1, same=0, left_out=0)
    member.refresh_from_db()
    role = member.roles.get()
    assert (member.name, member.language, role.valid_from, role.valid_to) == (
        "Kari Å.",
        "nn",
        date(2020, 1, 1),
        date(2026, 12, 31),
    )


def test_empty_cells_change_nothing(county, secretary):
    member = UserFactory(email="kari@example.com", name="Kari", language="nn")
    RoleFactory(user=member, kind=RoleKind.FORUM_MEMBER, county=county, valid_to=date(2026, 12, 31))

    assert use(county, secretary, ";kari@example.com;forummedlem;;;;;").same == 1


def test_a_role_that_has_ended_begins_anew(county, secretary):
    member = UserFactory(email="kari@example.com")
    RoleFactory(user=member, kind=RoleKind.FORUM_MEMBER, county=county, valid_to=date(2022, 12, 31))

    assert use(county, secretary, ";kari@example.com;forummedlem;;;1.9.2026;;").new == 1
    assert list(member.roles.order_by("valid_from").values_list("valid_from", "valid_to")) == [
        (date(2020, 1, 1), date(2022, 12, 31)),
        (date(2026, 9, 1), None),
    ]


def test_names_of_people_who_also_work_elsewhere_are_theirs(county, secretary):
    member = person(RoleKind.FORUM_MEMBER, county, email="kari@example.com", name="Kari")
    RoleFactory(user=member, kind=RoleKind.AUDITOR)
    admin = UserFactory(email="admin@example.com", name="Admin", is_superuser=True)

    use(county, secretary, "X;kari@example.com;vara;;;;;nn", "X;admin@example.com;vara;;;;;nn")

    assert [User.objects.get(pk=each.pk).name for each in (member, admin)] == ["Kari", "Admin"]


def test_faulty_lines_are_left_out_and_the_rest_used(county, secretary):
    result = use(county, secretary, "Kari;kari@example.com;vara;;;;;", "Ola;ola@example.com;trollmann;;;;;")

    assert result == Result(people=1, new=1, changed=0, same=0, left_out=1)
    assert not User.objects.filter(email="ola@example.com").exists()


def test_every_reason_is_told_with_its_column(county, secretary):
    NetworkFactory(county=county, name="Kompetansenettverk Fosen")
    NetworkFactory(name="Kompetansenettverk Atlantis")  # in another county

    assert problems(
        county,
        secretary,
        ";nobody;trollmann;;;i dag;;klingon",
        "Kari;kari@example.com;koordinator;;;;;",
        "Kari;kari@example.com;koordinator;Atlantis;;;;",
        "Kari;kari@example.com;eierkontakt;;;;;",
        "Kari;kari@example.com;uh;Fosen;MIT;;;",
        ";;;;;2.1.2026;1.1.2026;",
        "Ola;ola@example.com;vara;;;;;",
        "Ola;OLA@example.com;varamedlem;;;;;",
        f";{secretary.email};beslutter;;;;;",
    ) == [
        [
            ("B", "«nobody» is not an e-mail address."),
            ("C", "There is no role called «trollmann»."),
            ("F", "«i dag» is not a date. Write it as 1.8.2026."),
            ("H", "«klingon» is none of our languages: bokmål, nynorsk, English."),
            ("A", "A new person needs a name."),
        ],
        [("D", "This role needs a network.")],
        [("D", "The county has no network called «Atlantis».")],
        [("E", "This role needs an organisation.")],
        [("E", "There is no organisation called «MIT» in the register.")],
        [
            ("B", "Nothing stands here."),
            ("C", "Nothing stands here."),
            ("G", "The period ends before it begins."),
            ("A", "A new person needs a name."),
        ],
        [],
        [("", "The same as row 8.")],
        [
            ("B", "You can't give yourself a role. Ask a colleague."),
            ("C", "Only an administrator gives roles in the county governor's office."),
        ],
    ]


def test_an_end_before_the_role_that_there_is_began_is_refused(county, secretary):
    person(RoleKind.FORUM_MEMBER, county, email="kari@example.com")

    assert problems(county, secretary, ";kari@example.com;forummedlem;;;;1.1.2019;") == [
        [("G", "The period ends before it begins.")]
    ]


def test_only_the_secretariat_of_the_county(county):
    other = person(RoleKind.SECRETARIAT)
    auditor = person(RoleKind.AUDITOR, county)

    for actor in (other, auditor):
        with pytest.raises(DomainError):
            use(county, actor, "Kari;kari@example.com;vara;;;;;")

    assert not User.objects.filter(email="kari@example.com").exists()


def test_a_superuser_may_in_any_county(county):
    assert use(county, UserFactory(is_superuser=True), "Kari;kari@example.com;vara;;;;;").new == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_asks_four_questions_however_long_the_sheet(county, secretary, count, django_assert_num_queries):
    NetworkFactory.create_batch(count, county=county)
    for number in range(count):
        person(RoleKind.FORUM_MEMBER, county, email=f"k{number}@example.com")
    rows = lines(*(f";k{number}@example.com;forummedlem;;;;;" for number in range(count)))

    with django_assert_num_queries(4):
        plan = plan_people(rows, county=county, actor=secretary, today=TODAY)

    assert [planned.outcome for planned in plan] == [Outcome.SAME] * count


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_role_is_known_by_its_name_in_every_language(language):
    from networks.services.people_sheet import plain

    words = role_words()
    with translation.override(language):
        assert [words[plain(label)] for _value, label in RoleKind.choices] == RoleKind.values


@pytest.mark.parametrize("role", ["Saksbehandler", "BDM", "Mottakerregistrar", "Revisor"])
def test_roles_in_the_office_are_given_by_an_administrator_only(county, secretary, role):
    row = f"Ny;ny@example.no;{role};;;;;"
    administrator = person(RoleKind.SECRETARIAT, county, is_superuser=True)

    assert problems(county, secretary, row) == [
        [("C", "Only an administrator gives roles in the county governor's office.")]
    ]
    assert use(county, secretary, row).left_out == 1
    assert use(county, administrator, row).new == 1


def test_nobody_is_brought_in_to_decide_and_to_keep_accounts(county):
    administrator = UserFactory(is_superuser=True)
    person(RoleKind.DECISION_MAKER, county, email="bo@example.com")
    rows = [
        "Bo;bo@example.com;mottakerregistrar;;;;;",
        "Ny;ny@example.com;mottakerregistrar;;;1.1.2026;31.1.2026;",
        "Ny;ny@example.com;beslutter;;;31.1.2026;;",
        "Bo;bo@example.com;saksbehandler;;;;;",
    ]
    reason = ("C", "Whoever decides on the money of a county never keeps its accounts, nor the other way round.")

    found = problems(county, administrator, *rows)
    result = use(county, administrator, *rows)

    assert found == [[reason], [], [reason], []]
    assert result == Result(people=1, new=2, changed=0, same=0, left_out=2)
