"""The outbox as the secretariat follows it."""

import pytest
from django.urls import reverse

from dekom.core.models import MailStatus, OutboxMail
from tests.allocations.world import somebody
from tests.factories import OutboxMailFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
URL = reverse("mail_list")


def failed(**more):
    mail = OutboxMailFactory(**more)
    OutboxMail.objects.filter(pk=mail.pk).update(status=MailStatus.FAILED, last_error="no such box")
    return mail


def test_lists_what_waits_and_what_bounced_to_the_countys_people(client):
    OutboxMail.objects.all().delete()
    bounced = failed(recipient=somebody("leder"))
    waiting = OutboxMailFactory(recipient=somebody("eier"))
    OutboxMailFactory(recipient=UserFactory())
    client.force_login(somebody("saksbehandler"))

    assert {mail.pk for mail, _mark in client.get(URL).context["rows"]} == {bounced.pk, waiting.pk}
    assert [mail.pk for mail, _mark in client.get(URL, {"state": "failed"}).context["rows"]] == [bounced.pk]


def test_another_try(client):
    bounced = failed(recipient=somebody("leder"))
    client.force_login(somebody("saksbehandler"))

    client.post(reverse("mail_retry", args=[bounced.pk]))
    client.post(reverse("mail_retry", args=[bounced.pk]))

    bounced.refresh_from_db()
    assert bounced.status == MailStatus.QUEUED


@pytest.mark.parametrize("name", ["beslutter", "revisor", "leder", "registrator"])
def test_others_may_not(client, name):
    client.force_login(somebody(name))

    assert client.get(URL).status_code == 403


def test_query_count(client, django_assert_max_num_queries):
    OutboxMailFactory.create_batch(3, recipient=somebody("leder"))
    client.force_login(somebody("saksbehandler"))

    with django_assert_max_num_queries(12):
        client.get(URL)
