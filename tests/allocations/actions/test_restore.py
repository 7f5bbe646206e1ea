"""Decisions and letters come back from a file by the same moves, and a letter without its file says so."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from allocations.actions import restore
from allocations.enums import DecisionStatus
from allocations.models import DecisionLetter, LetterCounter
from dekom.core.errors import DomainError
from tests.allocations.world import somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
AT = datetime(2025, 4, 11, 12, tzinfo=UTC)


def fosen():
    return the_round().decisions.get(network__code="fosen")


def host():
    return fosen().network.hosts.get().owner


def restored(status=DecisionStatus.ISSUED):
    restore.decision(fosen(), decided=643_042, lines={host().pk: 643_042}, to=status, at=AT)


def letter(number="9/2025", amount=643_042, at=AT):
    return restore.letter(
        the_round(), number=number, recipient=host(), parts=[(fosen(), amount)], sha256="0" * 64, issued_at=at
    )


@pytest.mark.parametrize("status", list(DecisionStatus))
def test_a_decision_walks_to_its_state(status):
    restored(status)

    assert (fosen().status, fosen().decided, fosen().approved_by) == (status, 643_042, None)


def test_lines_that_do_not_sum_are_refused():
    with pytest.raises(DomainError, match="do not sum"):
        restore.decision(fosen(), decided=2, lines={host().pk: 1}, to=DecisionStatus.APPROVED, at=AT)


def test_a_letter_has_its_number_and_hash_and_no_file(client):
    restored()

    made = letter()

    assert (made.number_text, made.sha256, made.amount, made.loaded) == ("9/2025", "0" * 64, 643_042, True)
    assert LetterCounter.objects.get(year=2025).last == 9
    assert DecisionLetter.objects.defer(None).get().pdf is None
    client.force_login(somebody("leder"))
    page = client.get(reverse("letter_detail", args=[made.pk]))
    assert page.context["letter"].loaded is True
    assert client.get(reverse("letter_pdf", args=[made.pk])).status_code == 404


def test_who_was_host_is_read_of_the_day_in_norway():
    """Half past midnight of the host's first day; in Greenwich it is still the day before."""
    restored()
    fosen().network.hosts.update(valid_from=date(2025, 4, 12))

    made = letter(at=datetime(2025, 4, 11, 22, 30, tzinfo=UTC))

    assert made.lines.get().as_host is True


def test_an_earlier_number_does_not_turn_the_counter_back():
    restored()
    LetterCounter.objects.create(county=the_round().county, year=2025, last=12)

    letter()

    assert LetterCounter.objects.get(year=2025).last == 12


def test_what_does_not_fit_is_refused():
    restored()
    with pytest.raises(DomainError, match="not those of the decisions"):
        letter(amount=1)
    with pytest.raises(DomainError, match="should look like"):
        letter(number="nine")
    letter()
    with pytest.raises(DomainError, match="another letter"):
        letter()
