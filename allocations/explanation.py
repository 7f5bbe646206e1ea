"""How a frame came about, as lines and a sentence in the reader's language; the steps hold all that is computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.services.derivation import Formula, Number, Step, number_as_json
from allocations.services.infeasible import BoundKind
from dekom.core.figures import format_tenths
from dekom.core.kroner import MINUS, format_kroner
from networks.enums import HEADS, HeadCategory

PLAIN_WEIGHT = 10  # tenths: each counts as one


@dataclass(frozen=True)
class Line:
    """One line of a sum. ``kind``: empty, «sub» for a subtotal, «total»."""

    label: str
    value: str
    kind: str = ""


@dataclass(frozen=True)
class CountLine:
    """A category of the key: how many there are, and what each weighs."""

    label: str
    number: str
    weight: str
    product: str


@dataclass(frozen=True)
class Bound:
    """How many networks stand at each bound, and how many of the last kroner were given by remainder."""

    at_guarantee: int = 0
    at_ceiling: int = 0
    extras: int = 0


@dataclass(frozen=True)
class Explanation:
    """One network's frame: the sentence, the pool, the network's own count, and its sum."""

    sentence: str
    pool: list[Line]
    counts: list[CountLine]
    weight: str
    lines: list[Line]
    notes: list[str]


def by_formula(steps: Sequence[Step]) -> dict[Formula, Step]:
    return {step.formula: step for step in steps}


def explain(
    name: str, round_steps: Sequence[Step], steps: Sequence[Step], bound: Bound, *, year: int, opening: bool = False
) -> Explanation:
    """From the engine's steps of the round and of the network; ``opening`` begins with the appropriation."""
    whole, own = by_formula(round_steps), by_formula(steps)
    weighed = heads_word(own[Formula.WEIGHT])
    return Explanation(
        sentence=_sentence(name, own, weighed),
        pool=[*(opening_lines(whole) if opening else []), *pool_lines(whole, bound, weighed)],
        counts=count_lines(own[Formula.WEIGHT]),
        weight=weight_text(own[Formula.WEIGHT].result),
        lines=_own_lines(own, year),
        notes=_notes(own, bound),
    )


def heads_word(step: Step) -> str:
    """What the weights count: children and pupils where each counts as one, else a weighted number."""
    plain = all(term.label in HEADS and term.factor == PLAIN_WEIGHT for term in step.terms)
    return _("children and pupils") if plain and step.terms else _("weighted counts")


def weight_text(tenths: Number) -> str:
    return format_tenths(int(tenths), trimmed=True)


def opening_lines(whole: Mapping[Formula, Step]) -> list[Line]:
    """From the appropriation to what is left for the networks."""
    left = whole[Formula.LEFT]
    return [
        Line(_("Appropriation"), kroner(left.numbers["appropriation"])),
        *(Line(minus(term.label), less(term.amount)) for term in left.terms),
        Line(minus(_("common measures")), less(left.numbers["common_measures"])),
        Line(minus(_("reserve")), less(left.numbers["reserve"])),
    ]


def pool_lines(whole: Mapping[Formula, Step], bound: Bound, weighed: str) -> list[Line]:
    """From what is left for the networks to what head counts share."""
    base, units, rest = whole[Formula.BASE_TOTAL], whole[Formula.UNITS], whole[Formula.REST]
    unit = rest.numbers["unit"]
    each = {"count": kroner(base.numbers["networks"]), "amount": kroner(base.numbers["base_grant"])}
    lines = [
        Line(_("To the networks"), kroner(whole[Formula.LEFT].result), "sub"),
        _coordination_line(whole[Formula.COORDINATION_TOTAL]),
        Line(
            minus(_("base grants, %(count)s × %(amount)s") % each),
            less(base.result),
        ),
    ]
    if units.numbers["remainder"]:
        lines.append(Line(minus(_("not a whole unit")), less(units.numbers["remainder"])))
    if bound.at_guarantee:
        words = ngettext("guaranteed to %(count)s network", "guaranteed to %(count)s networks", bound.at_guarantee)
        lines.append(Line(minus(words % {"count": bound.at_guarantee}), less(rest.numbers["at_guarantee"] * unit)))
    if bound.at_ceiling:
        words = ngettext(
            "to %(count)s network at the ceiling", "to %(count)s networks at the ceiling", bound.at_ceiling
        )
        lines.append(Line(minus(words % {"count": bound.at_ceiling}), less(rest.numbers["at_ceiling"] * unit)))
    shared = _("Shared by %(what)s") % {"what": weighed}
    return [*lines, Line(shared, kroner(rest.result), "sub")]


def _coordination_line(step: Step) -> Line:
    """How many times the flat supplement, and what is given extra."""
    told = {name: kroner(step.numbers[name]) for name in ("networks", "flat", "extra")}
    words = (
        _("coordination, %(networks)s × %(flat)s + %(extra)s extra")
        if step.numbers["extra"]
        else _("coordination, %(networks)s × %(flat)s")
    )
    return Line(minus(words % told), less(step.result))


def count_lines(step: Step) -> list[CountLine]:
    return [
        CountLine(
            category_label(term.label),
            kroner(term.amount),
            format_tenths(term.factor),
            weight_text(term.amount * term.factor),
        )
        for term in step.terms
    ]


def category_label(category: str) -> str:
    return str(HeadCategory(category).label) if category in HeadCategory.values else category


def _sentence(name: str, own: Mapping[Formula, Step], weighed: str) -> str:
    """«Fosen: 100 000 coordination + 250 000 base grant + 343 042, which is 4,342 % of 7 900 000 (…)»."""
    frame = own[Formula.FRAME]
    start = _("%(name)s: %(coordination)s coordination + %(base_grant)s base grant + %(by_weight)s") % {
        "name": name,
        **{part: kroner(frame.numbers[part]) for part in ("coordination", "base_grant", "by_weight")},
    }
    if shared := own.get(Formula.SHARED):
        pot, part, all_ = (shared.numbers[key] for key in ("pot", "numerator", "denominator"))
        thousandths = round(part * 100_000 / all_)
        return _("%(start)s, which is %(percent)s of %(pot)s (%(part)s of %(all)s %(what)s).") % {
            "start": start,
            "percent": thousandths_percent(int(thousandths)),
            "pot": kroner(pot * shared.numbers["unit"]),
            "part": weight_text(part),
            "all": weight_text(all_),
            "what": weighed,
        }
    for formula, step in (
        (Formula.AT_GUARANTEE, own.get(Formula.GUARANTEE)),
        (Formula.AT_CEILING, own.get(Formula.CEILING)),
    ):
        if formula in own and step:
            words = (
                _(
                    "%(start)s by the guarantee: at most %(percent)s below last year's %(last_year)s"
                    " is at least %(limit)s."
                )
                if formula is Formula.AT_GUARANTEE
                else _(
                    "%(start)s by the ceiling: at most %(percent)s above last year's %(last_year)s"
                    " is at most %(limit)s."
                )
            )
            return words % {
                "start": start,
                "percent": percent(step.numbers["percent"]),
                "last_year": kroner(step.numbers["last_year"]),
                "limit": kroner(step.numbers["limit"]),
            }
    return _("%(start)s: there are no head counts to share by.") % {"start": start}


def _own_lines(own: Mapping[Formula, Step], year: int) -> list[Line]:
    frame = own[Formula.FRAME]
    lines = []
    if shared := own.get(Formula.SHARED):
        numbers = shared.numbers
        part, whole = weight_text(numbers["numerator"]), weight_text(numbers["denominator"])
        lines = [
            Line(f"{kroner(numbers['pot'])} × {part} / {whole}", kroner(numbers["floor"])),
            Line(
                _("+ for the remainder %(remainder)s, number %(rank)s by size")
                % {"remainder": weight_text(numbers["remainder"]), "rank": kroner(numbers["rank"])},
                kroner(numbers["extra"]),
            ),
        ]
        if numbers["unit"] != 1:
            lines.append(
                Line(_("× units of %(unit)s") % {"unit": kroner(numbers["unit"])}, kroner(shared.result), "sub")
            )
    elif bound := own.get(Formula.GUARANTEE if Formula.AT_GUARANTEE in own else Formula.CEILING):
        numbers = bound.numbers
        least = bound.formula is Formula.GUARANTEE
        words = (
            _("Last year %(last_year)s less %(percent)s")
            if least
            else _("Last year %(last_year)s and %(percent)s more")
        )
        told = {"last_year": kroner(numbers["last_year"]), "percent": percent(numbers["percent"])}
        lines = [
            Line(words % told, kroner(numbers["limit"])),
            Line(minus(_("coordination and base grant")), less(numbers["given"])),
            Line(_("By the guarantee") if least else _("By the ceiling"), kroner(bound.result), "sub"),
        ]
    else:
        lines = [Line(_("By head counts"), kroner(frame.numbers["by_weight"]))]
    return [
        *lines,
        Line(plus(_("coordination")), kroner(frame.numbers["coordination"])),
        Line(plus(_("base grant")), kroner(frame.numbers["base_grant"])),
        Line(_("Frame %(year)s") % {"year": year}, kroner(frame.result), "total"),
    ]


def _notes(own: Mapping[Formula, Step], bound: Bound) -> list[str]:
    """The rule of rounding, where it was used."""
    shared = own.get(Formula.SHARED)
    if shared is None:
        return []
    notes = [
        _(
            "Each is rounded down to whole kroner. The %(count)s kroner that are left go one each to the largest"
            " remainders."
        )
        % {"count": kroner(bound.extras)}
    ]
    if shared.numbers["unit"] != 1:
        notes = [
            _(
                "Counted in units of %(unit)s kr. The %(count)s units that are left go one each to the largest"
                " remainders."
            )
            % {"unit": kroner(shared.numbers["unit"]), "count": kroner(bound.extras)}
        ]
    return notes


def minus(words: str) -> str:
    return f"{MINUS} {words}"


def plus(words: str) -> str:
    return f"+ {words}"


def kroner(number: Number) -> str:
    return format_kroner(int(number))


def less(number: Number) -> str:
    return format_kroner(-int(number))


def percent(number: Number) -> str:
    plain = number_as_json(number)
    return f"{str(plain).replace('.', ',')} %" if isinstance(plain, str) else f"{plain} %"


def thousandths_percent(thousandths: int) -> str:
    """Three decimals: «4,342 %»."""
    whole, rest = divmod(thousandths, 1000)
    separator = format_tenths(1)[1]
    return f"{whole}{separator}{rest:03} %"


def bound_of(kinds: Sequence[BoundKind | str | None], extras: int) -> Bound:
    return Bound(
        sum(kind == BoundKind.GUARANTEE for kind in kinds), sum(kind == BoundKind.CEILING for kind in kinds), extras
    )
