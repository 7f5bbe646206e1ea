"""Needs reports are begun, copied, written field by field, submitted, taken back, and drawn into measures."""

import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from networks.actions import compose, draw, needs
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from networks.enums.needs import NeedsStatus
from networks.models import ChangeRequest, DecisionBasis, Measure, MeasureNeed, Need, NeedsReport
from networks.selectors.needs import duties, needs_deadline
from tests.factories import (
    DecisionBasisFactory,
    MeasureFactory,
    MembershipFactory,
    MilestoneFactory,
    NeedFactory,
    NeedsDeadlineFactory,
    NeedsReportFactory,
    PartnerFactory,
    RoundFactory,
    ThemeFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2024, 11, 20)


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def round_(member):
    return RoundFactory(county=member.network.county, scheme=member.scheme, year=2025)


@pytest.fixture
def contact(member):
    return person(RoleKind.OWNER_CONTACT, organisation=member.owner)


@pytest.fixture
def secretary(member):
    return person(RoleKind.SECRETARIAT, member.network.county)


@pytest.fixture
def report(member, round_, contact):
    return needs.begin(round_, member.owner, actor=contact, today=TODAY)


def hand_over(report, status=BasisStatus.SUBMITTED):
    DecisionBasisFactory(round=report.round, network=report.network, status=status)


def write(need, actor, base=None, **values):
    before = {name: getattr(need, name) for name in needs.FIELDS}
    return needs.write_need(
        need, base={**before, **(base or {})}, values={**before, **values}, themes=[], base_themes=[], actor=actor
    )


def test_begins_once_with_room_for_a_need(report, round_, member, contact):
    again = needs.begin(round_, member.owner, actor=contact, today=TODAY)

    assert (again.pk, report.network, report.needs.count()) == (report.pk, member.network, 1)
    assert report.entered_by is None


def test_who_writes_on_behalf_stands_on_the_report(round_, member, secretary):
    assert needs.begin(round_, member.owner, actor=secretary, today=TODAY).entered_by == secretary


def test_an_owner_outside_every_network_of_the_scheme_can_not_begin(round_, contact):
    with pytest.raises(DomainError):
        needs.begin(round_, MembershipFactory().owner, actor=contact, today=TODAY)

    assert NeedsReport.objects.count() == 0


def test_nothing_can_be_told_when_the_basis_is_handed_over(round_, member, contact):
    DecisionBasisFactory(round=round_, network=member.network, status=BasisStatus.IN_REVIEW)

    with pytest.raises(DomainError):
        needs.begin(round_, member.owner, actor=contact, today=TODAY)


def test_copies_last_years_in_place_of_an_empty_need(report, member, contact):
    partner, theme = PartnerFactory(), ThemeFactory(county=report.round.county)
    earlier = NeedsReportFactory(
        round=RoundFactory(county=report.round.county, year=2024),
        owner=member.owner,
        network=member.network,
        status=NeedsStatus.SUBMITTED,
        message="Hello",
    )
    old = NeedFactory(report=earlier, text="Language", target_groups=["ppt"], wished_partner=partner)
    old.themes.add(theme)
    NeedFactory(report=earlier, text="Absence")

    count = needs.copy_last_year(report, actor=contact)

    report.refresh_from_db()
    first, second = report.needs.all()
    assert (count, first.text, second.text, report.message) == (2, "Language", "Absence", "Hello")
    assert (first.target_groups, first.wished_partner, [*first.themes.all()]) == (["ppt"], partner, [theme])
    with pytest.raises(DomainError, match="copied already"):
        needs.copy_last_year(report, actor=contact)


def test_copying_keeps_what_is_written_and_needs_something_to_copy(report, member, contact):
    with pytest.raises(DomainError, match="no earlier"):
        needs.copy_last_year(report, actor=contact)
    write(report.needs.get(), contact, text="Mine")
    needs.write_message(report, base="", value="My words", actor=contact)
    drafts = RoundFactory(county=report.round.county, year=2023)
    NeedFactory(report=NeedsReportFactory(round=drafts, owner=member.owner, network=member.network))  # never submitted
    earlier = NeedsReportFactory(
        round=RoundFactory(county=report.round.county, year=2024),
        owner=member.owner,
        network=member.network,
        status=NeedsStatus.SUBMITTED,
        message="Last year's words",
    )
    NeedFactory(report=earlier, text="Old")

    needs.copy_last_year(report, actor=contact)

    report.refresh_from_db()
    assert ([need.text for need in report.needs.all()], report.message) == (["Mine", "Old"], "My words")


def test_adds_and_removes_needs(report, contact):
    added = needs.add_need(report, actor=contact)
    needs.remove_need(report.needs.first(), actor=contact)

    assert [need.order for need in report.needs.all()] == [added.order]


def test_two_people_in_the_same_need_lose_nothing(report, contact, secretary):
    need = report.needs.get()
    mine = {"text": "", "evidence": ""}
    write(need, secretary, text="Theirs")

    clashes = write(need, contact, base=mine, text="Mine", evidence="Mine too")

    stored = Need.objects.get(pk=need.pk)
    assert clashes == {"text": "Theirs"}
    assert (stored.text, stored.evidence) == ("Theirs", "Mine too")
    assert write(stored, contact, base={"text": "older"}, text="Theirs") == {}  # the same from two sides


def test_ticks_of_two_people_add_up(report, contact):
    need = report.needs.get()
    first, second, third = ThemeFactory.create_batch(3, county=report.round.county)
    need.themes.set([first, third])
    values = {name: getattr(need, name) for name in needs.FIELDS}

    needs.write_need(need, base=values, values=values, themes=[second.pk], base_themes=[first.pk], actor=contact)

    assert {*need.themes.all()} == {second, third}


def test_the_message_is_guarded_too(report, contact):
    assert needs.write_message(report, base="", value="One", actor=contact) is None
    assert needs.write_message(report, base="", value="Two", actor=contact) == "One"
    assert needs.write_message(report, base="One", value="One", actor=contact) is None
    report.refresh_from_db()
    assert report.message == "One"


def test_submitting_says_everything_that_is_missing(report, contact):
    with pytest.raises(DomainError) as nothing:
        needs.submit(report, actor=contact, now=timezone.now())
    write(report.needs.get(), contact, evidence="Only this")
    with pytest.raises(DomainError) as textless:
        needs.submit(report, actor=contact, now=timezone.now())

    assert nothing.value.messages == ["Write at least one need."]
    assert textless.value.messages == ["Need 1: write what the need is."]


def test_submitting_tells_the_network_and_gives_a_receipt(report, contact, member):
    leader = person(RoleKind.NETWORK_LEADER, network=member.network)
    write(report.needs.get(), contact, text="Language")
    needs.add_need(report, actor=contact)  # left empty, and dropped

    needs.submit(report, actor=contact, now=timezone.now())

    mails = {mail.template: mail for mail in OutboxMail.objects.all()}
    assert (report.status, report.needs.count()) == (NeedsStatus.SUBMITTED, 1)
    assert mails["networks/needs_report_received"].recipient == leader
    assert mails["networks/needs_report_receipt"].recipient == contact
    assert f"/needs/{report.pk}/" in mails["networks/needs_report_receipt"].body


def test_who_is_told_is_read_of_the_day_in_norway(report, contact, member):
    """It is New Year in Trondheim, and not yet in Greenwich."""
    newcomer = person(RoleKind.NETWORK_LEADER, network=member.network)
    newcomer.roles.update(valid_from=date(2025, 1, 1))
    write(report.needs.get(), contact, text="Language")

    needs.submit(report, actor=contact, now=datetime(2024, 12, 31, 23, 30, tzinfo=UTC))

    assert OutboxMail.objects.get(template="networks/needs_report_received").recipient == newcomer


@pytest.mark.django_db(transaction=True)
def test_a_need_that_is_written_while_somebody_submits_is_not_taken_for_blank(report, contact):
    write(report.needs.get(), contact, text="Language")
    second = needs.add_need(report, actor=contact)

    def submit():
        try:
            needs.submit(report, actor=contact, now=timezone.now())
        finally:
            connections.close_all()

    thread = threading.Thread(target=submit)
    with transaction.atomic():
        write(second, contact, text="Bullying")
        thread.start()
        until(somebody_waits)
    thread.join(30)

    assert [*report.needs.order_by("order").values_list("text", flat=True)] == ["Language", "Bullying"]


def somebody_waits():
    """Whether another connection waits for what this one holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone()[0] > 0


def until(true, seconds=30):
    """Wait for it, but not for ever."""
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last
        time.sleep(0.01)


def test_a_submitted_report_is_opened_again_until_the_basis_is_handed_over(report, contact):
    write(report.needs.get(), contact, text="Language")
    needs.submit(report, actor=contact, now=timezone.now())
    with pytest.raises(DomainError, match="submitted"):
        needs.add_need(report, actor=contact)
    with pytest.raises(DomainError, match="already"):
        needs.submit(report, actor=contact, now=timezone.now())

    needs.take_back(report, actor=contact)
    first = report.first_submitted_at
    needs.submit(report, actor=contact, now=timezone.now())
    hand_over(report)

    assert report.first_submitted_at == first
    with pytest.raises(DomainError, match="handed over"):
        needs.take_back(report, actor=contact)


def test_a_move_on_top_of_somebody_elses_is_told(report, contact):
    write(report.needs.get(), contact, text="Language")
    NeedsReport.objects.filter(pk=report.pk).update(version=9)

    with pytest.raises(StaleStateError):
        needs.submit(report, actor=contact, now=timezone.now())


def test_deadlines_are_the_networks_own_else_the_rounds_else_1_december(round_, member):
    assert needs_deadline(round_, member.network) == date(2024, 12, 1)
    MilestoneFactory(round=round_, kind=MilestoneKind.NEEDS_REPORT, date=date(2024, 11, 15))
    assert needs_deadline(round_, member.network) == date(2024, 11, 15)
    NeedsDeadlineFactory(round=round_, network=member.network, date=date(2024, 11, 29))
    assert needs_deadline(round_, member.network) == date(2024, 11, 29)


def test_the_network_sets_its_deadline_before_its_own(round_, member):
    MilestoneFactory(round=round_, date=date(2025, 2, 1))

    needs.set_deadline(round_, member.network, day=date(2024, 12, 10), today=TODAY)
    needs.set_deadline(round_, member.network, day=date(2024, 12, 12), today=TODAY)
    with pytest.raises(DomainError, match=r"due Feb. 1, 2025:"):
        needs.set_deadline(round_, member.network, day=date(2025, 2, 2), today=TODAY)

    assert needs_deadline(round_, member.network) == date(2024, 12, 12)


def test_a_deadline_is_not_set_in_the_past(round_, member):
    with pytest.raises(DomainError, match="today or later"):
        needs.set_deadline(round_, member.network, day=TODAY - timedelta(1), today=TODAY)
    needs.set_deadline(round_, member.network, day=TODAY, today=TODAY)

    assert needs_deadline(round_, member.network) == TODAY


def test_duties_end_when_the_basis_is_handed_over(report, member, round_):
    (duty,) = duties([member.owner_id], TODAY)
    hand_over(report)

    assert (duty.round, duty.report, duty.deadline) == (round_, report, date(2024, 12, 1))
    assert duties([member.owner_id], TODAY) == []
    assert duties([], TODAY) == []


# --- Drawing


@pytest.fixture
def told(report, contact):
    need = report.needs.get()
    write(need, contact, text="Language", target_groups=["school"], institutions="All")
    needs.submit(report, actor=contact, now=timezone.now())
    need.refresh_from_db()
    return need


def test_a_need_becomes_a_new_measure(told, secretary):
    measure = draw.need(told, measure=None, actor=secretary)

    told_by = told.report.owner
    assert (measure.title, measure.target_groups, measure.institutions) == ("Language", ["school"], "All")
    assert (measure.need, [*measure.owners.all()]) == (f"{told_by}: Language", [told_by])
    assert MeasureNeed.objects.get().need == told


def test_a_measure_that_is_there_keeps_its_words_and_answers_one_more(told, secretary):
    basis = DecisionBasisFactory(round=told.report.round, network=told.report.network)
    measure = Measure.objects.create(basis=basis, title="Own title", need="Own words")

    draw.need(told, measure=measure, actor=secretary)
    with pytest.raises(DomainError, match="already"):
        draw.need(told, measure=measure, actor=secretary)

    measure.refresh_from_db()
    assert (measure.title, measure.need) == ("Own title", f"Own words\n\n{told.report.owner}: Language")
    draw.release(MeasureNeed.objects.get(), actor=secretary)
    draw.need(told, measure=measure, actor=secretary)
    measure.refresh_from_db()
    assert measure.need.count("Language") == 1


def test_nothing_is_drawn_that_was_never_submitted_into_another_basis_or_too_late(told, secretary):
    elsewhere = Measure.objects.create(basis=DecisionBasisFactory())
    with pytest.raises(DomainError, match="another decision basis"):
        draw.need(told, measure=elsewhere, actor=secretary)
    with pytest.raises(DomainError, match="not submitted"):
        draw.need(NeedFactory(text="Draft"), measure=None, actor=secretary)
    measure = draw.need(told, measure=None, actor=secretary)
    DecisionBasis.objects.filter(pk=measure.basis_id).update(
        status=BasisStatus.SUBMITTED, submitted_at=timezone.now(), requested=1
    )

    with pytest.raises(DomainError, match="handed over"):
        draw.need(told, measure=None, actor=secretary)
    with pytest.raises(DomainError, match="handed over"):
        draw.release(MeasureNeed.objects.get(), actor=secretary)


def test_in_a_basis_that_is_sent_back_only_what_is_asked_for_is_drawn_into(told, secretary):
    basis = DecisionBasisFactory(
        round=told.report.round, network=told.report.network, status=BasisStatus.CHANGES_REQUESTED
    )
    asked, locked = (MeasureFactory(basis=basis, order=order, need="Own words") for order in (1, 2))
    answer = MeasureNeed.objects.create(measure=locked, need=NeedFactory(report=told.report))
    ChangeRequest.objects.create(
        basis=basis, part="measures", measure=asked, reason="Explain", asked_by=secretary, asked_at=timezone.now()
    )

    for refused in (
        lambda: draw.need(told, measure=locked, actor=secretary),
        lambda: draw.need(told, measure=None, actor=secretary),
        lambda: draw.release(answer, actor=secretary),
    ):
        with pytest.raises(DomainError, match="This part is locked"):
            refused()
    draw.need(told, measure=asked, actor=secretary)

    locked.refresh_from_db()
    assert (locked.need, basis.measures.count()) == ("Own words", 2)
    assert {*MeasureNeed.objects.values_list("need", "measure")} == {(answer.need_id, locked.pk), (told.pk, asked.pk)}


def test_there_is_room_for_no_more_measures_than_one_may_add(told, secretary):
    basis = DecisionBasisFactory(round=told.report.round, network=told.report.network)
    last = [MeasureFactory(basis=basis, order=order) for order in range(1, compose.MOST_MEASURES + 1)][-1]

    with pytest.raises(DomainError, match="There is room for 40 measures"):
        draw.need(told, measure=None, actor=secretary)

    assert draw.need(told, measure=last, actor=secretary) == last
