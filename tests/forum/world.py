"""A round under assessment: two networks with bases in review, two groups, their members and a secretary."""

from types import SimpleNamespace

from forum.models import SheetAnswer
from networks.enums import RoleKind
from tests.factories import CriterionFactory, LegalBasisFactory, RoundFactory, person
from tests.factories.forum import MeetingFactory
from tests.factories.sheets import AssessmentFactory, CriteriaSheetFactory, GroupFactory, forum_member


def make_world():
    legal_basis = LegalBasisFactory()
    criteria = [CriterionFactory(legal_basis=legal_basis, order=number) for number in (1, 2)]
    meeting = MeetingFactory(status="called")
    round_ = RoundFactory(county=meeting.forum.county, legal_basis=legal_basis)
    meeting.forum.schemes.add(round_.scheme)
    assessment = AssessmentFactory(meeting=meeting, round=round_, phase="group")
    group, other = GroupFactory(assessment=assessment, number=1), GroupFactory(assessment=assessment, number=2)
    keeper, member, stranger = (forum_member(round_, place) for place in (group, group, other))
    group.rapporteur = keeper
    group.save()
    sheet, their = CriteriaSheetFactory(group=group), CriteriaSheetFactory(group=other)
    for criterion in criteria:
        SheetAnswer.objects.create(sheet=sheet, criterion=criterion)
    return SimpleNamespace(
        round=round_,
        meeting=meeting,
        assessment=assessment,
        group=group,
        other=other,
        criteria=criteria,
        keeper=keeper,
        member=member,
        stranger=stranger,
        sheet=sheet,
        their=their,
        secretary=person(RoleKind.SECRETARIAT, round_.county),
    )
