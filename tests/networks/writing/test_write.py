"""Writing field by field: nobody overwrites what they have not seen, and what is locked stays."""

import pytest
from django.core.exceptions import ValidationError

from dekom.core.errors import DomainError
from networks.actions import write
from networks.models import BasisContent, ChangeRequest, CompetencePlan, DecisionBasis, Measure
from networks.selectors.basis_draft import bases_with_all, draft_of
from networks.selectors.basis_snapshot import snapshot
from networks.services.basis_rules import Code
from networks.services.places import Place, read_place
from networks.views.basis.fields import Maker
from tests.factories import DecisionBasisFactory, NeedFactory, NeedsReportFactory, OwnerFactory, PlanGoalFactory
from tests.networks.writing.conftest import again

pytestmark = pytest.mark.django_db
NEEDS = read_place("basis-needs")


def put(w, key, base, value, actor=None):
    return write.field(w.basis, read_place(key), base=base, value=value, actor=actor or w.coordinator, now=w.now)


def tick(w, field, value, *, chosen, pk=None):
    place = Place("measure", pk or w.measure.pk, field)
    write.choice(w.basis, place, value=value, chosen=chosen, actor=w.coordinator, now=w.now)


def ask(w, part, measure=None):
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="submitted", submitted_at=w.now)
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="changes_requested", change_reason="Se her")
    ChangeRequest.objects.create(
        basis=w.basis, part=part, measure=measure, reason="Se her", asked_by=w.secretary, asked_at=w.now
    )


def test_a_text_is_taken_if_the_field_still_holds_what_the_writer_saw(w):
    assert put(w, "basis-needs", "Behov.", "Nye behov.\r\nOg flere.") == "Nye behov.\nOg flere."

    content = again(w.content)
    assert (content.needs, content.saved_by, content.saved_at) == ("Nye behov.\nOg flere.", w.coordinator, w.now)
    assert content.saved_on_behalf is False


def test_a_text_that_somebody_else_has_changed_is_not_overwritten(w):
    put(w, "basis-needs", "Behov.", "Koordinatorens", actor=w.coordinator)

    with pytest.raises(write.ConflictError) as caught:
        put(w, "basis-needs", "Behov.", "Lederens", actor=w.leader)

    assert (caught.value.row.needs, caught.value.row.saved_by) == ("Koordinatorens", w.coordinator)
    assert again(w.content).needs == "Koordinatorens"


def test_the_same_text_from_two_sides_is_no_conflict(w):
    put(w, "basis-needs", "Behov.", "Likt")

    assert put(w, "basis-needs", "Behov.", "Likt", actor=w.leader) == "Likt"


def test_what_the_secretariat_writes_is_marked_as_on_behalf(w):
    put(w, "basis-needs", "Behov.", "På papir", actor=w.secretary)

    assert (again(w.content).saved_by, w.content.saved_on_behalf) == (w.secretary, True)


def test_a_basis_without_content_gets_it_at_the_first_word(w):
    BasisContent.objects.all().delete()

    put(w, "basis-process", "", "Først")

    assert BasisContent.objects.get(basis=w.basis).process == "Først"


@pytest.mark.parametrize("who", ["stranger", "owner"])
def test_others_do_not_write(w, who):
    with pytest.raises(DomainError):
        put(w, "basis-needs", "Behov.", "Min", actor=w.stranger)

    assert again(w.content).needs == "Behov."


def test_amounts_choices_and_years_are_read_or_refused(w):
    line, measure = w.network_line, w.measure
    assert put(w, f"cost-{line.pk}-amount", "200 000", "1 200 000 kr") == 1_200_000
    assert put(w, f"cost-{line.pk}-own_contribution", "10", "") == 0
    assert put(w, f"cost-{line.pk}-kind", "other", "travel") == "travel"
    assert put(w, f"cost-{line.pk}-recipient", "", str(w.university.pk)) == w.university.pk
    assert put(w, f"cost-{line.pk}-recipient", str(w.university.pk), "") is None
    assert put(w, f"cost-{line.pk}-label", "Samlinger", "To\nlinjer") == "To linjer"
    assert put(w, f"measure-{measure.pk}-years_total", "1", "3") == 3
    assert put(w, f"measure-{measure.pk}-year_number", "1", "2") == 2
    assert put(w, f"measure-{measure.pk}-partner_role", "", "subject_expert") == "subject_expert"
    assert put(w, "basis-coordination_amount", "100 000", "") is None
    assert DecisionBasis.objects.get(pk=w.basis.pk).requested == 1_500_000


@pytest.mark.parametrize(
    ("field", "base", "value"),
    [
        ("cost-{line}-amount", "200 000", "1.200"),
        ("cost-{line}-kind", "other", "party"),
        ("cost-{line}-recipient", "", "999999"),
        ("cost-{line}-recipient", "", "x"),
        ("measure-{measure}-partner", "", "999999"),
        ("measure-{measure}-year_number", "1", "2"),
        ("measure-{measure}-years_total", "1", "0"),
        ("measure-{measure}-title", "Lesing", "x" * 201),
        ("basis-needs", "Behov.", "x" * 20_001),
    ],
)
def test_what_can_not_be_read_is_refused_in_words(w, field, base, value):
    with pytest.raises(ValidationError):
        put(w, field.format(line=w.network_line.pk, measure=w.measure.pk), base, value)


@pytest.mark.parametrize("key", ["basis-status", "measure-1-basis", "cost-1-measure", "basis-owners"])
def test_other_fields_can_not_be_written(w, key):
    with pytest.raises(LookupError):
        put(w, key, "", "x")


@pytest.mark.parametrize("key", ["basis", "measure-x-title", "cost-0-amount", "report-1-x", "basis-1-needs"])
def test_other_addresses_are_none(key):
    with pytest.raises(ValueError, match=key):
        read_place(key)


def test_a_row_of_another_document_is_not_found(w):
    other = DecisionBasisFactory()

    with pytest.raises(LookupError):
        write.field(
            w.basis, Place("measure", other.pk + 10_000, "title"), base="", value="x", actor=w.leader, now=w.now
        )


def test_each_choice_is_by_itself(w):
    tick(w, "target_groups", "school", chosen=True)
    tick(w, "target_groups", "kindergarten", chosen=True)
    tick(w, "target_groups", "ppt", chosen=True)
    tick(w, "target_groups", "school", chosen=False)
    tick(w, "owners", str(w.owner.pk), chosen=True)
    tick(w, "owners", str(w.owner.pk), chosen=True)

    measure = again(w.measure)
    assert measure.target_groups == ["kindergarten", "ppt"]
    assert [each.pk for each in measure.owners.all()] == [w.owner.pk]
    tick(w, "owners", str(w.owner.pk), chosen=False)
    assert measure.owners.count() == 0


def test_a_measure_answers_needs_that_the_owners_have_reported(w):
    report = NeedsReportFactory(round=w.basis.round, network=w.basis.network, owner=w.owner, status="submitted")
    need = NeedFactory(report=report, order=1, text="Flere leser ikke.")
    other = NeedFactory(text="Et annet sted")

    for _twice in range(2):
        tick(w, "needs", str(need.pk), chosen=True)
    for value in (str(other.pk), "x"):
        with pytest.raises(LookupError):
            tick(w, "needs", value, chosen=True)

    assert [str(each) for each in w.measure.needs.all()] == ["Flere leser ikke."]
    tick(w, "needs", str(need.pk), chosen=False)
    assert w.measure.needs.count() == 0


def test_a_measure_serves_goals_of_the_plan_in_force(w):
    first = PlanGoalFactory(plan__network=w.basis.network, text="Alle leser")
    other = PlanGoalFactory(text="Et annet nettverks mål")
    with pytest.raises(LookupError):
        tick(w, "goals", str(first.pk), chosen=True)  # the plan is a draft
    CompetencePlan.objects.update(status="adopted", adopted_on=w.now.date())

    def told():
        draft = draft_of(bases_with_all(DecisionBasis.objects.filter(pk=w.basis.pk)).get(), w.now.date())
        return [(finding.code, finding.field) for finding in draft.problems if finding.measure], draft

    assert told()[0] == [(Code.NO_GOAL, "goals")]
    for _twice in range(2):
        tick(w, "goals", str(first.pk), chosen=True)
    for value in (str(other.pk), "x"):
        with pytest.raises(LookupError):
            tick(w, "goals", value, chosen=True)

    found, draft = told()
    assert found == []
    assert snapshot(draft)["measures"][0]["goals"] == ["Alle leser"]
    assert [field.options for field in Maker(draft, [], []).measure(draft.measures[0], [], {}, [])
            if field.key.endswith("-goals")] == [[(str(first.pk), "Alle leser")]]  # fmt: skip
    tick(w, "goals", str(first.pk), chosen=False)
    assert told()[0] == [(Code.NO_GOAL, "goals")]


@pytest.mark.parametrize(
    ("field", "value", "pk"),
    [("owners", "x", None), ("target_groups", "x", None), ("title", "x", None), ("owners", "1", 99)],
)
def test_choices_that_are_none(w, field, value, pk):
    with pytest.raises(LookupError):
        tick(w, field, value, chosen=True, pk=pk)


def test_an_owner_outside_the_network_does_not_take_part(w):
    with pytest.raises(LookupError):
        tick(w, "owners", str(OwnerFactory().pk), chosen=True)


def test_a_submitted_document_is_locked(w):
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="submitted", submitted_at=w.now)

    for key, base in (("basis-needs", "Behov."), (f"measure-{w.measure.pk}-title", "Lesing")):
        with pytest.raises(DomainError):
            put(w, key, base, "Nytt")
    with pytest.raises(DomainError):
        put(w, f"cost-{w.network_line.pk}-amount", "200 000", "1")
    with pytest.raises(DomainError):
        tick(w, "target_groups", "school", chosen=True)


def test_only_the_parts_in_which_changes_are_asked_for_are_open(w):
    ask(w, "measures", w.measure)
    other = Measure.objects.create(basis=w.basis, order=2, title="Annet")

    put(w, f"measure-{w.measure.pk}-title", "Lesing", "Lesing 2")
    put(w, f"cost-{w.network_line.pk}-amount", "200 000", "1")
    put(w, "basis-under_frame_plan", "", "Forklart")
    for key, base in (("basis-needs", "Behov."), (f"measure-{other.pk}-title", "Annet")):
        with pytest.raises(DomainError):
            put(w, key, base, "Nytt")


def test_what_is_asked_for_is_the_same_read_with_the_basis_and_by_itself(w):
    ask(w, "measures", w.measure)
    with_all = bases_with_all(DecisionBasis.objects.all()).get(pk=w.basis.pk)

    found = [write.open_now(basis, w.leader) for basis in (with_all, again(w.basis))]

    assert [*map(set, found)] == [{("measures", w.measure.pk), ("leftover", None)}] * 2


def test_costs_are_locked_where_only_another_part_is_asked(w):
    ask(w, "needs")

    put(w, "basis-needs", "Behov.", "Nye")
    with pytest.raises(DomainError):
        put(w, f"cost-{w.network_line.pk}-amount", "200 000", "1")


def test_a_document_sent_back_as_a_whole_is_open(w):
    ask(w, "needs")
    ChangeRequest.objects.all().delete()

    assert put(w, f"cost-{w.network_line.pk}-amount", "200 000", "1") == 1
