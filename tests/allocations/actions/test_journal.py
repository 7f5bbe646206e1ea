"""The journal: numbered without gaps, in and out, exempt only by law."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from allocations.actions import journal
from allocations.enums import JournalDirection
from allocations.models import JournalEntry
from dekom.core.errors import DomainError
from tests.allocations.lived import decider, secretary, the_letter
from tests.factories import RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def enter(**more):
    today = timezone.localdate()
    fields = {
        "direction": JournalDirection.INCOMING,
        "round": the_letter().round,
        "party": "En kommune",
        "content": "Spørsmål",
        "dated": today,
        "sent_on": today,
        "exempt": False,
        "legal_ground": "",
    }
    actor = more.pop("actor", None) or secretary()
    return journal.document(the_letter().county, actor=actor, now=timezone.now(), fields=fields | more)


def test_an_issued_letter_enters_itself_with_the_reference_that_it_prints():
    letter = the_letter()
    entry = JournalEntry.objects.get(letter=letter)

    assert entry.document == f"2025/1234-{letter.number}"
    assert (entry.direction, entry.party, entry.content) == ("outgoing", letter.recipient.name, letter.title)


def test_numbers_have_no_gap():
    first, second = enter(), enter()

    assert second.number == first.number + 1
    assert second.document == f"2025/1234-J{second.number}"
    assert enter(round=None).document.startswith("trondelag-J")
    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"exempt": True}, "names its legal ground"),
        ({"legal_ground": "offentleglova § 13"}, "names its legal ground"),
        ({"dated": timezone.localdate() + timedelta(days=1)}, "a day that has not come"),
    ],
)
def test_a_document_is_refused(more, words):
    with pytest.raises(DomainError, match=words):
        enter(**more)


def test_the_journal_is_the_secretariats_and_the_countys():
    with pytest.raises(DomainError, match="Only the secretariat"):
        enter(actor=decider())
    with pytest.raises(DomainError, match="another county"):
        enter(round=RoundFactory(county__number="99"))


def test_an_exemption_is_set_and_lifted():
    entry = enter()
    with pytest.raises(DomainError, match="Only the secretariat"):
        journal.exemption(entry, actor=decider(), exempt=True, legal_ground="x")
    with pytest.raises(DomainError, match="legal ground"):
        journal.exemption(entry, actor=secretary(), exempt=True, legal_ground=" ")

    changed = journal.exemption(entry, actor=secretary(), exempt=True, legal_ground="offentleglova § 13")
    assert (changed.exempt, changed.legal_ground) == (True, "offentleglova § 13")
    assert not journal.exemption(entry, actor=secretary(), exempt=False, legal_ground="").exempt


def test_the_database_holds_the_same_rule():
    entry = enter()

    with pytest.raises(IntegrityError, match="journal_entry_exempt_iff_legal_ground"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(exempt=True)
