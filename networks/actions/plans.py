"""A network's competence plan: begun, written, adopted, renewed as a new version; and the activities of its wheel."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from networks.enums.plans import PLAN_MOVES, PlanStatus
from networks.models import Activity, CompetencePlan, Indicator, Network, PlanGoal

YEARS = 4  # a plan should look four years ahead (framework, «Langsiktig kompetanseutviklingsplan»)
TEXTS = ("title", "background", "valid_from", "valid_to")


@transaction.atomic
def begin(network: Network, *, today: date) -> CompetencePlan:
    """The network's draft: the one there is, a new version of the plan in force with all its goals, or an empty one."""
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)  # two versions at once would be one too many
    draft = network.plans.filter(status=PlanStatus.DRAFT).first()
    if draft:
        return draft
    version = (network.plans.aggregate(last=Max("version"))["last"] or 0) + 1
    old = network.plans.filter(status=PlanStatus.ADOPTED).first()
    if old is None:
        begins = date(today.year + 1, 1, 1)
        return CompetencePlan.objects.create(
            network=network,
            version=version,
            title=_("Competence plan for %(network)s") % {"network": network.short_name},
            valid_from=begins,
            valid_to=date(begins.year + YEARS - 1, 12, 31),
        )
    plan = CompetencePlan.objects.create(
        network=network, version=version, **{name: getattr(old, name) for name in TEXTS}
    )
    for goal in old.goals.prefetch_related("indicators"):
        copy = PlanGoal.objects.create(plan=plan, order=goal.order, text=goal.text)
        Indicator.objects.bulk_create(
            Indicator(goal=copy, order=row.order, text=row.text, baseline=row.baseline, target=row.target)
            for row in goal.indicators.all()
        )
    return plan


def _check_open(plan: CompetencePlan) -> None:
    status = CompetencePlan.objects.select_for_update(of=("self",)).values_list("status", flat=True).get(pk=plan.pk)
    if status != PlanStatus.DRAFT:
        raise DomainError(_("An adopted plan stays as it is. Make a new version of it."))


@transaction.atomic
def write(plan: CompetencePlan, *, fields: Mapping[str, Any]) -> None:
    """Its own texts and period.  Raises: DomainError."""
    _check_open(plan)
    for name in TEXTS:
        setattr(plan, name, fields[name])
    plan.save(update_fields=[*TEXTS])


@transaction.atomic
def write_goal(
    plan: CompetencePlan, *, goal: PlanGoal | None, text: str, indicators: Sequence[tuple[str, str, str]]
) -> PlanGoal:
    """A goal and its indicators (sign, today, at the end), new or changed.  Raises: DomainError."""
    _check_open(plan)
    if goal is None:
        last = plan.goals.aggregate(last=Max("order"))["last"] or 0
        goal = PlanGoal.objects.create(plan=plan, order=last + 1, text=text)
    elif goal.text != text:
        goal.text = text
        goal.save(update_fields=["text"])
    known = list(goal.indicators.all())
    for order, (sign, baseline, target) in enumerate(indicators, 1):
        row = known.pop(0) if known else Indicator(goal=goal)
        row.order, row.text, row.baseline, row.target = order, sign, baseline, target
        row.save()
    for row in known:
        row.delete()
    return goal


@transaction.atomic
def remove_goal(goal: PlanGoal) -> None:
    """Raises: DomainError."""
    _check_open(goal.plan)
    goal.delete()


@transaction.atomic
def adopt(plan: CompetencePlan, *, by: str, day: date) -> None:
    """The draft becomes the plan in force; the version before it is kept, as replaced.

    Raises: DomainError (every reason at once), StaleStateError.
    """
    Network.objects.select_for_update(of=("self",)).get(pk=plan.network_id)
    problems = []
    if not plan.goals.exists():
        problems.append(_("Write at least one goal."))
    elif plan.goals.filter(indicators=None).exists():
        problems.append(_("Each goal needs an indicator: how will you see that you are on your way?"))
    if plan.valid_to is None:
        problems.append(_("Say when the plan's period ends."))
    if not by.strip():
        problems.append(_("Say who has adopted the plan, for example the network's meeting."))
    if not PLAN_MOVES.allows(plan.status, PlanStatus.ADOPTED):
        problems = [_("The plan is adopted already.")]
    if problems:
        raise DomainError(problems)
    CompetencePlan.objects.filter(network=plan.network_id, status=PlanStatus.ADOPTED).update(status=PlanStatus.REPLACED)
    moved = CompetencePlan.objects.filter(pk=plan.pk, status=PlanStatus.DRAFT).update(
        status=PlanStatus.ADOPTED, adopted_on=day, adopted_by=by.strip()
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has adopted the plan in the meantime."))
    plan.refresh_from_db()


@transaction.atomic
def copy_year(network: Network, *, year: int) -> int:
    """Last year's activities once more, on the same days of ``year``; those that are there already stay. How many."""
    there = set(network.activities.in_year(year).values_list("title", "actor"))
    made = 0
    for old in network.activities.filter(starts_on__year=year - 1):
        if (old.title, old.actor) in there:
            continue
        Activity.objects.create(
            network=network,
            title=old.title,
            actor=old.actor,
            starts_on=_same_day(old.starts_on, 1),
            ends_on=_same_day(old.ends_on, 1),
            description=old.description,
            responsible=old.responsible,
        )
        made += 1
    return made


def _same_day(day: date, years: int) -> date:
    """29 February becomes 28."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
