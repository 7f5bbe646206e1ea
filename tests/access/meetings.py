"""Rights with seats, meetings, votes and minutes."""

from forum.links import absence_token, call_out_token
from forum.models import CallOut, Forum, ItemPaper, Meeting, Remark
from forum.selectors.roster import terms_of
from tests.access.table import AWAY, row


def _past():
    return Meeting.objects.get(date__year=2025)


def _coming():
    return Meeting.objects.exclude(date__year=2025).get(status="called")


def _decision():
    return _past().items.get(number=8)


def _motion(point):
    return _decision().motions.filter(point=point).earliest("pk")


def _term():
    return next(term for term in terms_of(_coming()) if term.seat.label == "Utdanningsforbundet" and not term.rank)


def _remark():
    minutes = _past().sent_minutes.latest("version")
    fields = {"text": "Remark", "made_at": minutes.sent_at}
    return Remark.objects.get_or_create(minutes=minutes, person=_term().person, defaults=fields)[0]


THINGS = {
    "past meeting": lambda: _past().pk,  # of March 2025, approved
    "coming meeting": lambda: _coming().pk,  # called
    "seat": lambda: _term().seat_id,
    "term": lambda: _term().pk,
    "matter": lambda: _coming().items.earliest("order").pk,
    "queued matter": lambda: Forum.objects.get(county__code="trondelag").items.queued().earliest("pk").pk,
    "motion": lambda: _motion("1").pk,
    "ballot": lambda: _motion("3").ballots.get().pk,
    "paper": lambda: ItemPaper.objects.get().pk,
    "attendance": lambda: _past().attendances.earliest("pk").pk,
    "minutes": lambda: _past().sent_minutes.latest("version").pk,
    "follow-up": lambda: _past().items.get(number=7).follow_ups.get().pk,
    "remark": lambda: _remark().pk,
    "absence link": lambda: absence_token(_coming(), _term()),
    "deputy link": lambda: call_out_token(CallOut.objects.filter(absence__meeting=_coming()).earliest("pk")),
}

# who may see a meeting that is called: those who read all, and the forum; others in the county find nothing
SEEN = {"members": 404, "readers": 200, "forum": 200}
# what is the secretariat's alone: the others who see the meeting are refused
PREPARED = {**SEEN, "decision_maker": 403, "auditor": 403, "forum": 403}
DONE = {"members": 404, "decision_maker": 403, "auditor": 403, "forum": 403, "secretariat": AWAY, "superuser": AWAY}
COUNTY = {"members": 403, "secretariat": 200, "superuser": 200}
COUNTY_DONE = {"members": 403, "secretariat": AWAY, "superuser": AWAY}

ROWS = [
    row("seat_list", "forum", members=200),
    row("seat_roster_pdf", "forum", members=200),
    row("seat_compose", "forum", post=200, **COUNTY),
    row("seat_detail", "seat", members=200),
    row("seat_appoint", "seat", post=200, **COUNTY),
    row("seat_extend", "term", only_post=True, **COUNTY_DONE),
    row("seat_end", "term", only_post=True, **COUNTY_DONE),
    row("meeting_list", "forum", members=200),
    row("meeting_create", "forum", post=200, **COUNTY),
    row("meeting_detail", "past meeting", **SEEN),
    row("meeting_detail", "coming meeting", **SEEN),
    row("meeting_edit", "coming meeting", post=200, **PREPARED),
    row("meeting_call", "coming meeting", only_post=True, **DONE),
    row("meeting_cancel", "past meeting", only_post=True, **DONE),
    row("meeting_begin", "past meeting", only_post=True, **DONE),
    row("meeting_calendar", "coming meeting", **SEEN),
    row("meeting_papers", "coming meeting", **SEEN),
    row("meeting_absence", "absence link", everybody=200, post=200),
    row("meeting_call_out", "deputy link", everybody=200, post=200),
    row("meeting_attendance", "past meeting", **PREPARED),
    row("meeting_arrive", "past meeting", only_post=True, **DONE),
    row("meeting_arrive_all", "past meeting", only_post=True, **DONE),
    row("meeting_leave", "past meeting", only_post=True, **DONE),
    row("meeting_strike", "attendance", only_post=True, **DONE),
    row("meeting_run", "past meeting", **PREPARED),
    row("meeting_screen", "past meeting", **PREPARED),
    row("meeting_vote", "past meeting", **SEEN),
    row("meeting_agenda", "coming meeting", **PREPARED),
    row("item_place", "coming meeting", only_post=True, **{**DONE, "secretariat": 404, "superuser": 404}),
    row("item_create", "forum", post=200, **COUNTY),
    row("item_detail", "matter", **SEEN),
    row("item_detail", "queued matter", members=404, readers=200),
    row("item_edit", "matter", post=200, **PREPARED),
    row("item_move", "matter", only_post=True, **DONE),
    row("item_show", "matter", only_post=True, **DONE),
    row("item_close", "matter", only_post=True, **DONE),
    row("item_paper_add", "matter", post=200, **PREPARED),
    row("item_paper", "paper", **SEEN),
    row("item_paper_remove", "paper", only_post=True, **DONE),
    row("ballot_motion_create", "matter", post=200, **PREPARED),
    row("ballot_motion_settle", "motion", only_post=True, **DONE),
    row("ballot_open", "motion", only_post=True, **DONE),
    row("ballot_unanimous", "motion", only_post=True, **DONE),
    row("ballot_close", "ballot", only_post=True, **DONE),
    row("ballot_annul", "ballot", only_post=True, **DONE),
    row("ballot_vote", "ballot", only_post=True, members=404, readers=AWAY, forum=AWAY),
    row("minutes_detail", "past meeting", **SEEN),
    row("minutes_edit", "past meeting", **PREPARED),
    row("minutes_save", "past meeting", only_post=True, **{**DONE, "secretariat": 404, "superuser": 404}),
    row("minutes_send", "past meeting", only_post=True, **DONE),
    row("minutes_word", "past meeting", **PREPARED),
    row("minutes_pdf", "minutes", **SEEN),
    row("minutes_remark", "minutes", only_post=True, members=404, readers=403, forum=403),
    row("minutes_answer", "remark", only_post=True, **DONE),
    row("minutes_follow_up_create", "matter", only_post=True, **DONE),
    row("minutes_follow_up_done", "follow-up", only_post=True, **COUNTY_DONE),
    row("minutes_follow_up_list", "forum", members=200),
]
