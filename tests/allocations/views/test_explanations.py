"""The pages that explain what was adopted, the adoption's own page, and the ledger."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from allocations.actions.frames import adopt_key
from allocations.enums import KeyStatus
from allocations.models import AllocationKey, FrameAdoption
from networks.enums import BasisStatus, RoleKind
from networks.models import DecisionBasis
from tests.allocations.bench_rounds import expected, secretary, stored_key, stored_round
from tests.factories import FrameAdoptionFactory, FrameFactory, person

NOW = datetime(2027, 1, 8, 12, tzinfo=UTC)
DECISION = {"adopted_on": date(2027, 1, 8), "item_number": "1/27", "actor": None, "now": NOW}


@pytest.fixture
def round_(db):
    return stored_round()


@pytest.fixture
def key(round_):
    return stored_key(round_)


@pytest.fixture
def signed_in(client, round_):
    client.force_login(secretary(round_, language="en"))
    return client


def test_there_is_no_page_before_the_adoption(signed_in, round_, key):
    fosen = round_.county.networks.get(code="fosen")

    assert signed_in.get(reverse("frame_explanation", args=[round_.pk, fosen.pk])).status_code == 404
    assert signed_in.get(reverse("key_explanation", args=[round_.pk])).status_code == 404


@pytest.mark.parametrize("code", ["fosen", "vaernes"])
def test_everybody_in_the_county_reads_how_a_frame_came_about(client, round_, key, code):
    adopt_key(key, seen=0, **DECISION)
    network = round_.county.networks.get(code=code)
    client.force_login(person(RoleKind.NETWORK_LEADER, network=network, language="en"))

    response = client.get(reverse("frame_explanation", args=[round_.pk, network.pk]))

    explained = response.context["explained"]
    assert explained.lines[-1].value == f"{expected()[code]:,}".replace(",", "\u00a0")
    assert explained.pool[0].value == "27\u00a0200\u00a0000"
    assert "Samarbeidsforum 8. januar 2027, sak 1/27" in response.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"max_rise_percent": "4.5", "max_fall_percent": "2.5"},
        {"unit": 1000, "max_fall_percent": None},
        {"weights": {}, "base_grant": 2_280_000, "max_fall_percent": None},
    ],
    ids=["ceiling", "unit", "nothing to weigh"],
)
def test_every_way_to_a_frame_can_be_told(signed_in, round_, changes):
    adoption = adopt_key(stored_key(round_, **changes), seen=0, **DECISION)

    for frame in adoption.frames.all():
        response = signed_in.get(reverse("frame_explanation", args=[round_.pk, frame.network_id]))
        assert response.context["explained"].lines[-1].value == f"{frame.amount:,}".replace(",", "\u00a0")
    assert signed_in.get(reverse("key_explanation", args=[round_.pk])).context["sentences"]


def test_frames_without_a_kept_computation_say_so(signed_in, round_):
    frame = FrameFactory(adoption=FrameAdoptionFactory(round=round_), network=round_.county.networks.first())

    page = signed_in.get(reverse("frame_explanation", args=[round_.pk, frame.network_id]))
    key_page = signed_in.get(reverse("key_explanation", args=[round_.pk]))

    assert page.context["explained"] is None
    assert key_page.context["sentences"] == []


def test_adopting_on_the_page_and_changing_it_with_a_reason(signed_in, round_, key):
    url = reverse("key_adopt", args=[key.pk])
    form = signed_in.get(url).context["form"]
    fields = {
        "adopted_on": "2027-01-08",
        "item_number": "1/27",
        **{name: form[name].value() for name in ("seen", "expected")},
    }
    first = signed_in.post(url, fields)
    DecisionBasis.objects.filter(round=round_, network__code="fosen").update(
        requested=1, status=BasisStatus.SUBMITTED, submitted_at=NOW
    )
    other = stored_key(round_, base_grant=400_000, name="Mer til de små")
    again = reverse("key_adopt", args=[other.pk])
    form = signed_in.get(again).context["form"]
    fields |= {name: form[name].value() for name in ("seen", "expected")}
    without = signed_in.post(again, fields)
    stale = signed_in.post(again, {**fields, "reason": "Nye tall", "seen": 0})
    second = signed_in.post(again, {**fields, "reason": "Nye tall"}, follow=True)

    key.refresh_from_db()
    assert first.url == reverse("key_explanation", args=[round_.pk])
    assert key.status == KeyStatus.ADOPTED
    assert "reason" in without.context["form"].errors
    assert stale.context["form"].non_field_errors()
    assert FrameAdoption.objects.count() == 2
    assert [basis.network.code for basis in second.context["flagged"]] == ["fosen"]
    assert second.context["versions"][0]["adoption"].reason == "Nye tall"


def test_a_scenario_without_a_solution_cannot_be_adopted(signed_in, round_):
    stuck = stored_key(round_, base_grant=3_000_000)

    response = signed_in.get(reverse("key_adopt", args=[stuck.pk]))

    assert response.status_code == 302


def test_moves_from_the_page(signed_in, round_, key):
    made = signed_in.post(f"{reverse('key_new', args=[round_.pk])}?like={key.pk}", {"name": "Kopi"})
    nameless = signed_in.post(reverse("key_new", args=[round_.pk]), {"name": ""})
    copy = AllocationKey.objects.get(name="Kopi")
    for name, status in (("key_propose", "proposed"), ("key_take_back", "draft")):
        signed_in.post(reverse(name, args=[copy.pk]))
        copy.refresh_from_db()
        assert copy.status == status
    page = signed_in.get(made.url).content.decode()
    removed = signed_in.post(reverse("key_remove", args=[copy.pk]))

    assert page.index('<details class="dk-confirm">') < page.index(reverse("key_remove", args=[copy.pk]))
    assert "«Kopi» and the numbers in it go away. It can't be undone." in page
    assert made.url.endswith(f"?key={copy.pk}")
    assert nameless.status_code == 200
    assert copy.base_grant == key.base_grant
    assert removed.url == reverse("workbench", args=[round_.pk])
    assert not AllocationKey.objects.filter(pk=copy.pk).exists()


def test_the_papers_are_files(signed_in, key):
    pdf = signed_in.get(reverse("key_pdf", args=[key.pk]))

    assert pdf.content.startswith(b"%PDF-")


@pytest.mark.parametrize("on", ["2027-01-07", "2027-01-08", "2027-02-01", "nonsense", "2027-13-45"])
def test_every_krone_has_a_place_on_any_day(signed_in, round_, key, on):
    adopt_key(key, seen=0, **DECISION)
    DecisionBasis.objects.filter(round=round_, network__code="fosen").update(
        requested=1_000_000, status=BasisStatus.SUBMITTED, submitted_at=datetime(2027, 1, 20, 12, tzinfo=UTC)
    )

    response = signed_in.get(f"{reverse('ledger', args=[round_.pk])}?on={on}")

    assert response.context["total"] == 27_200_000
    assert sum(line["amount"] for line in response.context["lines"]) == 27_200_000
    if on == "2027-02-01":
        assert response.context["leftover"] == 400_400


def test_a_ledger_that_is_overdrawn_says_by_how_much(signed_in, round_, key):
    adopt_key(key, seen=0, **DECISION)
    round_.budget.appropriation = 20_000_000
    round_.budget.save()

    response = signed_in.get(f"{reverse('ledger', args=[round_.pk])}?on=2027-02-01")

    assert response.context["over"] > 0
