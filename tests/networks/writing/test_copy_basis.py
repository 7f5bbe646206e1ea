"""Last year's decision basis as the beginning of this year's."""

import pytest

from dekom.core.errors import DomainError
from networks.actions import copy_basis
from networks.models import DecisionBasis, Measure
from tests.factories import (
    BasisContentFactory,
    CompetencePlanFactory,
    CostLineFactory,
    DecisionBasisFactory,
    MeasureFactory,
    OwnerFactory,
    PlanGoalFactory,
)
from tests.networks.writing.conftest import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(w):
    """Last year's basis of the same network: three measures, one of which ended, and texts."""
    round_ = w.basis.round
    basis = DecisionBasisFactory(
        network=w.basis.network, round__year=round_.year - 1, round__county=round_.county, round__scheme=round_.scheme
    )
    BasisContentFactory(
        basis=basis, process="Fjorårets møter.", teacher_education="Praksis.", under_frame_plan="I fjor."
    )
    plan = CompetencePlanFactory(network=basis.network)
    goal = PlanGoalFactory(plan=plan)
    type(plan).objects.update(status="adopted", adopted_on=w.now.date())
    one = MeasureFactory(basis=basis, order=1, title="Ett år", need="Et behov", target_groups=["ppt"])
    one.goals.add(goal)
    one.owners.add(w.owner, OwnerFactory())
    CostLineFactory(measure=one, order=1, label="Reise", amount=70_001, own_contribution=7, recipient=w.university)
    CostLineFactory(measure=one, order=2, label="Til andre", amount=2, recipient=OwnerFactory())
    MeasureFactory(basis=basis, order=2, title="Over", year_number=2, years_total=2)
    MeasureFactory(basis=basis, order=3, title="To av tre", year_number=1, years_total=3)
    DecisionBasis.objects.filter(pk=basis.pk).update(status="submitted", submitted_at=w.now, requested=70_003)
    return again(basis)


def copied(w, actor=None):
    return copy_basis.last_years(again(w.basis), actor=actor or w.coordinator, now=w.now)


def test_last_years_measures_come_after_what_is_written_and_texts_fill_what_is_empty(w, earlier):
    assert copied(w) == 2

    basis, content = again(w.basis), again(w.content)
    assert (content.process, content.teacher_education, content.under_frame_plan) == ("Møter.", "Praksis.", "")
    assert (content.coordination_amount, basis.copied_from) == (100_000, earlier)
    measures = list(basis.measures.values_list("order", "title", "year_number", "years_total"))
    assert measures == [(1, "Lesing", 1, 1), (2, "Ett år", 1, 1), (3, "To av tre", 2, 3)]
    one = basis.measures.get(order=2)
    assert (one.need, one.target_groups, one.saved_by, one.goals.count()) == ("Et behov", ["ppt"], w.coordinator, 1)
    assert [*one.owners.all()] == [w.owner], "whoever has left the network does not take part"
    lines = [*one.cost_lines.values_list("label", "amount", "own_contribution", "recipient")]
    assert lines == [("Reise", 70_001, 7, w.university.pk), ("Til andre", 2, 0, None)]
    assert basis.requested == 600_000 + 70_003
    with pytest.raises(DomainError, match="er kopiert fra før"):
        copied(w)
    assert Measure.objects.filter(basis=basis).count() == 3


def test_into_a_basis_that_nothing_is_written_in(w, earlier):
    w.content.delete()

    copied(w)

    assert w.basis.__class__.objects.get(pk=w.basis.pk).content.process == "Fjorårets møter."


def test_what_is_not_copied(w, earlier):
    with pytest.raises(DomainError, match="skriver ikke"):
        copied(w, actor=w.stranger)
    MeasureFactory.create_batch(38, basis=w.basis)
    with pytest.raises(DomainError, match="plass til 40"):
        copied(w)
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="submitted", submitted_at=w.now)
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="changes_requested", change_reason="Se her")
    with pytest.raises(DomainError):
        copied(w)
    assert w.basis.measures.count() == 39


def test_without_an_earlier_basis_there_is_nothing_to_copy(w):
    with pytest.raises(DomainError, match="ikke noe tidligere"):
        copied(w)


def test_the_button_is_there_once(w, earlier, client):
    client.force_login(w.leader)
    url = f"/decision-bases/{w.basis.pk}/measures/"
    assert [b'name="copy"' in client.get(page).content for page in (url, f"/decision-bases/{w.basis.pk}/")] == [
        True
    ] * 2

    response = client.post(url, {"copy": "1"}, follow=True)

    assert "2 tiltak er kopiert" in response.content.decode()
    assert b'name="copy"' not in response.content
    assert w.basis.measures.count() == 3


def test_measures_are_copied_where_no_texts_are(w, earlier):
    earlier.content.delete()

    assert copied(w) == 2
    assert (again(w.content).process, w.basis.measures.count()) == ("Møter.", 3)
