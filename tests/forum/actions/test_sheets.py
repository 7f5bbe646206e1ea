"""Sheets are written field by field, nothing is lost, and what is handed in stays."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from allocations.models import LongTermPlan
from dekom.core.errors import DomainError, StaleStateError
from forum.actions import sheets
from forum.actions.sheets import FieldConflictError
from forum.enums.sheets import Phase, SheetStatus, Verdict
from forum.models import Assessment, CriteriaSheet, OwnNote, RecusalDeclaration, SheetAnswer
from networks.models import DecisionBasis
from tests.factories import CriterionFactory
from tests.factories.sheets import RecusalFactory, walk

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 12, 11, 24, tzinfo=UTC)


def save(world, name, old, new, actor=None):
    return sheets.save_field(world.sheet.pk, name, old=old, new=new, actor=actor or world.member, now=NOW)


def note(world, name, old, new, author=None):
    return sheets.save_note(world.sheet.pk, name, old=old, new=new, author=author or world.member, now=NOW)


def fill(world):
    for criterion in world.criteria:
        save(world, f"verdict-{criterion.pk}", "", Verdict.FULFILLED)
    save(world, "amount", "", "100 000")


def test_each_field_says_what_it_holds_now(world):
    first = world.criteria[0].pk
    told = [
        save(world, "amount", "", "793881").text,
        save(world, "amount", "793\u00a0881", "100 000 kr").text,
        save(world, f"verdict-{first}", "", "partly").text,
        save(world, f"remark-{first}", "", " UH har vært med.\r\nLitt. ").text,
        save(world, "payout_held", "", "on").text,
        save(world, "payout_held", "on", "").text,
        save(world, "amount", "100 000", "").text,
    ]

    assert told == ["793\u00a0881", "100\u00a0000", "partly", "UH har vært med.\nLitt.", "on", "", ""]
    world.sheet.refresh_from_db()
    assert (world.sheet.saved_at, world.sheet.amount, world.sheet.payout_held) == (NOW, None, False)


def test_what_two_write_at_once_is_kept_twice(world):
    save(world, "remark", "", "Den enes")

    with pytest.raises(FieldConflictError) as refused:
        save(world, "remark", "", "Den andres", actor=world.keeper)

    assert (refused.value.theirs, refused.value.yours) == ("Den enes", "Den andres")
    assert CriteriaSheet.objects.get(pk=world.sheet.pk).remark == "Den enes"


def test_the_same_from_two_sides_is_no_conflict_and_changes_nothing(world):
    verdict = f"verdict-{world.criteria[0].pk}"
    save(world, "remark", "", "Likt")
    save(world, verdict, "", "partly")
    CriteriaSheet.objects.filter(pk=world.sheet.pk).update(saved_at=None)

    assert save(world, "remark", "", "Likt", actor=world.keeper).text == "Likt"
    assert save(world, verdict, "", "partly", actor=world.keeper).text == "partly"
    assert CriteriaSheet.objects.get(pk=world.sheet.pk).saved_at is None


@pytest.mark.parametrize(
    ("name", "new", "message"),
    [
        ("amount", "1,5", "whole kroner"),
        ("status", "handed_in", "no field"),
        ("remark-x", "a", "no field"),
        ("verdict", "fulfilled", "no field"),
    ],
)
def test_refuses_what_can_not_be_read(world, name, new, message):
    with pytest.raises(DomainError, match=message):
        save(world, name, "", new)


def test_what_can_not_be_read_is_compared_as_it_was_typed(world):
    with pytest.raises(FieldConflictError):
        save(world, "amount", "noe", "5")


def test_refuses_a_fourth_verdict_and_another_rounds_criterion(world):
    with pytest.raises(DomainError, match="one of the three"):
        save(world, f"verdict-{world.criteria[0].pk}", "", "excellent")
    with pytest.raises(DomainError, match="not one of the round"):
        save(world, f"verdict-{CriterionFactory().pk}", "", "partly")


def test_a_criterion_that_came_later_gets_its_answer(world):
    later = CriterionFactory(legal_basis=world.round.legal_basis, order=3)

    save(world, f"verdict-{later.pk}", "", "partly")

    assert SheetAnswer.objects.get(sheet=world.sheet, criterion=later).verdict == "partly"


def test_only_the_groups_members_write_and_only_from_the_group_phase_on(world):
    for actor in (world.stranger, world.secretary):
        with pytest.raises((DomainError, CriteriaSheet.DoesNotExist)):
            save(world, "remark", "", "Nei", actor=actor)
    RecusalDeclaration.objects.filter(person=world.keeper).delete()
    with pytest.raises(DomainError, match="group's members"):
        save(world, "remark", "", "Nei", actor=world.keeper)  # has not declared
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.OWN)
    with pytest.raises(DomainError, match="group phase has begun"):
        save(world, "remark", "", "Nei")


def test_a_recused_member_of_the_group_writes_nothing(world):
    RecusalFactory(round=world.round, person=world.member, network=world.sheet.network)

    with pytest.raises(CriteriaSheet.DoesNotExist):
        save(world, "remark", "", "Nei")
    with pytest.raises(CriteriaSheet.DoesNotExist):
        note(world, f"remark-{world.criteria[0].pk}", "", "Nei")


def test_own_notes_are_ones_own_until_plenary(world):
    first = world.criteria[0].pk
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.OWN)
    note(world, f"verdict-{first}", "", "partly")
    note(world, f"verdict-{first}", "partly", "partly")
    note(world, f"remark-{first}", "", "Lite forankret")
    note(world, f"verdict-{first}", "", "fulfilled", author=world.keeper)

    with pytest.raises(FieldConflictError):
        note(world, f"verdict-{first}", "", "fulfilled")
    with pytest.raises(DomainError, match="no field"):
        note(world, "amount", "", "5")
    walk(world.assessment, Phase.PLENARY)
    with pytest.raises(DomainError, match="until plenary"):
        note(world, f"verdict-{first}", "partly", "fulfilled")
    assert list(OwnNote.objects.order_by("pk").values_list("verdict", "remark")) == [
        ("partly", "Lite forankret"),
        ("fulfilled", ""),
    ]


def test_says_everything_that_is_missing_before_it_is_handed_in(world):
    DecisionBasis.objects.filter(network=world.sheet.network).update(frame=90_000)
    save(world, "amount", "", "100 000")
    save(world, "payout_held", "", "on")

    with pytest.raises(DomainError) as refused:
        sheets.hand_in(world.sheet, actor=world.keeper, now=NOW)

    assert refused.value.messages == [
        "Choose a verdict on criterion 1 and 2.",
        "The amount is above 90\u00a0000 kr, which the frame and the plan allow. Write why.",
        "The payout is held: write what releases it.",
    ]


def test_an_empty_amount_is_missing(world):
    for criterion in world.criteria:
        save(world, f"verdict-{criterion.pk}", "", Verdict.FULFILLED)

    with pytest.raises(DomainError, match="Write the amount"):
        sheets.hand_in(world.sheet, actor=world.keeper, now=NOW)


def test_the_plan_may_allow_more_than_the_frame(world):
    plan = LongTermPlan.objects.create(
        county=world.round.county,
        scheme=world.round.scheme,
        name="Plan",
        first_year=2024,
        last_year=2026,
        over_frame_percent=10,
    )
    LongTermPlan.objects.filter(pk=plan.pk).update(status="adopted", reference="sak 1/24")
    fill(world)
    save(world, "amount", "100 000", "110 000")

    sheets.hand_in(world.sheet, actor=world.keeper, now=NOW)

    assert CriteriaSheet.objects.get(pk=world.sheet.pk).status == SheetStatus.HANDED_IN


def test_without_a_frame_any_amount_will_do(world):
    DecisionBasis.objects.filter(network=world.sheet.network).update(frame=None)
    fill(world)
    save(world, "amount", "100 000", "999 000 000")

    assert sheets.hand_in(world.sheet, actor=world.keeper, now=NOW).amount == 999_000_000


def test_the_rapporteur_hands_in_and_then_it_is_locked(world):
    fill(world)
    with pytest.raises(DomainError, match="rapporteur"):
        sheets.hand_in(world.sheet, actor=world.member, now=NOW)

    done = sheets.hand_in(world.sheet, actor=world.keeper, now=NOW)

    assert (done.status, done.handed_in_by, done.handed_in_at) == (SheetStatus.HANDED_IN, world.keeper, NOW)
    with pytest.raises(StaleStateError, match="already"):
        sheets.hand_in(world.sheet, actor=world.keeper, now=NOW)
    with pytest.raises(DomainError, match="stays as it is"):
        save(world, "remark", "", "For sent")
    for write in (
        lambda: CriteriaSheet.objects.filter(pk=done.pk).update(amount=1),
        lambda: CriteriaSheet.objects.filter(pk=done.pk).update(status=SheetStatus.OPEN),
        done.delete,
        lambda: SheetAnswer.objects.filter(sheet=done).update(verdict="partly"),
        lambda: OwnNote.objects.create(
            sheet=done, author=world.member, criterion=world.criteria[0], verdict="partly", saved_at=NOW
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_every_field_is_told_by_its_name(world):
    save(world, "remark", "", "Godt")
    save(world, f"verdict-{world.criteria[0].pk}", "", "partly")
    world.sheet.refresh_from_db()
    answers = {answer.criterion_id: answer for answer in world.sheet.answers.filter(criterion=world.criteria[0])}

    told = sheets.texts_of(world.sheet, answers, world.criteria)

    first, second = (criterion.pk for criterion in world.criteria)
    assert {name: text for name, text in told.items() if text} == {"remark": "Godt", f"verdict-{first}": "partly"}
    assert told[f"remark-{second}"] == ""
