"""Real letters to try texts on, the odd ones first: what is long, nothing, unlike what was advised, or held."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from allocations.enums import NOTICES, LetterKind
from allocations.models import Decision
from allocations.selectors.letter_contents import decisions_for_letters, letter_contents, round_for_letters
from allocations.services.letters import LetterContent
from allocations.services.notices import Notice, SetOffLine
from networks.models import County, Round

MOST = 12


@dataclass(frozen=True)
class Sample:
    """One letter, and why it is worth a look."""

    key: str
    content: LetterContent
    oddities: tuple[str, ...]  # of ODDITIES

    @property
    def name(self) -> str:
        return self.content.recipient.name


ODDITIES = ("longest", "zero", "differing", "held")


def samples(county: County, kind: str, *, day: date) -> list[Sample]:
    """Letters of the newest round with decided drafts or letters, told as this kind. Oddest first."""
    decided = Decision.objects.filter(round=OuterRef("pk"), decided__isnull=False)
    rounds = Round.objects.filter(Exists(decided), county=county).order_by("-year", "-pk")
    for round_ in round_for_letters(rounds)[:1]:
        decisions: Any = list(decisions_for_letters(round_, day))
        lines = [line for decision in decisions if decision.decided is not None for line in decision.lines.all()]
        contents = letter_contents(round_, decisions, day=day, only=lines)
        return _in_order([_as_kind(content, kind) for content in contents.values()])
    return []


def _in_order(contents: list[LetterContent]) -> list[Sample]:
    longest = max(contents, key=lambda content: len(content.recipient.name), default=None)
    found = []
    for number, content in enumerate(contents):
        odd = {
            "longest": content is longest,
            "zero": content.amount == 0,
            "differing": any(award.facts.decided != award.facts.recommended for award in content.awards),
            "held": content.is_held,
        }
        found.append(Sample(str(number), content, tuple(name for name in ODDITIES if odd[name])))
    return sorted(found, key=lambda sample: -len(sample.oddities))[:MOST]


def _as_kind(content: LetterContent, kind: str) -> LetterContent:
    """The same letter told as another kind; what a notice would tell is filled in with its own numbers and today."""
    if kind not in NOTICES:
        return replace(content, kind=kind)
    line = SetOffLine(
        content.awards[0].facts.name if content.awards else content.scheme, content.amount, content.amount
    )
    notice = Notice(
        about_number=content.number_text or "1/" + str(content.dated.year),
        about_date=content.dated,
        lines=(line,),
        against_year=content.year + 1,
        new_deadline=content.dated,
        received_on=content.dated,
    )
    return replace(content, kind=LetterKind(kind), notice=notice)
