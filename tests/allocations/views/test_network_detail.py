"""The page of a network."""

from datetime import date

import pytest
from django.urls import reverse

from allocations.enums import DecisionStatus
from allocations.models import Decision
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from networks.models import DecisionBasis, Network
from tests.factories import (
    DecisionBasisFactory,
    DecisionFactory,
    FrameAdoptionFactory,
    FrameFactory,
    MembershipFactory,
    MilestoneFactory,
    NetworkFactory,
    NetworkHostFactory,
    OwnerFactory,
    PartnershipFactory,
    RoleFactory,
    RoundFactory,
    decide,
    person,
)


@pytest.fixture
def network(make_round):
    make_round(1)
    return Network.objects.get()


def page_of(client, user, network, **query):
    client.force_login(user)
    return client.get(network.get_absolute_url(), query)


def steps_of(response):
    return [(step["title"], step["mark"], step["when"]) for step in response.context["steps"]]


def test_the_red_thread_from_frame_to_report(client, secretary, network):
    response = page_of(client, secretary, network)

    assert steps_of(response) == [
        ("Frame", "done", "January 15"),
        ("Beslutningsgrunnlag", "done", "January 31"),
        ("Innstilling", "done", ""),
        ("Decision", "todo", "By April 15"),
        ("Decision letter", "todo", "By April 15"),
        ("Report", "todo", ""),
    ]
    texts = [step["text"] for step in response.context["steps"]]
    assert texts[0] == "200\u00a0kr. Source: Minutes."
    assert texts[1] == "The network asks for 150\u00a0kr, 50\u00a0kr under the frame."
    assert texts[2] == "A remark"


@pytest.mark.parametrize(
    ("requested", "text"),
    [
        (200, "The network asks for 200\u00a0kr, as its frame."),
        (201, "The network asks for 201\u00a0kr, 1\u00a0kr over the frame."),
    ],
)
def test_the_request_is_held_against_the_frame(client, secretary, network, requested, text):
    DecisionBasis.objects.update(requested=requested)

    assert page_of(client, secretary, network).context["steps"][1]["text"] == text


def test_the_thread_of_an_issued_decision(client, secretary, network):
    decide(Decision.objects.get(), DecisionStatus.ISSUED)

    response = page_of(client, secretary, network)

    assert steps_of(response)[3:5] == [("Decision", "done", "April 10"), ("Decision letter", "done", "April 15")]
    assert response.context["steps"][3]["text"] == "The governor grants 180\u00a0kr."
    assert response.context["figures"][0] == {
        "label": "Decided for 2025",
        "value": "180",
        "unit": "kr",
        "note": "Frame 200\u00a0kr. Requested 150\u00a0kr.",
    }


def test_a_held_payout_is_told(client, secretary, network):
    Decision.objects.update(payout_held=True, release_condition="A talk.")
    assert (
        page_of(client, secretary, network).context["steps"][3]["text"] == "The governor prepares the decision. A talk."
    )

    decide(Decision.objects.get(), DecisionStatus.APPROVED)

    step = page_of(client, secretary, network).context["steps"][3]
    assert (step["mark"], step["label"]) == ("hold", "Payout held")


def test_changes_are_requested_with_their_reason(client, secretary, county):
    basis = DecisionBasisFactory(round=RoundFactory(county=county), status=BasisStatus.CHANGES_REQUESTED)

    step = page_of(client, secretary, basis.network).context["steps"][1]

    assert (step["mark"], step["text"]) == ("warn", "The network asks for 100\u00a0000\u00a0kr. A reason")


def test_a_deadline_of_another_year_tells_its_year(client, secretary, network):
    MilestoneFactory(round=DecisionBasis.objects.get().round, kind=MilestoneKind.REPORT, date=date(2026, 6, 15))

    assert steps_of(page_of(client, secretary, network))[5] == ("Report", "todo", "By June 15, 2026")


def test_a_round_that_has_only_begun(client, secretary, county):
    basis = DecisionBasisFactory(round=RoundFactory(county=county))

    response = page_of(client, secretary, basis.network)

    assert [mark for _title, mark, _when in steps_of(response)] == ["todo"] * 6
    assert response.context["figures"][0]["value"] == "–"


def test_a_network_without_rounds(client, secretary, county):
    network = NetworkFactory(county=county)

    response = page_of(client, secretary, network)

    assert "No rounds yet" in response.text
    assert [figure["label"] for figure in response.context["figures"]] == ["Owners", "Schools", "PPT offices"]


def test_who_is_in_it(client, secretary, county):
    network = NetworkFactory(county=county)
    for name in ("Selbu", "Frosta", "Meråker"):
        MembershipFactory(network=network, owner=OwnerFactory(county=county, name=name))
    NetworkHostFactory(network=network, owner=OwnerFactory(county=county, name="Stjørdal"))
    PartnershipFactory(network=network, partner__name="NTNU")

    response = page_of(client, secretary, network)

    assert response.context["facts"] == [
        ("Municipalities", "Frosta, Meråker and Selbu", ""),
        ("Host: receives the network's money", "Stjørdal", ""),
        ("Development partner", "NTNU", ""),
    ]


def test_the_years(client, secretary, county):
    network = NetworkFactory(county=county)
    old, new = (RoundFactory(county=county, year=year) for year in (2024, 2025))
    DecisionFactory(round=old, network=network, recommended=70, decided=60, status=DecisionStatus.ISSUED)
    for version, amount in ((1, 90), (2, 95)):
        FrameFactory(adoption=FrameAdoptionFactory(round=new, version=version), network=network, amount=amount)

    response = page_of(client, secretary, network)

    assert [line.round for line in response.context["page"].years] == [new, old]
    columns = response.context["chart"].columns
    assert [(column.label, column.amount, column.now) for column in columns] == [
        ("2024", 60, False),
        ("2025", 95, True),
    ]
    assert page_of(client, secretary, network, round=old.pk).context["current"].round == old
    assert page_of(client, secretary, network, round="x").context["current"].round == new


def test_people_are_for_staff_and_the_networks_own(client, secretary, county, network):
    leader = person(RoleKind.NETWORK_LEADER, network=network)
    contact = person(RoleKind.OWNER_CONTACT, organisation=network.memberships.get().owner)
    RoleFactory(county=county, kind=RoleKind.NETWORK_LEADER, network=NetworkFactory(county=county))
    neighbour = person(RoleKind.NETWORK_LEADER, county)
    member = person(RoleKind.FORUM_MEMBER, county)

    for reader in (secretary, leader, contact):
        assert [role.user for role in page_of(client, reader, network).context["people"]] == [leader, contact]
    for reader in (neighbour, member):
        assert page_of(client, reader, network).context["people"] == []


def test_another_networks_owner_does_not_see_the_basis(client, county, network):
    response = page_of(client, person(RoleKind.OWNER_CONTACT, county), network)

    assert [mark for _title, mark, _when in steps_of(response)[:3]] == ["done", "lock", "todo"]
    assert response.context["documents"] == []
    assert "A remark" not in response.text


def test_own_documents(client, county, network):
    response = page_of(client, person(RoleKind.NETWORK_LEADER, network=network, language="en"), network)

    basis = DecisionBasis.objects.get()
    assert response.context["documents"] == [
        {
            "label": f"Beslutningsgrunnlag, {basis.round}",
            "url": reverse("decision_basis_detail", args=[basis.pk]),
            "note": "In review, submitted Jan. 31, 2025",
        }
    ]


def test_another_county_does_not_see_it(client, stranger_to_the_county, network):
    assert page_of(client, stranger_to_the_county, network).status_code == 404


def test_nobody_signed_in(client, network):
    url = reverse("network_detail", args=[network.pk])

    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_wrong_method(client, secretary, network):
    client.force_login(secretary)

    assert client.post(network.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("count", [11, 33])
def test_query_count_does_not_grow(client, secretary, make_round, count, django_assert_num_queries):
    make_round(count)
    network = Network.objects.first()
    for year in range(2030 - count, 2024):
        DecisionBasisFactory(round=RoundFactory(county=network.county, year=year), network=network)
        MembershipFactory(network=network)
    client.force_login(secretary)

    # session, user, roles, network, owners, frames, bases, decisions, milestones, people
    with django_assert_num_queries(10):
        client.get(network.get_absolute_url())
