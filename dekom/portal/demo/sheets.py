"""Groups and criteria sheets in the live round, for its networks in review: made up, and marked so."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dekom.core.models import User
from forum.actions import groups, recommendation, recusals, sheets
from forum.enums import MeetingStatus
from forum.enums.sheets import Phase, Verdict
from forum.models import Assessment, CriteriaSheet, Forum, Meeting, RecusalDeclaration
from forum.sheet_forms import forum_members
from networks.enums import RoleKind
from networks.models import County, Network, Round

IN_DAYS = 44  # as the live round's milestone
COUNT = 2
KEEPER = "medlem@dekom.example"  # the member whom one signs in as
TIED, TIE = "vaernes", "Arbeidet i nettverket til i fjor sommer (eksempel)"
REMARK = "Tiltaket er godt forankret. Plan for bruk av restmidler (eksempel)."


def load_sheets(county: County, today: date) -> None:
    """Two groups in the group phase: one sheet handed in, one begun, one that nobody has opened."""
    round_ = Round.objects.filter(county=county).latest("year")
    secretary = User.objects.filter(roles__kind=RoleKind.SECRETARIAT, roles__county=county).order_by("pk")[0]
    now = timezone.make_aware(datetime.combine(today, time(11, 24)))
    assessment = groups.begin(_meeting(county, round_, today, now), round_, actor=secretary)
    members = list(forum_members(county.pk, today))
    for member in members[:-1]:  # the last has not declared yet
        said = {Network.objects.get(county=county, code=TIED).pk: TIE} if member.email == KEEPER else {}
        recusals.declare(round_, person=member, said=said, now=now)
    groups.arrange(assessment, count=COUNT, people=[member.pk for member in members], actor=secretary)
    _first_of_its_group(assessment, secretary)
    _own_notes(assessment, now)
    groups.move(assessment, Phase.GROUP, actor=secretary)
    _group_sheets(assessment, now)
    recommendation.build(assessment, item=None, actor=secretary, now=now)


def _meeting(county: County, round_: Round, today: date, now: datetime) -> Meeting:
    """The forum's meeting on the round: the one that the demo has called already, else one of our own."""
    forum = Forum.objects.get(county=county)
    day = today + timedelta(IN_DAYS)
    known = Meeting.objects.filter(forum=forum, date=day).exclude(status=MeetingStatus.CANCELLED).first()
    if known is not None:
        return known
    made: Meeting = Meeting.objects.create(
        forum=forum,
        title=f"Samarbeidsforum, {round_.year} (eksempel)",
        date=day,
        starts=time(10),
        ends=time(16),
        place="Stjørdal",
    )
    Meeting.objects.filter(pk=made.pk).update(status=MeetingStatus.CALLED, called_at=now)
    made.refresh_from_db()
    return made


def _first_of_its_group(assessment: Assessment, secretary: User) -> None:
    """The member whom one signs in as keeps the sheet of their group."""
    member = User.objects.get(email=KEEPER)
    group = assessment.groups.get(members__person=member)
    people = [place.person for place in group.members.select_related("person")]
    networks = [sheet.network for sheet in group.sheets.select_related("network")]
    groups.adjust(group, members=people, networks=networks, rapporteur=member, actor=secretary)


def _own_notes(assessment: Assessment, now: datetime) -> None:
    """Two of each group have noted something on each network."""
    criteria = list(assessment.round.legal_basis.criteria.order_by("order"))
    for group in assessment.groups.all():
        declared = RecusalDeclaration.objects.filter(round=assessment.round).values("person")
        for place, member in enumerate(
            group.members.filter(person__in=declared).select_related("person").order_by("pk")[:3]
        ):
            for sheet in group.sheets.all():
                for number, criterion in enumerate(criteria):
                    verdict = Verdict.PARTLY if (place + number) % 3 == 2 else Verdict.FULFILLED
                    sheets.save_note(
                        sheet.pk, f"verdict-{criterion.pk}", old="", new=verdict, author=member.person, now=now
                    )


def _group_sheets(assessment: Assessment, now: datetime) -> None:
    """One handed in, one begun; the last of the keeper's own group waits for them."""
    found = CriteriaSheet.objects.filter(assessment=assessment).select_related("network", "group__rapporteur")
    rows = sorted(found, key=lambda sheet: sheet.group.rapporteur.email == KEEPER if sheet.group.rapporteur else False)
    ready, begun, *_waiting = rows
    criteria = list(assessment.round.legal_basis.criteria.order_by("order"))
    _write(begun, {f"verdict-{criterion.pk}": Verdict.FULFILLED for criterion in criteria[:2]}, now)
    frame = assessment.round.decision_bases.get(network=ready.network).frame
    verdicts = {f"verdict-{criterion.pk}": Verdict.FULFILLED for criterion in criteria}
    _write(ready, {**verdicts, "amount": str(frame), "remark": REMARK}, now)
    assert ready.group.rapporteur is not None
    sheets.hand_in(ready, actor=ready.group.rapporteur, now=now)


def _write(sheet: CriteriaSheet, texts: dict[str, str], now: datetime) -> None:
    actor = sheet.group.rapporteur
    assert actor is not None
    for name, text in texts.items():
        sheets.save_field(sheet.pk, name, old="", new=text, actor=actor, now=now)
