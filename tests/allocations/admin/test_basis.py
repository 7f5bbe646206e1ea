"""Decision bases in the admin: sums, filters, moves with a confirmation, what can be written when."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dekom.core.models import OutboxMail
from networks.enums import BasisStatus, RoleKind
from networks.models import DecisionBasis
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:networks_decisionbasis_changelist")


@pytest.fixture
def round_():
    return factories.RoundFactory()


@pytest.fixture
def secretary(client, round_):
    person = factories.person(RoleKind.SECRETARIAT, round_.county, language="en")
    client.force_login(person)
    return person


@pytest.fixture
def three(round_):
    """Under, equal and over, as in the round of 2025."""
    amounts = [("Værnesregionen", 793_881, 630_000), ("Fosen", 643_042, 643_042), ("Indre Namdal", 379_221, 380_009)]
    return [
        factories.DecisionBasisFactory(
            round=round_,
            network__name=name,
            frame=frame,
            requested=requested,
            status=BasisStatus.SUBMITTED,
        )
        for name, frame, requested in amounts
    ]


def ask(client, action, bases, **answer):
    rows = {"_selected_action": [basis.pk for basis in bases], "action": action}
    if answer:
        rows |= {"confirmed": 1} | {f"version_{basis.pk}": basis.version for basis in bases}
    return client.post(LIST, rows | answer, follow=bool(answer))


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_the_sums_are_of_all_rows(client, secretary, three):
    factories.DecisionFactory(round=three[0].round, network=three[0].network, recommended=793_881)
    factories.DecisionBasisFactory(frame=1_000_000)  # another county's

    response = client.get(LIST, {"round": three[0].round_id})

    cells = [cell.replace("\u00a0", " ") for cell in response.context["cl"].sum_cells()]
    assert cells == ["", "1 816 144", "1 653 051", "−163 093", "793 881", "", ""]


@pytest.mark.parametrize(
    ("against", "names"), [("under", ["Værnesregionen"]), ("equal", ["Fosen"]), ("over", ["Indre Namdal"])]
)
def test_the_list_is_held_against_the_frame(client, secretary, three, against, names):
    response = client.get(LIST, {"against": against})

    assert [basis.network.name for basis in response.context["cl"].result_list] == names


def test_the_list_is_narrowed_to_a_partners_networks(client, secretary, three):
    partnership = factories.PartnershipFactory(network=three[1].network)

    response = client.get(LIST, {"partner": partnership.partner_id})

    assert [basis.pk for basis in response.context["cl"].result_list] == [three[1].pk]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_more_rows(client, secretary, round_, count, django_assert_num_queries):
    for basis in factories.DecisionBasisFactory.create_batch(count, round=round_, frame=100_000, requested=90_000):
        factories.DecisionFactory(round=round_, network=basis.network, recommended=100_000)
        factories.PartnershipFactory(network=basis.network)

    with django_assert_num_queries(13):
        response = client.get(LIST)

    assert response.context["cl"].result_count == count


def test_the_rows_come_as_a_spreadsheet(client, secretary, three):
    response = client.get(reverse("admin:networks_decisionbasis_spreadsheet"), {"round": three[0].round_id})

    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert rows[0][:5] == ("Network", "State", "Frame", "Requested", "Difference")
    assert [row[:5] for row in rows[1:]] == [
        ("Fosen", "Submitted", 643_042, 643_042, 0),
        ("Indre Namdal", "Submitted", 379_221, 380_009, 788),
        ("Værnesregionen", "Submitted", 793_881, 630_000, -163_881),
    ]


def test_a_move_asks_first(client, secretary, three):
    response = ask(client, "take_into_review", three[:2])

    assert [row.pk for row in response.context["rows"]] == [three[1].pk, three[0].pk]
    assert set(DecisionBasis.objects.values_list("status", flat=True)) == {BasisStatus.SUBMITTED}


def test_bases_are_taken_into_review(client, secretary, three):
    response = ask(client, "take_into_review", three[:2], sure="yes")

    moved = [DecisionBasis.objects.get(pk=basis.pk).status for basis in three]
    assert moved == [BasisStatus.IN_REVIEW, BasisStatus.IN_REVIEW, BasisStatus.SUBMITTED]
    assert told(response) == ["Take into review: Done for 2 rows."]


def test_a_basis_goes_back_with_its_reason(client, secretary, three):
    leader = factories.person(RoleKind.NETWORK_LEADER, network=three[0].network)

    ask(client, "send_back", three[:1], reason="The plan is missing.")

    basis = DecisionBasis.objects.get(pk=three[0].pk)
    assert (basis.status, basis.change_reason) == (BasisStatus.CHANGES_REQUESTED, "The plan is missing.")
    assert [mail.recipient for mail in OutboxMail.objects.all()] == [leader]


def test_a_basis_does_not_go_back_without_a_reason(client, secretary, three):
    response = ask(client, "send_back", three[:1], reason=" ")

    assert response.context["form"].errors == {"reason": ["This field is required."]}
    assert DecisionBasis.objects.get(pk=three[0].pk).status == BasisStatus.SUBMITTED


def test_what_somebody_moved_in_the_meantime_stays(client, secretary, three):
    three[0].version -= 1

    response = ask(client, "take_into_review", three[:1], sure="yes")

    assert DecisionBasis.objects.get(pk=three[0].pk).status == BasisStatus.SUBMITTED
    assert "Somebody else has changed this decision basis in the meantime." in told(response)[0]


def test_another_countys_basis_is_not_moved(client, secretary):
    other = factories.DecisionBasisFactory(status=BasisStatus.SUBMITTED)

    ask(client, "take_into_review", [other], sure="yes")

    assert DecisionBasis.objects.get(pk=other.pk).status == BasisStatus.SUBMITTED


@pytest.mark.parametrize("kind", [RoleKind.DECISION_MAKER, RoleKind.AUDITOR])
def test_readers_have_no_moves(client, three, kind):
    client.force_login(factories.person(kind, three[0].round.county))

    ask(client, "take_into_review", three[:1], sure="yes")

    assert DecisionBasis.objects.get(pk=three[0].pk).status == BasisStatus.SUBMITTED


def test_the_secretariat_submits_for_a_network(client, secretary, round_):
    basis = factories.DecisionBasisFactory(round=round_, requested=100_000)

    ask(client, "submit_for_network", [basis], sure="yes")

    assert DecisionBasis.objects.get(pk=basis.pk).status == BasisStatus.SUBMITTED


def test_the_amount_of_a_draft_is_written_as_people_write_amounts(client, secretary, round_):
    basis = factories.DecisionBasisFactory(round=round_)

    client.post(reverse("admin:networks_decisionbasis_change", args=[basis.pk]), {"requested": "1 200 000 kr"})

    assert DecisionBasis.objects.get(pk=basis.pk).requested == 1_200_000


def test_what_is_sent_back_keeps_an_amount(client, secretary, round_):
    """The rule involves the state, which is not on the form."""
    basis = factories.DecisionBasisFactory(round=round_, status=BasisStatus.CHANGES_REQUESTED)

    response = client.post(reverse("admin:networks_decisionbasis_change", args=[basis.pk]), {"requested": ""})

    assert response.context["adminform"].form.non_field_errors() == ["A submitted decision basis asks for an amount."]


def test_what_is_submitted_is_not_written(client, secretary, three):
    url = reverse("admin:networks_decisionbasis_change", args=[three[0].pk])

    response = client.post(url, {"requested": "1"})

    assert (response.status_code, DecisionBasis.objects.get(pk=three[0].pk).requested) == (403, 630_000)


def test_a_network_of_another_county_is_refused(client, round_):
    client.force_login(factories.UserFactory(is_superuser=True, language="en"))
    network = factories.NetworkFactory()

    response = client.post(
        reverse("admin:networks_decisionbasis_add"), {"round": round_.pk, "network": network.pk, "requested": ""}
    )

    assert response.context["adminform"].form.non_field_errors() == [
        "What you have chosen belongs to different counties."
    ]
