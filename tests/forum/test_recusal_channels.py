"""A recused member finds no trace of a sheet, whichever way they look; another member finds it there.

One test a channel. The sheet's remark and amount stand nowhere else.
"""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from dekom.core.models import OutboxMail
from forum.actions import groups
from forum.actions import recommendation as writing
from forum.enums.sheets import Phase
from forum.models import Assessment, OwnNote, SheetAnswer
from tests.factories import BudgetFactory
from tests.factories.sheets import SAID_AT, CriteriaSheetFactory, RecusalFactory, forum_member, hand_in
from tests.forum.world import make_world

pytestmark = pytest.mark.django_db
REMARK, ANSWER, AMOUNT = "Hemmelig merknad", "Hemmelig svar", 123_457
TOLD = "123\u00a0457"


@pytest.fixture
def world():
    """In plenary: the recused member sat in the group until they remembered their tie."""
    made = make_world()
    SheetAnswer.objects.filter(sheet=made.sheet).update(remark=ANSWER)
    hand_in(made.sheet, made.keeper, remark=REMARK, amount=AMOUNT)
    hand_in(made.their, made.stranger, remark="Åpen merknad", amount=100_000)
    walk_to_plenary(made)
    made.recused = made.member
    RecusalFactory(round=made.round, person=made.recused, network=made.sheet.network)
    made.other = forum_member(made.round)
    return made


def walk_to_plenary(made):
    Assessment.objects.filter(pk=made.assessment.pk).update(phase=Phase.PLENARY)
    made.assessment.refresh_from_db()


@pytest.fixture
def see(client):
    def look(person, name, *arguments, **query):
        client.force_login(person)
        return client.get(reverse(name, args=arguments), query)

    return look


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_list(world, see):
    seen, withheld = (
        text(see(who, "criteria_sheet_list", world.assessment.pk)) for who in (world.other, world.recused)
    )

    assert (REMARK in seen, REMARK in withheld) == (True, False)
    assert (TOLD in seen, TOLD in withheld) == (True, False)
    assert (reverse("criteria_sheet_detail", args=[world.sheet.pk]) in withheld) is False
    assert (withheld.count("Inhabil"), seen.count("Inhabil")) == (1, 0)  # instead of an empty row
    assert world.sheet.network.short_name in withheld


def test_counts(world, see):
    seen, withheld = (see(who, "group_list", world.assessment.pk) for who in (world.other, world.recused))

    assert [(page.context["handed_in"], page.context["counted"]) for page in (seen, withheld)] == [(2, 2), (1, 1)]
    assert (text(seen).count("Inhabil"), text(withheld).count("Inhabil")) == (0, 1)
    found = see(world.recused, "criteria_sheet_list", world.assessment.pk).context["found"]
    assert [sum(count for _verdict, count in counts) for _criterion, counts in found.counts()] == [1, 1]


def test_averages(world, see):
    seen, withheld = (
        see(who, "criteria_sheet_list", world.assessment.pk).context["found"] for who in (world.other, world.recused)
    )

    assert [(found.total, found.average) for found in (seen, withheld)] == [(223_457, 111_728), (100_000, 100_000)]


def test_search(world, see):
    for words in ("Hemmelig", "hemmelig svar", world.sheet.network.short_name):
        seen, withheld = (
            see(who, "criteria_sheet_list", world.assessment.pk, q=words).context["found"].rows
            for who in (world.other, world.recused)
        )
        assert (world.sheet in [row.sheet for row in seen], world.sheet in [row.sheet for row in withheld]) == (
            True,
            False,
        )
    assert see(world.recused, "criteria_sheet_list", world.assessment.pk, q="Hemmelig").context["found"].rows == []


def test_export(world, see):
    books = [
        load_workbook(BytesIO(see(who, "criteria_sheet_xlsx", world.assessment.pk).content))
        for who in (world.other, world.recused)
    ]
    cells = [{cell.value for row in book.active.iter_rows() for cell in row} for book in books]

    assert [REMARK in found for found in cells] == [True, False]
    assert [AMOUNT in found for found in cells] == [True, False]
    assert [world.sheet.network.short_name in found for found in cells] == [True, False]


def test_address(world, see):
    assert [see(who, "criteria_sheet_detail", world.sheet.pk).status_code for who in (world.other, world.recused)] == [
        200,
        404,
    ]


@pytest.mark.parametrize("name", ["criteria_sheet_field", "criteria_sheet_note", "criteria_sheet_hand_in"])
def test_address_that_takes_what_is_written(world, client, name):
    answers = []
    for who in (world.keeper, world.recused):
        client.force_login(who)
        answers.append(client.post(reverse(name, args=[world.sheet.pk]), {"field": "remark"}).status_code)

    assert answers[0] != 404
    assert answers[1] == 404


def test_neighbours(world, see):
    """The list beside another sheet of the same group."""
    page = see(world.keeper, "criteria_sheet_detail", world.sheet.pk)
    assert [each.is_recused for each in page.context["page"].neighbours] == [False]

    second = CriteriaSheetFactory(group=world.group)
    hand_in(second, world.keeper)
    beside = see(world.recused, "criteria_sheet_detail", second.pk)

    assert text(beside).count("Inhabil") == 1
    assert (REMARK in text(beside), beside.context["delivered"], len(beside.context["page"].seen)) == (False, 1, 1)


def test_notes(world, see):
    """What somebody noted before they were recused is in no tally."""
    criterion = world.criteria[0]
    open_sheet = CriteriaSheetFactory(group=world.group)
    for author in (world.keeper, world.recused):
        OwnNote.objects.create(
            sheet=open_sheet, author=author, criterion=criterion, verdict="partly", remark="Notat", saved_at=SAID_AT
        )
    before = see(world.keeper, "criteria_sheet_detail", open_sheet.pk).context["page"].tally(criterion.pk)

    RecusalFactory(round=world.round, person=world.recused, network=open_sheet.network)
    after = see(world.keeper, "criteria_sheet_detail", open_sheet.pk).context["page"].tally(criterion.pk)

    assert [count for _verdict, count in before] == [2]
    assert [count for _verdict, count in after] == [1]


def test_home_tasks(world, client):
    """An open sheet of one's group waits, unless one is recused from it."""
    waiting = CriteriaSheetFactory(group=world.group)
    client.force_login(world.recused)
    before = client.get("/").content.decode()

    RecusalFactory(round=world.round, person=world.recused, network=waiting.network)
    after = client.get("/").content.decode()

    assert ("Skriv 1 kriterieark med gruppa" in before, "Skriv 1 kriterieark med gruppa" in after) == (True, False)
    assert REMARK not in before + after


def test_mails(world):
    made = make_world()
    RecusalFactory(round=made.round, person=made.member, network=made.sheet.network)

    groups.move(made.assessment, Phase.PLENARY, actor=made.secretary)

    bodies = {mail.recipient_id: mail.body for mail in OutboxMail.objects.all()}
    name = f"– {made.sheet.network.short_name}"
    assert [name in bodies[who.pk] for who in (made.keeper, made.member)] == [True, False]


def test_recommendation(world, see):
    """While it is open the line is withheld, and no sum or balance tells of it; when it is settled all read it."""
    BudgetFactory(round=world.round, appropriation=500_000)
    made = writing.build(world.assessment, item=None, actor=world.secretary, now=SAID_AT)
    seen, withheld = (see(who, "recommendation_detail", made.pk) for who in (world.other, world.recused))

    assert [REMARK in text(page) for page in (seen, withheld)] == [True, False]
    assert [TOLD in text(page) for page in (seen, withheld)] == [True, False]
    assert [page.context["page"].points[3].amount for page in (seen, withheld)] == [223_457, 100_000]
    assert [page.context["page"].balance is None for page in (seen, withheld)] == [False, True]
    assert "Inhabil" in text(withheld)


def test_groups_own_phase_hides_the_sheet_from_everybody_outside(world, see):
    """Before plenary, another group's sheet has no address either."""
    made = make_world()

    assert see(made.stranger, "criteria_sheet_detail", made.sheet.pk).status_code == 404
    assert see(made.member, "criteria_sheet_detail", made.sheet.pk).status_code == 200
