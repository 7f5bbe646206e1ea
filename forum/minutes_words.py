"""The sentences of the minutes, the same on paper, in Word and on the screen; in the language that is active."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.core.kroner import format_kroner
from forum.enums import BallotMethod, Dealing, MotionState

if TYPE_CHECKING:
    from forum.selectors.minutes import MinutesText, MotionText, Present
    from forum.selectors.minutes_table import NetworkRow


def clock(moment: datetime) -> str:
    return time_format(localtime(moment), "H:i")


def facts(content: "MinutesText") -> list[tuple[str, str]]:
    meeting = content.meeting
    listed = [
        (_("Date"), date_format(meeting.date, "DATE_FORMAT")),
        (_("Time"), f"{time_format(meeting.starts, 'H:i')}–{time_format(meeting.ends, 'H:i')}"),
        (_("Place"), meeting.place),
        (_("Chair"), str(meeting.chair or "")),
        (_("Minutes taker"), str(meeting.minutes_taker or "")),
    ]
    return [(term, value) for term, value in listed if value]


def present_text(each: "Present") -> str:
    """«Kari, NTNU (from 11:00)», «Ola, Statped (deputy)»."""
    notes = [_("deputy")] if each.is_deputy else []
    if each.came_at:
        notes.append(_("from %(time)s") % {"time": clock(each.came_at)})
    if each.left_at:
        notes.append(_("to %(time)s") % {"time": clock(each.left_at)})
    name = f"{each.name}, {each.label}" if each.label else each.name
    return f"{name} ({', '.join(notes)})" if notes else name


def counted(content: "MinutesText") -> str:
    """«11 absent, 5 deputies met. 35 were entitled to vote (from 12:00).»."""
    absent = ngettext("%(count)s was absent", "%(count)s were absent", len(content.absent)) % {
        "count": len(content.absent)
    }
    deputies = ngettext("%(count)s deputy met", "%(count)s deputies met", content.deputies) % {
        "count": content.deputies
    }
    entitled = _("%(count)s of %(seats)s seats were entitled to vote") % {"count": content.most, "seats": content.seats}
    if content.most_from:
        entitled = f"{entitled} ({_('from %(time)s') % {'time': clock(content.most_from)}})"
    return f"{absent}, {deputies}. {entitled}."


def ballot_sentence(each: "MotionText") -> str:
    """What became of a motion: «Carried unanimously.», «Fell: 11 for, 23 against. 34 voted, margin 12.»."""
    motion, ballot = each.motion, each.ballot
    outcome = str(MotionState(motion.state).label)
    if ballot is None:
        how = str(Dealing(motion.dealing).label)
        said = outcome if motion.state in (MotionState.WITHDRAWN, MotionState.OPEN) else f"{outcome}. {how}"
        return f"{said}. {motion.note}".strip() if motion.note else f"{said}."
    out = " " + _("Recused: %(names)s.") % {"names": "; ".join(each.recused)} if each.recused else ""
    if ballot.method == BallotMethod.UNANIMOUS:
        return _("Carried unanimously, by %(count)s.") % {"count": ballot.votes_for} + out
    numbers = {"outcome": outcome, "for": ballot.votes_for, "against": ballot.votes_against, "margin": each.margin}
    sentence = _("%(outcome)s: %(for)s for, %(against)s against. Margin %(margin)s.") % numbers
    if ballot.abstained:
        sentence += " " + ngettext("%(count)s abstained.", "%(count)s abstained.", ballot.abstained) % {
            "count": ballot.abstained
        }
    if ballot.chair_says:
        sentence += " " + _("A tie: the chair decided.")
    return sentence + out


def kroner_or_dash(amount: int | None) -> str:
    return "–" if amount is None else format_kroner(amount)


def network_cells(row: "NetworkRow", each: "MotionText | None") -> list[str]:
    """A network in the minutes' table: name, requested, recommended, and what was said."""
    requested = kroner_or_dash(row.requested)
    if row.requested is not None and row.frame is not None and row.requested != row.frame:
        note = _("lower than the frame") if row.requested < row.frame else _("higher than the frame")
        requested = f"{requested} ({note})"
    weighed = _("How the input was weighed: %(text)s") % {"text": row.weighing} if row.weighing else ""
    said = [row.remark, *_on_which_terms(row), weighed, ballot_sentence(each) if each else ""]
    return [row.name, requested, kroner_or_dash(row.amount), _in_a_row([text for text in said if text])]


def _in_a_row(sentences: list[str]) -> str:
    """Each closed before the next begins; the last one as it is written."""
    closed = [text if text[-1] in ".!?" else f"{text}." for text in sentences[:-1]]
    return " ".join([*closed, *sentences[-1:]])


def _on_which_terms(row: "NetworkRow") -> list[str]:
    """Why more than the frame, the conditions, and what a held payout waits for."""
    words = {"why": row.amount_reason, "terms": "; ".join(row.conditions), "what": "; ".join(row.release)}
    told = [
        (row.amount_reason, _("Above the frame: %(why)s") % words),
        (row.conditions, _("Conditions: %(terms)s.") % words),
        (row.payout_held, _("The payout is held until this is done: %(what)s.") % words),
    ]
    return [text for is_so, text in told if is_so]


def network_head() -> list[str]:
    return [_("Network"), _("Requested"), _("Recommended"), _("Remarks")]
