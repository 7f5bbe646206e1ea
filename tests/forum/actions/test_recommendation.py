"""The recommendation: built from sheets, written, settled with votes or words, frozen, forwarded."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from allocations.actions import prepare
from allocations.enums import DecisionStatus
from allocations.models import Decision, FixedGrant
from dekom.core.errors import DomainError, StaleStateError
from forum.actions import recommendation as writing
from forum.actions import settle, weigh
from forum.actions.settle import Result
from forum.enums.sheets import PointKind, RecommendationStatus
from forum.models import Ballot, Recommendation, RecommendationLine
from forum.selectors.recommendation_facts import whole
from networks.models import DecisionBasis, LegalBasis
from tests.factories import BudgetFactory, CoordinationExtraFactory, DecisionBasisFactory, FixedGrantFactory, decide
from tests.factories.forum import BallotFactory, ItemFactory, MotionFactory
from tests.factories.sheets import hand_in

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 12, 14, tzinfo=UTC)
AGREED = {number: Result("Enstemmig vedtatt.") for number in (1, 2, 3, 4)}


@pytest.fixture
def budget(world):
    budget = BudgetFactory(round=world.round, appropriation=500_000, coordination_flat=10_000)
    FixedGrantFactory(budget=budget, purpose="Møtevirksomhet", recipient_name="Statsforvalteren", amount=50_000)
    CoordinationExtraFactory(budget=budget, network=world.sheet.network, amount=5_000)
    return budget


def build(world, item=None):
    return writing.build(world.assessment, item=item, actor=world.secretary, now=NOW)


def line_of(made, network):
    return RecommendationLine.objects.get(point__recommendation=made, network=network)


def handed_in(world):
    """One sheet with a remark and a hold, one without."""
    hand_in(
        world.sheet,
        world.keeper,
        amount=90_000,
        remark="Plan for restmidler",
        payout_held=True,
        release_condition="Svar",
    )
    hand_in(world.their, world.stranger, amount=100_000)


def refer(world, made):
    texts = {point.number: point.text for point in made.points.all()}
    writing.write_points(made, texts=texts, whole="Samlet", reference="12. mars 2025, sak 8/25", actor=world.secretary)


def settled(world, **results):
    handed_in(world)
    made = build(world)
    refer(world, made)
    return settle.settle(made, results=AGREED, actor=world.secretary, now=NOW)


def gives_input(world):
    LegalBasis.objects.filter(pk=world.round.legal_basis_id).update(forum_role="gives_input")
    world.round.legal_basis.refresh_from_db()


def test_is_built_of_four_points_the_budgets_grants_and_the_sheets(world, budget):
    handed_in(world)

    made = build(world)

    points = {point.kind: point for point in made.points.all()}
    fixed = [(row.label, row.amount, row.is_only_told) for row in points[PointKind.FIXED].lines.all()]
    line = line_of(made, world.sheet.network)
    assert [point.number for point in made.points.all()] == [1, 2, 3, 4]
    assert fixed == [
        ("Møtevirksomhet", 50_000, False),
        ("Koordinering i kompetansenettverkene, del av punkt 4", 25_000, True),
    ]
    assert (line.amount, line.remark, line.payout_held, line.release_condition) == (
        90_000,
        "Plan for restmidler",
        True,
        "Svar",
    )
    assert whole(made).balance().left == 500_000 - 50_000 - 190_000


def test_without_coordination_there_is_nothing_to_tell_of_it(world):
    BudgetFactory(round=world.round)

    assert build(world).points.get(kind=PointKind.FIXED).lines.count() == 0


def test_a_new_version_keeps_words_and_takes_new_sheets(world, budget):
    first = build(world)
    refer(world, first)
    writing.write_points(
        first, texts={3: "Restmidler i september"}, whole="Hele", reference="sak 8/25", actor=world.secretary
    )
    kept = line_of(first, world.their.network)
    writing.write_line(kept, seen={}, fields={"amount": 7, "remark": "Fra før"}, actor=world.secretary)
    hand_in(world.sheet, world.keeper, amount=90_000)

    second = build(world)

    first.refresh_from_db()
    assert (first.status, second.version, second.whole) == (RecommendationStatus.REPLACED, 2, "Hele")
    assert second.points.get(number=3).text == "Restmidler i september"
    assert [line_of(second, sheet.network).amount for sheet in (world.sheet, world.their)] == [90_000, 7]


def test_needs_a_budget_and_a_secretary_and_is_not_built_over_what_is_settled(world):
    with pytest.raises(DomainError, match="no budget"):
        build(world)
    with pytest.raises(DomainError, match="Only the secretariat"):
        writing.build(world.assessment, item=None, actor=world.member, now=NOW)


def test_what_is_settled_is_frozen_with_its_hash(world, budget):
    made = settled(world)

    assert (made.status, made.settled_at) == (RecommendationStatus.VOTED, NOW)
    assert made.sha256 == hashlib.sha256(made.contents.encode()).hexdigest()
    assert "Plan for restmidler" in made.contents
    with pytest.raises(DomainError, match="settled this already"):
        build(world)
    with pytest.raises(DomainError, match="settled this already"):
        writing.write_line(line_of(made, world.sheet.network), seen={}, fields={}, actor=world.secretary)
    with pytest.raises(DomainError, match="can't be done while"):
        settle.settle(made, results=AGREED, actor=world.secretary, now=NOW)
    for write in (
        lambda: Recommendation.objects.filter(pk=made.pk).update(contents="Other"),
        lambda: Recommendation.objects.filter(pk=made.pk).update(status="draft"),
        lambda: RecommendationLine.objects.filter(point__recommendation=made).update(amount=1),
        lambda: made.points.update(text="Other"),
        made.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_says_everything_that_is_missing_at_once(world, budget):
    DecisionBasis.objects.filter(network=world.sheet.network).update(frame=80_000)
    hand_in(world.sheet, world.keeper, amount=490_000)
    made = build(world)
    line = line_of(made, world.sheet.network)
    writing.write_line(line, seen={}, fields={"payout_held": True}, actor=world.secretary)

    with pytest.raises(DomainError) as refused:
        settle.settle(made, results={1: Result("Vedtatt.")}, actor=world.secretary, now=NOW)

    name, other = world.sheet.network.name, world.their.network.name
    assert sorted(refused.value.messages) == sorted(
        [
            "Say in which meeting and matter this is settled.",
            f"{name}: the amount is above 80\u00a0000 kr. Write why.",
            f"{name}: the payout is held. Write what releases it.",
            f"{other} has no amount.",
            "The lines sum to 40\u00a0000 kr more than there is to distribute.",
            "Write how point 2 was settled.",
            "Write how point 3 was settled.",
            "Write how point 4 was settled.",
        ]
    )


def test_the_meetings_votes_are_taken_from_the_meeting(world, budget):
    handed_in(world)
    item = ItemFactory(meeting=world.meeting, round=world.round, year=2025, number=8)
    made = build(world, item)
    for point, state, dealing, votes in (
        ("1", "carried", "ballot", (34, 0)),
        ("2", "carried", "agreed", None),
        ("3", "fell", "ballot", (11, 23)),
        ("4", "carried", "ballot", (23, 11)),
    ):
        motion = MotionFactory(item=item, point=point, state=state, dealing=dealing)
        if votes:
            ballot = BallotFactory(motion=motion)
            told = {"votes_for": votes[0], "votes_against": votes[1], "abstained": 0, "carried": state == "carried"}
            Ballot.objects.filter(pk=ballot.pk).update(status="closed", closed_at=NOW, **told)

    done = settle.settle(made, results={}, actor=world.secretary, now=NOW)

    assert done.reference == "12. mars 2025, sak 8/25"
    assert [(point.result, point.votes_for, point.votes_against) for point in done.points.all()] == [
        ("Enstemmig vedtatt.", 34, 0),
        ("Vedtatt.", None, None),
        ("Falt med 23 mot 11 stemmer.", 11, 23),
        ("Vedtatt med 23 mot 11 stemmer.", 23, 11),
    ]


def test_a_motion_that_is_open_or_fell_by_agreement(world, budget):
    item = ItemFactory(meeting=world.meeting, round=world.round)
    handed_in(world)
    made = build(world, item)
    refer(world, made)
    MotionFactory(item=item, point="1", state="fell", dealing="follows")

    done = settle.settle(made, results=AGREED, actor=world.secretary, now=NOW)

    assert [point.result for point in done.points.all()] == ["Falt.", *["Enstemmig vedtatt."] * 3]


def test_forwarding_makes_drafts_of_what_the_forum_said(world, budget):
    made = settled(world)

    drafts = settle.forward(made, actor=world.secretary, now=NOW)

    decision = Decision.objects.get(network=world.sheet.network)
    assert (len(drafts), Decision.objects.filter(status=DecisionStatus.DRAFT).count()) == (3, 3)
    assert (decision.recommended, decision.remark, decision.payout_held, decision.release_condition) == (
        90_000,
        "Plan for restmidler",
        True,
        "Svar",
    )
    assert decision.recommendation_reference == "12. mars 2025, sak 8/25"
    assert Decision.objects.get(fixed_grant=FixedGrant.objects.get()).recommended == 50_000
    made.refresh_from_db()
    assert (made.status, made.forwarded_at, made.forwarded_by) == ("forwarded", NOW, world.secretary)
    with pytest.raises(DomainError, match="can't be done while"):
        settle.forward(made, actor=world.secretary, now=NOW)


def test_a_draft_that_is_being_prepared_keeps_what_the_secretariat_wrote(world, budget):
    draft = Decision.objects.create(round=world.round, network=world.sheet.network)
    draft = prepare.decision(
        draft, actor=world.secretary, version=1, day=NOW.date(), fields={"decided": 5, "conditions": "Egne"}
    )
    same = Decision.objects.create(
        round=world.round,
        network=world.their.network,
        recommended=100_000,
        recommendation_reference="12. mars 2025, sak 8/25",
    )

    settle.forward(settled(world), actor=world.secretary, now=NOW)

    before, unchanged = draft.version, same.version
    draft.refresh_from_db()
    same.refresh_from_db()
    assert (draft.recommended, draft.conditions, draft.payout_held) == (90_000, "Egne", False)
    assert (draft.version, same.version) == (before + 1, unchanged)


def test_refuses_to_say_something_else_in_a_decision_that_is_approved(world, budget):
    draft = Decision.objects.create(round=world.round, network=world.sheet.network, recommended=1)
    decide(draft, DecisionStatus.APPROVED)
    made = settled(world)

    with pytest.raises(DomainError, match="approved already"):
        settle.forward(made, actor=world.secretary, now=NOW)

    made.refresh_from_db()
    assert (made.status, Decision.objects.count()) == ("voted", 1)


def test_lines_and_texts_are_the_secretariats_and_nobody_overwrites_unseen(world, budget):
    made = build(world)
    line = line_of(made, world.sheet.network)

    writing.write_line(line, seen={"amount": None}, fields={"amount": 5}, actor=world.secretary)

    with pytest.raises(StaleStateError):
        writing.write_line(line, seen={"amount": None}, fields={"amount": 6}, actor=world.secretary)
    with pytest.raises(DomainError, match="Only the secretariat"):
        writing.write_line(line, seen={}, fields={}, actor=world.member)
    with pytest.raises(DomainError, match="text for point 2"):
        writing.write_points(made, texts={2: " "}, whole="", reference="", actor=world.secretary)
    with pytest.raises(DomainError, match="Only the secretariat"):
        settle.settle(made, results={}, actor=world.member, now=NOW)
    with pytest.raises(DomainError, match="forum recommends"):
        settle.present(made, actor=world.secretary)


def test_under_the_new_regulation_the_governor_proposes_and_the_forum_gives_input(world, budget):
    gives_input(world)
    DecisionBasis.objects.filter(network=world.sheet.network).update(requested=120_000, frame=100_000)
    hand_in(world.sheet, world.keeper, amount=90_000, remark="Mindre enn foreslått")
    made = build(world)
    proposed = {row.network_id: row.proposed for row in whole(made).lines()}
    with pytest.raises(DomainError, match="can't be done while"):
        settle.settle(made, results={}, actor=world.secretary, now=NOW)

    settle.present(made, actor=world.secretary)
    with pytest.raises(DomainError, match="can't be done while"):
        settle.present(made, actor=world.secretary)
    line = line_of(made, world.their.network)
    writing.write_line(line, seen={}, fields={"proposed": 1, "remark": "Enig"}, actor=world.secretary)
    with pytest.raises(DomainError, match="input on the whole"):
        settle.settle(Recommendation.objects.get(pk=made.pk), results={}, actor=world.secretary, now=NOW)
    refer(world, made)
    done = settle.settle(Recommendation.objects.get(pk=made.pk), results={}, actor=world.secretary, now=NOW)
    said = dict.fromkeys([line.pk, line_of(made, world.sheet.network).pk], "Fulgt")
    weigh.write(done, lines=said, whole="Fulgt", actor=world.secretary)
    done.refresh_from_db()
    settle.forward(done, actor=world.secretary, now=NOW)

    assert proposed == {world.sheet.network_id: 100_000, world.their.network_id: 100_000, None: 50_000}
    assert done.status == RecommendationStatus.INPUT_RECORDED
    amounts = dict(Decision.objects.filter(network__isnull=False).values_list("network", "recommended"))
    assert amounts == {world.sheet.network_id: 90_000, world.their.network_id: 100_000}
    assert line_of(done, world.their.network).proposed == 100_000  # what is presented stays


def test_a_proposal_needs_its_amounts_and_keeps_them_in_a_new_version(world, budget):
    gives_input(world)
    later = DecisionBasisFactory(round=world.round).network  # a draft that asks for nothing yet
    made = build(world)
    writing.write_line(line_of(made, world.sheet.network), seen={}, fields={"proposed": 77_000}, actor=world.secretary)

    with pytest.raises(DomainError, match=f"No amount is proposed for: {later.name}"):
        settle.present(made, actor=world.secretary)

    assert line_of(build(world), world.sheet.network).proposed == 77_000
