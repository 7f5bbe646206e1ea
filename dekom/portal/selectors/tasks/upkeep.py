"""What waits beside the round's documents: mail, accounts, the auditor's start."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.models import DecisionLine
from allocations.permissions import payee_counties
from dekom.core.models import MailStatus, OutboxMail
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import RoleKind
from networks.models import Organisation


def _failed_mail(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return None
    failed = OutboxMail.objects.filter(status=MailStatus.FAILED, recipient__roles__county__in=counties)
    return question(failed.values("status").annotate(count=Count("pk", distinct=True)), key="count")


def mail_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: mail that did not reach its recipient."""
    for count, _until, _facts in rows:
        label = ngettext(
            "Look at %(count)s mail that could not be delivered",
            "Look at %(count)s mails that could not be delivered",
            count,
        )
        yield task(overview, label % {"count": count}, reverse("mail_list"))


def _unregistered(overview: Overview) -> Question | None:
    counties = payee_counties(overview.user)
    if not counties:
        return None
    paid = Exists(DecisionLine.objects.filter(recipient=OuterRef("pk"), decision__round__county__in=counties))
    waiting = (
        Organisation.objects.filter(Q(county__in=counties) | Q(county=None))
        .annotate(paid=paid)
        .values("county")
        .annotate(
            account=Count("pk", filter=Q(paid=True, payee=None)),
            number=Count("pk", filter=Q(county__isnull=False, organisation_number="")),
        )
    )
    return question(waiting, key="account", account="account", number="number")


def register_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Payee registrar: who can't be paid because nobody knows their account or organisation number."""
    if count := sum(row.facts["account"] for row in rows):
        label = ngettext(
            "Register the account of %(count)s recipient", "Register the accounts of %(count)s recipients", count
        )
        note = _("Nothing can be paid before.")
        yield task(overview, label % {"count": count}, reverse("payee_list"), note)
    if count := sum(row.facts["number"] for row in rows):
        label = ngettext(
            "Find the organisation number of %(count)s organisation",
            "Find the organisation numbers of %(count)s organisations",
            count,
        )
        yield task(overview, label % {"count": count}, f"{reverse('owner_list')}?number=missing")


def audit_tasks(overview: Overview) -> Iterator[Task]:
    """Auditor: the round to follow."""
    if overview.round is not None and overview.round.county_id in overview.access.counties_as(RoleKind.AUDITOR):
        label = _("Follow %(round)s") % {"round": overview.round}
        note = _("Every krone from appropriation to recipient.")
        yield task(overview, label, reverse("thread_list"), note)


MAIL = Kind(_failed_mail, mail_tasks)
REGISTER = Kind(_unregistered, register_tasks)
