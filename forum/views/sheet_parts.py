"""The parts of a criteria sheet's page as its templates take them: fields, phases, figures, what to read."""

from collections.abc import Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dekom.core.kroner import format_kroner
from forum.actions.sheets import FIELDS, OF_CRITERION, text_of
from forum.enums.sheets import Phase, Verdict
from forum.models import Assessment, SheetAnswer
from forum.selectors.sheet_page import SheetPage
from networks.enums import ReportStatus

WIDTH = 100  # of a bar, in percent of the largest figure


def trail_to(assessment: Assessment) -> list[tuple[str, str]]:
    meeting = assessment.meeting
    return [
        (_("Cooperation forum"), reverse("forum_detail", args=[meeting.forum_id])),
        (str(meeting), meeting.get_absolute_url() if has_page("meeting_detail") else assessment.get_absolute_url()),
        (_("Groups, %(round)s") % {"round": assessment.round}, assessment.get_absolute_url()),
    ]


def phases(assessment: Assessment) -> list[dict[str, Any]]:
    """The three phases, which are done, and where we are."""
    order = list(Phase)
    here = order.index(Phase(assessment.phase))
    return [{"label": phase.label, "done": place < here, "here": place == here} for place, phase in enumerate(order)]


def fields_of(page: SheetPage, *, own: bool, typed: Mapping[str, str], conflicts: Mapping[str, str]) -> dict[str, Any]:
    """Every field with its stored text, what was typed, and what somebody else wrote meanwhile."""

    def field(name: str, stored: str) -> dict[str, Any]:
        return {"name": name, "stored": stored, "text": typed.get(name, stored), "theirs": conflicts.get(name)}

    rows: Mapping[int, Any] = page.own if own else page.answers
    criteria = []
    for number, criterion in enumerate(page.criteria, 1):
        row = rows.get(criterion.pk) or SheetAnswer()
        texts = {part: field(f"{part}-{criterion.pk}", text_of(row, part)) for part in OF_CRITERION}
        anchors = {
            Verdict.FULFILLED: criterion.fulfilled,
            Verdict.PARTLY: criterion.partly,
            Verdict.UNFULFILLED: criterion.unfulfilled,
        }
        chosen = texts["verdict"]["text"]
        criteria.append(
            {
                "pk": criterion.pk,
                "number": number,
                "text": criterion.text,
                **texts,
                "chosen": Verdict(chosen).label if chosen in Verdict.values else "",
                "theirs_told": Verdict(conflicts[f"verdict-{criterion.pk}"]).label
                if conflicts.get(f"verdict-{criterion.pk}")
                else "",
                "choices": [
                    {"value": verdict.value, "label": verdict.label, "anchor": anchor, "chosen": chosen == verdict}
                    for verdict, anchor in anchors.items()
                ],
                "tally": [
                    {"label": verdict.label, "count": count, "pips": range(count)}
                    for verdict, count in page.tally(criterion.pk)
                ],
                "notes": [note for note in page.others.get(criterion.pk, []) if note.remark],
            }
        )
    whole = {name: field(name, text_of(page.sheet, name)) for name in FIELDS}
    return {"criteria": criteria, "whole": whole, "writers": writers(page)}


def writers(page: SheetPage) -> int:
    """How many of the group have noted anything."""
    return len({note.author_id for notes in page.others.values() for note in notes if note.verdict})


def bars(page: SheetPage) -> list[dict[str, Any]]:
    """Request, frame and last year side by side."""
    sheet = page.sheet
    figures = [
        (_("Requested"), sheet.requested, "asked"),
        (_("Frame"), sheet.frame, "frame"),
        (_("Last year"), sheet.last_year, "before"),
    ]
    most = max([amount for _label, amount, _kind in figures if amount] or [1])
    return [
        {"label": label, "amount": amount, "kind": kind, "width": WIDTH * (amount or 0) // most}
        for label, amount, kind in figures
    ]


def against_frame(page: SheetPage) -> str:
    """«163 881 kr under the frame»."""
    sheet = page.sheet
    if sheet.requested is None or sheet.frame is None:
        return ""
    difference = sheet.requested - sheet.frame
    if not difference:
        return _("Equal to the frame")
    amount = {"amount": format_kroner(abs(difference))}
    return (_("%(amount)s kr above the frame") if difference > 0 else _("%(amount)s kr below the frame")) % amount


def documents(page: SheetPage) -> list[dict[str, str]]:
    """What to read beside the sheet."""
    sheet, round_ = page.sheet, page.sheet.assessment.round
    found = []
    if sheet.basis_pk:
        name = f"{capfirst(round_.legal_basis.basis_name)} {round_.year}"
        url = f"{sheet.network.get_absolute_url()}?round={round_.pk}#thread"
        if has_page("decision_basis_detail", sheet.basis_pk):
            url = reverse("decision_basis_detail", args=[sheet.basis_pk])
        found.append({"label": name, "url": url, "note": ""})
    if sheet.report_status:
        url = f"{sheet.network.get_absolute_url()}#thread"
        found.append(
            {"label": _("Last year's report"), "url": url, "note": str(ReportStatus(sheet.report_status).label)}
        )
    found.append({"label": _("The network's page"), "url": sheet.network.get_absolute_url(), "note": ""})
    return found


def has_page(name: str, *arguments: int) -> bool:
    """Whether the site has such an address."""
    try:
        reverse(name, args=arguments or [1])
    except NoReverseMatch:
        return False
    return True
