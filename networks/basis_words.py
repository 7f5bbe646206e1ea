"""What the rules find in a decision basis, in words that name the section and the fix."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Field
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from networks.enums.writing import BasisPart
from networks.models import BasisContent, CostLine, Measure
from networks.selectors.basis_draft import Draft
from networks.services.basis_rules import Code, Finding

COSTS = gettext_lazy("What does it cost?")
FILES = gettext_lazy("Files")


@dataclass(frozen=True)
class Told:
    """A finding in words, and where to mend it."""

    text: str
    url: str


def kr(amount: int) -> str:
    return f"{format_kroner(amount)}{NO_BREAK_SPACE}kr"


def percent(number: int) -> str:
    return f"{number}{NO_BREAK_SPACE}%"


def label_of(field: str, model: type[models.Model] | None = None) -> str:
    """What a field is called on the page; ``model`` where two have one of the name.

    Raises: LookupError: no such field.
    """
    if field in {"costs", "files"}:
        return str(COSTS if field == "costs" else FILES)
    for where in (model,) if model else (BasisContent, Measure, CostLine):
        for each in where._meta.get_fields():
            if each.name == field and isinstance(each, Field):
                return str(each.verbose_name)
    raise LookupError(field)


def part_name(part: str) -> str:
    return str(BasisPart(part).label) if part else ""


def measure_name(finding: Finding) -> str:
    measure = finding.measure
    if measure is None:
        return part_name(finding.part)
    return _("Measure {number}").format(number=measure.order) + (f" «{measure.title}»" if measure.title else "")


def told(finding: Finding, draft: Draft) -> Told:
    """One finding as a sentence."""
    return Told(_sentence(finding, draft), _url(finding, draft))


def _sentence(finding: Finding, draft: Draft) -> str:  # noqa: PLR0911 - a sentence for each rule
    where, amounts = measure_name(finding), finding.amounts
    match finding.code:
        case Code.TEXT_MISSING | Code.NO_TITLE | Code.NO_COSTS:
            return _("{where}: answer «{question}».").format(where=where, question=label_of(finding.field))
        case Code.NO_MEASURES:
            return _("{where}: add at least one measure.").format(where=where)
        case Code.NO_NEED:
            return _("{where}: say which need it answers.").format(where=where)
        case Code.NO_GOAL:
            return _("{where}: say which goal of the competence plan it serves.").format(where=where)
        case Code.OVER_UNEXPLAINED:
            return _(
                "{where}: you ask for {amount} more than the frame. Say why, or lower an amount in a measure."
            ).format(where=where, amount=kr(amounts[0]))
        case Code.UNDER_UNEXPLAINED:
            return _(
                "{where}: you ask for {amount} less than the frame. Say what shall happen with the rest, "
                "or raise an amount in a measure."
            ).format(where=where, amount=kr(amounts[0]))
        case Code.OWN_TOO_SMALL:
            return _(
                "{where}: own contribution is {own}, and {least} is demanded: {percent} of what you ask for. "
                "Write own contribution beside the costs of the measures."
            ).format(where=where, own=kr(amounts[0]), least=kr(amounts[1]), percent=percent(amounts[2]))
        case Code.LATE:
            day = date_format(draft.deadline, "DATE_FORMAT") if draft.deadline else ""
            return _(
                "The deadline was {day}. Ask the county governor for an extension: what you have written is kept."
            ).format(day=day)
        case _:
            return _warning(finding, where)


def _warning(finding: Finding, where: str) -> str:
    amounts = finding.amounts
    if finding.code == Code.COORDINATION_SHARE:
        return _("{where}: coordination is {share} of what you ask for; the limit is {limit}.").format(
            where=where, share=percent(amounts[0]), limit=percent(amounts[1])
        )
    if finding.code == Code.NOT_CONFIRMED:
        return _("{where}: {partner} has not confirmed its {amount}.").format(
            where=where, partner=finding.names[0], amount=kr(amounts[0])
        )
    if finding.code == Code.NOT_READY:
        names = get_text_list([part_name(part) for part in finding.names], _("and"))
        return _("Not marked as ready yet: {parts}.").format(parts=names)
    return _("Comments that nobody has resolved: {count}.").format(count=amounts[0])


def _url(finding: Finding, draft: Draft) -> str:
    pk = draft.basis.pk
    if finding.measure is not None:
        anchor = "costs" if finding.field == "costs" else f"measure-{finding.measure.pk}-{finding.field}"
        return f"{reverse('decision_basis_measure', args=[pk, finding.measure.pk])}#{anchor}"
    if not finding.part:
        return reverse("decision_basis_detail", args=[pk])
    anchor = f"#basis-{finding.field}" if finding.field and finding.part != BasisPart.MEASURES else ""
    return reverse("decision_basis_part", args=[pk, finding.part]) + anchor
