"""What a forum works on now: its assessments, recommendations and plans, for its page."""

from dataclasses import dataclass
from datetime import date

from allocations.models import LongTermPlan
from dekom.core.models import User
from forum.enums import MeetingStatus
from forum.models import Assessment, Forum, Meeting, Recommendation

SHOWN = 6


@dataclass(frozen=True)
class Work:
    """Newest first."""

    assessments: list[Assessment]
    recommendations: list[Recommendation]
    plans: list[LongTermPlan]

    @property
    def is_empty(self) -> bool:
        return not (self.assessments or self.recommendations or self.plans)


def work_of(forum: Forum, user: User) -> Work:
    """Three queries."""
    assessments = Assessment.objects.visible_to(user).filter(meeting__forum=forum)
    recommendations = Recommendation.objects.visible_to(user).filter(meeting__forum=forum).exclude(status="replaced")
    plans = LongTermPlan.objects.visible_to(user).filter(county=forum.county_id, scheme__forums=forum)
    return Work(
        list(assessments.select_related("round__scheme", "meeting").order_by("-meeting__date", "-pk")[:SHOWN]),
        list(
            recommendations.select_related("round__scheme", "round__legal_basis").order_by("-round__year", "-pk")[
                :SHOWN
            ]
        ),
        list(plans.exclude(status="replaced").select_related("scheme").order_by("-first_year", "-version")[:SHOWN]),
    )


def next_meeting(forum: Forum, user: User, day: date) -> Meeting | None:
    """The first one from the day on that the person may see."""
    coming = Meeting.objects.visible_to(user).filter(forum=forum, date__gte=day)
    return coming.exclude(status=MeetingStatus.CANCELLED).order_by("date", "starts").first()
