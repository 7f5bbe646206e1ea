"""Gathers what letters say from the rows, as plain values: five queries for a round, however many letters it has."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat

from allocations.enums import LetterLanguage
from allocations.models import Decision, DecisionLine, LetterTerms
from allocations.services.decisions import DecisionFacts
from allocations.services.letters import Award, Laws, LetterContent, Recipient, Regime, Sender, Signature, Terms
from dekom.core.bilingual import text_in
from dekom.core.periods import holds_on
from dekom.core.sorting import norwegian_key
from networks.enums import (
    BasisStatus,
    ForumRole,
    LanguageForm,
    LegalSubject,
    MilestoneKind,
    OrganisationKind,
    SignatoryRole,
)
from networks.models import (
    County,
    DecisionBasis,
    LegalReference,
    Membership,
    Milestone,
    NetworkHost,
    Organisation,
    Partnership,
    Round,
    Signatory,
)

FULL_NAME = Case(
    When(
        Q(owner__kind=OrganisationKind.MUNICIPALITY) & ~Q(owner__name__iendswith="kommune"),
        then=Concat("owner__name", Value(" kommune")),
    ),
    default="owner__name",
)  # as ``name_in_letter``
READ_BY_FORUM = (BasisStatus.IN_REVIEW, BasisStatus.DECIDED)


def round_for_letters(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """The round with what its letters share, in one query."""
    report_by = Milestone.objects.filter(round=OuterRef("pk"), kind=MilestoneKind.REPORT).values("date")
    return rounds.select_related("county", "scheme", "legal_basis", "letter_terms").annotate(
        report_by=Subquery(report_by[:1])
    )


def decisions_for_letters(round_: Round, day: date) -> QuerySet[Decision]:
    """The round's current decisions with everything a letter says of them, in two queries; networks first."""
    bases = DecisionBasis.objects.filter(round=OuterRef("round"), network=OuterRef("network"))
    hosts = NetworkHost.objects.filter(holds_on(day), network=OuterRef("network"))
    members = Membership.objects.filter(holds_on(day), network=OuterRef("network"), scheme=round_.scheme_id)
    partners = Partnership.objects.filter(holds_on(day), network=OuterRef("network"))
    extras = round_.budget.coordination_extras if hasattr(round_, "budget") else None
    lines = DecisionLine.objects.select_related("recipient__payee", "letter_line").order_by("pk")
    decisions = (
        round_.decisions.current()
        .select_related("network", "fixed_grant__budget", "round__budget")
        .prefetch_related(Prefetch("lines", lines))
        .annotate(
            requested=Subquery(bases.values("requested")[:1]),
            frame=Subquery(bases.values("frame")[:1]),
            basis_status=Subquery(bases.values("status")[:1]),
            host=Subquery(hosts.values("owner")[:1]),
            mandate=Subquery(hosts.values("mandate")[:1]),
            members=ArraySubquery(members.order_by("pk").values_list(FULL_NAME)),
            partners=ArraySubquery(partners.order_by("pk").values("partner__name")),
        )
        .order_by("fixed_grant__order", "pk")
    )
    if extras is not None:
        decisions = decisions.annotate(extra=Subquery(extras.filter(network=OuterRef("network")).values("amount")[:1]))
    return decisions


def facts_of(decision: Any) -> DecisionFacts:
    """A decision of ``decisions_for_letters`` as plain values."""
    network, grant = decision.network, decision.fixed_grant
    budget = getattr(decision.round, "budget", None)
    return DecisionFacts(
        pk=decision.pk,
        name=network.name if network else grant.purpose,
        short_name=network.short_name if network else grant.purpose,
        is_network=network is not None,
        decided=decision.decided,
        recommended=decision.recommended,
        requested=decision.requested,
        frame=decision.frame,
        coordination=budget.coordination_flat + (decision.extra or 0) if network and budget else 0,
        line_amounts=tuple(line.amount for line in decision.lines.all()),
        reference=decision.recommendation_reference,
        remark=decision.remark,
        grounds=decision.grounds,
        measures=_lines(decision.measures),
        conditions=_lines(decision.conditions),
        payout_held=decision.payout_held,
        release=_lines(decision.release_condition),
        basis_read=network is None or decision.basis_status in READ_BY_FORUM,
    )


def letter_contents(
    round_: Any, decisions: Sequence[Any], *, day: date, only: Iterable[DecisionLine] | None = None
) -> dict[int, LetterContent]:
    """One content per recipient, by the recipient's key. The governor writes itself no letter.

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
    pairs.sort(key=lambda pair: (norwegian_key(pair[0].recipient.name), pair[0].recipient_id))
    laws = _references(round_, day)
    signatories = list(Signatory.objects.on(day).filter(county=round_.county_id).order_by("valid_from", "pk"))
    contents = {}
    for recipient, group in groupby(pairs, key=lambda pair: pair[0].recipient):
        language = language_of(recipient)
        contents[recipient.pk] = LetterContent(
            language=language,
            dated=day,
            year=round_.year,
            scheme=round_.scheme.name,
            sender=_sender(round_.county, language),
            recipient=_recipient(recipient),
            regime=_regime(round_.legal_basis, language),
            terms=_terms(round_, language),
            laws=Laws(**{subject: text_in(language, law, "citation") for subject, law in laws.items()}),
            responsible=_signature(signatories, SignatoryRole.RESPONSIBLE, language),
            case_handler=_signature(signatories, SignatoryRole.CASE_HANDLER, language),
            awards=tuple(_award(line, decision, facts[decision.pk]) for line, decision in group),
        )
    return contents


def language_of(recipient: Organisation) -> str:
    """The recipient's own language form; the neutral get bokmål."""
    return LetterLanguage.NYNORSK if recipient.language_form == LanguageForm.NYNORSK else LetterLanguage.BOKMAL


def name_in_letter(organisation: Organisation) -> str:
    """«Stjørdal kommune»: the register has a municipality's bare name."""
    bare = organisation.kind == OrganisationKind.MUNICIPALITY and not organisation.name.lower().endswith("kommune")
    return f"{organisation.name} kommune" if bare else organisation.name


def _award(line: DecisionLine, decision: Any, facts: DecisionFacts) -> Award:
    return Award(
        facts=facts,
        amount=line.amount,
        as_host=decision.host == line.recipient_id,
        mandate=decision.mandate or "",
        others=tuple(
            (name_in_letter(other.recipient), other.amount) for other in decision.lines.all() if other.pk != line.pk
        ),
        members=tuple(sorted(decision.members, key=norwegian_key)),
        partners=tuple(decision.partners),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _references(round_: Round, day: date) -> dict[str, LegalReference]:
    """The citation of each subject in force; the regime's own before the common one, the newest first."""
    found = LegalReference.objects.on(day).filter(Q(legal_basis=round_.legal_basis_id) | Q(legal_basis=None))
    rows = sorted(found, key=lambda row: (row.legal_basis_id is not None, row.valid_from))
    return {LegalSubject(row.subject).value: row for row in rows}


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
        conditions=_lines(text_in(language, terms, "conditions")),
        own_contribution=text_in(language, terms, "own_contribution"),
        report=_lines(text_in(language, terms, "report")),
        enclosures=_lines(text_in(language, terms, "enclosures")),
    )


def _signature(signatories: list[Signatory], role: SignatoryRole, language: str) -> Signature | None:
    found = [signatory for signatory in signatories if signatory.role == role]
    return Signature(found[-1].name, text_in(language, found[-1], "title")) if found else None
