"""Comments on a field, questions on the case, and who is here."""

from datetime import timedelta

import pytest

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from networks.actions import talk
from networks.models import CaseQuestion, Comment, Presence
from networks.permissions.writing import may_see_matrix, may_submit, partner_of
from networks.selectors.presences import presences
from networks.services.places import Place, read_place
from tests.factories import UserFactory
from tests.networks.writing.conftest import again

pytestmark = pytest.mark.django_db


def say(w, key, text, actor=None):
    return talk.comment(w.basis, read_place(key), text=text, actor=actor or w.leader, now=w.now)


def test_a_comment_stands_at_its_field_until_anybody_resolves_it(w):
    said = [
        say(w, "basis-needs", " Hvilke? "),
        say(w, f"measure-{w.measure.pk}-need", "Mer?"),
        say(w, f"cost-{w.network_line.pk}-amount", "Dyrt"),
    ]
    assert [(each.text, each.measure) for each in said] == [("Hvilke?", None), ("Mer?", w.measure), ("Dyrt", w.measure)]

    for actor in (w.partner, w.leader):
        talk.resolve(said[0], actor=actor, now=w.now)

    assert again(said[0]).resolved_by == w.partner


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_a_comment_says_something_of_reasonable_length(w, text):
    with pytest.raises(DomainError):
        say(w, "basis-needs", text)


def test_others_do_not_comment(w):
    said = say(w, "basis-needs", "Ja")

    with pytest.raises(DomainError):
        say(w, "basis-needs", "Nei", actor=w.stranger)
    with pytest.raises(DomainError):
        talk.resolve(said, actor=w.stranger, now=w.now)
    for kind in ("measure", "cost"):
        with pytest.raises(LookupError):
            talk.comment(w.basis, Place(kind, 99_999_999, "x"), text="Nei", actor=w.leader, now=w.now)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(("asks", "answers", "told"), [("leader", "secretary", 1), ("secretary", "coordinator", 2)])
def test_the_other_side_is_asked_and_answers_once(w, asks, answers, told):
    question = talk.ask(w.basis, text="Hva nå?", actor=getattr(w, asks), now=w.now)
    assert OutboxMail.objects.count() == told

    with pytest.raises(DomainError):
        talk.answer(question, text="Selv", actor=getattr(w, asks), now=w.now)
    talk.answer(question, text="Slik.", actor=getattr(w, answers), now=w.now)
    with pytest.raises(DomainError):
        talk.answer(question, text="Igjen", actor=getattr(w, answers), now=w.now)

    assert CaseQuestion.objects.get().answer == "Slik."
    assert OutboxMail.objects.latest("pk").recipient == getattr(w, asks)


def test_strangers_do_not_ask(w):
    with pytest.raises(DomainError):
        talk.ask(w.basis, text="Hva?", actor=w.stranger, now=w.now)


def test_who_is_here_and_where(w):
    talk.here(w.basis, place="basis-needs", actor=w.partner, now=w.now)
    talk.here(w.basis, place="no place", actor=w.coordinator, now=w.now - timedelta(minutes=5))
    talk.here(w.basis, place="", actor=w.secretary, now=w.now - timedelta(hours=1))
    for _twice in range(2):
        talk.here(w.basis, place="", actor=w.leader, now=w.now)

    found = presences(w.basis, now=w.now, me=w.leader)

    assert [(each.name, each.is_me, each.is_idle, each.place, each.minutes) for each in found] == [
        ("Leder", True, False, "", 0),
        ("UH", False, False, "basis-needs", 0),
        ("Koordinator", False, True, "", 5),
    ]
    assert Presence.objects.count() == 4


def test_who_may_what(w):
    assert (may_submit(w.leader, w.basis), may_submit(w.coordinator, w.basis), may_submit(w.secretary, w.basis)) == (
        True,
        False,
        True,
    )
    assert (partner_of(w.partner, w.basis), partner_of(w.leader, w.basis)) == (w.university.pk, None)
    county = w.basis.round.county_id
    everywhere = UserFactory(is_superuser=True)
    assert [may_see_matrix(each, county) for each in (w.secretary, w.leader, everywhere)] == [True, False, True]
