"""Scenarios: made, saved, proposed, taken back, removed; and what the database itself refuses."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, InternalError, transaction

from allocations.actions import keys
from allocations.enums import KeyStatus
from allocations.models import AllocationKey
from dekom.core.errors import DomainError, StaleStateError
from tests.allocations.bench_rounds import secretary, stored_key, stored_round
from tests.factories import RoundFactory

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
VALUES = {
    "name": "Ny",
    "note": "",
    "base_grant": 300_000,
    "weights": {"pupils": 10},
    "counted_on": None,
    "max_fall_percent": None,
    "max_rise_percent": None,
    "unit": 1000,
}


@pytest.mark.django_db
def test_a_new_scenario_is_empty_or_a_copy():
    round_ = RoundFactory()
    author = secretary(round_)

    first = keys.create(round_, name="A", author=author)
    keys.save(first, VALUES)
    copy = keys.create(round_, name="B", author=author, like=AllocationKey.objects.get(pk=first.pk))

    assert (first.version, copy.version, copy.author) == (1, 2, author)
    assert (copy.base_grant, copy.weights, copy.unit, copy.name) == (300_000, {"pupils": 10}, 1000, "B")


@pytest.mark.django_db
def test_a_proposed_scenario_is_locked_until_it_is_taken_back():
    round_ = stored_round()
    key = stored_key(round_)

    keys.propose(key, now=NOW)
    key.refresh_from_db()
    with pytest.raises(StaleStateError):
        keys.save(key, VALUES)
    with pytest.raises(StaleStateError):
        keys.remove(key)
    with pytest.raises(InternalError), transaction.atomic():
        AllocationKey.objects.filter(pk=key.pk).update(base_grant=1)
    proposed_at = key.proposed_at
    keys.take_back(key)
    key.refresh_from_db()
    keys.save(key, VALUES)

    assert proposed_at == NOW
    assert (key.status, key.proposed_at) == (KeyStatus.DRAFT, None)


@pytest.mark.django_db
def test_one_scenario_is_proposed_at_a_time():
    round_ = stored_round()
    first, second = stored_key(round_), stored_key(round_)
    keys.propose(first, now=NOW)

    with pytest.raises(DomainError):
        keys.propose(second, now=NOW)
    with pytest.raises(IntegrityError, match="allocation_key_one_is_proposed"), transaction.atomic():
        AllocationKey.objects.filter(pk=second.pk).update(status=KeyStatus.PROPOSED)


@pytest.mark.django_db
def test_a_scenario_without_counts_or_solution_is_not_proposed():
    round_ = stored_round()
    key = stored_key(round_, counted_on=None)

    with pytest.raises(DomainError) as refused:
        keys.propose(key, now=NOW)

    assert len(refused.value.messages) == 2


@pytest.mark.django_db
def test_who_comes_second_is_told():
    round_ = stored_round()
    key = stored_key(round_)
    seen_by_both = AllocationKey.objects.get(pk=key.pk)
    keys.propose(key, now=NOW)

    with pytest.raises(StaleStateError):
        keys.propose(seen_by_both, now=NOW)


@pytest.mark.django_db
def test_a_draft_can_be_removed():
    key = stored_key(RoundFactory())

    keys.remove(key)

    assert not AllocationKey.objects.exists()


@pytest.mark.django_db
def test_an_adopted_scenario_stays():
    key = stored_key(RoundFactory())
    AllocationKey.objects.filter(pk=key.pk).update(status=KeyStatus.ADOPTED)

    with pytest.raises(InternalError), transaction.atomic():
        AllocationKey.objects.filter(pk=key.pk).update(name="Another")
    with pytest.raises(InternalError), transaction.atomic():
        AllocationKey.objects.filter(pk=key.pk).delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"max_fall_percent": 101}, "allocation_key_fall_is_a_percentage"),
        ({"max_rise_percent": -1}, "allocation_key_rise_is_positive"),
        ({"unit": 0}, "allocation_key_unit_is_a_krone_or_more"),
    ],
)
def test_the_database_keeps_numbers_true(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        stored_key(RoundFactory(), **changes)
