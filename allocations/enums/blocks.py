"""The blocks of text that the secretariat may write, the placeholders that they may name, and what may be wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from allocations.enums.outcomes import UNSPENT_KINDS, LetterKind


class Block(models.TextChoices):
    MESSAGE = "message", _("What the letter is about")
    TIME_FRAME = "time_frame", _("Time frame")
    CONTROL = "control", _("Control")
    REACTIONS = "reactions", _("Breach and repayment")
    APPEAL = "appeal", _("Appeal")
    ACCESS = "access", _("Access and openness")
    CONTACT = "contact", _("Contact")
    EXTRA = "extra", _("More about the case")


class Placeholder(models.TextChoices):
    """What a block may name, and nothing else. The value comes from the letter that is written."""

    RECIPIENT = "recipient", _("the recipient's name")
    ABOUT = "about", _("the network's name, or the grant's purpose")
    AMOUNT = "amount", _("the amount, with digits")
    OLD_AMOUNT = "old_amount", _("the amount before the change")
    CHANGE = "change", _("by how much the amount changes")
    REFUSED = "refused", _("what is refused, with digits")
    YEAR = "year", _("the round's year")
    SCHEME = "scheme", _("the scheme's name")
    FINISH_BY = "finish_by", _("the date when measures must be finished")
    PAY_BY = "pay_by", _("the date of payment")
    REPORT_BY = "report_by", _("the date when the report is due")
    REFERENCE = "reference", _("our reference")
    ABOUT_LETTER = "about_letter", _("the number of the letter that this is about")
    ABOUT_DATE = "about_date", _("the date of the letter that this is about")
    NEW_DEADLINE = "new_deadline", _("the new date in a reminder")
    RECEIVED_ON = "received_on", _("the date when the appeal came")
    APPEAL_WEEKS = "appeal_weeks", _("the time to appeal, in words")
    APPEAL_BODY = "appeal_body", _("whom appeals go to")
    BASIS_NAME = "basis_name", _("what the decision basis is called")
    FORUM = "forum", _("the forum's name")
    SENDER = "sender", _("our name")
    PHONE = "phone", _("our phone number")
    EMAIL = "email", _("our e-mail address")
    CASE_HANDLER = "case_handler", _("the case handler's name")
    RESPONSIBLE = "responsible", _("the name of the person responsible")
    LAW_GRANT = "law_grant", _("the law on the grant")
    LAW_CONTROL = "law_control", _("the law on control")
    LAW_APPEAL = "law_appeal", _("the law on appeal")
    LAW_ACCESS = "law_access", _("the law on access to the case")
    LAW_OPENNESS = "law_openness", _("the law on openness")
    CITE_REACTIONS = "cite_reactions", _("the law on reactions in brackets, nothing where there is none")


class BlockFault(models.TextChoices):
    """What is wrong with a block, on which line. Nothing of it is stored before it is mended."""

    EMPTY = "empty", _("The text is empty.")
    TOO_LONG = "too_long", _("The text is longer than %(detail)s characters.")
    TOO_MANY_LINES = "too_many_lines", _("The text has more than %(detail)s lines.")
    TOO_MANY_PLACEHOLDERS = "too_many_placeholders", _("The text names more than %(detail)s placeholders.")
    HIDDEN_CHARACTER = "hidden_character", _("There is a hidden character (%(detail)s) in the text.")
    CODE = "code", _("«%(detail)s» looks like code. A text holds words and placeholders, nothing that runs.")
    MARKUP = "markup", _("«%(detail)s» looks like HTML. Write plain text; **two stars** make it bold.")
    ADDRESS = "address", _("«%(detail)s» is an address to elsewhere. A letter fetches nothing and links nowhere.")
    BROKEN_PLACEHOLDER = "broken_placeholder", _("«%(detail)s» is not a whole placeholder. It looks like {{ amount }}.")
    UNKNOWN_PLACEHOLDER = "unknown_placeholder", _("There is no placeholder «%(detail)s».")
    SIMILAR_PLACEHOLDER = "similar_placeholder", _("There is no such placeholder. Did you mean «%(detail)s»?")
    OTHER_KIND = "other_kind", _("«%(detail)s» has no value in this kind of letter.")
    BROKEN_BOLD = "broken_bold", _("Two stars begin bold text, and two must end it on the same line.")
    MISSING_PLACEHOLDER = (
        "missing_placeholder",
        _("The text must name «%(detail)s», or the letter is not complete."),
    )


MONEY_KINDS = (
    LetterKind.GRANT,
    LetterKind.PARTIAL,
    LetterKind.AMENDMENT,
    LetterKind.LEFTOVER,
    LetterKind.APPEAL_REVERSED,
)
CHANGE_KINDS = (LetterKind.AMENDMENT, LetterKind.LEFTOVER, LetterKind.APPEAL_REVERSED)
DECISION_KINDS = (*MONEY_KINDS, LetterKind.REFUSAL, *UNSPENT_KINDS)  # those that one may appeal against
