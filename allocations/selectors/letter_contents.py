"""Gathers what letters say from the rows, as plain values: three queries for a round, however many letters it has."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from allocations.enums import GIVES_NOTHING, DecisionOutcome, LetterLanguage
from allocations.models import AppealRule, DecisionLine, LetterBlock, LetterTerms
from allocations.selectors.letter_facts import decisions_for_letters, facts_of, lines_in
from allocations.selectors.letter_texts import texts_for
from allocations.services.decisions import DecisionFacts
from allocations.services.letters import (
    Award,
    Laws,
    LetterContent,
    Recipient,
    Regime,
    Sender,
    Signature,
    Terms,
    kind_of,
)
from dekom.core.bilingual import text_in
from dekom.core.sorting import norwegian_key
from networks.enums import ForumRole, LanguageForm, MilestoneKind, OrganisationKind, SignatoryRole
from networks.models import County, LegalReference, Milestone, Organisation, Round, Signatory

__all__ = [
    "Key",
    "decisions_for_letters",
    "facts_of",
    "language_of",
    "letter_contents",
    "name_in_letter",
    "round_for_letters",
    "written_by",
]

Key = tuple[int, str]  # a recipient, and the kind of change that their letter tells of
Row = Mapping[str, Any]  # of a small table, as JSON has it
PERIOD = {"valid_from": "valid_from", "valid_to": "valid_to"}
RULE = JSONObject(weeks="weeks", counts_from="counts_from", basis="legal_basis", **PERIOD)
LAW = JSONObject(subject="subject", nb="citation_nb", nn="citation_nn", basis="legal_basis", **PERIOD)
SIGNATORY = JSONObject(role="role", name="name", nb="title_nb", nn="title_nn", **PERIOD)


def round_for_letters(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """The round with what its letters share, in one query."""
    report_by = Milestone.objects.filter(round=OuterRef("pk"), kind=MilestoneKind.REPORT).values("date")
    blocks = LetterBlock.objects.filter(county=OuterRef("county"))
    of_the_regime = Q(legal_basis=OuterRef("legal_basis")) | Q(legal_basis=None)
    signatories = Signatory.objects.filter(county=OuterRef("county")).order_by("valid_from", "pk")
    return rounds.select_related("county", "scheme", "legal_basis", "letter_terms", "budget").annotate(
        report_by=Subquery(report_by[:1]),
        letter_blocks=ArraySubquery(
            blocks.values(json=JSONObject(kind="kind", block="block", nb="text_nb", nn="text_nn"))
        ),
        appeal_rules=ArraySubquery(AppealRule.objects.filter(of_the_regime).values(json=RULE)),
        laws=ArraySubquery(LegalReference.objects.filter(of_the_regime).values(json=LAW)),
        signatories=ArraySubquery(signatories.values(json=SIGNATORY)),
    )


def letter_contents(
    round_: Any, decisions: Sequence[Any], *, day: date, only: Iterable[DecisionLine] | None = None
) -> dict[Key, LetterContent]:
    """One content per recipient and kind of change. The governor writes itself no letter.

    ``round_`` comes from ``round_for_letters``, ``decisions`` from ``decisions_for_letters``. ``only`` names the lines
    of one letter; otherwise the letters are what would be written of all lines that stand in no letter yet.
    """
    wanted = None if only is None else {line.pk for line in only}
    facts = {decision.pk: facts_of(decision) for decision in decisions}
    pairs = [
        (line, decision)
        for decision in decisions
        for line in decision.lines.all()
        if line.recipient.kind != OrganisationKind.GOVERNOR
        and decision.decided is not None  # until then the lines are weights
        and (line.pk in wanted if wanted is not None else not hasattr(line, "letter_line"))
    ]
    pairs.sort(key=lambda pair: (norwegian_key(pair[0].recipient.name), pair[0].recipient_id, pair[1].change))
    contents = {}
    for (recipient, change), group in groupby(pairs, key=lambda pair: (pair[0].recipient, pair[1].change)):
        awards = tuple(_award(line, decision, facts[decision.pk]) for line, decision in group)
        kind = kind_of((award.facts.change, outcome_for_recipient(award)) for award in awards)
        contents[recipient.pk, change] = written_by(round_, recipient, day=day, kind=kind, awards=awards)
    return contents


def outcome_for_recipient(award: Award) -> str:
    """Only who asked can be refused a part; who is paid a part of what another asked for, is granted it."""
    mine = award.as_host or award.facts.outcome in GIVES_NOTHING
    return award.facts.outcome if mine else DecisionOutcome.GRANT


def written_by(round_: Any, recipient: Organisation, *, day: date, kind: str, **parts: Any) -> LetterContent:
    """A letter of the round to one recipient, in its language form, with the county's texts for this kind."""
    language = language_of(recipient)
    signatories = _in_force(round_.signatories, day)
    content = LetterContent(
        language=language,
        dated=day,
        year=round_.year,
        scheme=round_.scheme.name,
        sender=_sender(round_.county, language),
        recipient=_recipient(recipient),
        regime=_regime(round_.legal_basis, language),
        terms=_terms(round_, language),
        laws=Laws(**{law["subject"]: law[language] for law in _in_force(round_.laws, day)}),
        responsible=_signature(signatories, SignatoryRole.RESPONSIBLE, language),
        case_handler=_signature(signatories, SignatoryRole.CASE_HANDLER, language),
        kind=kind,
        appeal_weeks=_appeal_weeks(round_, day),
        **parts,
    )
    return texts_for(content, round_.letter_blocks)


def language_of(recipient: Organisation) -> str:
    """The recipient's own language form; the neutral get bokmål."""
    return LetterLanguage.NYNORSK if recipient.language_form == LanguageForm.NYNORSK else LetterLanguage.BOKMAL


def name_in_letter(organisation: Organisation) -> str:
    """«Stjørdal kommune»: the register has a municipality's bare name."""
    bare = organisation.kind == OrganisationKind.MUNICIPALITY and not organisation.name.lower().endswith("kommune")
    return f"{organisation.name} kommune" if bare else organisation.name


def _award(line: DecisionLine, decision: Any, facts: DecisionFacts) -> Award:
    as_host = decision.host == line.recipient_id
    own = () if as_host else tuple(getattr(line, "measure_titles", ()))
    return Award(
        facts=facts,
        amount=line.amount,
        as_host=as_host,
        measures=own or facts.measures,
        mandate=decision.mandate or "",
        others=tuple(
            (name_in_letter(other.recipient), other.amount) for other in decision.lines.all() if other.pk != line.pk
        ),
        members=tuple(sorted(decision.members, key=norwegian_key)),
        partners=tuple(decision.partners),
        old_amount=sum(old["amount"] for old in decision.old_lines if old["recipient"] == line.recipient_id),
    )


def _in_force(rows: Iterable[Row], day: date) -> list[Row]:
    """Those that hold on the day; the one that counts comes last: the regime's own after the common, the newest last.

    Days in ISO's form sort as days.
    """
    on = day.isoformat()
    held = [row for row in rows if row["valid_from"] <= on and (not row["valid_to"] or on <= row["valid_to"])]
    return sorted(held, key=lambda row: (row.get("basis") is not None, row["valid_from"]))


def _appeal_weeks(round_: Any, day: date) -> int:
    """By the rule in force; 0 where there is none, and the letter lacks it."""
    rules = _in_force(round_.appeal_rules, day)
    return int(rules[-1]["weeks"]) if rules else 0


def _sender(county: County, language: str) -> Sender:
    return Sender(
        name=text_in(language, county, "governor_name"),
        other_name=county.governor_name_sami,
        postal_address=county.postal_address,
        postal_place=f"{county.postal_code} {county.postal_place}".strip(),
        phone=county.phone,
        email=county.email,
        organisation_number=county.organisation_number,
    )


def _recipient(recipient: Organisation) -> Recipient:
    payee = getattr(recipient, "payee", None)
    return Recipient(
        name=name_in_letter(recipient),
        postal_address=recipient.postal_address,
        postal_place=f"{recipient.postal_code} {recipient.postal_place.upper()}".strip(),
        organisation_number=payee.organisation_number if payee else recipient.organisation_number,
        account_number=payee.account_number if payee else "",
    )


def _regime(basis: Any, language: str) -> Regime:
    return Regime(
        title=text_in(language, basis, "title"),
        code=basis.code,
        gives_input=basis.forum_role == ForumRole.GIVES_INPUT,
        basis_name=text_in(language, basis, "basis_name"),
        recommendation_name=text_in(language, basis, "recommendation_name"),
        appeal_body=text_in(language, basis, "appeal_body"),
    )


def _terms(round_: Any, language: str) -> Terms:
    terms: LetterTerms | None = getattr(round_, "letter_terms", None)
    if terms is None:
        return Terms(report_by=round_.report_by)
    return Terms(
        case_number=terms.case_number,
        finish_by=terms.finish_by,
        pay_by=terms.pay_by,
        report_by=round_.report_by,
        forum_name=text_in(language, terms, "forum_name"),
        plan=text_in(language, terms, "plan"),
        purpose=text_in(language, terms, "purpose"),
        conditions=lines_in(text_in(language, terms, "conditions")),
        own_contribution=text_in(language, terms, "own_contribution"),
        report=lines_in(text_in(language, terms, "report")),
        enclosures=lines_in(text_in(language, terms, "enclosures")),
    )


def _signature(signatories: list[Row], role: SignatoryRole, language: str) -> Signature | None:
    found = [signatory for signatory in signatories if signatory["role"] == role]
    return Signature(found[-1]["name"], found[-1][language]) if found else None
