"""Thirty-five members vote at the same moment, each through a connection of their own."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from dekom.core.errors import DomainError
from forum.actions import ballots, motions
from forum.actions.cast import cast
from forum.models import Ballot, Vote
from tests.forum.meeting_world import a_forum, at
from tests.template_database import connected_to_copy

VOTERS = 35


@pytest.fixture
def alone(django_db_setup, django_db_blocker):
    """A database of its own that several connections see."""
    template = connection.settings_dict["TEST"]["TEMPLATE"]
    with django_db_blocker.unblock(), connected_to_copy(template, f"{connection.settings_dict['NAME']}_votes"):
        yield


def at_once(jobs):
    """Run the jobs in threads that start together; what each was refused with, or None."""
    barrier, refused = Barrier(len(jobs)), []

    def run(job):
        try:
            barrier.wait()
            job()
        except DomainError as error:
            refused.append(error.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_each_seat_votes_once_and_the_count_is_right(alone):
    with transaction.atomic():
        world = a_forum(seats=VOTERS).begin()
        motion = motions.propose(world.item, title="Motion")
        ballot = ballots.open_ballot(motion, method="seat", actor=world.secretary, now=at(11))
    people = [term.person for term in world.members]
    choices = ["for" if number % 3 == 0 else "against" for number in range(VOTERS)]

    refused = at_once(
        [
            lambda who=who, choice=choice: cast(ballot, who, choice, now=at(11, 1))
            for who, choice in [*zip(people, choices, strict=True), (people[0], choices[0])]
        ]
    )

    assert len(refused) == 1  # the double click
    assert "allerede registrert" in refused[0]
    assert Counter(Vote.objects.values_list("choice", flat=True)) == Counter(choices)
    assert set(Vote.objects.values_list("elector__person", flat=True)) == {who.pk for who in people}

    ballots.close(ballot, now=at(11, 2))

    closed = Ballot.objects.get(pk=ballot.pk)
    assert (closed.votes_for, closed.votes_against) == (12, 23)
