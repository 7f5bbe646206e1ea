"""The engine's steps and obstacles as sentences, in the reader's language. Computes nothing."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.services.derivation import Formula, Number, Step, number_as_json
from allocations.services.infeasible import Bound, BoundKind, InfeasibleError, Reason
from dekom.core.kroner import format_kroner

MOST_NAMED = 10  # bounds named one by one in a message

# {name} is a number of the step; {result} what came out; {terms} what was added up.
SENTENCES: dict[Formula, Callable[[], str]] = {
    Formula.LEFT: lambda: _(
        "Appropriation {appropriation}, less fixed grants {fixed}, common measures {common_measures} and reserve"
        " {reserve}, leaves {result} for the networks."
    ),
    Formula.COORDINATION_TOTAL: lambda: _(
        "Coordination supplements: {flat} to each of {networks} networks, and {extra} extra, is {result}."
    ),
    Formula.BASE_TOTAL: lambda: _("Base grants: {base_grant} to each of {networks} networks is {result}."),
    Formula.POOL: lambda: _(
        "{left} less coordination {coordination} and base grants {base_grants} leaves {result} to share by head counts."
    ),
    Formula.UNITS: lambda: _(
        "{pool} is {units} units of {unit}; {remainder} is too little for a unit and is not distributed."
    ),
    Formula.REST: lambda: _(
        "Of {units} units, {at_guarantee} go to those at the guarantee and {at_ceiling} to those at the ceiling;"
        " the others share {result}."
    ),
    Formula.COORDINATION: lambda: _("Coordination: {flat} as every network, and {extra} extra, is {result}."),
    Formula.BASE_GRANT: lambda: _("Base grant, the same for all: {result}."),
    Formula.WEIGHT: lambda: _("Weight by head counts: {terms} = {result}."),
    Formula.GUARANTEE: lambda: _(
        "Guarantee: at most {percent} % below last year's {last_year} is at least {limit}. Supplements and base grant"
        " give {given}, so the part by head counts is at least {result}."
    ),
    Formula.CEILING: lambda: _(
        "Ceiling: at most {percent} % above last year's {last_year} is at most {limit}. Supplements and base grant"
        " give {given}, so the part by head counts is at most {result}."
    ),
    Formula.AT_GUARANTEE: lambda: _("By head counts alone it would be less: the guarantee gives {result}."),
    Formula.AT_CEILING: lambda: _("By head counts alone it would be more: the ceiling gives {result}."),
    Formula.SHARED: lambda: _(
        "{pot} × {numerator} / {denominator} = {floor}, and {extra} for the remainder {remainder}"
        " (number {rank} by size): {result}."
    ),
    Formula.NOTHING: lambda: _("No head counts to share by, and nothing left: 0."),
    Formula.FRAME: lambda: _(
        "Frame: {coordination} coordination + {base_grant} base grant + {by_weight} by head counts = {result}."
    ),
    Formula.FLAT: lambda: _(
        "The same to each: {pot} × {numerator} / {denominator} = {floor}, and {extra} for the remainder {remainder}"
        " (number {rank} by size): {result}."
    ),
    Formula.NAMED: lambda: _("By decision: {result}."),
    Formula.NET_EXPENSES: lambda: _("Expenses {expenses} less earmarked grants {earmarked} is {result}."),
    Formula.EQUAL_PART: lambda: _(
        "A third, shared equally: {pot} × {numerator} / {denominator} = {floor}, and {extra} for the remainder"
        " {remainder} (number {rank} by size): {result}."
    ),
    Formula.COUNT_PART: lambda: _(
        "Two thirds, by children and pupils: {pot} × {numerator} / {denominator} = {floor}, and {extra} for the"
        " remainder {remainder} (number {rank} by size): {result}."
    ),
    Formula.PRIVATE_PART: lambda: _(
        "Of the municipality's part by children and pupils: {pot} × {numerator} / {denominator} = {floor}, and {extra}"
        " for the remainder {remainder} (number {rank} by size): {result}."
    ),
    Formula.COST: lambda: _("To pay: {equal_part} + {count_part} = {result}."),
}

OBSTACLES: dict[Reason, Callable[[], str]] = {
    Reason.SET_ASIDE: lambda: _(
        "Fixed grants {fixed}, common measures {common_measures} and reserve {reserve} are {by} more than the"
        " appropriation {appropriation}."
    ),
    Reason.COORDINATION: lambda: _(
        "The coordination supplements {coordination} are {by} more than the {left} that is left for the networks."
    ),
    Reason.BASE_GRANTS: lambda: _(
        "The base grants {base_grants} and the coordination supplements {coordination} are {by} more than the {left}"
        " that is left for the networks."
    ),
    Reason.GUARANTEE_ABOVE_CEILING: lambda: _(
        "The guarantee is above the ceiling, by up to {by}, in units of {unit}. It concerns:"
    ),
    Reason.GUARANTEE_ABOVE_POOL: lambda: _(
        "The guarantees ask for {by} more than the {pool} there is to share by head counts. The guarantees are:"
    ),
    Reason.CEILING_BELOW_POOL: lambda: _(
        "The ceilings leave {by} over of the {pool} there is to share by head counts. The ceilings are:"
    ),
    Reason.NO_HEAD_COUNTS: lambda: _("{by} is left to share by head counts, and no network has any."),
}


def step_text(step: Step) -> str:
    """One step as a sentence with its numbers. Where a rounding unit applies, pots and quotas count in units."""
    terms = " + ".join(f"{_shown(term.factor)} × {_shown(term.amount)} {term.label}" for term in step.terms)
    numbers = {name: _shown(number) for name, number in step.numbers.items()}
    sentence = SENTENCES[step.formula]().format(**numbers, terms=terms or "0", result=_shown(step.result))
    in_units = "pot" in step.numbers and step.numbers["unit"] != 1
    counted = _("Counted in units of {unit}.")  # not inside an f-string, where makemessages can't see it
    return f"{sentence} {counted.format(unit=numbers['unit'])}" if in_units else sentence


def infeasible_text(error: InfeasibleError) -> str:
    """What stands in the way, by how much, and which bounds: the largest first."""
    numbers = {name: _shown(number) for name, number in error.numbers.items()}
    text = OBSTACLES[error.reason]().format(**numbers, by=_shown(error.by))
    if not error.bounds:
        return text
    largest = sorted(error.bounds, key=lambda bound: -bound.units)[:MOST_NAMED]
    named = "; ".join(bound_text(bound) for bound in largest)
    more = len(error.bounds) - len(largest)
    tail = ngettext("; and {more} more", "; and {more} more", more).format(more=more) if more else ""
    return f"{text} {named}{tail}."


def bound_text(bound: Bound) -> str:
    """«fosen: guarantee, 10 % below 1 556 000 = 1 400 400, of which 1 050 400 by head counts»."""
    sentence = (
        _("{network}: guarantee, {percent} % below {last_year} = {limit}, of which {by_weight} by head counts")
        if bound.kind is BoundKind.GUARANTEE
        else _("{network}: ceiling, {percent} % above {last_year} = {limit}, of which {by_weight} by head counts")
    )
    return sentence.format(
        network=bound.network,
        percent=_shown(bound.percent),
        last_year=_shown(bound.last_year),
        limit=_shown(bound.limit),
        by_weight=_shown(bound.units * bound.unit),
    )


def _shown(number: Number) -> str:
    plain = number_as_json(number)
    if isinstance(plain, int):
        return format_kroner(plain)
    return number_format(Decimal(plain))
