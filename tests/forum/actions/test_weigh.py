"""How the governor weighs the forum's input: written after it is recorded, told in each decision's grounds."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from allocations.models import Decision
from dekom.core.errors import DomainError
from forum.actions import recommendation as writing
from forum.actions import settle, weigh
from forum.enums.sheets import PointKind
from forum.models import Recommendation, RecommendationLine
from forum.selectors.minutes_table import tables_of
from forum.selectors.recommendation_page import recommendation_page
from networks.models import LegalBasis
from tests.factories import BudgetFactory, ItemFactory
from tests.factories.sheets import hand_in

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 12, 14, tzinfo=UTC)


@pytest.fixture
def recorded(world):
    """Input under the 2026 rules: the forum would give one network less than proposed, and no word of the other."""
    LegalBasis.objects.filter(pk=world.round.legal_basis_id).update(forum_role="gives_input")
    world.round.legal_basis.refresh_from_db()
    BudgetFactory(round=world.round, appropriation=500_000)
    hand_in(world.sheet, world.keeper, amount=90_000, remark="Mindre enn foreslått")
    world.item = ItemFactory(meeting=world.meeting, round=world.round, year=2026, number=3)
    world.made = writing.build(world.assessment, item=world.item, actor=world.secretary, now=NOW)
    texts = {point.number: point.text for point in world.made.points.all()}
    writing.write_points(world.made, texts=texts, whole="Enig i hovedsak", reference="sak 3/26", actor=world.secretary)
    settle.present(world.made, actor=world.secretary)
    with pytest.raises(DomainError, match="when it is recorded"):
        weigh.write(world.made, lines={}, whole="Early", actor=world.secretary)
    world.made.refresh_from_db()
    settle.settle(world.made, results={}, actor=world.secretary, now=NOW)
    world.made.refresh_from_db()
    world.line, world.other = (
        RecommendationLine.objects.get(point__recommendation=world.made, network=sheet.network)
        for sheet in (world.sheet, world.their)
    )
    return world


def test_input_is_weighed_before_it_is_forwarded_and_the_decisions_say_how(recorded):
    hash_before = recorded.made.sha256
    with pytest.raises(DomainError) as refused:
        settle.forward(recorded.made, actor=recorded.secretary, now=NOW)
    assert refused.value.messages == [
        "Write how the input on the whole is weighed.",
        f"Write how the input is weighed for: {recorded.line.label}.",
    ]

    texts = {recorded.line.pk: " Vi følger forumet. "}
    weigh.write(recorded.made, lines=texts, whole="Vi har lagt vekt på helheten.", actor=recorded.secretary)
    recorded.made.refresh_from_db()
    settle.forward(recorded.made, actor=recorded.secretary, now=NOW)

    said = {decision.network: decision.grounds for decision in Decision.objects.filter(network__isnull=False)}
    assert said == {recorded.sheet.network: "Vi følger forumet.", recorded.their.network: ""}
    recorded.made.refresh_from_db()
    assert (recorded.made.sha256, recorded.made.weighing) == (hash_before, "Vi har lagt vekt på helheten.")
    rows = {row.network: row.weighing for row in tables_of(recorded.meeting)[recorded.item.pk].rows}
    assert rows == {recorded.sheet.network_id: "Vi følger forumet.", recorded.their.network_id: ""}


def test_sums_stand_under_what_they_sum(recorded):
    """The forum gave an amount for one network of two: that is no sum for all."""

    page = recommendation_page(recorded.made, recorded.secretary)
    [table] = [table for table in page.points if table.point.kind == PointKind.NETWORKS]
    amounts = [(row.line.proposed, row.line.amount) for row in table.counted]

    assert sorted(amount or 0 for _proposed, amount in amounts) == [0, 90_000]
    assert (table.proposed, table.amount) == (sum(proposed or 0 for proposed, _amount in amounts), None)
    assert table.requested == sum(row.requested or 0 for row in table.rows)
    assert table.frame == sum(row.frame or 0 for row in table.rows)

    for row in table.rows:
        row.line.amount = 90_000
    assert table.amount == 180_000


def test_what_the_forum_said_stays_and_so_does_what_is_forwarded(recorded):
    with pytest.raises(DomainError, match="Only the secretariat"):
        weigh.write(recorded.made, lines={}, whole="Not mine", actor=recorded.keeper)
    with pytest.raises(DatabaseError), transaction.atomic():
        RecommendationLine.objects.filter(pk=recorded.line.pk).update(weighing="So", remark="Something else")
    for _time in range(2):  # saying the same again changes nothing
        weigh.write(recorded.made, lines={recorded.line.pk: "So"}, whole="So", actor=recorded.secretary)
    recorded.made.refresh_from_db()
    settle.forward(recorded.made, actor=recorded.secretary, now=NOW)

    for change in (
        lambda: RecommendationLine.objects.filter(pk=recorded.line.pk).update(weighing="Later"),
        lambda: Recommendation.objects.filter(pk=recorded.made.pk).update(weighing="Later"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_page_asks_about_the_lines_that_the_forum_spoke_of(recorded, client):
    client.force_login(recorded.secretary)
    url = reverse("recommendation_weigh", args=[recorded.made.pk])
    assert url in client.get(recorded.made.get_absolute_url()).content.decode()
    page = client.get(url).content.decode()
    assert (f"line_{recorded.line.pk}" in page, f"line_{recorded.other.pk}" in page) == (True, False)

    answer = client.post(url, {"whole": "Samlet", f"line_{recorded.line.pk}": "Fulgt"})

    assert answer.url == recorded.made.get_absolute_url()
    shown = client.get(answer.url).content.decode()
    assert ("Samlet" in shown, "Fulgt" in shown) == (True, True)
    weigh.write(recorded.made, lines={}, whole="Samlet", actor=recorded.secretary)
    settle.forward(Recommendation.objects.get(), actor=recorded.secretary, now=NOW)
    late = client.post(url, {"whole": "For sent"}).content.decode()
    assert "For sent" in late
