"""What the services say by numbers, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from forum.enums import Standing
from forum.services.roster_paste import RosterFault, RosterProblem
from forum.services.tally import Fault, TallyError

FAULTS: dict[Fault, Callable[[], str]] = {
    Fault.NO_ELECTORS: lambda: _("Nobody who is present may vote in this matter."),
    Fault.NO_QUORUM: lambda: _(
        "There is no quorum: {present} may vote, and {needed} of the {seats} voting seats are needed."
    ),
    Fault.MORE_VOTES_THAN_ELECTORS: lambda: _("{cast} votes are more than the {electors} who may vote. Count again."),
    Fault.NEGATIVE: lambda: _("A number of votes is 0 or more."),
    Fault.ABSTAINING_NOT_ALLOWED: lambda: _("In this forum everybody who is present votes for or against."),
    Fault.TIE_NEEDS_THE_CHAIR: lambda: _("{votes} votes on each side. The chair decides: say what the chair votes."),
    Fault.NOBODY_VOTED: lambda: _("Nobody has voted yet, and {electors} may."),
}

REFUSALS: dict[str, Callable[[], str]] = {
    Standing.RECUSED: lambda: _("You are recused in this matter, and do not vote."),
    Standing.ABSENT: lambda: _("You were not registered as present when the vote was opened."),
    Standing.NO_VOTE: lambda: _("The county governor and observers do not vote."),
}


def tally_text(error: TallyError) -> str:
    return FAULTS[error.fault]().format(**error.numbers)


def refusal(standing: str | None) -> str:
    """Why somebody does not vote in a ballot; ``standing``: what their seat was, None where another sits in it."""
    said = REFUSALS.get(standing or "")
    return said() if said else _("You do not vote in this matter: somebody else sits in the seat, or you have none.")


ROSTER_FAULTS: dict[RosterFault, Callable[[], str]] = {
    RosterFault.NO_LABEL: lambda: _("say whom the seat represents."),
    RosterFault.UNKNOWN_CATEGORY: lambda: _("«{text}» is no category. Choose one of those listed."),
    RosterFault.NO_EMAIL: lambda: _("{text} has no e-mail."),
    RosterFault.BAD_EMAIL: lambda: _("«{text}» is not an e-mail address."),
    RosterFault.MEMBER_TWICE: lambda: _("{text} is the member of another seat already."),
    RosterFault.TWICE_IN_SEAT: lambda: _("{text} stands twice in this seat."),
}


def roster_text(problem: RosterProblem) -> str:
    reason = ROSTER_FAULTS[problem.fault]().format(text=problem.text)
    return _("Line %(number)s: %(reason)s") % {"number": problem.line, "reason": reason}
