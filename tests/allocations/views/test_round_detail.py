"""The page of a round."""

import pytest
from django.urls import reverse

from allocations.enums import DecisionStatus
from allocations.models import Decision
from networks.enums import BasisStatus, ForumRole, RoleKind
from networks.models import DecisionBasis, Network
from tests.factories import (
    BudgetFactory,
    CoordinationExtraFactory,
    DecisionBasisFactory,
    DecisionFactory,
    FrameAdoptionFactory,
    FrameFactory,
    NetworkFactory,
    RoundFactory,
    decide,
    person,
)


def page_of(client, user, round_, **query):
    client.force_login(user)
    return client.get(reverse("round_detail", args=[round_.pk]), query)


def networks_shown(response):
    return [row.standing.network.short_name for row in response.context["rows"]]


def test_every_krone_is_found(client, secretary, the_round):
    CoordinationExtraFactory(budget=the_round.budget, network=Network.objects.first(), amount=5)

    response = page_of(client, secretary, the_round)

    shown = response.context["sum"]
    amounts = [(part["key"], part["amount"]) for part in shown.parts]
    assert amounts == [("net", 255), ("coord", 105), ("uh", 100), ("common", 20), ("res", 30), ("left", 9_490)]
    assert (shown.total, shown.over, sum(amount for _, amount in amounts)) == (10_000, 0, 10_000)
    assert [figure["value"] for figure in response.context["figures"]] == [
        "10\u00a0000",
        "360",
        "100",
        "50",
        "9\u00a0490",
    ]
    assert "Adds up to the krone" in response.text
    assert response.context["way"].source.amount == 10_000


def test_too_much_is_distributed(client, secretary, make_round):
    round_ = make_round(1)
    round_.budget.appropriation = 329
    round_.budget.save()

    response = page_of(client, secretary, round_)

    assert response.context["sum"].over == 1
    assert "1\u00a0kr too much is distributed" in response.text
    assert response.context["way"] is None


def test_a_row_tells_what_a_network_asks_for_and_gets(client, secretary, the_round):
    response = page_of(client, secretary, the_round)

    standing = response.context["rows"][0].standing
    assert (standing.frame, standing.requested, standing.difference) == (200, 150, -50)
    assert (standing.recommended, standing.decided, standing.remark) == (180, None, "A remark")
    assert standing.state == ("todo", "Decision not started")
    assert response.context["sums"] == {
        "frame": 400,
        "requested": 300,
        "in_draft": None,
        "difference": -100,
        "not_requested": 0,
        "recommended": 360,
        "decided": None,
    }


def test_only_the_newest_frames_count(client, secretary, the_round):
    adoption = FrameAdoptionFactory(round=the_round, version=2)
    for network in Network.objects.all():
        FrameFactory(adoption=adoption, network=network, amount=210)

    assert page_of(client, secretary, the_round).context["sums"]["frame"] == 420


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, ("todo", "Decision not started")),
        ({"decided": 1}, ("work", "Decision being prepared")),
        ({"decided": 1, "status": DecisionStatus.APPROVED}, ("done", "Decision approved")),
        ({"decided": 1, "status": DecisionStatus.ISSUED}, ("done", "Decision issued")),
    ],
)
def test_the_state_is_the_decisions(client, secretary, county, fields, state):
    decision = DecisionFactory(round=RoundFactory(county=county), **fields)

    [row] = page_of(client, secretary, decision.round).context["rows"]

    assert row.standing.state == state


def test_a_prepared_decision_awaits_approval(client, secretary, county):
    decision = DecisionFactory(round=RoundFactory(county=county), decided=1, prepared_by=secretary)

    [row] = page_of(client, secretary, decision.round).context["rows"]

    assert row.standing.state == ("ready", "Decision awaits approval")


def test_what_is_decided_goes_before_what_was_recommended(client, secretary, county):
    round_ = RoundFactory(county=county)
    BudgetFactory(round=round_, appropriation=1_000)
    DecisionFactory(round=round_, recommended=300, decided=290, status=DecisionStatus.APPROVED)

    response = page_of(client, secretary, round_)

    assert response.context["page"].stage == "decided"
    assert response.context["page"].balance.networks == 290


def test_amounts_at_different_stages_are_called_neither(client, secretary, the_round):
    first = Decision.objects.first()
    Decision.objects.filter(pk=first.pk).update(recommended=None)

    assert page_of(client, secretary, the_round).context["page"].stage == "mixed"


@pytest.mark.parametrize(
    ("forum_role", "word"), [(ForumRole.RECOMMENDS, "Recommended"), (ForumRole.GIVES_INPUT, "Proposed")]
)
def test_the_regime_says_what_the_amount_is_called(client, secretary, make_round, forum_role, word):
    response = page_of(client, secretary, make_round(forum_role=forum_role))

    assert response.context["recommended_word"] == word
    assert response.context["figures"][1]["label"] == f"{word} for the networks"


def test_held_payouts_are_told(client, secretary, the_round):
    held = Decision.objects.first()
    held.payout_held, held.release_condition = True, "A talk with the university"
    held.save()

    response = page_of(client, secretary, the_round)

    assert [standing.decision for standing in response.context["page"].held] == [held]
    assert "A talk with the university" in response.text


def test_filters(client, secretary, the_round):
    first, second = DecisionBasis.objects.order_by("network__name")
    DecisionBasis.objects.filter(pk=first.pk).update(requested=201)
    Decision.objects.filter(network=second.network).update(decided=1)
    over, under = first.network.short_name, second.network.short_name

    assert networks_shown(page_of(client, secretary, the_round, frame="over")) == [over]
    assert networks_shown(page_of(client, secretary, the_round, frame="under")) == [under]
    assert networks_shown(page_of(client, secretary, the_round, frame="equal")) == []
    assert networks_shown(page_of(client, secretary, the_round, frame="sideways")) == [over, under]
    assert networks_shown(page_of(client, secretary, the_round, state="decision-under_way")) == [under]
    assert page_of(client, secretary, the_round, frame="over").context["sums"]["requested"] == 201


def test_norwegian_order(client, secretary, county):
    adoption = FrameAdoptionFactory(round=RoundFactory(county=county))
    for name in ("Kompetansenettverk Åfjord", "Kompetansenettverk Ørland", "Zet kompetansenettverk"):
        FrameFactory(adoption=adoption, network=NetworkFactory(county=county, name=name))

    assert networks_shown(page_of(client, secretary, adoption.round)) == ["Zet", "Ørland", "Åfjord"]


def test_a_leader_sees_frames_their_own_and_what_is_in_review(client, make_round):
    round_ = make_round(3, status=BasisStatus.SUBMITTED)
    own, reviewed, other = DecisionBasis.objects.order_by("network__name")
    DecisionBasis.objects.filter(pk=reviewed.pk).update(status=BasisStatus.IN_REVIEW)

    response = page_of(client, person(RoleKind.NETWORK_LEADER, network=own.network), round_)

    found = {row.standing.network: row.standing for row in response.context["rows"]}
    assert [found[basis.network].frame for basis in (own, reviewed, other)] == [200, 200, 200]
    assert [found[basis.network].requested for basis in (own, reviewed, other)] == [150, 150, None]
    assert found[other.network].state[0] == "lock"
    assert response.context["sums"]["requested"] is None
    assert not response.context["page"].sees_decisions


def test_an_owner_contact_sees_frames_and_their_own(client, the_round):
    own, other = DecisionBasis.objects.order_by("network__name")
    contact = person(RoleKind.OWNER_CONTACT, organisation=own.network.memberships.get().owner)

    response = page_of(client, contact, the_round)

    found = {row.standing.network: row.standing for row in response.context["rows"]}
    assert [found[basis.network].requested for basis in (own, other)] == [150, None]
    assert response.context["page"].balance.networks == 400


def test_the_payee_registrar_sees_adopted_frames_alone(client, county, the_round):
    response = page_of(client, person(RoleKind.PAYEE_REGISTRAR, county), the_round)

    assert response.context["sums"]["frame"] == 400
    assert not response.context["page"].sees_bases
    assert "A remark" not in response.text
    assert [row.standing.requested for row in response.context["rows"]] == [None, None]


def test_a_forum_member_sees_bases_in_review_and_decisions_once_issued(client, county, the_round):
    issued = decide(Decision.objects.first(), DecisionStatus.ISSUED)

    response = page_of(client, person(RoleKind.FORUM_MEMBER, county), the_round)

    decisions = [row.standing.decision for row in response.context["rows"]]
    assert [decision for decision in decisions if decision] == [issued]
    assert response.context["sums"]["requested"] == 300
    assert response.context["sums"]["recommended"] is None


def test_a_budget_without_frames_is_not_for_owners(client, county):
    round_ = RoundFactory(county=county)
    BudgetFactory(round=round_)

    response = page_of(client, person(RoleKind.OWNER_CONTACT, county), round_)

    assert (response.context["figures"], response.context["sum"], response.context["way"]) == ([], None, None)


def test_the_sum_of_the_difference_is_that_of_the_sums_and_drafts_are_told(client, secretary, make_round):
    round_ = make_round(3)
    Decision.objects.filter(round=round_).delete()
    _first, second, third = DecisionBasis.objects.order_by("network__name")
    for basis, requested in ((second, 70), (third, None)):
        network = basis.network
        basis.delete()
        DecisionBasisFactory(round=round_, network=network, requested=requested, status=BasisStatus.DRAFT)

    response = page_of(client, secretary, round_)

    sums = response.context["sums"]
    assert (sums["requested"], sums["frame"], sums["difference"], sums["in_draft"]) == (220, 600, -380, 70)
    differences = [row.standing.difference or 0 for row in response.context["rows"]]
    assert (sums["not_requested"], sum(differences) + sums["not_requested"]) == (-200, -380)
    assert "Of which in drafts 70" in response.text
    assert [row.standing.state for row in response.context["rows"]] == [
        ("ready", "In review"),
        ("work", "Draft"),
        ("todo", "Not started"),
    ]
    assert [row.standing.key for row in response.context["rows"]] == ["basis-in_review", "basis-draft", "none"]


def test_there_is_no_difference_without_frames(client, secretary, county):
    basis = DecisionBasisFactory(round=RoundFactory(county=county), requested=1)

    assert page_of(client, secretary, basis.round).context["sums"]["difference"] is None


@pytest.mark.parametrize(
    ("status", "kind", "ways"),
    [
        (DecisionStatus.APPROVED, RoleKind.SECRETARIAT, ["See decisions"]),
        (DecisionStatus.APPROVED, RoleKind.DECISION_MAKER, ["See decisions", "Issue letters"]),
        (DecisionStatus.ISSUED, RoleKind.SECRETARIAT, ["See decisions"]),
        (DecisionStatus.ISSUED, RoleKind.DECISION_MAKER, ["See decisions"]),
    ],
)
def test_the_main_button_follows_the_state(client, county, status, kind, ways):
    decision = DecisionFactory(round=RoundFactory(county=county), decided=1, status=status)

    page = page_of(client, person(kind, county, language="en"), decision.round).text

    verbs = ["Prepare decisions", "Approve decisions", "See decisions", "Issue letters"]
    assert [verb for verb in verbs if f'">{verb}</a>' in page] == ways


@pytest.mark.parametrize(
    ("kind", "verb"),
    [
        (RoleKind.SECRETARIAT, "Prepare decisions"),
        (RoleKind.DECISION_MAKER, "Approve decisions"),
        (RoleKind.AUDITOR, "See decisions"),
    ],
)
def test_the_way_to_the_decisions_is_called_what_one_does_there(client, county, the_round, kind, verb):
    response = page_of(client, person(kind, county, language="en"), the_round)

    assert f'href="{reverse("decision_list", args=[the_round.pk])}">{verb}</a>' in response.text


def test_who_may_not_follow_decisions_finds_no_way_there(client, county, the_round):
    response = page_of(client, person(RoleKind.FORUM_MEMBER, county), the_round)

    assert reverse("decision_list", args=[the_round.pk]) not in response.text


def test_an_empty_round_says_so(client, secretary, county):
    assert "No networks in the round yet" in page_of(client, secretary, RoundFactory(county=county)).text


def test_another_county_does_not_see_it(client, stranger_to_the_county, the_round):
    assert page_of(client, stranger_to_the_county, the_round).status_code == 404


def test_nobody_signed_in(client, the_round):
    url = reverse("round_detail", args=[the_round.pk])

    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_wrong_method(client, secretary, the_round):
    client.force_login(secretary)

    assert client.post(reverse("round_detail", args=[the_round.pk])).status_code == 405


@pytest.mark.parametrize("count", [11, 33])
def test_query_count_does_not_grow(client, secretary, make_round, count, django_assert_num_queries):
    round_ = make_round(count)
    client.force_login(secretary)

    with django_assert_num_queries(7):  # session, user, roles, round with budget, frames, bases, decisions
        response = client.get(reverse("round_detail", args=[round_.pk]))

    assert len(response.context["rows"]) == count
