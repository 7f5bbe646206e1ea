"""A round's letters: drafts, progress, files."""

import hashlib
import io
import zipfile
from types import SimpleNamespace

import pytest
from django.urls import reverse

from allocations.models import DecisionLetter
from allocations.selectors.letter_page import DraftLetter, Sending, sending, sending_by_recipient
from networks.models import Round
from tests.allocations.world import approved, issue_all, ordered, prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def url(name="letter_list"):
    return reverse(name, args=[the_round().pk])


def test_drafts_with_what_they_wait_for(client):
    prepared()
    client.force_login(somebody("beslutter"))

    page = client.get(url())

    assert len(page.context["drafts"]) == 15
    assert page.context["ready"] == []


def test_ordering_shows_progress_and_ordering_again_makes_nothing_new(client):
    approved()
    client.force_login(somebody("beslutter"))
    assert len(client.get(url()).context["ready"]) == 15

    client.post(url("letters_issue"))
    client.post(url("letters_issue"))

    page = client.get(url())
    assert (page.context["issued"], len(page.context["letters"]), page.context["is_under_way"]) == (0, 15, True)
    assert b'hx-trigger="every 1s"' in page.content


def test_one_letter_alone(client):
    approved()
    client.force_login(somebody("beslutter"))
    recipient = the_round().decisions.get(network__code="fosen").lines.get().recipient_id

    client.post(url("letters_issue"), {"recipient": recipient})

    assert DecisionLetter.objects.get().recipient_id == recipient


def test_sending_asks_first_and_says_what_is_sent(client):
    approved()
    client.force_login(somebody("beslutter"))
    fosen = the_round().decisions.get(network__code="fosen")

    text = " ".join(client.get(url()).content.decode().replace("\u00a0", " ").split())

    assert text.count('<details class="dk-confirm">') == text.count(f'action="{url("letters_issue")}"') == 16
    assert "15 brev til 15 mottakere, til sammen 12 200 000 kr. Det kan ikke gjøres om." in text
    assert fosen.lines.get().recipient.name == "Ørland"
    assert "1 brev til Ørland kommune, 643 042 kr. Det kan ikke gjøres om." in text


def test_two_letters_to_one_recipient_are_told_together():
    drafts = [
        DraftLetter(recipient, change, SimpleNamespace(amount=amount), [], is_approved=True)
        for recipient, change, amount in ((1, "first", 100), (1, "leftover", 20), (2, "first", 3))
    ]

    assert sending(drafts) == Sending(letters=3, recipients=2, amount=123)
    assert sending_by_recipient(drafts) == {1: Sending(2, 1, 120), 2: Sending(1, 1, 3)}


@pytest.mark.usefixtures("undrawn")
def test_the_zip_holds_every_file_as_it_was_issued(client):
    ordered("Stjørdal", "Ørland")
    issue_all()
    client.force_login(somebody("revisor"))

    archive = zipfile.ZipFile(io.BytesIO(client.get(url("letters_zip")).content))

    letters = DecisionLetter.objects.order_by("number")
    year = letters[0].year
    assert archive.namelist() == [f"{year}-001-stjordal.pdf", f"{year}-002-orland.pdf"]
    hashes = [hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()]
    assert hashes == [letter.sha256 for letter in letters]


@pytest.mark.parametrize("name", ["saksbehandler", "revisor"])
def test_only_the_decision_maker_orders(client, name):
    approved()
    client.force_login(somebody(name))

    assert client.post(url("letters_issue")).status_code == 403
    assert not DecisionLetter.objects.exists()


@pytest.mark.parametrize("recipients", [("Stjørdal",), ("Stjørdal", "Ørland", "NTNU")])
def test_query_count(client, django_assert_num_queries, recipients):
    ordered(*recipients)
    client.force_login(somebody("beslutter"))

    page = url()
    with django_assert_num_queries(7):  # session, user, roles, round, letters; decisions, their lines
        client.get(page)


@pytest.mark.usefixtures("past")
def test_the_payout_is_told_by_the_payments(client):
    """Of last year's letters two instalments are paid, and the last waits for the report."""
    client.force_login(somebody("revisor"))
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")

    letters = client.get(reverse("letter_list", args=[round_.pk])).context["letters"]
    rows = client.get(reverse("decision_list", args=[round_.pk])).context["rows"]

    paid = ("work", "Delvis utbetalt")
    assert {letter.payout for letter in letters if letter.payments.filter(status="paid").exists()} == {paid}
    assert {row.payout for row in rows if row.facts.is_network} == {paid}
