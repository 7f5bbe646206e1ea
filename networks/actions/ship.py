"""Brings in what Dekom is shipped with: regimes, and a first county. Never touches what is there already."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from networks.enums.reminders import ReminderKind
from networks.models import (
    County,
    Criterion,
    DeadlineRule,
    LegalBasis,
    LegalReference,
    ReminderRule,
    ReportQuestion,
    Scheme,
    Theme,
)

_DATA = Path(__file__).parent.parent / "data"
_RENEWAL_DAYS = 30  # working days: an agreement takes longer to renew than a report to write


def _shipped(name: str) -> list[Any]:
    rows: list[Any] = json.loads((_DATA / name).read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def regimes() -> None:
    """The 2021 guidelines and the 2026 regulation, with their criteria and what each verdict looks like.

    Source: long-term plan 2024–2026 chapter 4; FOR-2026-01-12-23 § 4.
    """
    for row in _shipped("regimes.json"):
        criteria = row.pop("criteria")
        basis, made = LegalBasis.objects.get_or_create(code=row.pop("code"), defaults=row)
        if made:
            Criterion.objects.bulk_create(
                Criterion(legal_basis=basis, order=order, **criterion) for order, criterion in enumerate(criteria, 1)
            )
    _references()
    _report_questions()


def _report_questions() -> None:
    """The five marks of goal achievement as questions, in our own words, where a legal basis has none.

    Source: FOR-2026-01-12-23 § 5, which rounds under the 2021 guidelines follow as good practice.
    """
    texts = json.loads((_DATA / "report_questions.json").read_text(encoding="utf-8"))
    for basis in LegalBasis.objects.filter(report_questions=None):
        ReportQuestion.objects.bulk_create(
            ReportQuestion(legal_basis=basis, order=order, text_nb=nb, text_nn=nn)
            for order, (nb, nn) in enumerate(texts, 1)
        )


def _references() -> None:
    """The laws that letters cite, from the date each is in force; a county's own corrections are left alone."""
    bases = {basis.code: basis for basis in LegalBasis.objects.all()}
    for row in _shipped("references.json"):
        basis = bases.get(row.pop("legal_basis", ""))
        key = {"legal_basis": basis, "subject": row.pop("subject"), "valid_from": row.pop("valid_from")}
        LegalReference.objects.get_or_create(**key, defaults=row)


@transaction.atomic
def scheme(code: str, name: str) -> Scheme:
    """The scheme with this code; a new one with what is shipped of it, such as Dekom's own contribution of 30 %."""
    known: dict[str, Any] = next((row for row in _shipped("schemes.json") if row["code"] == code), {})
    found, _made = Scheme.objects.get_or_create(code=code, defaults={**known, "name": name})
    return found


@transaction.atomic
def county(code: str = "") -> County:
    """The county with this code; without a code the only one, made from what is shipped where there is none.

    Raises: DomainError: no such county, or several to choose from.
    """
    if code:
        found = County.objects.filter(code=code).first()
        if found is None:
            known = ", ".join(County.objects.order_by("code").values_list("code", flat=True)) or "–"
            raise DomainError(_("There is no county «%(code)s». Known: %(known)s.") % {"code": code, "known": known})
        return found
    counties = list(County.objects.all()[:2])
    if len(counties) > 1:
        raise DomainError(_("There are several counties: say which with --county."))
    if counties:
        return counties[0]
    row = _shipped("counties.json")[0]
    deadlines = row.pop("deadlines")
    made = County.objects.create(**row)
    DeadlineRule.objects.bulk_create(
        DeadlineRule(county=made, kind=kind, month=month, day=day, year_offset=offset)
        for kind, month, day, offset in deadlines
    )
    themes(made)
    reminders(made)
    return made


@transaction.atomic
def themes(county: County, *, valid_from: date = date(2024, 1, 1)) -> None:
    """The high-frequency challenges that needs are sorted by, where the county has none of its own.

    Source: long-term plan 2024–2026 chapter 1, note 3.
    """
    if not county.themes.exists():
        Theme.objects.bulk_create(
            Theme(
                county=county,
                order=order,
                name_nb=nb,
                name_nn=nn,
                source="Langsiktig plan for Kompetanseløftet 2024–2026",
                valid_from=valid_from,
            )
            for order, (nb, nn) in enumerate(_shipped("themes.json"), 1)
        )


@transaction.atomic
def reminders(county: County) -> None:
    """One reminder of each kind, where the county has set none; it may change how many days ahead."""
    if not county.reminder_rules.exists():
        for kind in ReminderKind:
            days = {"working_days": _RENEWAL_DAYS} if kind == ReminderKind.AGREEMENT else {}
            ReminderRule.objects.create(county=county, kind=kind, **days)
