"""Needs on their pages: told, written together, seen side by side, drawn in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networks.enums import BasisStatus, RoleKind
from networks.enums.needs import NeedsStatus
from networks.models import MeasureNeed, Need, NeedsDeadline, NeedsReport
from tests.factories import (
    DecisionBasisFactory,
    MeasureFactory,
    MembershipFactory,
    NeedFactory,
    NeedsReportFactory,
    PartnerFactory,
    RoundFactory,
    ThemeFactory,
    person,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def round_(member):
    return RoundFactory(county=member.network.county, scheme=member.scheme, year=TODAY.year + 1)


@pytest.fixture
def contact(client, member):
    somebody = person(RoleKind.OWNER_CONTACT, organisation=member.owner)
    client.force_login(somebody)
    return somebody


@pytest.fixture
def report(round_, member):
    report = NeedsReportFactory(round=round_, owner=member.owner, network=member.network)
    NeedFactory(report=report, text="")
    return report


def as_shown(response):
    """What a browser would post back from the page, untouched."""
    data = {}
    for form in [*response.context["forms"], response.context["message"]]:
        for field in form:
            value = field.value()
            data[field.html_name] = value if value is not None else ""
    return data


def edit(client, report, button="save", **typed):
    url = f"/needs/{report.pk}/edit/"
    data = as_shown(client.get(url))
    need = report.needs.first()
    data |= {f"need-{need.pk}-{name}": value for name, value in typed.items()}
    return client.post(url, {**data, button: "1"})


def test_begins_writes_and_submits(client, contact, round_, member):
    theme = ThemeFactory(county=round_.county)
    begun = client.post(f"/rounds/{round_.pk}/owners/{member.owner_id}/needs/", {"begin": "1"})
    report = NeedsReport.objects.get()
    saved = edit(client, report, "check", text="Language", target_groups=["ppt", "school"], themes=[theme.pk])
    submitted = client.post(f"/needs/{report.pk}/submit/")

    report.refresh_from_db()
    need = report.needs.get()
    assert (begun.url, saved.url) == (f"/needs/{report.pk}/edit/", f"/needs/{report.pk}/")
    assert (need.text, need.target_groups, [*need.themes.all()]) == ("Language", ["school", "ppt"], [theme])
    assert (submitted.url, report.status) == (f"/needs/{report.pk}/", NeedsStatus.SUBMITTED)
    assert client.get(f"/needs/{report.pk}/edit/").url == f"/needs/{report.pk}/"


def test_begun_twice_is_the_same_report(client, contact, report, round_, member):
    assert client.get(f"/rounds/{round_.pk}/owners/{member.owner_id}/needs/").url == f"/needs/{report.pk}/edit/"


def test_a_refused_beginning_says_why(client, contact, round_, member):
    DecisionBasisFactory(round=round_, network=member.network, status=BasisStatus.SUBMITTED)

    response = client.post(f"/rounds/{round_.pk}/owners/{member.owner_id}/needs/", {"begin": "1"})

    assert "har levert" in response.context["problems"][0]


def test_adds_and_removes_needs_and_saves_what_is_typed(client, contact, report):
    first = report.needs.get()
    added = edit(client, report, "add", text="Kept")
    second = report.needs.last()
    edit(client, report, f"remove-{second.pk}", evidence="Kept too")

    assert added.url == f"/needs/{report.pk}/edit/#need-{second.pk}"
    assert [*report.needs.values_list("text", "evidence")] == [("Kept", "Kept too")]
    assert report.needs.get() == first


def test_a_conflict_shows_both_texts_and_the_next_save_decides(client, contact, report):
    url = f"/needs/{report.pk}/edit/"
    need = report.needs.get()
    data = as_shown(client.get(url))
    Need.objects.filter(pk=need.pk).update(text="Theirs")
    mine = {**data, f"need-{need.pk}-text": "Mine", f"need-{need.pk}-evidence": "Mine too", "save": "1"}

    conflict = client.post(url, mine)

    need.refresh_from_db()
    (form,) = conflict.context["forms"]
    assert (need.text, need.evidence) == ("Theirs", "Mine too")
    assert (form.theirs[0][1], form["text"].value()) == ("Theirs", "Mine")
    client.post(url, {**as_shown(conflict), "save": "1"})
    need.refresh_from_db()
    assert need.text == "Mine"


def test_a_conflict_in_the_message_is_told_as_well(client, contact, report):
    url = f"/needs/{report.pk}/edit/"
    data = as_shown(client.get(url))
    NeedsReport.objects.filter(pk=report.pk).update(message="Theirs")

    conflict = client.post(url, {**data, "report-message": "Mine", "save": "1"})

    assert "Theirs" in conflict.context["message"].errors["message"][0]
    client.post(url, {**as_shown(conflict), "save": "1"})
    report.refresh_from_db()
    assert report.message == "Mine"


def test_bad_input_is_told_and_loses_nothing(client, contact, report):
    response = edit(client, report, text="Kept", target_groups=["wizards"], base="{broken")

    (form,) = response.context["forms"]
    assert (form["text"].value(), [*form.errors]) == ("Kept", ["target_groups"])


def test_a_report_that_was_closed_while_one_wrote_keeps_the_text_on_the_page(client, contact, report):
    url = f"/needs/{report.pk}/edit/"
    data = as_shown(client.get(url))
    DecisionBasisFactory(round=report.round, network=report.network, status=BasisStatus.SUBMITTED)

    response = client.post(url, {**data, f"need-{report.needs.get().pk}-text": "Mine", "save": "1"})

    assert "har levert" in response.context["problems"][0]
    assert "Mine" in response.text


@pytest.mark.parametrize("button", ["check", "save", "add"])
def test_a_report_that_was_submitted_while_one_wrote_keeps_the_text_on_the_page(client, contact, report, button):
    url = f"/needs/{report.pk}/edit/"
    edit(client, report, text="Language")
    data = as_shown(client.get(url))
    client.post(f"/needs/{report.pk}/submit/")

    response = client.post(url, {**data, f"need-{report.needs.get().pk}-text": "Mine", button: "1"})

    assert response.context["problems"] == ["Behovsmeldingen er levert. Åpne den igjen for å endre den."]
    assert ">\nMine</textarea>" in response.text
    assert report.needs.get().text == "Language"


@pytest.mark.parametrize("path", ["submit", "copy", "open"])
def test_what_can_not_be_done_is_told(client, contact, report, path):
    client.post(f"/needs/{report.pk}/{path}/")

    report.refresh_from_db()
    assert report.status == NeedsStatus.DRAFT


def test_a_submitted_report_opens_again(client, contact, report):
    edit(client, report, text="Language")
    client.post(f"/needs/{report.pk}/submit/")

    assert client.post(f"/needs/{report.pk}/open/").url == f"/needs/{report.pk}/edit/"


def test_the_page_says_what_became_of_each_need(client, contact, report, member):
    edit(client, report, text="Language")
    client.post(f"/needs/{report.pk}/submit/")
    waits = client.get(f"/needs/{report.pk}/").text
    client.force_login(person(RoleKind.NETWORK_LEADER, network=member.network))
    client.post(f"/needs/need/{report.needs.get().pk}/draw/", {"measure": "new"})
    client.force_login(contact)

    assert "Venter" in waits
    assert "«Language»" in client.get(f"/needs/{report.pk}/").text


# --- Side by side


@pytest.fixture
def leader(client, member):
    somebody = person(RoleKind.NETWORK_LEADER, network=member.network)
    client.force_login(somebody)
    return somebody


def side_by_side(member, round_):
    return f"/networks/{member.network_id}/rounds/{round_.pk}/needs/"


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_side_by_side(client, leader, member, round_, item_count, django_assert_num_queries):
    for number in range(item_count):
        each = member if number == 0 else MembershipFactory(network=member.network, scheme=member.scheme)
        told = NeedsReportFactory(round=round_, owner=each.owner, network=member.network, status=NeedsStatus.SUBMITTED)
        NeedFactory.create_batch(item_count, report=told)
    MeasureFactory.create_batch(item_count, basis=DecisionBasisFactory(round=round_, network=member.network))

    # session, user, roles, round, network, deadline; members, reports, needs, themes, answers; measures
    with django_assert_num_queries(12):
        response = client.get(side_by_side(member, round_))

    assert (response.context["submitted"], response.context["need_count"]) == (item_count, item_count**2)


def test_the_leader_sees_nothing_of_a_draft_and_the_first_round_by_itself(client, leader, member, round_, report):
    Need.objects.update(text="Secret draft")

    assert client.get(f"/networks/{member.network_id}/needs/").url == side_by_side(member, round_)
    assert "Secret draft" not in client.get(side_by_side(member, round_)).text


def test_draws_into_a_new_and_an_old_measure_and_undoes_it(client, leader, member, round_):
    told = NeedsReportFactory(round=round_, owner=member.owner, network=member.network, status=NeedsStatus.SUBMITTED)
    first, second = NeedFactory.create_batch(2, report=told)

    answer = client.post(f"/needs/need/{first.pk}/draw/", {"measure": "new"})
    measure = MeasureNeed.objects.get().measure
    client.post(f"/needs/need/{second.pk}/draw/", {"measure": str(measure.pk)})
    client.post(f"/needs/need/{second.pk}/draw/", {"measure": "999"})
    client.post(f"/needs/need/{second.pk}/draw/", {"measure": str(measure.pk)})  # again: refused
    client.post(f"/needs/answer/{MeasureNeed.objects.get(need=first).pk}/release/")

    assert answer.url == f"{side_by_side(member, round_)}#need-{first.pk}"
    assert [*MeasureNeed.objects.values_list("need", "measure")] == [(second.pk, measure.pk)]
    DecisionBasisFactory._meta.model.objects.filter(pk=measure.basis_id).update(
        status=BasisStatus.SUBMITTED, submitted_at=timezone.now(), requested=1
    )
    client.post(f"/needs/answer/{MeasureNeed.objects.get().pk}/release/")
    assert MeasureNeed.objects.count() == 1


@pytest.mark.parametrize("kind", [RoleKind.AUDITOR, RoleKind.DECISION_MAKER])
def test_who_only_reads_draws_and_undoes_nothing(client, leader, member, round_, kind):
    told = NeedsReportFactory(round=round_, owner=member.owner, network=member.network, status=NeedsStatus.SUBMITTED)
    need = NeedFactory(report=told)
    client.post(f"/needs/need/{need.pk}/draw/", {"measure": "new"})
    client.force_login(person(kind, member.network.county))

    urls = (f"/needs/answer/{MeasureNeed.objects.get().pk}/release/", f"/needs/need/{need.pk}/draw/")
    answers = [client.post(url) for url in urls]

    assert ([answer.status_code for answer in answers], MeasureNeed.objects.count()) == ([403, 403], 1)


@pytest.mark.parametrize(("typed", "kept"), [("2026-12-10", 1), ("tomorrow", 0)])
def test_sets_the_deadline(client, leader, member, round_, typed, kept):
    client.post(f"{side_by_side(member, round_)}deadline/", {"date": typed})

    assert NeedsDeadline.objects.count() == kept


def test_a_deadline_after_the_networks_own_is_refused(client, leader, member, round_):
    round_.milestones.create(kind="decision_basis", date=TODAY)

    client.post(f"{side_by_side(member, round_)}deadline/", {"date": str(TODAY + timedelta(1))})

    assert NeedsDeadline.objects.count() == 0


def test_a_network_of_another_county_has_no_page_in_the_round(client, leader, member):
    assert client.get(side_by_side(member, RoundFactory())).status_code == 404


# --- The list


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_the_list(client, contact, member, round_, item_count, django_assert_num_queries):
    for number in range(item_count):
        NeedsReportFactory(
            round=RoundFactory(county=round_.county, year=2020 + number), owner=member.owner, network=member.network
        )

    with django_assert_num_queries(8):  # who; memberships, rounds, reports, deadlines; the page
        response = client.get("/needs/")

    assert (len(response.context["rows"]), len(response.context["duties"])) == (item_count, 1)


def test_nobody_without_a_role_has_a_list(client):
    client.force_login(person(RoleKind.AUDITOR))

    assert client.get("/needs/").context["rows"] == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_of_a_report(client, leader, member, round_, item_count, django_assert_num_queries):
    told = NeedsReportFactory(round=round_, owner=member.owner, network=member.network, status=NeedsStatus.SUBMITTED)
    for need in NeedFactory.create_batch(item_count, report=told):
        client.post(f"/needs/need/{need.pk}/draw/", {"measure": "new"})

    with django_assert_num_queries(9):  # session, user, roles, report, closed, needs, themes, answers, deadlines
        response = client.get(f"/needs/{told.pk}/")

    assert len(response.context["needs"]) == item_count


def test_the_timeline_says_who_changed_what(client, contact, report):
    edit(client, report, text="Language")

    page = client.get(f"/needs/{report.pk}/?history=1")

    by_contact = [event for event in page.context["events"] if event.who == contact.name]  # one test, one moment
    assert "Language" in [change.new for event in by_contact for change in event.changed]


# --- Saved field by field


def put(client, report, key, base="", value="", **more):
    return client.post(f"/needs/{report.pk}/save/", {"key": key, "base": base, "value": value, **more})


def test_each_box_is_saved_by_itself_in_six_queries(client, contact, report, django_assert_num_queries):
    need, theme = report.needs.get(), ThemeFactory(county=report.round.county)
    partner = PartnerFactory()
    DecisionBasisFactory(round=report.round, network=report.network)

    with django_assert_num_queries(6):  # session, user, roles, the locked report, the basis, the field
        answer = put(client, report, f"need-{need.pk}-text", "", " Flere\r\nstrever ")
    put(client, report, f"need-{need.pk}-wished_partner", "", str(partner.pk))
    put(client, report, "report-message", "", "Hilsen")
    for choice, chosen in (("ppt", 1), ("school", 1), ("ppt", 0)):
        put(client, report, f"need-{need.pk}-target_groups", choice=choice, chosen=chosen)
    for chosen in (1, 1):
        put(client, report, f"need-{need.pk}-themes", choice=theme.pk, chosen=chosen)

    need, report = Need.objects.get(), NeedsReport.objects.get()
    assert (answer.json()["value"], need.text) == ("Flere\nstrever",) * 2
    assert (need.wished_partner, need.target_groups, [*need.themes.all()]) == (partner, ["school"], [theme])
    assert (report.message, report.entered_by) == ("Hilsen", None)
    assert put(client, report, f"need-{need.pk}-themes", choice=theme.pk, chosen=0).status_code == 200
    assert need.themes.count() == 0


def test_two_texts_of_the_same_box_are_both_told(client, contact, report):
    need, other = report.needs.get(), PartnerFactory(name="Nord universitet")
    key = f"need-{need.pk}-text"
    put(client, report, key, "", "Den andres ord")
    Need.objects.filter(pk=need.pk).update(wished_partner=other)

    answer = put(client, report, key, "", "Mine ord")
    wish = put(client, report, f"need-{need.pk}-wished_partner", "", str(PartnerFactory(name="NTNU").pk))

    told = answer.json()
    assert (answer.status_code, told["theirs"]) == (409, "Den andres ord")
    assert all(word in told["html"] for word in ("Mine", "Den andres", "Hva er behovet?"))
    assert put(client, report, key, "Noe helt annet", "Den andres ord").status_code == 200, "the same from two sides"
    assert (wish.json()["theirs"], wish.status_code) == (str(other.pk), 409)
    assert all(name in wish.json()["html"] for name in ("NTNU", "Nord universitet"))
    assert Need.objects.get().text == "Den andres ord"


def test_what_is_no_box_or_no_choice_is_refused(client, contact, report):
    need, elsewhere = report.needs.get(), NeedFactory()
    mine, wish = f"need-{need.pk}-text", f"need-{need.pk}-wished_partner"

    for key in ("", "report-status", f"need-{need.pk}-order", f"need-{elsewhere.pk}-text"):
        assert put(client, report, key, "", "x").status_code == 404
    for key, choice in ((mine, "ppt"), (f"need-{need.pk}-themes", "1"), (f"need-{elsewhere.pk}-themes", "1")):
        assert put(client, report, key, choice=choice, chosen=1).status_code == 404
    assert [put(client, report, key, "", value).status_code for key, value in ((mine, "x" * 20_001), (wish, "0"))] == [
        422
    ] * 2
    NeedsReport.objects.filter(pk=report.pk).update(
        status="submitted", submitted_at=timezone.now(), first_submitted_at=timezone.now()
    )
    assert put(client, report, mine, "", "For sent").status_code == 422
    assert Need.objects.get(pk=need.pk).text == ""


def test_what_the_secretariat_saves_is_told_as_its_own(client, report):
    secretary = person(RoleKind.SECRETARIAT, report.round.county)
    client.force_login(secretary)

    put(client, report, "report-message", "", "På vegne av")

    assert NeedsReport.objects.get().entered_by == secretary
