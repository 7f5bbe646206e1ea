"""What each placeholder stands for in one letter, in the letter's own language form."""

from datetime import date

from allocations.enums import Placeholder as Named
from allocations.services.appeal_time import weeks_in_words
from allocations.services.letters import NO_BREAK_SPACE, LetterContent
from dekom.core.kroner import format_change, format_kroner

MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)  # the same in both language forms


def letter_date(day: date | None) -> str:
    """«31. mai 2026», where day and month are never split; empty where there is none yet."""
    return f"{day.day}.{NO_BREAK_SPACE}{MONTHS[day.month - 1]} {day.year}" if day else ""


def values_of(content: LetterContent) -> dict[str, str]:
    """By placeholder. Empty where the letter has nothing to say there."""
    terms, laws, notice = content.terms, content.laws, content.notice
    values = {
        Named.RECIPIENT: content.recipient.name,
        Named.ABOUT: " og ".join(dict.fromkeys(award.facts.name for award in content.awards[:3])) or content.scheme,
        Named.AMOUNT: _kroner(content.amount),
        Named.OLD_AMOUNT: _kroner(content.old_amount),
        Named.CHANGE: format_change(content.amount - content.old_amount),
        Named.REFUSED: _kroner(content.refused),
        Named.YEAR: str(content.year),
        Named.SCHEME: content.scheme,
        Named.FINISH_BY: letter_date(terms.finish_by),
        Named.PAY_BY: letter_date(terms.pay_by),
        Named.REPORT_BY: letter_date(terms.report_by),
        Named.REFERENCE: content.reference,
        Named.ABOUT_LETTER: notice.about_number if notice else "",
        Named.ABOUT_DATE: letter_date(notice.about_date) if notice else "",
        Named.NEW_DEADLINE: letter_date(notice.new_deadline) if notice else "",
        Named.RECEIVED_ON: letter_date(notice.received_on) if notice else "",
        Named.APPEAL_WEEKS: weeks_in_words(content.appeal_weeks, content.language) if content.appeal_weeks else "",
        Named.APPEAL_BODY: content.regime.appeal_body,
        Named.BASIS_NAME: content.regime.basis_name,
        Named.FORUM: terms.forum_name or "samarbeidsforum",
        Named.SENDER: content.sender.name,
        Named.PHONE: content.sender.phone,
        Named.EMAIL: content.sender.email,
        Named.CASE_HANDLER: content.case_handler.name if content.case_handler else "",
        Named.RESPONSIBLE: content.responsible.name if content.responsible else "",
        Named.LAW_GRANT: laws.grant,
        Named.LAW_CONTROL: laws.control,
        Named.LAW_APPEAL: laws.appeal,
        Named.LAW_ACCESS: laws.access,
        Named.LAW_OPENNESS: laws.openness,
        Named.CITE_REACTIONS: f" ({laws.reactions})" if laws.reactions else "",
    }
    return {str(name.value): value for name, value in values.items()}


def _kroner(amount: int) -> str:
    return f"{format_kroner(amount)} kroner"
