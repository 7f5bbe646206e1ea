"""The pages of recusals, groups, sheets and the recommendation: works, may not, bad input, few queries."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.enums.sheets import Phase
from forum.models import Assessment, CriteriaSheet, GroupMember, OwnNote, Recommendation, Recusal, RecusalDeclaration
from networks.enums import RoleKind
from networks.models import Network
from tests.factories import BudgetFactory, DecisionBasisFactory, person
from tests.factories.sheets import CriteriaSheetFactory, GroupFactory, forum_member, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def be(client):
    def sign_in(someone):
        client.force_login(someone)
        return client

    return sign_in


def url(name, *arguments):
    return reverse(name, args=arguments)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def field(client, sheet, name, old, new, kind="field"):
    return client.post(url(f"criteria_sheet_{kind}", sheet.pk), {"field": name, "old": old, "new": new})


# --- Sheets


def test_a_field_is_saved_with_its_time(world, be):
    answer = field(be(world.member), world.sheet, "remark", "", "Godt forankret")

    assert answer.status_code == 200
    assert answer.json()["text"] == "Godt forankret"
    assert answer.json()["saved"].startswith("Lagret ")


def test_two_texts_come_back_with_409(world, be):
    field(be(world.member), world.sheet, "remark", "", "Den enes")
    answer = field(be(world.keeper), world.sheet, "remark", "", "Den andres")

    assert (answer.status_code, answer.json()) == (409, {"theirs": "Den enes", "yours": "Den andres"})


def test_what_can_not_be_read_comes_back_with_422(world, be):
    answer = field(be(world.member), world.sheet, "amount", "", "1,5")

    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)


def test_a_note_is_saved_apart_from_the_sheet(world, be):
    name = f"remark-{world.criteria[0].pk}"

    assert field(be(world.member), world.sheet, name, "", "Mitt", kind="note").status_code == 200
    assert (OwnNote.objects.get().remark, world.sheet.answers.first().remark) == ("Mitt", "")


@pytest.mark.parametrize(("name", "new"), [("remark", "Ord"), ("amount", "100 000"), ("verdict", "partly")])
def test_a_save_asks_six_questions(world, be, name, new):
    """Session, user, roles; the sheet locked with every right in it; then at most two writes of the row's own."""
    name = f"{name}-{world.criteria[0].pk}" if name == "verdict" else name
    client = be(world.member)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = field(client, world.sheet, name, "", new)

    queries = [query["sql"] for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert (answer.status_code, len(queries) <= 6) == (200, True), queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_asks_as_many_questions_for_one_network_as_for_three(world, be, count, django_assert_num_queries):
    for _number in range(count):
        CriteriaSheetFactory(group=world.group)
        member = forum_member(world.round, world.group)
        OwnNote.objects.create(
            sheet=world.sheet,
            author=member,
            criterion=world.criteria[0],
            verdict="partly",
            saved_at="2025-03-01T10:00Z",
        )
    client = be(world.member)

    with django_assert_num_queries(8):  # session, user, roles, sheet; criteria, answers, notes, neighbours
        response = client.get(world.sheet.get_absolute_url())

    assert len(response.context["page"].neighbours) == 1 + count


def test_without_scripts_a_whole_form_is_saved_and_what_clashes_is_shown(world, be):
    first = world.criteria[0].pk
    CriteriaSheet.objects.filter(pk=world.sheet.pk).update(remark="Noen andres")
    sent = {
        f"old-verdict-{first}": "",
        f"verdict-{first}": "partly",
        "old-amount": "",
        "amount": "90 000",
        "old-remark": "",
        "remark": "Min egen",
        "old-payout_held": "",
    }

    page = be(world.member).post(world.sheet.get_absolute_url(), sent)

    world.sheet.refresh_from_db()
    assert (page.status_code, world.sheet.amount, world.sheet.remark) == (409, 90_000, "Noen andres")
    assert "Noen andres" in page.content.decode()
    assert "Min egen" in page.content.decode()
    again = be(world.member).post(world.sheet.get_absolute_url(), {"old-remark": "Noen andres", "remark": "Begges"})
    assert (again.status_code, CriteriaSheet.objects.get(pk=world.sheet.pk).remark) == (302, "Begges")


def test_without_scripts_a_clash_of_verdicts_names_the_others(world, be):
    first = world.criteria[0].pk
    world.sheet.answers.filter(criterion=first).update(verdict="unfulfilled")

    page = be(world.member).post(
        world.sheet.get_absolute_url(),
        {f"old-verdict-{first}": "", f"verdict-{first}": "partly", "old-amount": "", "amount": "x"},
    )

    assert "valgte «Ikke oppfylt» i mellomtiden" in page.content.decode()
    assert "1 200 000" in page.content.decode().replace("\u00a0", " ")  # how an amount is written


def test_whoever_has_not_declared_is_asked_to_first(world, be):
    RecusalDeclaration.objects.filter(person=world.member).delete()

    response = be(world.member).get(world.sheet.get_absolute_url())

    assert response.url == f"{url('recusal_declare', world.round.pk)}?next={world.sheet.get_absolute_url()}"


def test_the_rapporteur_hands_in_what_the_form_holds(world, be):
    sent = {f"old-verdict-{criterion.pk}": "" for criterion in world.criteria}
    sent |= {f"verdict-{criterion.pk}": "fulfilled" for criterion in world.criteria}
    sent |= {"old-amount": "", "amount": "100 000"}

    refused = be(world.keeper).post(url("criteria_sheet_hand_in", world.sheet.pk), {"old-amount": "5", "amount": "6"})
    done = be(world.keeper).post(url("criteria_sheet_hand_in", world.sheet.pk), sent)

    world.sheet.refresh_from_db()
    assert len(told(refused)) == 1 or told(refused)
    assert (done.status_code, world.sheet.status, world.sheet.amount) == (302, "handed_in", 100_000)
    page = be(world.keeper).get(world.sheet.get_absolute_url()).content.decode()
    assert ("data-save-url" in page, "Levert" in page) == (False, True)


def test_own_notes_stand_first_and_the_groups_sheet_after(world, be):
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.OWN)
    own = be(world.member).get(world.sheet.get_absolute_url())
    waits = be(world.secretary).get(world.sheet.get_absolute_url())
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.GROUP)
    group = be(world.member).get(world.sheet.get_absolute_url())
    again = be(world.member).get(f"{world.sheet.get_absolute_url()}?own")

    assert [page.context["own"] for page in (own, waits, group, again)] == [True, False, False, True]
    assert 'name="amount"' not in own.content.decode()
    assert "sine egne vurderinger" in waits.content.decode()


# --- Lists


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_as_many_questions_for_one_as_for_three(world, be, count, django_assert_num_queries):
    for number in range(count):
        group = GroupFactory(assessment=world.assessment, number=10 + number)
        hand_in(CriteriaSheetFactory(group=group), forum_member(world.round, group))
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.PLENARY)
    client = be(world.member)

    with django_assert_num_queries(8):  # session, user, roles, assessment; criteria, sheets, answers, bases + withheld
        client.get(url("criteria_sheet_list", world.assessment.pk))


# --- Groups


def test_groups_are_begun_proposed_adjusted_and_led_on(world, be):
    client = be(world.secretary)
    later = DecisionBasisFactory(round=world.round, status="in_review").network

    begun = client.post(
        url("group_begin", world.meeting.forum_id), {"meeting": world.meeting.pk, "round": world.round.pk}
    )
    proposed = client.post(url("group_arrange", world.assessment.pk), {"count": "2"})
    group = world.assessment.groups.get(number=1)
    changed = client.post(
        url("group_edit", group.pk),
        {"members": [world.member.pk], "networks": [later.pk], "rapporteur": world.member.pk},
    )
    led = client.post(url("group_phase", world.assessment.pk), {"phase": "plenary"})

    assert begun.url == world.assessment.get_absolute_url()
    assert [response.status_code for response in (proposed, changed, led)] == [302, 302, 302]
    assert GroupMember.objects.get(person=world.member).group == group
    assert Assessment.objects.get().phase == Phase.PLENARY
    assert Assessment.objects.count() == 1


def test_groups_refuse_in_words(world, be):
    client = be(world.secretary)
    stranger = DecisionBasisFactory().round

    answers = [
        client.post(url("group_arrange", world.assessment.pk), {"count": "many"}),
        client.post(url("group_arrange", world.assessment.pk), {"count": "9"}),
        client.post(url("group_phase", world.assessment.pk), {"phase": "other"}),
    ]
    begun = client.post(url("group_begin", world.meeting.forum_id), {"meeting": world.meeting.pk, "round": stranger.pk})
    edited = client.post(
        url("group_edit", world.group.pk), {"members": [], "networks": [], "rapporteur": world.member.pk}
    )

    assert [len(told(answer)) for answer in answers] == [1, 2, 3]  # nobody has read them yet
    assert (begun.status_code, edited.status_code) == (200, 200)
    assert "må være i gruppa" in edited.content.decode()


def test_whoever_fits_nowhere_is_named(world, be):
    for sheet in (world.sheet, world.their):
        Recusal.objects.create(
            round=world.round,
            person=world.member,
            network=sheet.network,
            ground="other",
            source="own",
            note="x",
            raised_by=world.member,
            raised_at="2025-03-01T10:00Z",
        )

    answer = be(world.secretary).post(url("group_arrange", world.assessment.pk), {"count": "2"})

    assert world.member.name in told(answer)[-1]


# --- Recusals


def test_a_member_declares_and_goes_on_to_where_they_came_from(world, be):
    network = world.their.network
    client = be(world.member)
    there = world.sheet.get_absolute_url()

    bad = client.post(url("recusal_declare", world.round.pk), {f"tied-{network.pk}": "on", f"note-{network.pk}": ""})
    good = client.post(
        url("recusal_declare", world.round.pk),
        {f"tied-{network.pk}": "on", f"note-{network.pk}": "Tidligere leder", "next": there},
    )
    away = client.post(url("recusal_declare", world.round.pk), {"next": "https://example.com/"})

    assert (bad.status_code, "Si hva tilknytningen din" in bad.content.decode()) == (200, True)
    assert (good.url, away.url) == (there, url("recusal_declare", world.round.pk))
    assert "Inhabil" in client.get(url("recusal_declare", world.round.pk)).content.decode()


def test_words_without_a_tick_are_not_lost(world, be):
    network, other = world.their.network, world.sheet.network
    page = url("recusal_declare", world.round.pk)
    RecusalDeclaration.objects.filter(person=world.member).delete()

    answer = be(world.member).post(
        page, {f"tied-{other.pk}": "on", f"note-{other.pk}": "Fetter", f"note-{network.pk}": "Tidligere leder"}
    )

    assert answer.context["errors"] == [
        f"Du har skrevet noe om {network.short_name}: kryss av hvis du er knyttet til nettverket, eller fjern teksten."
    ]
    rows = {row["network"]: (row["tied"], row["note"]) for row in answer.context["rows"]}
    assert (rows[network], rows[other]) == ((False, "Tidligere leder"), (True, "Fetter"))
    assert (Recusal.objects.count(), RecusalDeclaration.objects.filter(person=world.member).count()) == (0, 0)


def test_whoever_is_tied_to_nothing_is_told_that_they_said_so(world, be):
    page = url("recusal_declare", world.round.pk)

    none = be(world.member).post(page, {f"note-{world.their.network.pk}": " "})
    tied = be(world.stranger).post(
        page, {f"tied-{world.their.network.pk}": "on", f"note-{world.their.network.pk}": "Fetter"}
    )

    assert told(none)[-1] == "Takk. Du har sagt at du ikke er knyttet til noe nettverk i runden."
    assert told(tied)[-1] == "Takk. Det du har meldt, holder deg utenfor til forumet avgjør noe annet."


def test_the_networks_stand_by_the_names_that_are_shown(world, be):
    Network.objects.filter(pk=world.sheet.network_id).update(name="Gauldal")
    Network.objects.filter(pk=world.their.network_id).update(name="Kompetansenettverk Fosen")

    rows = be(world.member).get(url("recusal_declare", world.round.pk)).context["rows"]

    assert [row["network"].short_name for row in rows] == ["Fosen", "Gauldal"]


def test_notice_is_given_listed_and_ruled_on(world, be):
    network = world.their.network
    notice = {"about": world.member.pk, "network": network.pk, "note": "Jobbet der"}

    given = be(world.stranger).post(url("recusal_notice", world.round.pk), notice)
    twice = be(world.stranger).post(url("recusal_notice", world.round.pk), notice)
    waiting = be(world.secretary).get(url("recusal_list", world.round.pk)).context["waiting"]
    rule = url("recusal_rule", world.round.pk, world.member.pk, network.pk)
    bad = be(world.secretary).post(rule, {"ruling": "recused", "reference": " "})
    good = be(world.secretary).post(rule, {"ruling": "recused", "reference": "sak 5/25"})

    assert (given.status_code, twice.status_code, bad.status_code, good.status_code) == (302, 200, 200, 302)
    assert [row["person"] for row in waiting] == [world.member]
    assert Recusal.objects.get().ruling == "recused"
    none = url("recusal_rule", world.round.pk, world.member.pk, world.sheet.network_id)
    assert be(world.secretary).post(none, {"ruling": "recused", "reference": "sak 5/25"}).status_code == 200


# --- The recommendation


def test_the_recommendation_goes_from_sheets_to_drafts(world, be):
    BudgetFactory(round=world.round, appropriation=500_000)
    hand_in(world.sheet, world.keeper, amount=90_000)
    hand_in(world.their, world.stranger)
    client = be(world.secretary)

    client.post(url("recommendation_build", world.assessment.pk))
    made = Recommendation.objects.get()
    line = made.points.get(number=4).lines.get(network=world.sheet.network)
    page = client.get(url("recommendation_line", line.pk))
    sent = {f"seen-{name}": page.context["seen"][name].value() or "" for name in page.context["form"].fields}
    sent |= {"amount": "95 000", "remark": "Bedre", "seen-amount": "90 000"}
    saved = client.post(url("recommendation_line", line.pk), sent)
    stale = client.post(url("recommendation_line", line.pk), sent)
    texts = {f"text_{number}": f"Punkt {number}" for number in (1, 2, 3, 4)}
    client.post(url("recommendation_points", made.pk), {**texts, "reference": "sak 8/25", "whole": ""})
    empty = client.post(url("recommendation_settle", made.pk), {"result_1": "Vedtatt"})
    client.post(url("recommendation_settle", made.pk), {f"result_{number}": "Vedtatt" for number in (1, 2, 3, 4)})
    client.post(url("recommendation_forward", made.pk))

    made.refresh_from_db()
    assert (saved.status_code, stale.status_code, empty.status_code) == (302, 200, 200)
    assert (made.status, world.round.decisions.get(network=world.sheet.network).recommended) == ("forwarded", 95_000)
    late = [client.post(url(name, made.pk)) for name in ("recommendation_forward", "recommendation_present")]
    texts_late = client.post(url("recommendation_points", made.pk), {**texts, "reference": "", "whole": ""})
    rebuilt = client.post(url("recommendation_build", world.assessment.pk))
    assert [answer.status_code for answer in (*late, texts_late, rebuilt)] == [302, 302, 200, 302]
    assert made.sha256 in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_recommendation_asks_as_many_questions_for_one_network_as_for_three(
    world, be, count, django_assert_num_queries
):
    BudgetFactory(round=world.round)
    for _number in range(count):
        DecisionBasisFactory(round=world.round, status="in_review")
    be(world.secretary).post(url("recommendation_build", world.assessment.pk))
    made = Recommendation.objects.get()
    auditor = person(RoleKind.AUDITOR, world.round.county)
    client = be(auditor)

    with django_assert_num_queries(10):
        client.get(made.get_absolute_url())
