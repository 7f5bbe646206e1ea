"""The meeting of 12 March 2025 through the site's own pages: from the roster to approved minutes and draft decisions.

People are the round file's nameless roster. What forty people do alike is sent as their browsers send it; the rest is
clicked and typed. The clock is put forward as the story goes.
"""

import re

import pytest
from django.conf import settings
from django.db import connection

from dekom.core.models import OutboxMail, User
from dekom.core.sweeps import sweeps
from forum.models import Absence, Ballot, CallOut, CriteriaSheet, Group, Item, Meeting, Recommendation
from tests import template_database
from tests.browser import march
from tests.browser.clock import clock_at
from tests.browser.letterbox import send
from tests.browser.visitor import Visitor, session_of
from tests.pdf_text import text_of
from tests.template_database import connected_to_copy

pytestmark = pytest.mark.browser
DAY = "2025-03-12"
POINTS = {
    1: "Samarbeidsforum viser til føringer for årlige tildelinger og felles tiltak i langsiktig plan.",
    2: "Det avsettes midler til UH for å følge opp pulje 1. Midlene innstilles i septembermøtet.",
    3: "Restmidler fordeles i septembermøtet.",
    4: "Samarbeidsforum vurderte hvert enkelt partnerskaps beslutningsgrunnlag ut fra kriteriene.",
}
MATTERS = [
    ("Aktuelt", "information", ["Referat fra møtet 8. januar", "Nasjonal PPT-lederkonferanse"]),
    ("Ny helhetlig modell", "discussion", ["Om videreutvikling av ordningen"]),
    ("Felles årlig innstilling", "decision", []),
]


@pytest.fixture(scope="module")
def clock():
    with clock_at("2025-01-15 09:00") as clock:
        yield clock


@pytest.fixture(scope="module")
def demo(clock, django_db_setup, django_db_modify_db_settings, django_db_blocker):
    """Not the demo: the register and the round of 2025 alone, in a database of this module's own."""
    name = f"{connection.creation._get_test_db_name()}_march"
    with django_db_blocker.unblock(), connected_to_copy(template_database.name(), name):
        yield march.load()


class Story:
    """Somebody at a browser in a year that goes by."""

    def __init__(self, demo, clock, chromium, address):
        self.demo, self.clock, self.address = demo, clock, address
        self.tab = Visitor(chromium, address, scripts=True)
        self.page, self.context = self.tab.page, self.tab.context

    def sign_in(self, person):
        self.tab.become(session_of(person))

    def at(self, moment, person=None):
        self.clock.put(moment)
        self.sign_in(person or self.demo.chair)

    def open(self, path):
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")

    def press(self, name, within="main"):
        buttons = self.page.locator(within).get_by_role("button")
        wanted = self.page.locator(within).get_by_role("button", name=name, exact=True)
        assert wanted.count(), (name, buttons.all_inner_texts())
        with self.page.expect_navigation():
            wanted.first.click()

    def send(self, path, *parts, **typed):
        send(self.context, f"{self.address}{path}", *parts, **typed)

    def local(self, url):
        return url.replace(settings.SITE_URL, "")

    def says(self, *texts):
        body = " ".join(self.page.locator("main").inner_text().split())
        assert [text for text in texts if text not in body] == [], body[:3000]

    @property
    def meeting(self):
        return Meeting.objects.get()

    @property
    def matter(self):
        return Item.objects.get(number=8)


@pytest.fixture
def story(demo, clock, chromium, address):
    made = Story(demo, clock, chromium, address)
    yield made
    made.tab.context.close()


def test_the_meeting_of_12_march_2025_from_roster_to_approved_minutes(story):
    make_the_forum(story)
    call_the_meeting(story)
    report_absences(story)
    open_the_meeting(story)
    assess_in_groups(story)
    put_and_vote(story)
    settle_and_forward(story)
    write_and_send_the_minutes(story)
    approve_by_silence(story)


def make_the_forum(story):
    story.sign_in(story.demo.chair)
    story.open(f"/forum/{story.demo.forum.pk}/seats/new/")
    story.page.fill("#id_name", "Felles samarbeidsforum")
    story.page.fill("#id_valid_from", "2025-01-01")
    story.page.fill("#id_rows", march.roster_of(story.demo.case))
    story.press("Lagre")
    story.says("41 plasser", "Trondheim og Malvik", "Medlem 41", "1. Vara 4")


def call_the_meeting(story):
    story.at("2025-02-18 09:00")
    forum = story.demo.forum.pk
    story.open(f"/forum/{forum}/meetings/new/")
    for name, text in {
        "title": "Møte i samarbeidsforum",
        "date": DAY,
        "starts": "10:00",
        "ends": "16:00",
        "place": "Stjørdal",
    }.items():
        story.page.fill(f"#id_{name}", text)
    story.page.select_option("#id_chair", str(story.demo.chair.pk))
    story.page.select_option("#id_minutes_taker", str(story.demo.taker.pk))
    story.press("Lagre møtet")
    agenda = f"/meetings/{story.meeting.pk}/agenda/"
    for title, kind, parts in MATTERS:
        round_ = str(story.demo.round.pk) if kind == "decision" else ""
        story.send(f"/forum/{forum}/matters/new/", "", title=title, kind=kind, round=round_)
        for part in parts:
            story.send(f"/forum/{forum}/matters/new/", "", title=part, kind=kind)
    for title, _kind, parts in MATTERS:
        story.open(agenda)
        story.press(f"Legg sist {title}")
        parent = str(Item.objects.get(title=title).pk)
        for part in parts:
            item = str(Item.objects.get(title=part).pk)
            story.page.select_option(f"#parent-{item}", parent)
            story.press(f"Legg sist {part}")
    story.open(story.meeting.get_absolute_url())
    story.page.get_by_text("Send innkallingen").click()
    story.press("Send til alle")
    story.says("6/25", "7/25", "8/25", "41 av 41 plasser med stemme")
    assert OutboxMail.objects.filter(template="forum/meeting_called").count() == 41


def report_absences(story):
    """Eleven can't come; the five deputies that there are say yes. One of each is clicked."""
    story.clock.put("2025-03-01 12:00")
    seats = story.demo.case["meeting"]["seats"]
    absent = [number for number, seat in enumerate(seats, 1) if seat["member"] == "absent"]
    links = [story.local(march.link_in_mail_to(f"m{number}@dekom.example", "/absence/")) for number in absent]
    story.tab.context.clear_cookies()
    story.open(links[0])
    story.press("Jeg kan ikke komme")
    for link in links[1:]:
        story.send(link, "", scope="whole")
    asked = [number for number in absent if seats[number - 1].get("deputy")]
    links = [story.local(march.link_in_mail_to(f"v{number}@dekom.example", "/deputy/")) for number in asked]
    story.open(links[0])
    story.press("Ja, jeg kommer")
    for link in links[1:]:
        story.send(link, "", answer="yes")
    assert (Absence.objects.count(), CallOut.objects.filter(answer="yes").count()) == (11, 5)
    story.at("2025-03-02 09:00")
    story.open(story.meeting.get_absolute_url())
    story.says("35 av 41 plasser med stemme")


def open_the_meeting(story):
    """Ten o'clock: all who are expected but two, who come at eleven and at twelve."""
    story.at(f"{DAY} 10:00")
    story.open(story.meeting.get_absolute_url())
    story.press("Åpne møtet")
    attendance = f"/meetings/{story.meeting.pk}/attendance/"
    story.open(attendance)
    story.press("Alle som er ventet, er her")
    late = {
        seat["from"]: f"Medlem {number}"
        for number, seat in enumerate(story.demo.case["meeting"]["seats"], 1)
        if seat.get("from")
    }
    for name in late.values():
        story.press(f"Fjern {name}")
    for person in (story.demo.chair, story.demo.taker):
        story.press(f"Kommer {person}")
    counts = [entitled(story)]
    for clock, name in sorted(late.items()):
        story.clock.put(f"{DAY} {clock}")
        story.open(attendance)
        story.press(f"Kommer {name}")
        counts.append(entitled(story))
    assert counts == [33, 34, 35]


def entitled(story):
    return int(re.search(r"(\d+) av 41 plasser", story.page.locator("main").inner_text())[1])


def assess_in_groups(story):
    """Three groups, eleven sheets: the figures and remarks of the minutes' table."""
    story.open(f"/forum/{story.demo.forum.pk}/assess/")
    story.page.select_option("#id_meeting", str(story.meeting.pk))
    story.page.select_option("#id_round", str(story.demo.round.pk))
    story.press("Gå videre til gruppene")
    story.page.fill("#id_count", "3")
    story.press("Foreslå grupper", within="form.dk-form")
    for keeper in User.objects.filter(pk__in=Group.objects.values("rapporteur")):
        story.sign_in(keeper)
        story.open(f"/forum/rounds/{story.demo.round.pk}/ties/")
        story.page.locator("main form button[type=submit]").last.click()
        story.says("holder deg ute")
    story.sign_in(story.demo.chair)
    groups = Group.objects.first().assessment.get_absolute_url()
    story.open(groups)
    story.press("Gå til fasen «gruppe»")
    assert Group.objects.count() == 3
    sheets = list(CriteriaSheet.objects.select_related("group__rapporteur", "network").order_by("group", "pk"))
    told = {entry["code"]: entry for entry in story.demo.case["networks"]}
    for number, sheet in enumerate(sheets):
        story.sign_in(sheet.group.rapporteur)
        hand_in(story, sheet, told[sheet.network.code], by_clicking=number == 0)
    story.sign_in(story.demo.chair)
    story.open(groups)
    story.says("11 av 11 ark levert")
    story.press("Gå til fasen «plenum»")


def hand_in(story, sheet, entry, *, by_clicking):
    verdicts = {f"verdict-{pk}": "fulfilled" for pk in sheet.answers.values_list("criterion", flat=True)}
    amount, remark = str(entry["recommended"]), entry["remark"]
    if by_clicking:
        story.open(sheet.get_absolute_url())
        for name in verdicts:
            story.page.locator(f"label[for='{name}-fulfilled']").click()
        story.page.fill("#amount", amount)
        story.page.fill("#remark", remark)
        story.press("Lever til plenum")
        return
    held = {"payout_held": "on", "release_condition": march.RELEASE} if entry["payout_held"] else {}
    story.send(sheet.get_absolute_url(), "/hand-in/", **verdicts, **held, amount=amount, remark=remark)


def put_and_vote(story):
    """Points 1 and 2 unanimous; 11 for and 23 against the proposals in point 3; each line by those who may."""
    story.at(f"{DAY} 14:00")
    story.open(Group.objects.first().assessment.get_absolute_url())
    story.press("Bygg av arkene")
    made = Recommendation.objects.get()
    story.says("11 400 000", "1 739 000", "Fosen")
    story.open(f"/forum/recommendations/{made.pk}/points/")
    for number, text in POINTS.items():
        story.page.fill(f"#id_text_{number}", text)
    story.press("Lagre tekstene")
    story.press("Legg punktene fram for møtet")
    story.says("Faste årlige tildelinger", POINTS[3], "35 kan stemme over dette")
    assert vote_unanimously(story, "1. Faste årlige tildelinger") == 35
    assert vote_unanimously(story, "2. Fellestiltak") == 35
    vote_on_the_proposals(story)
    lines = list(story.matter.motions.filter(network__isnull=False).order_by("order"))
    assert len(lines) == 11  # each network has a seat, whose member is recused from its line
    assert vote_unanimously(story, f"4. {lines[0].title}") < 35
    story.send(desk(story), *(f"/motions/{line.pk}/unanimous/" for line in lines[1:]))
    voted = [ballot.votes_for for ballot in Ballot.objects.filter(motion__in=lines)]
    assert (len(voted), max(voted) < 35, min(voted) >= 21) == (11, True, True)  # 21 is the quorum


def vote_unanimously(story, heading):
    panel = story.page.locator("section", has=story.page.get_by_role("heading", name=heading, exact=True)).last
    with story.page.expect_navigation():
        panel.get_by_role("button", name="Enstemmig", exact=True).click()
    return Ballot.objects.latest("pk").votes_for


def vote_on_the_proposals(story):
    """One seat is out of the room: 34 vote. Nobody knows whose, so any will do."""
    story.clock.put(f"{DAY} 14:20")
    out = story.meeting.attendances.filter(capacity="member", left_at=None).latest("pk").person
    story.send(f"/meetings/{story.meeting.pk}/attendance/", "/leave/", person=str(out.pk), clock="14:19")
    story.open(f"/matters/{story.matter.pk}/motions/new/")
    third = story.matter.motions.get(point="3")
    story.page.fill("#id_point", "3")
    story.page.fill("#id_title", "Innspillene tas inn i vedtaket nå")
    story.page.select_option("#id_kind", "amendment")
    story.page.select_option("#id_amends", str(third.pk))
    story.press("Lagre")
    panel = story.page.locator("section", has=story.page.get_by_role("heading", name="3. Innspillene")).last
    with story.page.expect_navigation():
        panel.get_by_role("button", name="Håndsopprekning", exact=True).click()
    story.says("0 av 34 har stemt")
    story.page.fill("[name=votes_for]", "11")
    story.page.fill("[name=against]", "24")
    story.press("Lukk avstemningen")
    story.says("35 stemmer er flere enn de 34 som kan stemme")
    story.page.fill("[name=votes_for]", "11")
    story.page.fill("[name=against]", "23")
    story.press("Lukk avstemningen")
    story.says("11 for, 23 mot, 12 stemmers flertall")
    story.clock.put(f"{DAY} 14:30")
    story.send(f"/meetings/{story.meeting.pk}/attendance/", "/arrive/", person=str(out.pk))
    story.send(desk(story), f"/motions/{third.pk}/settle/", dealing="follows", carried="yes")
    story.open(desk(story))


def desk(story):
    return f"/meetings/{story.meeting.pk}/run/?item={story.matter.pk}"


def settle_and_forward(story):
    made = Recommendation.objects.get()
    story.open(f"/forum/recommendations/{made.pk}/settle/")
    story.says("Enstemmig vedtatt.", "11 av 11 vedtatt")
    story.press("Skriv det ned for godt")
    story.press("Send over til Statsforvalteren")
    drafts = march.drafts_of(story.demo.round)
    assert drafts == story.demo.wanted
    assert sum(draft["recommended"] for code, draft in drafts.items() if code in codes(story)) == 11_400_000
    assert {draft["recommendation_reference"] for draft in drafts.values()} == {"12. mars 2025, sak 8/25"}


def codes(story):
    return {entry["code"] for entry in story.demo.case["networks"]}


def write_and_send_the_minutes(story):
    story.at(f"{DAY} 15:50", story.demo.taker)
    edit = f"/meetings/{story.meeting.pk}/minutes/edit/"
    story.open(edit)
    story.page.locator("textarea[name=text]").first.fill("Møteleder ønsket velkommen. Det var ingen innkomne saker.")
    story.page.locator("textarea[name=text]").nth(1).click()
    story.page.get_by_text("Lagret 15:50").first.wait_for()
    item = Item.objects.get(number=7)
    story.send(
        edit,
        f"/matters/{item.pk}/follow-ups/",
        text="Send oppdrag til alle nettverk",
        owner=str(story.demo.chair.pk),
        deadline="2025-05-01",
    )
    for item in Item.objects.filter(number__isnull=False).order_by("number"):
        story.open(f"/meetings/{story.meeting.pk}/run/?item={item.pk}")
        story.press("Saken er behandlet")
    story.at("2025-03-14 12:00", story.demo.taker)
    story.open(edit)
    story.press("Avslutt møtet og send referatet")
    story.says("Referat", "Godkjent hvis ingen har merknader innen 21. mars")
    text = minutes_text(story)
    for told in (
        "11 forfall, 5 varaer møtte. 35 av 41 plasser var stemmeberettigede (fra kl. 12:00)",
        "Sak 6/25 Aktuelt",
        "a) Referat fra møtet 8. januar",
        "Falt: 11 for, 23 mot. 12 stemmers flertall.",
        "Restmidler fordeles i septembermøtet.",
        "11 400 000",
        "Medlem 22, NTNU (fra kl. 11:00)",
        "Send oppdrag til alle nettverk",
    ):
        assert told in text
    for entry in story.demo.case["networks"]:
        assert f"{entry['recommended']:,}".replace(",", " ") in text


def minutes_text(story):
    """The PDF as a reader's program reads it out."""
    file = story.context.request.get(f"{story.address}/minutes/{story.meeting.sent_minutes.get().pk}.pdf")
    return text_of(file.body())


def approve_by_silence(story):
    story.at("2025-03-22 00:05")
    for sweep in sweeps():
        while sweep(story.clock()):
            pass
    story.open(f"/meetings/{story.meeting.pk}/minutes/")
    story.says("Godkjent 22. mars 2025", "Ingen har merknader til referatet")
    assert story.meeting.status == "minutes_approved"
