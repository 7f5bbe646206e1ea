"""The steps of the red thread as the page shows them, each with a link to its document."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus, SettlementStatus
from allocations.models import Decision, DecisionLetter, Payment
from allocations.selectors.standings import basis_state
from allocations.views.round_parts import proposes, recommended_word
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.core.sorting import norwegian_key
from dekom.portal.selectors.thread import Thread
from networks.enums import ReportStatus
from networks.enums.needs import NeedsStatus

Step = dict[str, Any]
PAYMENT_MARKS = {
    PaymentStatus.PLANNED: "todo",
    PaymentStatus.HELD: "hold",
    PaymentStatus.ATTESTED: "ready",
    PaymentStatus.ORDERED: "work",
    PaymentStatus.PAID: "done",
    PaymentStatus.LAPSED: "na",
}


def steps(thread: Thread, follows: bool) -> list[Step]:  # noqa: FBT001 - one yes or no of the reader's
    """From need to report, in the order of the year. A fixed grant begins with the budget that sets it aside."""
    asked = [_needs(thread), _measures(thread), _remark(thread)] if thread.network else [_purpose(thread)]
    return [
        *asked,
        _recommendation(thread),
        *_decisions(thread, follows),
        *_letters(thread),
        *_payments(thread),
        *_reports(thread),
        *_settlements(thread),
    ]


def figures(thread: Thread) -> list[dict[str, str]]:
    """The krone's way in numbers."""
    decision = thread.decision
    asked = (_("Asked for"), thread.basis.requested if thread.basis else None)
    amounts = [
        (_("Set aside"), thread.grant.amount) if thread.grant else asked,
        (recommended_word(thread.round), decision.recommended if decision else None),
        (pgettext("amount", "Decided"), thread.decided),
        (_("Paid"), thread.paid if thread.payments else None),
        *([(_("Used"), thread.used)] if thread.network else []),
    ]
    return [
        {"label": label, "value": "–" if amount is None else format_kroner(amount), "unit": "kr" if amount else ""}
        for label, amount in amounts
    ]


def _step(
    title: str,
    text: str,
    mark: str,
    label: str,
    *,
    on: date | None = None,
    link: tuple[str, str] = ("", ""),
    links: Sequence[tuple[str, str]] = (),
) -> Step:
    """``links``: where there are several of the same, beside ``link``: each an address and its words."""
    url, words = link
    return {
        "title": title,
        "text": text,
        "date": on,
        "when": date_format(on, "DATE_FORMAT") if on else "",
        "mark": mark,
        "label": label,
        "url": url,
        "link": words,
        "links": links,
        "open": mark in {"todo", "lock", "na"},
    }


def _coming(title: str, text: str = "") -> Step:
    return _step(title, text, "todo", _("To come"))


def _needs(thread: Thread) -> Step:
    title = _("Needs")
    if not thread.needs:
        return _step(title, _("No needs report is open to you here."), "na", _("None"))
    told = sorted(_told(thread), key=lambda report: norwegian_key(report["owner"]))
    if not told:
        begun = ngettext("%(count)s draft, not submitted.", "%(count)s drafts, not submitted.", len(thread.needs))
        return _step(title, begun % {"count": len(thread.needs)}, "work", str(NeedsStatus.DRAFT.label))
    text = ngettext("%(count)s needs report: %(owners)s.", "%(count)s needs reports: %(owners)s.", len(told))
    words = {"count": len(told), "owners": ", ".join(report["owner"] for report in told)}
    pages = [(_link("needs_report_detail", report["id"]), report["owner"]) for report in told]
    read = _("Read the needs")
    links = [(url, f"{read}: {owner}") for url, owner in pages if url]
    return _step(title, text % words, "done", _("Told"), links=links)


def _told(thread: Thread) -> list[dict[str, Any]]:
    return [report for report in thread.needs if report["status"] == NeedsStatus.SUBMITTED]


def _measures(thread: Thread) -> Step:
    title = _("Measures")
    if thread.basis is None:
        return _coming(title)
    basis = thread.basis
    parts = [(row["title"] or "–", row["asked"]) for row in thread.measures]
    if basis.coordination:
        parts.append((_("coordination"), basis.coordination))
    named = "; ".join(f"{name} ({_kr(amount)})" for name, amount in parts)
    text = named or (thread.decision.measures if thread.decision else "")
    if basis.requested is not None:
        text = _("The network asks for %(amount)s. ") % {"amount": _kr(basis.requested)} + text
    mark, label = basis_state(basis)
    on = localtime(basis.submitted_at).date() if basis.submitted_at else None
    link = (reverse("decision_basis_detail", args=[basis.pk]), _("See what was asked for"))
    return _step(title, text, mark, str(label), on=on, link=link)


def _purpose(thread: Thread) -> Step:
    grant = thread.grant
    assert grant is not None
    text = _("%(amount)s to %(recipient)s") % {"amount": _kr(grant.amount), "recipient": grant.recipient_name}
    if grant.leftover_id:
        link = (reverse("leftover_detail", args=[grant.leftover_id]), _("See the distribution"))
        return _step(_("Given of the leftover funds"), text, "done", _("Assessed"), link=link)
    link = (thread.round.get_absolute_url(), _("See the whole round"))
    return _step(_("Fixed grant of the long-term plan"), text, "done", _("Set aside"), link=link)


def _remark(thread: Thread) -> Step:
    title = _("Remark by the criteria")
    decision, sheet = thread.decision, thread.sheet
    link = (sheet.get_absolute_url(), _("Read the criteria sheet")) if sheet else ("", "")
    if decision is None or decision.recommended is None:
        mark = "work" if sheet else "todo"
        return _step(title, "", mark, sheet.get_status_display() if sheet else _("To come"), link=link)
    on = localtime(sheet.handed_in_at).date() if sheet and sheet.handed_in_at else None
    return _step(title, decision.remark or _("No remark."), "done", _("Assessed"), on=on, link=link)


def _recommendation(thread: Thread) -> Step:
    title = capfirst(thread.round.legal_basis.recommendation_name)
    decision = thread.decision
    if decision is None or decision.recommended is None:
        return _coming(title)
    text = f"{_kr(decision.recommended)}. {decision.recommendation_reference}".strip()
    said: int | None = vars(decision).get("recommendation")
    url = _link("recommendation_detail", said) if said else ""
    words = _("See the input") if proposes(thread.round) else _("See the recommendation")
    link = (url, words) if url else (thread.round.get_absolute_url(), _("See the whole round"))
    return _step(title, text, "done", recommended_word(thread.round), link=link)


def _decisions(thread: Thread, follows: bool) -> list[Step]:  # noqa: FBT001 - as above
    return [_decision(thread, each, follows) for each in thread.decisions] or [_coming(_("Decision"))]


def _decision(thread: Thread, decision: Decision, follows: bool) -> Step:  # noqa: FBT001 - as above
    on = localtime(decision.approved_at).date() if decision.approved_at else None
    mark = {DecisionStatus.DRAFT: "work", DecisionStatus.REPLACED: "na"}.get(DecisionStatus(decision.status), "done")
    url = _link("decision_detail", decision.pk)
    if not url and follows:
        url = reverse("decision_list", args=[thread.round.pk])
    link = (url, _("See the decision")) if url else ("", "")
    text = "" if decision.decided is None else _kr(decision.decided)
    return _step(_("Decision"), text, mark, decision.get_status_display(), on=on, link=link)


def _letters(thread: Thread) -> list[Step]:
    return [_letter(each) for each in thread.letters] or [_coming(_("Decision letter"))]


def _letter(letter: DecisionLetter) -> Step:
    on = localtime(letter.issued_at).date() if letter.issued_at else None
    text = _("%(number)s to %(recipient)s: %(amount)s") % {
        "number": letter.number_text or "–",
        "recipient": letter.recipient,
        "amount": _kr(letter.amount),
    }
    mark = "done" if letter.is_issued else "work"
    link = (letter.get_absolute_url(), _("Read the letter"))
    return _step(_("Decision letter"), text, mark, letter.get_status_display(), on=on, link=link)


def _payments(thread: Thread) -> list[Step]:
    return [_payment(each) for each in thread.payments] or [_coming(_("Payment"))]


def _payment(payment: Payment) -> Step:
    status = PaymentStatus(payment.status)
    text = _("%(amount)s to %(recipient)s") % {"amount": _kr(payment.amount), "recipient": payment.recipient}
    if payment.payment_list:
        text += ", " + _("payment list %(number)s") % {"number": payment.payment_list.number_text}
    link = (payment.get_absolute_url(), _("See the payment"))
    on = payment.paid_on or payment.due_on
    return _step(_("Payment"), text, PAYMENT_MARKS[status], str(status.label), on=on, link=link)


def _reports(thread: Thread) -> list[Step]:
    coming = _coming(_("Report"), _("The recipient tells what the money was used for, and what came of it."))
    return [_report(each) for each in thread.reports] or [coming]


def _report(report: Any) -> Step:
    """One of ``reports_with_sums``."""
    text = _("%(used)s of %(granted)s used.") % {"used": _kr(report.used), "granted": _kr(report.granted)}
    if report.organisation_id:
        text = f"{report.reporter}: {text}"
    mark = {ReportStatus.OPEN: "todo", ReportStatus.CHANGES_REQUESTED: "warn", ReportStatus.SUBMITTED: "ready"}
    on = localtime(report.submitted_at).date() if report.submitted_at else report.due_on
    link = (report.get_absolute_url(), _("Read the report"))
    state = mark.get(ReportStatus(report.status), "done")
    return _step(_("Report"), text, state, report.get_status_display(), on=on, link=link)


def _settlements(thread: Thread) -> list[Step]:
    return [
        _step(
            _("What was left"),
            f"{_kr(each.amount)}, {each.recipient}: {each.get_kind_display()}",
            "done" if each.status in (SettlementStatus.SETTLED, SettlementStatus.UNDONE) else "work",
            each.get_status_display(),
            on=localtime(each.undone_at).date() if each.undone_at else each.settled_on,
            link=(reverse("letter_detail", args=[each.told_in]), _("Read the letter")) if each.told_in else ("", ""),
        )
        for each in thread.settlements
    ]


def _link(name: str, *args: int) -> str:
    """The page of that name, where there is one."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _kr(amount: int) -> str:
    return f"{format_kroner(amount)}{NO_BREAK_SPACE}kr"
