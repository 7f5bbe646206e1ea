"""The minutes as a Word document, with real headings, lists and tables, for those who edit them there."""

import io

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement

from dekom.core.kroner import format_kroner
from forum.enums.sheets import PointKind
from forum.minutes_words import ballot_sentence, facts, network_head, present_text
from forum.selectors.minutes import ItemText, MinutesText

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def minutes_docx(content: MinutesText) -> bytes:
    """The same content as the PDF's, in the meeting's language form."""
    with translation.override(content.meeting.language):
        paper = Document()
        paper.core_properties.title = content.meeting.title
        paper.core_properties.language = content.meeting.language
        paper.add_heading(_("Minutes: %(meeting)s") % {"meeting": content.meeting}, 0)
        _facts(paper, content)
        _people(paper, content)
        _prose(paper, content.meeting.opening)
        for text in content.items:
            _item(paper, text, 1)
        _remarks(paper, content)
        out = io.BytesIO()
        paper.save(out)
        return out.getvalue()


def _facts(paper: Paper, content: MinutesText) -> None:
    table = paper.add_table(rows=0, cols=2)
    for term, value in facts(content):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = term, value


def _people(paper: Paper, content: MinutesText) -> None:
    paper.add_heading(_("Present"), 1)
    for each in content.present:
        paper.add_paragraph(present_text(each), style="List Bullet")
    if content.secretariat:
        names = ", ".join(each.name for each in content.secretariat)
        paper.add_paragraph(_("Secretariat: %(names)s") % {"names": names})
    paper.add_heading(_("Absent"), 1)
    for away in content.absent:
        paper.add_paragraph(f"{away.name}, {away.label}", style="List Bullet")


def _item(paper: Paper, text: ItemText, level: int) -> None:
    number = f"{_('Matter')} {text.item.number_text} " if text.item.number_text else f"{text.letter}) "
    paper.add_heading(f"{number}{text.item.title}", level)
    if text.item.is_withdrawn:
        paper.add_paragraph(_("Withdrawn"))
    _prose(paper, text.item.minutes)
    for part in text.parts:
        _item(paper, part, level + 1)
    for each in text.told:
        paper.add_paragraph(
            " ".join(part for part in (each.motion.point, each.motion.title) if part), style="List Number"
        )
        _prose(paper, each.motion.text)
        paper.add_paragraph(ballot_sentence(each))
    _networks(paper, text)
    if text.item.conclusion:
        paper.add_heading(_("Conclusion"), level + 1)
        _prose(paper, text.item.conclusion)
    for row in text.follow_ups:
        day = date_format(row.deadline, "DATE_FORMAT")
        paper.add_paragraph(f"{row.text}. {row.owner}, {day}", style="List Bullet")


def _networks(paper: Paper, text: ItemText) -> None:
    """The recommendation's table, with a head that is repeated on each page."""
    if text.table is None:
        return
    paper.add_paragraph(f"{text.table.number} {PointKind.NETWORKS.label}", style="List Number")
    _prose(paper, text.table.text)
    table = paper.add_table(rows=1, cols=len(network_head()), style="Table Grid")
    rows = [network_head(), *text.cells]
    rows.append([_("Sum"), "", format_kroner(text.table.total), ""])
    for number, cells in enumerate(rows):
        row = table.rows[0] if number == 0 else table.add_row()
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _prose(paper, text.table.result)


def _remarks(paper: Paper, content: MinutesText) -> None:
    if content.remarks:
        paper.add_heading(_("Remarks"), 1)
    for remark in content.remarks:
        paper.add_paragraph(f"{remark.person}: {remark.text}")
        paper.add_paragraph(remark.answer_text)


def _prose(paper: Paper, text: str) -> None:
    for paragraph in text.replace("\r\n", "\n").split("\n"):
        if paragraph.strip():
            paper.add_paragraph(paragraph.strip())
