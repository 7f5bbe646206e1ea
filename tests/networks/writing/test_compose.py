"""Measures and costs come and go, parts are marked, partners confirm."""

import pytest

from dekom.core.errors import DomainError
from dekom.core.kroner import parse_kroner
from networks.actions import compose
from networks.models import CostLine, DecisionBasis, Measure, PartMark
from networks.selectors.estimates import estimates, unconfirmed
from networks.services.cost_paste import PastedLine, PasteError, read_pasted
from tests.networks.writing.conftest import again

pytestmark = pytest.mark.django_db


def amount(text):
    return parse_kroner(text) if text else 0


def test_a_new_measure_has_all_the_networks_owners_and_an_empty_cost(w):
    made = compose.measure(w.basis, actor=w.coordinator, now=w.now)

    assert (made.order, made.saved_by) == (2, w.coordinator)
    assert [each.pk for each in made.owners.all()] == [w.owner.pk]
    assert made.cost_lines.count() == 1


def test_there_is_a_limit_to_measures_and_costs(w, monkeypatch):
    monkeypatch.setattr(compose, "MOST_MEASURES", 1)
    monkeypatch.setattr(compose, "MOST_LINES", 2)

    with pytest.raises(DomainError):
        compose.measure(w.basis, actor=w.leader, now=w.now)
    with pytest.raises(DomainError):
        compose.cost(w.basis, w.measure, actor=w.leader, now=w.now)


def test_a_removed_measure_takes_its_costs_along_and_the_others_close_up(w):
    later = compose.measure(w.basis, actor=w.leader, now=w.now)

    compose.without_measure(w.basis, w.measure, actor=w.leader)

    assert again(later).order == 1
    assert DecisionBasis.objects.get(pk=w.basis.pk).requested == 100_000
    history = Measure.pgh_event_model.objects.filter(title="Lesing")
    assert {each.pgh_label for each in history} == {"insert", "delete"}


def test_costs_come_and_go(w):
    line = compose.cost(w.basis, w.measure, actor=w.leader, now=w.now)
    compose.without_cost(w.basis, w.partner_line, actor=w.leader)

    assert line.order == 3
    assert DecisionBasis.objects.get(pk=w.basis.pk).requested == 300_000


def test_costs_are_pasted_from_a_spreadsheet(w):
    compose.cost(w.basis, w.measure, actor=w.leader, now=w.now)
    name = w.university.name
    text = f"Hva\tMottaker\tBeløp\tEgen\nSamling\t{name.upper()}\t1 200 000\t5 000\n\nReise\t\t3000\n"

    lines = compose.pasted(w.basis, w.measure, read_pasted(text, amount), actor=w.leader, now=w.now)

    assert [(each.label, each.recipient_id, each.amount, each.own_contribution) for each in lines] == [
        ("Samling", w.university.pk, 1_200_000, 5_000),
        ("Reise", None, 3_000, 0),
    ]
    assert CostLine.objects.filter(measure=w.measure).count() == 4, "the empty line made room"


def test_a_recipient_that_nobody_knows_is_named(w):
    with pytest.raises(DomainError, match="Hogwarts"):
        compose.pasted(w.basis, w.measure, [PastedLine("x", "Hogwarts", 1, 0)], actor=w.leader, now=w.now)


def test_pasted_lines_are_read_with_semicolons_too_and_a_bad_one_is_numbered():
    assert read_pasted("Samling;;1000;20", amount) == [PastedLine("Samling", "", 1000, 20)]
    with pytest.raises(PasteError) as caught:
        read_pasted("Samling;;1000\nReise;;1,5", amount)
    assert caught.value.number == 2
    with pytest.raises(PasteError) as without_amount:
        read_pasted("Samling;;1000\n\nReise", amount)
    assert without_amount.value.number == 3


def test_a_part_is_marked_once_and_can_be_unmarked(w):
    for actor in (w.partner, w.leader):
        compose.ready(w.basis, "needs", is_ready=True, actor=actor, now=w.now)
    compose.ready(w.basis, "measures", measure=w.measure.pk, is_ready=True, actor=w.partner, now=w.now)

    assert [mark.by for mark in PartMark.objects.order_by("pk")] == [w.partner, w.partner]
    compose.ready(w.basis, "needs", is_ready=False, actor=w.leader, now=w.now)
    assert [mark.part for mark in PartMark.objects.all()] == ["measures"]


def test_the_university_confirms_what_stands_for_it_until_it_changes(w):
    assert unconfirmed(estimates(w.basis)) == {w.university.name: 300_000}

    compose.estimate(w.basis, actor=w.partner, now=w.now)
    assert unconfirmed(estimates(w.basis)) == {}
    CostLine.objects.filter(pk=w.partner_line.pk).update(amount=1)

    assert unconfirmed(estimates(w.basis)) == {w.university.name: 1}
    with pytest.raises(DomainError):
        compose.estimate(w.basis, actor=w.leader, now=w.now)
