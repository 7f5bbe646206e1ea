"""The forum's documents as HTML for paper, in their own language form whatever the reader's."""

from django.template.loader import render_to_string
from django.utils import translation

from dekom.core.pdf import render_archive_pdf
from forum.minutes_words import counted, facts, present_text
from forum.models import Forum, ItemPaper, Meeting
from forum.selectors.minutes import ItemText, MinutesText
from forum.selectors.roster import Roster

STYLES = ("css/paper.css", "css/minutes.css")  # relative to our static files, as the PDF finds them


def minutes_html(content: MinutesText) -> str:
    """The minutes as they are turned into a PDF."""
    with translation.override(content.meeting.language):
        context = {
            "minutes": content,
            "meeting": content.meeting,
            "facts": facts(content),
            "present": [present_text(each) for each in content.present],
            "secretariat": ", ".join(each.name for each in content.secretariat),
            "counted": counted(content),
            "stylesheets": STYLES,
        }
        return render_to_string("forum/minutes/minutes.html", context)


def minutes_pdf(content: MinutesText) -> bytes:
    """PDF/A-2a and PDF/UA-1 in one file."""
    return render_archive_pdf(minutes_html(content))


def roster_pdf(forum: Forum, roster: Roster, language: str) -> bytes:
    with translation.override(language):
        context = {"forum": forum, "roster": roster, "stylesheets": STYLES}
        return render_archive_pdf(render_to_string("forum/paper/roster.html", context))


def agenda_pdf(meeting: Meeting, rows: list[tuple[ItemText, list[ItemPaper]]], language: str) -> bytes:
    """The notice with its agenda, each matter with the papers that follow: the first pages of the papers."""
    with translation.override(language):
        context = {"meeting": meeting, "rows": rows, "stylesheets": STYLES}
        return render_archive_pdf(render_to_string("forum/paper/agenda.html", context))
