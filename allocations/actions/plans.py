"""The forum's long-term plan: brought in as shipped, made anew in versions, adopted, evaluated."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from allocations.enums.plan import PlanStatus
from allocations.models import (
    Cohort,
    CohortParticipant,
    CommonMeasure,
    LongTermPlan,
    MeasureTrack,
    PlanGrant,
    PlanGuideline,
    StopPoint,
)
from dekom.core.errors import DomainError, StaleStateError
from networks.models import County, Network, Scheme

_SHIPPED = Path(__file__).parent.parent / "data" / "long_term_plans.json"
_OF_ITS_OWN = ("id", "plan", "measure", "cohort", "track")


@transaction.atomic
def ship(county: County, scheme: Scheme) -> LongTermPlan | None:
    """The plan that Dekom is shipped with for this county and scheme; nothing where there is none, or one already.

    Source: long-term plan 2024–2026, each part with its chapter.
    """
    plans: list[dict[str, Any]] = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    found = [plan for plan in plans if (plan["county"], plan["scheme"]) == (county.code, scheme.code)]
    if not found or LongTermPlan.objects.filter(county=county, scheme=scheme).exists():
        return None
    return load(found[0], county, scheme)


@transaction.atomic
def load(source: dict[str, Any], county: County, scheme: Scheme) -> LongTermPlan:
    """A plan as a file tells it, adopted where the file says in which meeting."""
    parts = ("county", "scheme", "guidelines", "grants", "common_measures", "adopted_on", "reference")
    plan: LongTermPlan = LongTermPlan.objects.create(
        county=county, scheme=scheme, **{key: value for key, value in source.items() if key not in parts}
    )
    networks = {network.code: network for network in Network.objects.filter(county=county)}
    PlanGuideline.objects.bulk_create(
        PlanGuideline(plan=plan, group=group, order=order, text=text, chapter=chapter)
        for group, rows in source["guidelines"].items()
        for order, (text, chapter) in enumerate(rows, 1)
    )
    for order, grant in enumerate(source["grants"], 1):
        if "network" in grant and grant["network"] not in networks:
            continue  # a county without this network has nothing to give it
        PlanGrant.objects.create(plan=plan, order=order, **grant | {"network": networks.get(grant.get("network"))})
    for order, measure in enumerate(source["common_measures"], 1):
        tracks, cohorts = measure.pop("tracks"), measure.pop("cohorts")
        made = CommonMeasure.objects.create(plan=plan, order=order, **measure)
        MeasureTrack.objects.bulk_create(
            MeasureTrack(measure=made, order=place, name=name) for place, name in enumerate(tracks, 1)
        )
        Cohort.objects.bulk_create(Cohort(measure=made, number=number) for number in cohorts)
    if source.get("reference"):
        on = source.get("adopted_on")
        adopt(plan, adopted_on=date.fromisoformat(on) if on else None, reference=source["reference"])
    return plan


@transaction.atomic
def new_version(plan: LongTermPlan) -> LongTermPlan:
    """A draft of the plan's next version, with everything that the plan says.

    Raises: DomainError: there is a draft already.
    """
    versions = LongTermPlan.objects.filter(county=plan.county_id, scheme=plan.scheme_id, first_year=plan.first_year)
    latest = versions.select_for_update().order_by("-version")[0]
    if latest.is_draft:
        raise DomainError(_("There is a draft of a new version already."))
    made: LongTermPlan = LongTermPlan.objects.create(
        version=latest.version + 1,
        **{
            name: getattr(plan, name)
            for name in (
                "county_id",
                "scheme_id",
                "name",
                "first_year",
                "last_year",
                "aims",
                "target_group",
                "over_frame_percent",
                "frame_chapter",
                "stop_point_month",
            )
        },
    )
    PlanGuideline.objects.bulk_create(PlanGuideline(plan=made, **_contents(row)) for row in plan.guidelines.all())
    PlanGrant.objects.bulk_create(PlanGrant(plan=made, **_contents(row)) for row in plan.grants.all())
    for measure in plan.common_measures.all():
        _copy_measure(measure, made)
    return made


def _copy_measure(measure: CommonMeasure, plan: LongTermPlan) -> None:
    copy = CommonMeasure.objects.create(plan=plan, **_contents(measure))
    tracks = {track.pk: MeasureTrack.objects.create(measure=copy, **_contents(track)) for track in measure.tracks.all()}
    for cohort in measure.cohorts.all():
        same = Cohort.objects.create(measure=copy, **_contents(cohort))
        CohortParticipant.objects.bulk_create(
            CohortParticipant(cohort=same, track=tracks.get(row.track_id or 0), **_contents(row))
            for row in cohort.participants.all()
        )


def _contents(row: Any) -> dict[str, Any]:
    fields = model_to_dict(row, exclude=_OF_ITS_OWN)
    return {row._meta.get_field(name).attname: value for name, value in fields.items()}


@transaction.atomic
def adopt(plan: LongTermPlan, *, adopted_on: date | None, reference: str) -> LongTermPlan:
    """The forum adopts the draft; the version before it is replaced.

    Raises: DomainError: not a draft, no reference, or nothing in one of the four groups. StaleStateError.
    """
    versions = LongTermPlan.objects.filter(county=plan.county_id, scheme=plan.scheme_id, first_year=plan.first_year)
    list(versions.select_for_update().order_by("pk"))
    plan.refresh_from_db()
    if problems := plan_problems(plan, reference):
        raise DomainError(problems)
    versions.filter(status=PlanStatus.ADOPTED).update(status=PlanStatus.REPLACED)
    moved = versions.filter(pk=plan.pk, status=PlanStatus.DRAFT).update(
        status=PlanStatus.ADOPTED, adopted_on=adopted_on, reference=reference.strip()
    )
    if moved != 1:
        raise StaleStateError(_("The plan is no longer a draft."))
    plan.refresh_from_db()
    return plan


def plan_problems(plan: LongTermPlan, reference: str) -> list[str]:
    """What stands in the way of adopting the draft.  Source: regulation FOR-2026-01-12-23 § 9."""
    problems = []
    if not reference.strip():
        problems.append(_("Say in which meeting and item the plan is adopted."))
    groups = dict(PlanGuideline._meta.get_field("group").flatchoices)
    missing = [str(label) for group, label in groups.items() if not plan.guidelines.filter(group=group).exists()]
    if missing:
        problems.append(_("The plan says nothing on: %(groups)s.") % {"groups": ", ".join(missing)})
    return problems


@transaction.atomic
def add_stop_point(plan: LongTermPlan, *, held_on: date, reference: str, outcome: str, conclusion: str) -> StopPoint:
    """Record the forum's yearly evaluation of an adopted plan.

    Raises: DomainError: a draft, outside the plan's years, or a second one on the same day.
    Source: long-term plan chapter 5.
    """
    if plan.is_draft:
        raise DomainError(_("A draft is not evaluated: adopt it first."))
    if not plan.first_year <= held_on.year <= plan.last_year:
        raise DomainError(
            _("The plan holds from %(first)s to %(last)s: the day is outside.")
            % {"first": plan.first_year, "last": plan.last_year}
        )
    try:
        with transaction.atomic():
            return StopPoint.objects.create(
                plan=plan, held_on=held_on, reference=reference, outcome=outcome, conclusion=conclusion
            )
    except IntegrityError as error:
        raise DomainError(_("The plan has a stop-point on this day already.")) from error
