"""What is handed in is entered into the journal by itself: each version once, with the six fields."""

from datetime import UTC, datetime, timedelta

import pytest

from allocations.actions import incoming
from allocations.actions.incoming import enter_next
from allocations.models import JournalEntry
from networks.models import Report, Submission
from tests.factories import DecisionBasisFactory, NetworkFactory, RoundFactory
from tests.factories.needs import NeedsReportFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 2, 1, 22, 30, tzinfo=UTC)
NOW = datetime(2025, 2, 3, 8, tzinfo=UTC)


def enter_all():
    count = 0
    while enter_next(NOW):
        count += 1
    return count


def test_each_document_that_is_handed_in_is_entered_once():
    round_ = RoundFactory()
    basis = DecisionBasisFactory(round=round_)
    for number in (1, 2):
        Submission.objects.create(basis=basis, number=number, at=AT + timedelta(number), requested=1, content={})
    needs = NeedsReportFactory(round=round_, status="submitted", submitted_at=AT)
    NeedsReportFactory(round=round_)
    network = NetworkFactory(county=round_.county)
    report = Report.objects.create(round=round_, network=network, opened_at=AT)
    Report.objects.create(round=round_, network=NetworkFactory(county=round_.county), opened_at=AT)
    Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=AT)

    assert enter_all() == 4
    assert enter_all() == 0

    found = JournalEntry.objects.order_by("number").values_list("direction", "party", "sent_on", "entered_on")
    days = [AT.date() + timedelta(days) for days in (1, 2, 0, 0)]
    assert list(found) == [
        ("incoming", party, day, NOW.date())
        for party, day in zip(
            (str(basis.network), str(basis.network), needs.owner.name, report.reporter), days, strict=True
        )
    ]


def test_a_report_that_is_handed_in_anew_is_a_new_document():
    round_ = RoundFactory()
    report = Report.objects.create(round=round_, network=NetworkFactory(county=round_.county), opened_at=AT)
    for day, reason in ((1, ""), (2, "More")):
        if reason:
            Report.objects.filter(pk=report.pk).update(status="changes_requested", change_reason=reason)
        Report.objects.filter(pk=report.pk).update(status="submitted", submitted_at=AT + timedelta(day))
        assert enter_all() == 1

    assert JournalEntry.objects.count() == 2


def test_what_another_worker_entered_between_search_and_lock_is_entered_once(monkeypatch):
    basis = DecisionBasisFactory(round=RoundFactory())
    Submission.objects.create(basis=basis, number=1, at=AT, requested=1, content={})
    found = incoming._missing(
        Submission.objects.select_related("basis__network", "basis__round__county"), "basis", "at", []
    )
    assert enter_next(NOW)
    monkeypatch.setattr(incoming, "_missing", lambda *_args: found)  # this worker searched before the other was done

    assert enter_next(NOW)

    assert JournalEntry.objects.count() == 1
