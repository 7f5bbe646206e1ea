"""The workbench: what is typed is computed, what is saved is stored, and nobody writes who may not."""

import pytest
from django.urls import reverse

from allocations.actions import keys
from allocations.enums import KeyStatus
from allocations.models import AllocationKey, Budget
from networks.enums import RoleKind
from networks.models import HeadCount
from tests.allocations.bench_rounds import COUNTED_ON, secretary, stored_key, stored_round
from tests.factories import FrameAdoptionFactory, FrameFactory, RoundFactory, person

LIVE = {"HX-Request": "true"}


def typed(key, **changes):
    return {
        "key": key.pk,
        "name": key.name,
        "note": "",
        "base_grant": "400 000",
        "weight_kindergarten_children": "1,2",
        "weight_pupils": "1,0",
        "max_fall_percent": "8",
        "max_rise_percent": "",
        "unit": "1",
        "counted_on": COUNTED_ON.isoformat(),
        **changes,
    }


@pytest.fixture
def round_(db):
    return stored_round()


@pytest.fixture
def key(round_):
    return stored_key(round_)


@pytest.fixture
def url(round_):
    return reverse("workbench", args=[round_.pk])


@pytest.fixture
def signed_in(client, round_):
    client.force_login(secretary(round_, language="en"))
    return client


def frames_of(response):
    frames = response.context["told"].frames
    return {frame.code: frame.frame for frame in frames.networks} if frames else None


def test_shows_the_example_to_the_krone(signed_in, key, url):
    response = signed_in.get(url)

    assert frames_of(response)["fosen"] == 1_400_400
    assert "1\u00a0400\u00a0400" in response.content.decode()
    assert "3.25" in response.content.decode()
    assert response.context["explained"].sentence.startswith(
        "Fosen: 100\u00a0000 coordination + 250\u00a0000 base grant"
    )


def test_what_is_typed_is_computed_and_not_stored(signed_in, key, url):
    response = signed_in.post(url, typed(key), headers=LIVE)

    key.refresh_from_db()
    assert frames_of(response)["fosen"] == 1_474_132
    assert response.context["changed"] is True
    assert "<html" not in response.content.decode()
    assert key.base_grant == 250_000


def test_a_head_count_that_changes_is_computed_with_at_the_next_move(signed_in, key, url):
    before = frames_of(signed_in.post(url, typed(key), headers=LIVE))
    HeadCount.objects.filter(network__code="fosen", category="pupils").update(number=9_000)

    after = frames_of(signed_in.post(url, typed(key), headers=LIVE))

    assert after["fosen"] > before["fosen"]
    assert sum(after.values()) == sum(before.values())


def test_the_words_of_the_rows_are_in_the_language_of_the_reader(client, round_, key, url):
    words = {}
    for language in ("en", "nb"):
        client.force_login(secretary(round_, language=language))
        words[language] = "Guarantee" in client.post(url, typed(key), headers=LIVE).content.decode()

    assert words == {"en": True, "nb": False}


def test_what_is_saved_is_stored(signed_in, key, url):
    response = signed_in.post(
        url,
        typed(
            key,
            save="1",
            appropriation="30 000 000",
            appropriation_source="Brev",
            grant_purpose=["PPT", "Nytt", ""],
            grant_recipient=["PPT", "UH", ""],
            grant_amount=["200 000", "100 000", ""],
            extra_network=["fosen", ""],
            extra_amount=["50 000", ""],
            name="Ny nøkkel",
        ),
    )

    key.refresh_from_db()
    budget = Budget.objects.get()
    assert response.status_code == 302
    assert (key.name, key.base_grant, key.weights) == (
        "Ny nøkkel",
        400_000,
        {"kindergarten_children": 12, "pupils": 10},
    )
    assert (budget.appropriation, budget.appropriation_source, budget.reserve) == (30_000_000, "Brev", 500_000)
    assert list(budget.fixed_grants.values_list("purpose", "amount")) == [("PPT", 200_000), ("Nytt", 100_000)]
    assert list(budget.coordination_extras.values_list("network__code", "amount")) == [("fosen", 50_000)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("base_grant", "1,5"),
        ("weight_pupils", "mye"),
        ("weight_pupils", "1,25"),
        ("weight_pupils", "1001"),
        ("max_fall_percent", "101"),
        ("appropriation", "-5"),
        ("name", ""),
    ],
)
def test_what_cannot_be_read_is_said_kept_and_not_saved(signed_in, key, url, name, text):
    live = signed_in.post(url, typed(key, **{name: text}), headers=LIVE)
    saved = signed_in.post(url, typed(key, save="1", **{name: text}))

    key.refresh_from_db()
    assert list(live.context["errors"]) == [name]
    assert saved.status_code == 200
    assert f'value="{text}"' in saved.content.decode()
    assert key.base_grant == 250_000


def test_rows_that_say_too_little_are_errors(signed_in, key, url):
    fields = {"grant_purpose": [""], "grant_recipient": [""], "grant_amount": ["5"]}

    response = signed_in.post(url, typed(key, extra_network=[""], extra_amount=["5"], **fields), headers=LIVE)

    assert set(response.context["errors"]) == {"grant_purpose_0", "extra_network_0"}


def test_no_solution_says_by_how_much_and_where(signed_in, key, url):
    response = signed_in.post(url, typed(key, base_grant="3 000 000"), headers=LIVE)

    assert frames_of(response) is None
    assert "7\u00a0200\u00a0000" in response.context["problems"][0]
    assert "No solution" in response.content.decode()


def test_an_overspent_budget_is_red(signed_in, key, url):
    response = signed_in.post(url, typed(key, appropriation="1 000 000"), headers=LIVE)

    assert "2\u00a0200\u00a0000 too much" in response.content.decode()


def test_a_rounding_unit_shows_what_is_over(signed_in, key, url):
    response = signed_in.post(url, typed(key, unit="1000", appropriation="27 200 500"), headers=LIVE)

    assert response.context["sums"]["cells"][0]["remainder"] == "500"


def test_a_locked_key_is_not_typed_in(signed_in, round_, key, url):
    AllocationKey.objects.filter(pk=key.pk).update(status=KeyStatus.PROPOSED)

    response = signed_in.post(url, typed(key, save="1"))

    key.refresh_from_db()
    assert response.status_code == 302
    assert key.base_grant == 250_000


def test_who_is_too_late_is_told(signed_in, round_, key, url, monkeypatch):
    def stale(key, values):
        raise keys.StaleStateError("Somebody was first")

    monkeypatch.setattr(keys, "save", stale)

    response = signed_in.post(url, typed(key, save="1"), follow=True)

    assert "Somebody was first" in response.content.decode()


def test_a_second_tab_overwrites_nothing_and_keeps_what_is_typed(signed_in, key, url):
    seen = signed_in.get(url).context["budget_fields"]["seen"]
    signed_in.post(url, typed(key, save="1", appropriation="30 000 000", budget_seen=seen))

    late = signed_in.post(url, typed(key, save="1", appropriation="31 000 000", base_grant="1", budget_seen=seen))

    key.refresh_from_db()
    assert (Budget.objects.get().appropriation, key.base_grant) == (30_000_000, 400_000)
    assert "Somebody else has changed this budget" in late.content.decode()
    assert 'value="31 000 000"' in late.content.decode()


def test_a_budget_below_the_adopted_frames_is_refused_until_new_ones_are_announced(signed_in, round_, key, url):
    frame = FrameFactory(adoption=FrameAdoptionFactory(round=round_), network=round_.county.networks.first(), amount=9)
    less = {"appropriation": "8", "common_measures": "0", "reserve": "0", "grant_purpose": [], "grant_amount": [""]}

    refused = signed_in.post(url, typed(key, save="1", **less))
    taken = signed_in.post(url, typed(key, save="1", frames_follow="on", **less))

    assert frame.amount == 9
    assert "The budget lacks 1 kr" in refused.content.decode()
    assert 'name="frames_follow"' in refused.content.decode()
    assert (taken.status_code, Budget.objects.get().appropriation) == (302, 8)


def test_scenarios_side_by_side_are_chosen(signed_in, round_, key, url):
    others = [stored_key(round_, name=f"Scenario {number}") for number in (2, 3, 4)]

    two = signed_in.get(url)
    three = signed_in.post(url, typed(key, shown="1", **{"with": [key.pk, others[1].pk, others[2].pk]}), headers=LIVE)

    assert [each.letter for each in two.context["scenarios"]] == ["A", "B"]
    assert [each.letter for each in three.context["scenarios"]] == ["A", "C", "D"]


@pytest.mark.django_db
def test_a_round_without_anything(client):
    round_ = RoundFactory()
    client.force_login(secretary(round_))

    response = client.get(reverse("workbench", args=[round_.pk]))

    assert response.context["scenarios"] == []
    assert f'action="{reverse("key_new", args=[round_.pk])}"' in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "status"),
    [(RoleKind.AUDITOR, 200), (RoleKind.FORUM_MEMBER, 200), (RoleKind.NETWORK_LEADER, 403)],
)
def test_others_may_try_and_never_save(client, round_, key, url, kind, status):
    network = round_.county.networks.first() if kind == RoleKind.NETWORK_LEADER else None
    client.force_login(person(kind, round_.county, network=network))

    assert client.get(url).status_code == status
    assert client.post(url, typed(key), headers=LIVE).status_code == status
    assert client.post(url, typed(key, save="1")).status_code == 403


def test_strangers_see_nothing(client, url):
    client.force_login(person(RoleKind.SECRETARIAT))

    assert client.get(url).status_code == 404


def test_the_forum_sees_keys_from_proposed_on(client, round_, key, url):
    proposed = stored_key(round_, name="Lagt fram")
    AllocationKey.objects.filter(pk=proposed.pk).update(status=KeyStatus.PROPOSED)
    client.force_login(person(RoleKind.FORUM_MEMBER, round_.county))

    response = client.get(url)

    assert [each.key for each in response.context["scenarios"]] == [proposed]


@pytest.mark.parametrize("keys_count", [1, 3])
def test_query_count_does_not_grow(signed_in, round_, url, keys_count, django_assert_num_queries):
    made = [stored_key(round_) for _number in range(keys_count)]

    with django_assert_num_queries(5):  # session, user, roles, round, bench
        signed_in.post(url, typed(made[0]), headers=LIVE)
    with django_assert_num_queries(7):  # and the county, and the days of head counts
        signed_in.get(url)
