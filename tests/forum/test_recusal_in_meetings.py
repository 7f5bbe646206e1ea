"""A recused member finds no trace of a network's matter in a meeting: notice, agenda, papers, addresses, votes.

Beside each there is another member who finds it. The titles stand nowhere else.
"""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from django.urls import reverse

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from forum.actions import agenda, ballots, convene, motions, papers
from forum.actions.cast import cast
from forum.links import absence_token
from networks.enums import RoleKind
from tests.factories import DecisionBasisFactory, ItemFactory, NetworkFactory, RoleFactory, RoundFactory
from tests.forum.meeting_world import BEFORE, a_forum, at

pytestmark = pytest.mark.django_db
MATTER, PAPER, MOTION = "Hemmelig sak", "Hemmelig papir", "Hemmelig forslag"
SECRETS = (MATTER, PAPER, MOTION)


def a_pdf():
    out = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.save(out)
    return out.getvalue()


@pytest.fixture
def world():
    """Three matters: an open one with a paper about the network, one about the network, one about nothing."""
    made = a_forum(items=2)
    county = made.forum.county
    made.round, made.network = RoundFactory(county=county), NetworkFactory(county=county)
    DecisionBasisFactory(round=made.round, network=made.network)
    made.recused, made.other = made.members[0].person, made.members[1].person
    RoleFactory(user=made.recused, kind=RoleKind.NETWORK_LEADER, county=county, network=made.network)
    fields = {"forum": made.forum, "meeting": None, "round": made.round}
    made.secret = agenda.place(ItemFactory(title=MATTER, network=made.network, **fields), made.meeting)
    made.shared = agenda.place(ItemFactory(title="Åpen sak", **fields), made.meeting)
    given = {"content": a_pdf(), "actor": made.secretary, "now": BEFORE}
    papers.add(made.shared, title="Åpent papir", **given)
    made.paper = papers.add(made.secret, title=PAPER, **given)
    made.call()
    return made


@pytest.fixture
def see(client):
    def look(person, name, key):
        client.force_login(person)
        return client.get(reverse(name, args=[key]))

    return look


def traces(response):
    assert response.status_code == 200
    return [secret for secret in SECRETS if secret in response.content.decode()]


def test_notice(world):
    mails = {mail.recipient: mail.body for mail in OutboxMail.objects.filter(template="forum/meeting_called")}

    assert [MATTER in mails[who] for who in (world.other, world.recused)] == [True, False]
    assert "Åpen sak" in mails[world.recused]


def test_agenda_and_its_papers(world, see):
    seen, withheld = (see(who, "meeting_detail", world.meeting.pk) for who in (world.other, world.recused))

    assert (traces(seen), traces(withheld)) == ([MATTER, PAPER], [])
    assert "Åpent papir" in withheld.content.decode()


@pytest.mark.parametrize(("name", "what"), [("item_detail", "secret"), ("item_paper", "paper")])
def test_addresses(world, see, name, what):
    key = getattr(world, what).pk

    assert [see(who, name, key).status_code for who in (world.other, world.recused)] == [200, 404]


@pytest.mark.pdf
def test_all_papers_as_one_file(world, see):
    bookmarks = []
    for who in (world.other, world.recused):
        with pikepdf.open(io.BytesIO(see(who, "meeting_papers", world.meeting.pk).content)) as file:
            with file.open_outline() as outline:
                titles = [part.title for entry in outline.root for part in (entry, *entry.children)]
            bookmarks.append((len(file.pages), PAPER in titles, "Åpent papir" in titles))

    assert bookmarks == [(3, True, True), (2, False, True)]


def test_the_form_for_absence(world, client):
    pages = [
        client.get(reverse("meeting_absence", args=[absence_token(world.meeting, term)])) for term in world.members[:2]
    ]

    assert [traces(page) for page in pages] == [[], [MATTER]]


def test_motions_and_votes(world, see, client):
    convene.begin(world.meeting, now=at(10))
    for term in world.members:
        world.arrive(term.person)
    line = motions.propose(world.shared, title=MOTION, network=world.network)
    common = motions.propose(world.shared, title=f"{MOTION}, samlet")
    common.covers.set([world.network])
    assert [traces(see(who, "item_detail", world.shared.pk)) for who in (world.other, world.recused)] == [[MOTION], []]

    ballot = ballots.open_ballot(line, method="seat", actor=world.secretary, now=at(11))
    seen, withheld = (see(who, "meeting_vote", world.meeting.pk) for who in (world.other, world.recused))

    assert (traces(seen), traces(withheld)) == ([MOTION], [])
    assert "Du er inhabil i det møtet behandler nå" in withheld.content.decode()
    with pytest.raises(DomainError, match="inhabil"):
        cast(ballot, world.recused, "for", now=datetime(2025, 3, 12, 11, tzinfo=UTC))


def test_a_matter_on_the_screen(world, see):
    convene.begin(world.meeting, now=at(10))
    agenda.show(world.secret)

    seen, withheld = (see(who, "meeting_vote", world.meeting.pk) for who in (world.other, world.recused))

    assert (traces(seen), traces(withheld)) == ([MATTER], [])


# --- A part of the matter, which names no network of its own, or another one


@pytest.fixture
def in_session(world):
    convene.begin(world.meeting, now=at(10))
    for term in world.members:
        world.arrive(term.person)
    return world


def a_part(world, **fields):
    return agenda.place(ItemFactory(title=MATTER, forum=world.forum, meeting=None, **fields), world.meeting,
                        parent=world.secret)  # fmt: skip


def standings(ballot):
    return {elector.person: elector.standing for elector in ballot.electors.filter(seat__has_vote=True)}


@pytest.mark.parametrize("about", ["nothing", "another network"])
def test_votes_on_a_part(in_session, about):
    own = {"network": NetworkFactory(county=in_session.forum.county), "round": in_session.round}
    part = a_part(in_session, **({} if about == "nothing" else own))

    ballot = ballots.unanimous(motions.propose(part, title=MOTION), actor=in_session.secretary, now=at(11))

    other = [term.person for term in in_session.members[1:]]
    assert standings(ballot) == {in_session.recused: "recused", **dict.fromkeys(other, "entitled")}
    assert ballot.votes_for == 2


def test_a_motion_about_a_network_in_a_matter_about_another(in_session):
    network = NetworkFactory(county=in_session.forum.county)
    line = motions.propose(in_session.secret, title=MOTION, network=network)

    ballot = ballots.open_ballot(line, method="seat", actor=in_session.secretary, now=at(11))

    assert standings(ballot)[in_session.recused] == "recused"


def test_the_round_of_a_part_is_the_whole_matters(in_session):
    """Whether the motion is about a network, or about several that are voted on as one."""
    part = agenda.place(ItemFactory(forum=in_session.forum, meeting=None), in_session.meeting, parent=in_session.shared)
    line = motions.propose(part, title=MOTION, network=in_session.network)
    common = motions.propose(part, title=MOTION)
    common.covers.set([in_session.network])

    ballot = ballots.unanimous(line, actor=in_session.secretary, now=at(11))

    assert standings(ballot)[in_session.recused] == "recused"
    with pytest.raises(DomainError, match="inhabil"):
        ballots.unanimous(common, actor=in_session.secretary, now=at(11))


def test_a_part_on_the_screen_and_its_vote(in_session, see):
    part = a_part(in_session)
    agenda.show(part)
    pages = [see(who, "meeting_vote", in_session.meeting.pk) for who in (in_session.other, in_session.recused)]

    ballots.open_ballot(motions.propose(part, title=MOTION), method="seat", actor=in_session.secretary, now=at(11))
    pages += [see(who, "meeting_vote", in_session.meeting.pk) for who in (in_session.other, in_session.recused)]

    assert [traces(page) for page in pages] == [[MATTER], [], [MOTION], []]


def test_the_desk_counts_without_the_recused(in_session, client):
    part = a_part(in_session)
    for item in (in_session.secret, part, in_session.shared):
        motions.propose(item, title=MOTION)
    desk = reverse("meeting_run", args=[in_session.meeting.pk])
    client.force_login(in_session.secretary)

    found = []
    for item in (in_session.secret, part, in_session.shared):
        context = client.get(desk, {"item": item.pk}).context
        found.append([len(each.entitled) for each in (context["electorate"], context["rows"][0][1])])

    assert found == [[2, 2], [2, 2], [3, 3]]


def test_the_rooms_screen_counts_without_the_recused(in_session, see):
    agenda.show(a_part(in_session))

    screen = see(in_session.secretary, "meeting_screen", in_session.meeting.pk)

    assert len(screen.context["electorate"].entitled) == 2
