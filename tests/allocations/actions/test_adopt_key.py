"""Adopting a scenario: whole or not at all, with its own copy of what it was computed from."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from allocations.actions.frames import adopt, adopt_key
from allocations.enums import KeyStatus
from allocations.models import AllocationKey, Frame, FrameAdoption
from allocations.selectors.adoptions import differences, flagged
from allocations.services.frames import compute_frames
from allocations.services.stored import round_from_json
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from networks.enums import BasisStatus, RoleKind
from networks.models import DecisionBasis, HeadCount
from tests.allocations.bench_rounds import DECIDED_ON, expected, secretary, stored_key, stored_round
from tests.factories import DecisionBasisFactory, person

NOW = datetime(2027, 1, 8, 12, tzinfo=UTC)
DECISION = {"adopted_on": DECIDED_ON, "item_number": "1/27", "now": NOW}


@pytest.mark.django_db
def test_frames_are_those_of_the_example_and_land_on_the_bases():
    round_ = stored_round()
    key = stored_key(round_)

    adoption = adopt_key(key, seen=0, actor=secretary(round_), **DECISION)

    frames = {frame.network.code: frame.amount for frame in adoption.frames.select_related("network")}
    bases = DecisionBasis.objects.filter(round=round_)
    key.refresh_from_db()
    assert frames == expected()
    assert {basis.network.code: basis.frame for basis in bases} == expected()
    assert {basis.status for basis in bases} == {BasisStatus.DRAFT}
    assert key.status == KeyStatus.ADOPTED
    assert adoption.source == "Samarbeidsforum 8. januar 2027, sak 1/27"
    assert adoption.inputs["sources"] == ["GSI"]


@pytest.mark.django_db
def test_what_is_kept_computes_the_same_whatever_the_counts_become():
    round_ = stored_round()
    adoption = adopt_key(stored_key(round_), seen=0, actor=None, **DECISION)
    HeadCount.objects.update(number=1)

    kept = {frame.network.code: frame.derivation for frame in adoption.frames.select_related("network")}
    again = compute_frames(round_from_json(adoption.inputs, kept))

    assert {frame.code: frame.frame for frame in again.networks} == expected()
    assert {frame.code: frame.line and frame.line.rank for frame in again.networks} == {
        code: derivation["line"] and derivation["line"]["rank"] for code, derivation in kept.items()
    }


@pytest.mark.django_db
def test_leaders_are_told_once_each_with_their_own_frame():
    round_ = stored_round()
    fosen = round_.county.networks.get(code="fosen")
    leader = person(RoleKind.NETWORK_LEADER, network=fosen, language="en")

    adopt_key(stored_key(round_), seen=0, actor=None, **DECISION)

    mail = OutboxMail.objects.get()
    assert mail.recipient == leader
    assert "1\u00a0400\u00a0400" in mail.body
    assert f"/rounds/{round_.pk}/networks/{fosen.pk}/frame/" in mail.body


@pytest.mark.django_db
def test_a_later_version_needs_a_reason_lists_what_differs_and_flags_what_is_submitted():
    round_ = stored_round()
    first = adopt_key(stored_key(round_), seen=0, actor=None, **DECISION)
    fosen = DecisionBasis.objects.get(round=round_, network__code="fosen")
    DecisionBasis.objects.filter(pk=fosen.pk).update(
        requested=1_400_400, status=BasisStatus.SUBMITTED, submitted_at=NOW
    )
    other = stored_key(
        round_, base_grant=400_000, weights={"kindergarten_children": 12, "pupils": 10}, max_fall_percent=8
    )

    with pytest.raises(DomainError):
        adopt_key(other, seen=1, actor=None, **DECISION)
    second = adopt_key(other, seen=1, reason="Nye barnetall", actor=None, **DECISION)

    changed = {each.network.code: (each.old, each.new) for each in differences(second)}
    fosen.refresh_from_db()
    gauldal = DecisionBasis.objects.get(round=round_, network__code="gauldal")
    assert (first.version, second.version) == (1, 2)
    assert differences(first) == []
    assert changed["fosen"] == (1_400_400, 1_474_132)
    assert changed["trondheim-malvik"] == (9_739_932, 9_336_135)
    assert fosen.frame == 1_400_400
    assert gauldal.frame == 2_096_228
    assert [basis.network.code for basis in flagged(round_)] == ["fosen"]


@pytest.mark.django_db
def test_nothing_is_written_where_there_is_no_solution_or_no_right():
    round_ = stored_round()
    stuck = stored_key(round_, max_fall_percent=0, base_grant=0, max_rise_percent=0)

    for key, actor in ((stuck, None), (stored_key(round_), person(RoleKind.AUDITOR, round_.county))):
        with pytest.raises(DomainError):
            adopt_key(key, seen=0, actor=actor, **DECISION)

    assert not FrameAdoption.objects.exists()
    assert not DecisionBasis.objects.exists()
    assert set(AllocationKey.objects.values_list("status", flat=True)) == {KeyStatus.DRAFT}


@pytest.mark.django_db
def test_other_numbers_than_those_on_the_screen_are_not_adopted():
    round_ = stored_round()
    key = stored_key(round_)
    HeadCount.objects.filter(network__code="fosen").update(number=5)

    with pytest.raises(StaleStateError):
        adopt_key(key, seen=0, expected="0123456789abcdef", actor=None, **DECISION)

    assert not Frame.objects.exists()


@pytest.mark.django_db
def test_a_basis_in_review_without_a_frame_gets_one():
    round_ = stored_round()
    basis = DecisionBasisFactory(
        round=round_, network=round_.county.networks.get(code="fosen"), status=BasisStatus.IN_REVIEW
    )

    adopt_key(stored_key(round_), seen=0, actor=None, **DECISION)

    basis.refresh_from_db()
    assert basis.frame == 1_400_400


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_adopt_different_keys_at_once_and_one_wins_whole():
    round_ = stored_round()
    keys = [stored_key(round_), stored_key(round_, name="Mer til de små", base_grant=400_000, max_fall_percent=8)]
    people = [secretary(round_), secretary(round_)]
    barrier, told = threading.Barrier(2), {}

    def adopt(place):
        try:
            barrier.wait(timeout=20)
            adoption = adopt_key(keys[place], seen=0, actor=people[place], **DECISION)
            told[place] = adoption.pk
        except StaleStateError as error:
            told[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    won = [place for place, outcome in told.items() if isinstance(outcome, int)]
    lost = [place for place, outcome in told.items() if isinstance(outcome, StaleStateError)]
    adoption = FrameAdoption.objects.get()
    statuses = dict(AllocationKey.objects.values_list("pk", "status"))
    assert (len(won), len(lost)) == (1, 1)
    assert adoption.key == keys[won[0]]
    assert sum(adoption.frames.values_list("amount", flat=True)) == 24_000_000
    assert statuses == {keys[won[0]].pk: KeyStatus.ADOPTED, keys[lost[0]].pk: KeyStatus.DRAFT}
    assert dict(DecisionBasis.objects.values_list("network", "frame")) == dict(
        adoption.frames.values_list("network", "amount")
    )


@pytest.mark.django_db
def test_amounts_that_do_not_sum_to_the_pool_are_not_written():
    round_ = stored_round()

    with pytest.raises(DomainError):
        adopt(round_, {round_.county.networks.get(code="fosen"): 5}, pool=6, source="Møtet")

    assert not Frame.objects.exists()


@pytest.mark.django_db
def test_a_scenario_that_is_gone_or_moved_is_not_adopted():
    round_ = stored_round()
    gone, moved = stored_key(round_), stored_key(round_)
    AllocationKey.objects.filter(pk=gone.pk).delete()
    AllocationKey.objects.filter(pk=moved.pk).update(status=KeyStatus.PROPOSED)

    for key in (gone, moved):
        with pytest.raises(StaleStateError):
            adopt_key(key, seen=0, actor=None, **DECISION)


@pytest.mark.django_db
def test_the_same_key_can_be_adopted_anew_and_only_those_whose_frame_changes_are_told():
    round_ = stored_round()
    for code in ("fosen", "trondheim-malvik"):
        person(RoleKind.NETWORK_LEADER, network=round_.county.networks.get(code=code))
    key = stored_key(round_)
    adopt_key(key, seen=0, actor=None, **DECISION)
    OutboxMail.objects.all().delete()
    key.refresh_from_db()
    round_.budget.reserve += 1_000  # what those at their guarantee do not feel
    round_.budget.save()

    second = adopt_key(key, seen=1, reason="Større reserve", actor=None, **DECISION)

    assert second.key == key
    assert "trondheim-malvik" in {each.network.code for each in differences(second)}
    assert [mail.recipient.roles.get().network.code for mail in OutboxMail.objects.all()] == ["trondheim-malvik"]


@pytest.mark.django_db
def test_without_dated_counts_the_source_is_empty():
    round_ = stored_round()

    adoption = adopt_key(
        stored_key(round_, counted_on=None, weights={}, base_grant=2_280_000, max_fall_percent=None),
        seen=0,
        actor=None,
        **DECISION,
    )

    assert (adoption.inputs["counted_on"], adoption.inputs["sources"]) == (None, [])
