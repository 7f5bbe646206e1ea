"""The timeline of a needs report: every change of state, and what was copied, with who and what differed."""

import pytest
from django.utils import timezone

from networks.enums import RoleKind
from networks.enums.needs import NeedsStatus
from tests.factories import MembershipFactory, NeedFactory, NeedsReportFactory, RoundFactory, person

pytestmark = pytest.mark.django_db


def test_it_tells_what_was_copied_handed_over_and_opened_again(client, django_assert_num_queries):
    member = MembershipFactory()
    contact = person(RoleKind.OWNER_CONTACT, organisation=member.owner)
    here = {"county": member.network.county, "scheme": member.scheme}
    before, round_ = (RoundFactory(**here, year=timezone.localdate().year + ahead) for ahead in (0, 1))
    whose = {"owner": member.owner, "network": member.network}
    old = NeedsReportFactory(round=before, status=NeedsStatus.SUBMITTED, **whose)
    report = NeedsReportFactory(round=round_, **whose)
    NeedFactory(report=old, text="Language")
    NeedFactory(report=report, text="")
    client.force_login(contact)
    for move in ("copy", "submit", "open"):
        client.post(f"/needs/{report.pk}/{move}/")

    # session, user, roles, report, closed, needs, themes, answers, deadlines; events, names
    with django_assert_num_queries(11):
        events = client.get(f"/needs/{report.pk}/?history=1").context["events"]

    told = {(event.who, change.field, change.new) for event in events for change in event.changed}
    assert {
        (contact.name, "Kopiert fra", str(old)),
        (contact.name, "Hva er behovet?", "Language"),
        (contact.name, "Status", "Levert"),
        (contact.name, "Status", "Utkast"),
    } <= told
