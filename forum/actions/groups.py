"""A meeting's groups: opened for a round, proposed, adjusted, and led from phase to phase."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from forum.enums.sheets import PHASE_MOVES, Phase, SheetStatus
from forum.models import Assessment, CriteriaSheet, Group, GroupMember, Meeting, SheetAnswer
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.recusals import recused_by_person
from forum.services.grouping import Grouping, propose
from networks.enums import BasisStatus
from networks.models import Network, Round

READY = (BasisStatus.IN_REVIEW, BasisStatus.DECIDED)


@transaction.atomic
def begin(meeting: Meeting, round_: Round, *, actor: User) -> Assessment:
    """Let the meeting assess the round.  Raises: DomainError: not the secretariat, or another county's round."""
    _check(actor, meeting.forum.county_id)
    if round_.county_id != meeting.forum.county_id:
        raise DomainError(_("The round is not this county's."))
    if not meeting.forum.schemes.filter(pk=round_.scheme_id).exists():
        raise DomainError(_("This forum does not work with %(scheme)s.") % {"scheme": round_.scheme})
    made, _new = Assessment.objects.get_or_create(meeting=meeting, round=round_)
    return made


@transaction.atomic
def arrange(assessment: Assessment, *, count: int, people: Sequence[int], actor: User) -> Grouping:
    """Make the groups anew as the system proposes: nobody with a network that they are recused from.

    Only networks whose basis the forum may read are divided. The first in each group keeps the sheet, until somebody
    else is chosen.

    Raises: DomainError: not the secretariat, something is written already, nothing to divide, or too many groups.
    """
    assessment = _locked(assessment, actor)
    if _written(assessment):
        raise DomainError(_("Somebody has begun to write. Adjust the groups one by one instead."))
    networks = list(
        assessment.round.decision_bases.filter(status__in=READY).order_by("network").values_list("network", flat=True)
    )
    if not networks:
        raise DomainError(_("No decision basis is in review yet."))
    if not 1 <= count <= len(networks):
        raise DomainError(_("There can be from 1 to %(most)s groups.") % {"most": len(networks)})
    ties = recused_by_person(people, assessment.round)
    found = propose(count, networks, ties)
    CriteriaSheet.objects.filter(assessment=assessment).delete()
    assessment.groups.all().delete()
    for number, (group_networks, members) in enumerate(zip(found.networks, found.people, strict=True), 1):
        group = Group.objects.create(
            assessment=assessment, number=number, rapporteur_id=members[0] if members else None
        )
        GroupMember.objects.bulk_create(
            GroupMember(assessment=assessment, group=group, person_id=member) for member in members
        )
        _sheets(group, group_networks)
    return found


@transaction.atomic
def adjust(
    group: Group, *, members: Iterable[User], networks: Iterable[Network], rapporteur: User | None, actor: User
) -> Group:
    """Say anew who is in the group and what it assesses. Who or what is taken from another group leaves that one.

    Raises: DomainError: not the secretariat, somebody is recused, a sheet that is written in would go, or a rapporteur
    who is not in the group.
    """
    assessment = _locked(group.assessment, actor)
    members, networks = list(members), list(networks)
    problems = _clashes(assessment, members, networks)
    if rapporteur is not None and rapporteur.pk not in {member.pk for member in members}:
        problems.append(_("%(person)s keeps the sheet, and must be in the group.") % {"person": rapporteur})
    leaving = group.sheets.exclude(network__in=networks)
    moving = CriteriaSheet.objects.filter(assessment=assessment, network__in=networks).exclude(group=group)
    for sheet in [*leaving.select_related("network"), *moving.select_related("network")]:
        if _written(assessment, sheet):
            problems.append(_("Somebody has begun to write on %(network)s.") % {"network": sheet.network.short_name})
    if problems:
        raise DomainError(problems)
    leaving.delete()
    moving.update(group=group)
    known = set(group.sheets.values_list("network", flat=True))
    _sheets(group, [network.pk for network in networks if network.pk not in known])
    GroupMember.objects.filter(assessment=assessment, person__in=members).delete()
    group.members.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(assessment=assessment, group=group, person=member) for member in members
    )
    group.rapporteur = rapporteur
    group.save()
    abandoned = assessment.groups.exclude(pk=group.pk).filter(rapporteur__in=members)
    abandoned.update(rapporteur=None)
    return group


def _sheets(group: Group, networks: Iterable[int]) -> None:
    """An open sheet for each network, with an empty answer on each criterion."""
    sheets = CriteriaSheet.objects.bulk_create(
        CriteriaSheet(assessment=group.assessment, group=group, network_id=network) for network in networks
    )
    criteria = list(group.assessment.round.legal_basis.criteria.all())
    SheetAnswer.objects.bulk_create(
        SheetAnswer(sheet=sheet, criterion=criterion) for sheet in sheets for criterion in criteria
    )


def _clashes(assessment: Assessment, members: list[User], networks: list[Network]) -> list[str]:
    ties = recused_by_person([member.pk for member in members], assessment.round)
    return [
        _("%(person)s is recused from %(network)s.") % {"person": member, "network": network.short_name}
        for member in members
        for network in networks
        if network.pk in ties[member.pk]
    ]


@transaction.atomic
def move(assessment: Assessment, to: Phase, *, actor: User) -> Assessment:
    """Lead the assessment to its next phase, and tell the groups what it means for them.

    Each gets a mail of their own, that names the networks of their group without those that they are recused from.

    Raises: DomainError: not the secretariat, not a declared move, or no groups yet. StaleStateError.
    """
    seen = assessment.phase
    assessment = _locked(assessment, actor)
    if assessment.phase != seen:
        raise StaleStateError(_("Somebody else has changed the phase in the meantime."))
    if not PHASE_MOVES.allows(seen, to):
        raise DomainError(
            _("The assessment can't go from «%(old)s» to «%(new)s».")
            % {"old": assessment.get_phase_display(), "new": to.label}
        )
    places = list(GroupMember.objects.filter(assessment=assessment).select_related("person", "group").order_by("pk"))
    if not places:
        raise DomainError(_("Make the groups first."))
    Assessment.objects.filter(pk=assessment.pk).update(phase=to)
    assessment.refresh_from_db()
    ties = recused_by_person([place.person_id for place in places], assessment.round)
    sheets = list(CriteriaSheet.objects.filter(assessment=assessment).select_related("network").order_by("pk"))
    for place in places:
        named = [
            sheet.network.short_name
            for sheet in sheets
            if sheet.group_id == place.group_id and sheet.network_id not in ties[place.person_id]
        ]
        context = {"assessment": assessment, "group": place.group, "names": named, "county": assessment.round.county}
        queue_mail("forum/assessment_phase", to=[place.person], context=context)
    return assessment


def _written(assessment: Assessment, sheet: CriteriaSheet | None = None) -> bool:
    """Whether anybody has written anything, on one network or on any."""
    sheets = CriteriaSheet.objects.filter(assessment=assessment)
    sheets = sheets.filter(pk=sheet.pk) if sheet else sheets
    saved = sheets.exclude(saved_at=None) | sheets.filter(status=SheetStatus.HANDED_IN)
    return saved.exists() or sheets.filter(notes__isnull=False).exists()


def _check(actor: User, county_id: int) -> None:
    if not may_prepare_assessment(actor, county_id):
        raise DomainError(_("Only the secretariat leads the assessment."))


def _locked(assessment: Assessment, actor: User) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related(
        "round__county", "round__scheme", "round__legal_basis"
    )
    locked = rows.get(pk=assessment.pk)
    _check(actor, locked.round.county_id)
    return locked
