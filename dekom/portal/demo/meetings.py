"""The meeting of 12 March 2025 played from roster to approved minutes, and a coming meeting for the live round."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from allocations.models import Decision
from dekom.core.models import MailStatus, OutboxMail, User
from dekom.core.pdf import render_archive_pdf
from dekom.portal.demo.seats import joint_forum, mandate_forum
from forum.actions import (
    absence,
    agenda,
    approve,
    attend,
    ballots,
    convene,
    groups,
    motions,
    papers,
    recommendation,
    send_minutes,
    settle,
    write,
)
from forum.enums import Dealing
from forum.models import Absence, Forum, Item, ItemCounter, Meeting, Recommendation, RecommendationLine, Seat
from forum.selectors.roster import terms_of
from networks.enums import MilestoneKind
from networks.models import Round

DATA = Path(__file__).parent / "meeting-2025.json"
OSLO = ZoneInfo(settings.TIME_ZONE)
CHAIR, TAKER = "saksbehandler@dekom.example", "kollega@dekom.example"
PAPER = """<html lang="nb"><head><meta charset="utf-8"><title>Forslag til fordeling (eksempel)</title>
<link rel="stylesheet" href="css/paper.css"></head><body><h1>Forslag til fordeling (eksempel)</h1>
<p>Statsforvalterens forslag legges fram i møtet. Tallene står på rundens side.</p></body></html>"""


def hold_meetings(forum: Forum, decided: Round, live: Round, today: date) -> None:
    """Both meetings, and the seats they need. Mail of what has been is sent long ago, and not sent again."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    told = json.loads(decided.kept_parts)["meeting"]
    _hold(forum, decided, told, data)
    sent_then = OutboxMail.objects.filter(template__startswith="forum/", status=MailStatus.QUEUED)
    sent_then.update(status=MailStatus.SENT, sent_at=datetime(2025, 3, 14, 12, tzinfo=UTC))
    mandate_forum(forum, today)
    _plan(forum, live, data["live"], today)


def _hold(forum: Forum, round_: Round, told: dict[str, Any], data: dict[str, Any]) -> Meeting:
    pairs = joint_forum(forum, told["seats"])
    chair, taker = User.objects.get(email=CHAIR), User.objects.get(email=TAKER)
    day = date.fromisoformat(told["date"])

    def at(clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), OSLO)

    meeting = Meeting.objects.create(
        forum=forum,
        title=data["title"],
        date=day,
        starts=time.fromisoformat(told["start"]),
        ends=time.fromisoformat(told["end"]),
        place=told["place"],
        chair=chair,
        minutes_taker=taker,
        opening=data["opening"],
    )
    items = _agenda(meeting, round_, data["items"])
    ItemCounter.objects.create(forum=forum, year=day.year, last=data["numbered_before"])
    convene.call(meeting, now=at("12:00") - timedelta(days=20))
    _absences(meeting, pairs, now=at("12:00") - timedelta(days=10))
    convene.begin(meeting, now=at(told["start"]))
    _attend(meeting, pairs, [chair, taker, *_advisers()], at)
    for number, item in enumerate(items):
        if number == len(items) - 1:
            made = _recommendation(meeting, item, round_, data["motions"], chair, at("13:30"))
            _vote(meeting, item, round_, told, data["motions"], chair, at)
            settle.settle(made, results={}, actor=chair, now=at("15:00"))
            settle.forward(made, actor=chair, now=at("15:00"))
        agenda.close(item, now=at(("10:40", "12:30", "15:30")[number]))
    _follow_ups(items, data["follow_ups"], [chair, _member(pairs, "DMMH")])
    sent = at(told["end"]) + timedelta(days=2)
    meeting.refresh_from_db()
    minutes = send_minutes.send(meeting, actor=taker, now=sent)
    meeting.attendances.filter(left_at=sent).update(left_at=at(told["end"]))
    while approve.approve_next(minutes.due_at + timedelta(minutes=1)):
        pass
    return meeting


def _agenda(meeting: Meeting, round_: Round, entries: list[dict[str, Any]]) -> list[Item]:
    """The matters with their parts and what was said."""
    made = []
    for entry in entries:
        item = _item(meeting.forum, entry, round_ if entry["kind"] == "decision" else None)
        agenda.place(item, meeting)
        for part in entry["parts"]:
            sub = _item(meeting.forum, {"kind": entry["kind"], **part}, None)
            agenda.place(sub, meeting, parent=item)
        item.refresh_from_db()
        made.append(item)
    return made


def _item(forum: Forum, entry: dict[str, Any], round_: Round | None) -> Item:
    texts = {name: entry.get(name, "") for name in ("text", "minutes", "conclusion")}
    return Item.objects.create(forum=forum, title=entry["title"], kind=entry["kind"], round=round_, **texts)


def _absences(meeting: Meeting, pairs: list[tuple[Seat, dict[str, Any]]], now: datetime) -> None:
    """Those of the roster who were absent say so; their deputies say yes where one met."""
    terms = {(term.seat_id, term.rank): term for term in terms_of(meeting)}
    for seat, entry in pairs:
        if entry["member"] == "absent":
            reported = absence.report(meeting, terms[seat.pk, 0], now=now)
            for call_out in reported.call_outs.all():
                absence.answer(call_out, comes=bool(entry.get("deputy")), now=now + timedelta(hours=2))


def _attend(meeting: Meeting, pairs: list[tuple[Seat, dict[str, Any]]], staff: list[User], at: Any) -> None:
    terms = terms_of(meeting)
    people = {(term.seat_id, term.rank): term.person for term in terms}
    for seat, entry in pairs:
        rank = 0 if entry["member"] == "present" else 1
        if rank == 0 or entry.get("deputy"):
            clock = entry.get("from", "10:00")
            attend.arrive(meeting, people[seat.pk, rank], at=at(clock), terms=terms, now=at(clock))
    for person in staff:
        attend.arrive(meeting, person, at=at("10:00"), terms=terms, now=at("10:00"))


def _vote(
    meeting: Meeting,
    item: Item,
    round_: Round,
    told: dict[str, Any],
    entries: list[dict[str, Any]],
    chair: User,
    at: Any,
) -> None:
    """Points 1 to 4. One seat is out of the room in the vote that 34 took part in; nobody knows whose."""
    votes = next(vote for vote in told["votes"] if "voting" in vote)
    out = meeting.attendances.filter(came_at=at("10:00"), capacity="member").order_by("-pk")[0].person
    for number, entry in enumerate(entries):
        minute = at("14:00") + timedelta(minutes=10 * number)
        fields = {name: entry.get(name, "") for name in ("point", "title", "text", "if_it_falls")}
        motion = motions.propose(item, round=round_, **fields)
        if entry["vote"] == "agreed":
            motion.covers.set(round_.decision_bases.values_list("network", flat=True))
        if entry["vote"] == "unanimous":
            ballots.unanimous(motion, actor=chair, now=minute)
        elif entry["vote"] == "count":
            attend.leave(meeting, out, at=minute - timedelta(minutes=1))
            ballot = ballots.open_ballot(motion, method="count", actor=chair, now=minute)
            assert ballot.electors.filter(standing="entitled").count() == votes["voting"]
            ballots.close(ballot, now=minute, hands=ballots.Hands(votes["for"], votes["against"]))
            back = minute + timedelta(minutes=5)
            attend.arrive(meeting, out, at=back, terms=terms_of(meeting), now=back)
        else:
            dealing = Dealing.FOLLOWS if entry["vote"] == "follows" else Dealing.AGREED
            motions.settle(motion, carried=True, dealing=dealing)


def _recommendation(
    meeting: Meeting, item: Item, round_: Round, entries: list[dict[str, Any]], chair: User, now: datetime
) -> Recommendation:
    """What the groups had come to: the amounts, remarks and holds that the round file's drafts hold."""
    assessment = groups.begin(meeting, round_, actor=chair)
    made = recommendation.build(assessment, item=item, actor=chair, now=now)
    drafts = {draft.network_id: draft for draft in Decision.objects.filter(round=round_, network__isnull=False)}
    for line in RecommendationLine.objects.filter(point__recommendation=made, network__isnull=False):
        draft = drafts[line.network_id]
        fields = {name: getattr(draft, name) for name in ("remark", "conditions", "payout_held", "release_condition")}
        recommendation.write_line(line, seen={}, fields={**fields, "amount": draft.recommended}, actor=chair)
    texts = {int(entry["point"]): entry["text"] or entry["title"] for entry in entries}
    recommendation.write_points(made, texts=texts, whole="", reference="", actor=chair)
    return made


def _follow_ups(items: list[Item], entries: list[dict[str, Any]], owners: list[User]) -> None:
    for entry, owner in zip(entries, owners, strict=True):
        deadline = date.fromisoformat(entry["deadline"])
        row = write.follow_up(items[entry["item"]], text=entry["text"], owner=owner, deadline=deadline)
        done = datetime.combine(deadline, time(12), OSLO) - timedelta(days=4)
        write.done(row, outcome=entry["outcome"], now=done)


def _plan(forum: Forum, round_: Round, data: dict[str, Any], today: date) -> None:
    """The live round's meeting: called, with somebody who can't come, and matters that wait for the next one."""
    chair, taker = User.objects.get(email=CHAIR), User.objects.get(email=TAKER)
    day = round_.milestones.get(kind=MilestoneKind.RECOMMENDATION).date
    now = datetime.combine(min(today, day), time(9), OSLO)
    meeting = Meeting.objects.create(
        forum=forum,
        title=data["title"],
        date=day,
        starts=time(10),
        ends=time(15),
        place=data["place"],
        chair=chair,
        minutes_taker=taker,
    )
    for entry in data["items"]:
        item = _item(forum, entry, round_ if entry.get("round") else None)
        agenda.place(item, meeting)
        if entry.get("round"):
            item.refresh_from_db()
            papers.add(item, title="Forslag til fordeling", content=render_archive_pdf(PAPER), actor=taker, now=now)
    for entry in data["queue"]:
        _item(forum, entry, None)
    convene.call(meeting, now=now)
    terms = {(term.seat.label, term.seat.place, term.rank): term for term in terms_of(meeting)}
    for label, place, comes in (("NTNU", 2, True), ("Nord universitet", 1, None), ("KS", 1, None)):
        reported: Absence = absence.report(meeting, terms[label, place, 0], now=now)
        for call_out in reported.call_outs.all():
            if comes:
                absence.answer(call_out, comes=True, now=now)


def _member(pairs: list[tuple[Seat, dict[str, Any]]], label: str) -> User:
    """A member of the body who was there."""
    seat = next(seat for seat, entry in pairs if seat.label == label and entry["member"] == "present")
    return seat.appointments.get(rank=0).person


def _advisers() -> list[User]:
    """Two more of the secretariat, who were four."""
    return [
        User.objects.create_user(f"radgiver.{number}@dekom.example", name=f"Rådgiver {number}") for number in (1, 2)
    ]
