"""Needs reports: begun, written, copied, submitted, taken back, and drawn into the decision basis.

Whoever writes for an owner without being its contact is the secretariat: that stands on the report.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.enums import NETWORK_ROLES, RoleKind
from networks.enums.needs import NEEDS_MOVES, NeedsStatus
from networks.models import (
    DecisionBasis,
    Membership,
    Need,
    NeedsDeadline,
    NeedsReport,
    Network,
    Organisation,
    Role,
    Round,
)
from networks.permissions.needs import speaks_for
from networks.selectors.needs import CLOSED, last_years, members_from, needs_of

TEXTS = ("text", "evidence", "institutions", "staff_involvement", "wished_form")
FIELDS = (*TEXTS, "target_groups", "wished_partner_id")


def _closed() -> DomainError:
    return DomainError(_("The network has handed over its decision basis. The needs stay as they are."))


def _hold(round_id: int, network_id: int) -> None:
    """Wait for whoever moves the network's decision basis, and refuse when it is handed over.  Raises: DomainError."""
    bases = DecisionBasis.objects.select_for_update().filter(round=round_id, network=network_id)
    if any(status in CLOSED for status in bases.values_list("status", flat=True)):
        raise _closed()


def _locked(report: NeedsReport) -> NeedsReport:
    return NeedsReport.objects.select_for_update(of=("self",)).get(pk=report.pk)


def check_open(report: NeedsReport) -> None:
    """Refuse to write in what is submitted, or whose network has handed its basis over.  Raises: DomainError."""
    if report.status != NeedsStatus.DRAFT:
        raise DomainError(_("The needs report is submitted. Open it again to change it."))
    _hold(report.round_id, report.network_id)


def note_writer(report: NeedsReport, actor: User) -> None:
    """That somebody else than the owner has written here."""
    if not speaks_for(actor, report.owner_id) and report.entered_by_id != actor.pk:
        report.entered_by = actor
        report.save(update_fields=["entered_by"])


@transaction.atomic
def begin(round_: Round, owner: Organisation, *, actor: User, today: date) -> NeedsReport:
    """The owner's report in the round, made where there is none, with room for a first need.

    Raises: DomainError: no member of a network of this scheme, or the network has handed its basis over.
    """
    found = NeedsReport.objects.filter(round=round_, owner=owner.pk).first()
    if found:
        return found
    day = members_from(round_, today)
    member = Membership.objects.on(day).filter(owner=owner.pk, scheme=round_.scheme_id).first()
    if member is None:
        raise DomainError(_("%(owner)s is in no network of this scheme today.") % {"owner": owner})
    _hold(round_.pk, member.network_id)
    report, _made = NeedsReport.objects.get_or_create(
        round=round_, owner_id=owner.pk, defaults={"network_id": member.network_id}
    )
    Need.objects.get_or_create(report=report, order=1)  # whoever came first at the same moment has made both
    note_writer(report, actor)
    return report


@transaction.atomic
def copy_last_year(report: NeedsReport, *, actor: User) -> int:
    """Bring in the needs of the owner's last report; says how many. What is written already stays.

    Raises: DomainError: not open, nothing to copy, or copied already.
    """
    report = _locked(report)
    check_open(report)
    source = last_years(report.round, report.owner_id)
    if source is None:
        raise DomainError(_("There is no earlier needs report to copy."))
    if report.copied_from_id == source.pk:
        raise DomainError(_("The needs of %(round)s are copied already.") % {"round": source.round})
    blank = [need.pk for need in report.needs.all() if is_blank(need)]
    report.needs.filter(pk__in=blank).delete()
    order = _next_order(report)
    count = 0
    for count, old in enumerate(needs_of([source]), 1):
        values = {name: getattr(old, name) for name in FIELDS}
        new = Need.objects.create(report=report, order=order + count - 1, **values)
        new.themes.set(old.themes.all())
    if not report.message:
        report.message = source.message
    report.copied_from = source
    report.save(update_fields=["message", "copied_from"])
    note_writer(report, actor)
    return count


def is_blank(need: Need) -> bool:
    """Whether nothing is written of it."""
    return not any(getattr(need, name) for name in FIELDS) and not (need.pk and need.themes.exists())


def _next_order(report: NeedsReport) -> int:
    last: int | None = report.needs.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1


@transaction.atomic
def add_need(report: NeedsReport, *, actor: User) -> Need:
    """Room for another need.  Raises: DomainError."""
    report = _locked(report)
    check_open(report)
    note_writer(report, actor)
    return Need.objects.create(report=report, order=_next_order(report))


@transaction.atomic
def remove_need(need: Need, *, actor: User) -> None:
    """Raises: DomainError."""
    report = _locked(need.report)
    check_open(report)
    note_writer(report, actor)
    need.delete()


@transaction.atomic
def write_need(
    need: Need,
    *,
    base: Mapping[str, Any],
    values: Mapping[str, Any],
    themes: Iterable[int],
    base_themes: Iterable[int],
    actor: User,
) -> dict[str, Any]:
    """Write the fields that the person changed from ``base``, what the page showed them.

    A field that somebody else has changed meanwhile is left as it is; gives back what those fields hold now.
    Raises: DomainError.
    """
    report = _locked(need.report)
    check_open(report)
    stored = Need.objects.get(pk=need.pk)
    clashes = {}
    for name, value in values.items():
        now, before = getattr(stored, name), base.get(name)
        if value in (now, before):
            continue
        if now != before:
            clashes[name] = now
            continue
        setattr(stored, name, value)
    stored.save()
    added, removed = set(themes) - set(base_themes), set(base_themes) - set(themes)
    stored.themes.add(*added)  # each choice by itself: two people's choices never clash
    stored.themes.remove(*removed)
    note_writer(report, actor)
    return clashes


@transaction.atomic
def write_message(report: NeedsReport, *, base: str, value: str, actor: User) -> str | None:
    """Write it if it still is as the page showed it; else gives back what it holds now.  Raises: DomainError."""
    report = _locked(report)
    check_open(report)
    if value in (base, report.message):
        return None
    if report.message != base:
        return report.message
    report.message = value
    report.save(update_fields=["message"])
    note_writer(report, actor)
    return None


def problems_of(needs: Iterable[Need]) -> list[str]:
    """Every reason why a report can't be submitted yet. What would only be good to have is not among them."""
    written = [need for need in needs if not is_blank(need)]
    if not written:
        return [_("Write at least one need.")]
    return [
        _("Need %(number)s: write what the need is.") % {"number": number}
        for number, need in enumerate(written, 1)
        if not need.text.strip()
    ]


@transaction.atomic
def submit(report: NeedsReport, *, actor: User, now: datetime) -> None:
    """Hand the report to the network. Its leader and coordinators are told, and the owner gets a receipt.

    Raises: DomainError (with every reason at once), StaleStateError.
    """
    needs = _locked(report).needs.all()  # who writes in one at this moment is waited for
    _hold(report.round_id, report.network_id)
    if problems := problems_of(needs):
        raise DomainError(problems)
    report.needs.filter(pk__in=[need.pk for need in needs if is_blank(need)]).delete()
    first = report.first_submitted_at or now
    _move(report, NeedsStatus.SUBMITTED, submitted_at=now, first_submitted_at=first)
    note_writer(report, actor)
    today = timezone.localdate(now)
    roles = Role.objects.on(today)
    people = User.objects.filter(is_active=True)
    network = people.filter(roles__in=roles.filter(network=report.network_id, kind__in=NETWORK_ROLES))
    contacts = people.filter(roles__in=roles.filter(organisation=report.owner_id, kind=RoleKind.OWNER_CONTACT))
    context = {"report": report, "actor": actor}
    queue_mail("networks/needs_report_received", to=network.exclude(pk=actor.pk).distinct(), context=context)
    queue_mail("networks/needs_report_receipt", to=contacts.distinct(), context=context)


@transaction.atomic
def take_back(report: NeedsReport, *, actor: User) -> None:
    """Open a submitted report again, until the network's decision basis is handed over.

    Raises: DomainError, StaleStateError.
    """
    _hold(report.round_id, report.network_id)
    _move(report, NeedsStatus.DRAFT, submitted_at=None)
    note_writer(report, actor)


def _move(report: NeedsReport, to: NeedsStatus, **fields: Any) -> None:
    if not NEEDS_MOVES.allows(report.status, to):
        raise DomainError(_("The needs report is «%(state)s» already.") % {"state": report.get_status_display()})
    moved = NeedsReport.objects.filter(pk=report.pk, status=report.status, version=report.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this needs report in the meantime."))
    report.refresh_from_db()


@transaction.atomic
def set_deadline(round_: Round, network: Network, *, day: date, today: date) -> NeedsDeadline:
    """The network's own day for its owners.  Raises: DomainError: handed over, past, or after the basis is due."""
    _hold(round_.pk, network.pk)
    if day < today:
        raise DomainError(_("The deadline must be today or later."))
    due = round_.milestones.filter(kind="decision_basis").values_list("date", flat=True).first()
    if due and day > due:
        told = {"day": date_format(due)}
        raise DomainError(_("The decision basis is due %(day)s: ask for the needs before that.") % told)
    deadline, _made = NeedsDeadline.objects.update_or_create(round=round_, network=network, defaults={"date": day})
    return deadline
