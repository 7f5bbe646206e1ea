"""The red thread of one network in one round: from frame to report, each step with its date and state."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allocations.enums import DecisionStatus
from allocations.selectors.network_page import YearLine
from allocations.selectors.standings import basis_state, decision_state
from allocations.views.network_parts import kr
from allocations.views.round_parts import recommended_word
from networks.enums import BasisStatus, MilestoneKind

Step = dict[str, Any]


def steps(line: YearLine, milestones: Mapping[str, date]) -> list[Step]:
    """In the order of the year. What the reader may not see yet is still to come for them."""
    return [
        _frame(line, milestones.get(MilestoneKind.FRAMES)),
        _basis(line, milestones.get(MilestoneKind.DECISION_BASIS)),
        _recommendation(line, milestones.get(MilestoneKind.RECOMMENDATION)),
        _decision(line, milestones.get(MilestoneKind.DECISION)),
        _letter(line, milestones.get(MilestoneKind.DECISION)),
        _report(line, milestones.get(MilestoneKind.REPORT)),
    ]


def _step(
    line: YearLine, title: str, text: str, state: tuple[str, str | Promise], *, done: date | None, due: date | None
) -> Step:
    """A step that is done has its day; one to come has its deadline. The year is shown where it is not the round's."""
    day = done or due
    mark, label = state
    when = ""
    if day:
        when = date_format(day, "MONTH_DAY_FORMAT" if day.year == line.round.year else "DATE_FORMAT")
    is_open = mark not in {"done", "hold"}
    return {
        "title": title,
        "text": text,
        "date": day,
        "when": _("By {date}").format(date=when) if when and is_open else when,
        "mark": mark,
        "label": label,
        "open": is_open,
    }


def _frame(line: YearLine, due: date | None) -> Step:
    if line.adoption is None or line.standing.frame is None:
        return _step(line, _("Frame"), _("The forum adopts the frames."), _coming(), done=None, due=due)
    text = _("{amount}. Source: {source}.").format(
        amount=kr(line.standing.frame), source=line.adoption.source.rstrip(".")
    )
    step = _step(line, _("Frame"), text, ("done", _("Adopted")), done=line.adoption.adopted_on, due=due)
    url = reverse("frame_explanation", args=[line.round.pk, line.standing.network.pk])
    return {**step, "url": url, "link": _("How the frame came about")}


def _basis(line: YearLine, due: date | None) -> Step:
    title = capfirst(line.round.legal_basis.basis_name)
    basis, difference = line.standing.basis, line.standing.difference
    if basis is None:
        return _step(line, title, "", line.standing.state, done=None, due=due)
    sent = localtime(basis.submitted_at).date() if basis.submitted_at else None
    text = ""
    if basis.requested is not None:
        text = _("The network asks for {amount}.").format(amount=kr(basis.requested))
        if difference == 0:
            text = _("The network asks for {amount}, as its frame.").format(amount=kr(basis.requested))
        elif difference is not None:
            against = _("{amount} over the frame") if difference > 0 else _("{amount} under the frame")
            text = _("The network asks for {amount}, {against}.").format(
                amount=kr(basis.requested), against=against.format(amount=kr(abs(difference)))
            )
    if basis.status == BasisStatus.CHANGES_REQUESTED:
        text = f"{text} {basis.change_reason}"
    handed_in = basis.status in {BasisStatus.SUBMITTED, BasisStatus.IN_REVIEW, BasisStatus.DECIDED}
    state = ("done", BasisStatus.SUBMITTED.label) if handed_in else basis_state(basis)
    step = _step(line, title, text, state, done=sent, due=due)
    return {**step, "url": basis.get_absolute_url(), "link": _("Open the document")}


def _recommendation(line: YearLine, due: date | None) -> Step:
    title = capfirst(line.round.legal_basis.recommendation_name)
    decision = line.standing.decision
    if decision is None or decision.recommended is None:
        return _step(line, title, "", _coming(), done=None, due=due)
    reference = decision.recommendation_reference
    text = f"{decision.remark} ({reference})" if decision.remark and reference else decision.remark or reference
    label = f"{recommended_word(line.round)} {kr(decision.recommended)}"
    return _step(line, title, text, ("done", label), done=due, due=due)


def _decision(line: YearLine, due: date | None) -> Step:
    decision = line.standing.decision
    if decision is None:
        text = _("The governor decides when the forum has had its say.")
        return _step(line, _("Decision"), text, _coming(), done=None, due=due)
    sentences = []
    if decision.status == DecisionStatus.DRAFT:
        sentences.append(_("The governor prepares the decision."))
    elif decision.decided is not None:
        sentences.append(_("The governor grants {amount}.").format(amount=kr(decision.decided)))
    if decision.payout_held:
        until = decision.release_condition or _("The payout is held until the condition in the remark is met.")
        sentences.append(until)
    approved = localtime(decision.approved_at).date() if decision.approved_at else None
    state = ("hold", _("Payout held")) if decision.payout_held and approved else decision_state(decision)
    return _step(line, _("Decision"), " ".join(sentences), state, done=approved, due=due)


def _letter(line: YearLine, due: date | None) -> Step:
    decision = line.standing.decision
    if decision is not None and decision.status == DecisionStatus.ISSUED:
        return _step(line, _("Decision letter"), "", ("done", _("Issued")), done=None, due=due)
    text = _("Sent to the recipients when the decision is approved.")
    return _step(line, _("Decision letter"), text, _coming(), done=None, due=due)


def _report(line: YearLine, due: date | None) -> Step:
    text = _("The network tells what the money was used for, and what came of it.")
    return _step(line, _("Report"), text, _coming(), done=None, due=due)


def _coming() -> tuple[str, str]:
    return "todo", _("To come")
