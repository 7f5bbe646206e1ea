"""What waits for a person, by when: read from the rows, by each of the person's roles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine
from allocations.permissions import payee_counties
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.core.models import MailStatus, OutboxMail
from dekom.core.sorting import norwegian_key
from dekom.portal.selectors.days import SOON_DAYS, due_text, is_near
from dekom.portal.selectors.overview import Overview
from networks.enums import FORUM_ROLES, BasisStatus, MilestoneKind, RoleKind
from networks.models import DecisionBasis, Organisation, Round

NAMED = 3  # so many networks are named before «and n more»


@dataclass(frozen=True)
class Task:
    """One thing to do, ready for the task list."""

    label: str
    url: str
    note: str = ""
    deadline: date | None = None
    due: str = ""
    soon: bool = False
    late: bool = False
    year: int | None = None  # of a deadline that is not of this year or the next twelve months


def tasks_of(overview: Overview) -> list[Task]:
    """The person's tasks, the nearest deadline first, those without one last."""
    found = [
        *_network_tasks(overview),
        *_owner_tasks(overview),
        *_forum_tasks(overview),
        *_basis_tasks(overview),
        *_decision_tasks(overview),
        *_mail_tasks(overview),
        *_register_tasks(overview),
        *_audit_tasks(overview),
    ]
    return sorted(found, key=lambda task: (task.deadline is None, task.deadline or overview.today))


def _task(overview: Overview, label: str, url: str, note: str = "", deadline: date | None = None) -> Task:
    """A task with its deadline in words."""
    if deadline is None:
        return Task(label, url, note)
    days = (deadline - overview.today).days
    year = None if is_near(deadline, overview.today) else deadline.year
    return Task(label, url, note, deadline, due_text(days), soon=0 <= days <= SOON_DAYS, late=days < 0, year=year)


def _names(bases: Iterable[DecisionBasis]) -> str:
    """«Fosen, Gauldal, Indre Namdal and 2 more»."""
    names = sorted((basis.network.short_name for basis in bases), key=norwegian_key)
    listed = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    return listed if rest <= 0 else _("%(names)s and %(count)s more") % {"names": listed, "count": rest}


def _network_tasks(overview: Overview) -> Iterator[Task]:
    """Leader, coordinator and university partner: their own decision basis until it is submitted."""
    for basis in overview.bases:
        if basis.network_id not in overview.access.networks:
            continue
        words = {"document": basis.round.legal_basis.basis_name, "network": basis.network.short_name}
        if basis.status == BasisStatus.DRAFT:
            label = _("Complete and submit the %(document)s for %(network)s") % words
            if basis.frame is None:
                note = _("The frame is not adopted yet.")
            else:
                note = _("The frame is %(amount)s.") % {"amount": f"{format_kroner(basis.frame)}{NO_BREAK_SPACE}kr"}
        elif basis.status == BasisStatus.CHANGES_REQUESTED:
            label = _("Change the %(document)s for %(network)s and submit it again") % words
            note = basis.change_reason
        else:
            continue
        deadline = overview.deadline(basis.round_id, MilestoneKind.DECISION_BASIS)
        yield _task(overview, capfirst(label), basis.network.get_absolute_url(), note, deadline)


def _owner_tasks(overview: Overview) -> Iterator[Task]:
    """Owner contact: the needs report, while it can still be told."""
    if overview.round is None or not overview.access.organisations:
        return
    deadline = overview.deadline(overview.round.pk, MilestoneKind.NEEDS_REPORT)
    if deadline is None or deadline < overview.today:
        return
    label = _("Tell your network what your kindergartens and schools need")
    yield _task(
        overview, label, overview.round.get_absolute_url(), _("A needs report of your own is voluntary."), deadline
    )


def _forum_tasks(overview: Overview) -> Iterator[Task]:
    """Forum: read what is in review before the meeting."""
    counties = overview.access.counties_as(*FORUM_ROLES)
    for round_, bases in _by_round(overview.bases, BasisStatus.IN_REVIEW):
        deadline = overview.deadline(round_.pk, MilestoneKind.RECOMMENDATION)
        if round_.county_id in counties and deadline is not None and deadline >= overview.today:
            label = ngettext("Read %(count)s decision basis", "Read %(count)s decision bases", len(bases))
            note = _("Before the forum's meeting. %(names)s.") % {"names": _names(bases)}
            yield _task(overview, label % {"count": len(bases)}, round_.get_absolute_url(), note, deadline)


def _basis_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: decision bases that came in, that are being changed, that are missing."""
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    kinds = {
        BasisStatus.SUBMITTED: MilestoneKind.PAPERS,
        BasisStatus.CHANGES_REQUESTED: MilestoneKind.PAPERS,
        BasisStatus.DRAFT: MilestoneKind.DECISION_BASIS,
    }
    for status, kind in kinds.items():
        for round_, bases in _by_round(overview.bases, status):
            if round_.county_id not in counties:
                continue
            deadline = overview.deadline(round_.pk, kind)
            if status == BasisStatus.DRAFT and not _near(overview, deadline):
                continue  # they have time
            yield _task(overview, _basis_label(status, len(bases)), round_.get_absolute_url(), _names(bases), deadline)


def _basis_label(status: BasisStatus, count: int) -> str:
    if status == BasisStatus.SUBMITTED:
        label = ngettext(
            "Take %(count)s decision basis into review", "Take %(count)s decision bases into review", count
        )
    elif status == BasisStatus.CHANGES_REQUESTED:
        label = ngettext(
            "Follow up changes in %(count)s decision basis", "Follow up changes in %(count)s decision bases", count
        )
    else:
        label = ngettext(
            "Remind %(count)s network of its decision basis",
            "Remind %(count)s networks of their decision bases",
            count,
        )
    return label % {"count": count}


def _near(overview: Overview, deadline: date | None) -> bool:
    return deadline is not None and (deadline - overview.today).days <= 2 * SOON_DAYS


def _decision_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: decisions to prepare and to follow up. Decision maker: to approve and to issue."""
    preparing = overview.access.counties_as(RoleKind.SECRETARIAT)
    approving = overview.access.counties_as(RoleKind.DECISION_MAKER)
    ordered = sorted(overview.decisions, key=lambda decision: decision.round_id)
    for _pk, group in groupby(ordered, key=lambda decision: decision.round_id):
        decisions = list(group)
        round_ = decisions[0].round
        waiting = [decision for decision in decisions if _waits_for_approval(decision)]
        if round_.county_id in preparing:
            yield from _to_prepare(overview, round_, decisions, waiting)
        if round_.county_id in approving:
            yield from _to_approve(overview, round_, decisions, waiting)


def _waits_for_approval(decision: Decision) -> bool:
    return (
        decision.status == DecisionStatus.DRAFT and decision.decided is not None and decision.prepared_by_id is not None
    )


def _to_prepare(
    overview: Overview, round_: Round, decisions: Sequence[Decision], waiting: Sequence[Decision]
) -> Iterator[Task]:
    deadline = overview.deadline(round_.pk, MilestoneKind.DECISION)
    todo = [
        decision
        for decision in decisions
        if decision.status == DecisionStatus.DRAFT and decision.recommended is not None and decision not in waiting
    ]
    if todo:
        begun = sum(decision.prepared_by_id is not None or decision.decided is not None for decision in todo)
        label = ngettext("Prepare %(count)s decision", "Prepare %(count)s decisions", len(todo))
        note = _("%(round)s: %(begun)s begun, %(rest)s not started.") % {
            "round": round_,
            "begun": begun,
            "rest": len(todo) - begun,
        }
        yield _task(overview, label % {"count": len(todo)}, reverse("decision_list", args=[round_.pk]), note, deadline)
    if waiting:
        label = ngettext(
            "Follow up %(count)s decision for approval", "Follow up %(count)s decisions for approval", len(waiting)
        )
        note = _("Whoever prepared a decision can't approve it.")
        yield _task(
            overview, label % {"count": len(waiting)}, reverse("decision_list", args=[round_.pk]), note, deadline
        )


def _to_approve(
    overview: Overview, round_: Round, decisions: Sequence[Decision], waiting: Sequence[Decision]
) -> Iterator[Task]:
    deadline = overview.deadline(round_.pk, MilestoneKind.DECISION)
    mine = [decision for decision in waiting if decision.prepared_by_id != overview.user.pk]
    if mine:
        label = ngettext("Approve %(count)s decision", "Approve %(count)s decisions", len(mine))
        total = sum(decision.decided or 0 for decision in mine)
        note = _("%(amount)s in all.") % {"amount": f"{format_kroner(total)}{NO_BREAK_SPACE}kr"}
        yield _task(overview, label % {"count": len(mine)}, reverse("decision_list", args=[round_.pk]), note, deadline)
    approved = sum(decision.status == DecisionStatus.APPROVED for decision in decisions)
    if approved:
        label = ngettext(
            "Issue the letter for %(count)s approved decision",
            "Issue the letters for %(count)s approved decisions",
            approved,
        )
        yield _task(overview, label % {"count": approved}, reverse("letter_list", args=[round_.pk]), "", deadline)


def _mail_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: mail that did not reach its recipient."""
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return
    failed = OutboxMail.objects.filter(status=MailStatus.FAILED, recipient__roles__county__in=counties)
    if count := failed.distinct().count():
        label = ngettext(
            "Look at %(count)s mail that could not be delivered",
            "Look at %(count)s mails that could not be delivered",
            count,
        )
        yield _task(overview, label % {"count": count}, reverse("mail_list"))


def _register_tasks(overview: Overview) -> Iterator[Task]:
    """Payee registrar: who can't be paid because nobody knows their account or organisation number."""
    counties = payee_counties(overview.user)
    if not counties:
        return
    paid = Exists(DecisionLine.objects.filter(recipient=OuterRef("pk"), decision__round__county__in=counties))
    missing = (
        Organisation.objects.filter(Q(county__in=counties) | Q(county=None))
        .annotate(paid=paid)
        .aggregate(
            account=Count("pk", filter=Q(paid=True, payee=None)),
            number=Count("pk", filter=Q(county__isnull=False, organisation_number="")),
        )
    )
    if count := missing["account"]:
        label = ngettext(
            "Register the account of %(count)s recipient", "Register the accounts of %(count)s recipients", count
        )
        note = _("Nothing can be paid before.")
        yield _task(overview, label % {"count": count}, reverse("payee_list"), note)
    if count := missing["number"]:
        label = ngettext(
            "Find the organisation number of %(count)s organisation",
            "Find the organisation numbers of %(count)s organisations",
            count,
        )
        yield _task(overview, label % {"count": count}, f"{reverse('owner_list')}?number=missing")


def _audit_tasks(overview: Overview) -> Iterator[Task]:
    """Auditor: the round to follow."""
    if overview.round is not None and overview.round.county_id in overview.access.counties_as(RoleKind.AUDITOR):
        label = _("Follow %(round)s") % {"round": overview.round}
        note = _("Every krone from appropriation to recipient.")
        yield _task(overview, label, overview.round.get_absolute_url(), note)


def _by_round(bases: Sequence[DecisionBasis], status: str) -> Iterator[tuple[Round, list[DecisionBasis]]]:
    chosen = sorted((basis for basis in bases if basis.status == status), key=lambda basis: basis.round_id)
    for _pk, group in groupby(chosen, key=lambda basis: basis.round_id):
        listed = list(group)
        yield listed[0].round, listed
