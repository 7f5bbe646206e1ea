"""A version of a decision basis as people read it: sections for pages, and the PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from networks.basis_words import kr, label_of, part_name
from networks.enums.writing import PART_TEXTS, BasisPart, CostKind, PartnerRole, TargetGroup
from networks.models import Measure, Submission

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Cost:
    label: str
    recipient: str
    amount: int
    own: int


@dataclass(frozen=True)
class MeasureText:
    """A measure as it is read."""

    title: str
    answers: list[tuple[str, str]]
    costs: list[Cost]
    amount: int
    own: int


@dataclass(frozen=True)
class Section:
    """One part as it is read."""

    part: str
    title: str
    answers: list[tuple[str, str]] = field(default_factory=list)
    measures: list[MeasureText] = field(default_factory=list)


def sections_of(content: Content) -> list[Section]:
    """What is written, part by part; questions that nobody has answered are left out."""
    found = []
    for part in BasisPart:
        answers = [
            (label_of(name), text)
            for name in PART_TEXTS.get(part, ())
            if (text := content.get("texts", {}).get(name, "").strip())
        ]
        if part == BasisPart.COORDINATION and content.get("coordination_amount"):
            answers.append((label_of("coordination_amount"), kr(content["coordination_amount"])))
        if part == BasisPart.FILES and content.get("files"):
            answers.append((part_name(part), "\n".join(each["name"] for each in content["files"])))
        measures = [_measure(each) for each in content.get("measures", [])] if part == BasisPart.MEASURES else []
        if answers or measures:
            found.append(Section(str(part), part_name(part), answers, measures))
    return found


def _measure(measure: Mapping[str, Any]) -> MeasureText:
    """A measure of a snapshot, its choices in words."""
    answers = []
    if measure["target_groups"]:
        names = ", ".join(str(TargetGroup(group).label) for group in measure["target_groups"])
        answers.append((label_of("target_groups"), names))
    if measure["owners"]:
        answers.append((label_of("owners"), ", ".join(measure["owners"])))
    if measure.get("needs"):
        answers.append((label_of("needs", Measure), "\n".join(measure["needs"])))
    if measure.get("goals"):
        answers.append((label_of("goals", Measure), "\n".join(measure["goals"])))
    answers += [(label_of(name), text) for name, text in measure["texts"].items() if text.strip()]
    if measure["partner"]:
        role = PartnerRole(measure["partner_role"]).label if measure["partner_role"] else ""
        answers.append((label_of("partner"), f"{measure['partner']}, {role}" if role else measure["partner"]))
    if measure["years_total"] > 1:
        years = _("Year {number} of {total}").format(number=measure["year_number"], total=measure["years_total"])
        answers.append((_("Period"), years))
    costs = [
        Cost(line["label"] or str(CostKind(line["kind"]).label), line["recipient"] or _("The network"), line["amount"],
             line["own"])
        for line in measure["costs"]
    ]  # fmt: skip
    title = _("Measure {number}").format(number=measure["order"]) + f": {measure['title']}"
    return MeasureText(title, answers, costs, measure["amount"], measure["own"])


def basis_html(basis: Any, content: Content, *, version: str, language: str) -> str:
    """The whole document as it is turned into a PDF. ``basis`` comes with round, legal basis and network."""
    with translation.override(language):
        return render_to_string(
            "networks/basis/pdf.html",
            {
                "basis": basis,
                "sections": sections_of(content),
                "version": version,
                "language": language,
                "requested": basis.requested,
            },
        )


def submission_pdf(submission: Submission) -> bytes:
    """The PDF of a submitted version, in the language of who submitted it."""
    from dekom.core.pdf import render_archive_pdf  # noqa: PLC0415 - heavy: only where a PDF is made

    language = submission.by.language if submission.by else "nb"
    with translation.override(language):
        version = _("Version {number}").format(number=submission.number)
    return render_archive_pdf(basis_html(submission.basis, submission.content, version=version, language=language))
