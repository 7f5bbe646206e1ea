"""The words that the allocations room's rows may carry, and the moves between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from allocations.enums.blocks import CHANGE_KINDS, DECISION_KINDS, MONEY_KINDS, Block, BlockFault, Placeholder
from allocations.enums.outcomes import (
    APPEAL_MOVES,
    GIVES_MONEY,
    GIVES_NOTHING,
    NOTICES,
    UNSPENT_KINDS,
    AppealOutcome,
    AppealStatus,
    DecisionChange,
    DecisionOutcome,
    JournalDirection,
    LetterAnswerKind,
    LetterKind,
    NoticeRule,
    ReminderSubject,
)
from dekom.core.moves import moves

__all__ = [
    "APPEAL_MOVES",
    "CHANGE_KINDS",
    "DECISION_KINDS",
    "DECISION_MOVES",
    "GIVES_MONEY",
    "GIVES_NOTHING",
    "KEY_MOVES",
    "LETTER_MOVES",
    "MONEY_KINDS",
    "NOTICES",
    "UNSPENT_KINDS",
    "AppealOutcome",
    "AppealStatus",
    "Block",
    "BlockFault",
    "DecisionChange",
    "DecisionOutcome",
    "DecisionStatus",
    "JournalDirection",
    "KeyStatus",
    "LetterAnswerKind",
    "LetterKind",
    "LetterLanguage",
    "LetterProblem",
    "LetterStatus",
    "NoticeRule",
    "Placeholder",
    "ReminderSubject",
]


class KeyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed to the forum")
    ADOPTED = "adopted", _("Adopted")


KEY_MOVES = moves(
    {
        KeyStatus.DRAFT: [KeyStatus.PROPOSED, KeyStatus.ADOPTED],
        KeyStatus.PROPOSED: [KeyStatus.DRAFT, KeyStatus.ADOPTED],
        KeyStatus.ADOPTED: [],
    }
)


class DecisionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    REPLACED = "replaced", _("Replaced")


DECISION_MOVES = moves(
    {
        DecisionStatus.DRAFT: [DecisionStatus.APPROVED],
        DecisionStatus.APPROVED: [DecisionStatus.ISSUED],
        DecisionStatus.ISSUED: [DecisionStatus.REPLACED],
    }
)


class LetterStatus(models.TextChoices):
    APPROVED = "approved", _("To be issued")
    ISSUED = "issued", _("Issued")


LETTER_MOVES = moves({LetterStatus.APPROVED: [LetterStatus.ISSUED]})


class LetterLanguage(models.TextChoices):
    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")


class LetterProblem(models.TextChoices):
    """What a letter lacks. Each blocks the approval of the decisions it tells of; the words say what to do.

    Source: regulation FOR-2026-01-12-23 § 13; bestemmelser om økonomistyring i staten 6.3.3.
    """

    NO_AMOUNT = "no_amount", _("The amount is not decided.")
    NO_LINES = "no_lines", _("Nobody is named as recipient of the money.")
    LINES_DIFFER = "lines_differ", _("The recipients' amounts do not sum to the decision.")
    NO_GROUNDS = "no_grounds", _("The amount differs from the forum's, and the grounds do not say why.")
    NO_MEETING = "no_meeting", _("The grounds lack the forum's meeting and item.")
    NO_RELEASE = "no_release", _("The payout is held, and nothing says what releases it.")
    BASIS_NOT_READ = "basis_not_read", _("The forum has not had the decision basis for review.")
    NO_ORGANISATION_NUMBER = "no_organisation_number", _("The recipient's organisation number is missing.")
    NO_ACCOUNT = "no_account", _("The recipient's bank account is missing; the payee registrar enters it.")
    NO_ADDRESS = "no_address", _("The recipient's postal address is missing.")
    NO_MANDATE = "no_mandate", _("The host's mandate to receive the network's money is missing.")
    NO_SENDER = "no_sender", _("The letterhead lacks address, phone, e-mail or organisation number.")
    NO_SIGNATORY = "no_signatory", _("The county lacks a responsible signatory or a case handler.")
    NO_CASE_NUMBER = "no_case_number", _("The round's case number is missing.")
    NO_PURPOSE = "no_purpose", _("The round's letters lack the purpose of the grant.")
    NO_CONDITIONS = "no_conditions", _("The round's letters lack conditions.")
    NO_OWN_CONTRIBUTION = "no_own_contribution", _("The round's letters say nothing about own contribution.")
    NO_FINISH = "no_finish", _("The date when the measures must be finished is missing.")
    NO_PAYMENT_DATE = "no_payment_date", _("The date of payment is missing.")
    NO_REPORT_DATE = "no_report_date", _("The round's deadline for reports is missing.")
    NO_APPEAL_BODY = "no_appeal_body", _("The legal basis names no appeal body.")
    NO_LAW_CONTROL = "no_law_control", _("No law on control is in force on the letter's date.")
    NO_LAW_APPEAL = "no_law_appeal", _("No law on appeal is in force on the letter's date.")
    NO_LAW_ACCESS = "no_law_access", _("No law on access to the case is in force on the letter's date.")
    NO_LAW_OPENNESS = "no_law_openness", _("No law on openness is in force on the letter's date.")
    NO_REFUSAL_GROUNDS = "no_refusal_grounds", _("It is refused in whole or in part, and nothing says why.")
    PARTS_DIFFER = "parts_differ", _("The refused parts do not sum to what is refused.")
    NO_CHANGE_REASON = "no_change_reason", _("The new edition does not say why it is changed.")
    NO_PLACEHOLDER_VALUE = "no_placeholder_value", _("The letter's template names something that this letter lacks.")
