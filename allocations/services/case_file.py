"""Reading a round from a JSON file, strictly: what is missing, misspelt or of the wrong kind is named and placed."""

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeVar

from allocations.services.derivation import Number
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, NetworkInput, RoundInput

Value = TypeVar("Value")

# What a file may carry beside what is computed from. A misspelt optional key would pass for absent, so key and
# coordination take no others. Elsewhere every key that counts is required, and the rest is the file's own; but a
# network's last year is not, and whatever looks like it is refused.
LAST_YEAR = "last_year"
LIKENESS = 0.7  # of two keys, from which on the one may be the other misspelt
KEY_KEYS = {
    "base_grant",
    "weights",
    "max_fall_percent",
    "max_rise_percent",
    "unit",
    "name",
    "version",
    "note",
    "source",
}
COORDINATION_KEYS = {"flat_per_network", "extra", "total", "note", "source"}


class CaseFileError(ValueError):
    """The file cannot be used. Says where in the file, and what is wrong there."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place or 'the file'}: {problem}")
        self.place = place
        self.problem = problem


def read_round(text: str) -> RoundInput:
    """The round that the file describes.  Raises: CaseFileError."""
    data = _object(_parse(text), "")
    budget = _budget(data)
    key = _read_key(_needed(data, "key", ""), "key")
    networks = tuple(
        _network(entry, key, f"networks[{place}]") for place, entry in enumerate(_list(data, "networks", ""))
    )
    if not networks:
        raise CaseFileError("networks", "must hold at least one network")
    known: dict[str, int] = {}
    for place, network in enumerate(networks):
        if network.code in known:
            first = known[network.code]
            raise CaseFileError(f"networks[{place}].code", f"«{network.code}» is the code of networks[{first}] already")
        known[network.code] = place
    for code in budget.coordination_extra:
        if code not in known:
            raise CaseFileError(f"coordination.extra.{code}", "no network has this code")
    return RoundInput(budget, key, networks)


def _budget(data: dict[str, Any]) -> BudgetInput:
    coordination = _object(_needed(data, "coordination", ""), "coordination", COORDINATION_KEYS)
    return BudgetInput(
        appropriation=_amount(data, "appropriation", ""),
        fixed=tuple(_fixed(entry, f"fixed[{place}]") for place, entry in enumerate(_list(data, "fixed", ""))),
        common_measures=_amount(data, "common_measures", ""),
        reserve=_amount(data, "reserve", ""),
        coordination_flat=_amount(coordination, "flat_per_network", "coordination"),
        coordination_extra=_counts(coordination.get("extra", {}), "coordination.extra"),
    )


def _fixed(entry: object, place: str) -> FixedAmount:
    grant = _object(entry, place)
    purpose, recipient = (_text(grant.get(name, ""), f"{place}.{name}") for name in ("purpose", "recipient"))
    return FixedAmount(purpose, recipient, _amount(grant, "amount", place))


def _read_key(entry: object, place: str) -> KeyInput:
    key = _object(entry, place, KEY_KEYS)
    unit = _whole(key.get("unit", 1), f"{place}.unit")
    if unit < 1:
        raise CaseFileError(f"{place}.unit", "must be at least 1")
    fall, rise = (_percent(key.get(name), f"{place}.{name}") for name in ("max_fall_percent", "max_rise_percent"))
    if fall is not None and fall > 100:
        raise CaseFileError(f"{place}.max_fall_percent", "must be at most 100")
    return KeyInput(
        base_grant=_amount(key, "base_grant", place),
        weights=_counts(_needed(key, "weights", place), f"{place}.weights"),
        max_fall_percent=fall,
        max_rise_percent=rise,
        unit=unit,
    )


def _network(entry: object, key: KeyInput, place: str) -> NetworkInput:
    network = _object(entry, place)
    for name in network:
        if name != LAST_YEAR and get_close_matches(name.lower(), [LAST_YEAR], cutoff=LIKENESS):
            raise CaseFileError(f"{place}.{name}", f"is not a key known here: is «{LAST_YEAR}» meant?")
    code = _text(_needed(network, "code", place), f"{place}.code")
    if not code:
        raise CaseFileError(f"{place}.code", "must not be empty")
    counts = _counts(_needed(network, "head_counts", place), f"{place}.head_counts")
    for category in key.weights:
        if category not in counts:
            raise CaseFileError(f"{place}.head_counts", f"«{category}» is missing (write 0 where there are none)")
    last_year = network.get(LAST_YEAR)
    return NetworkInput(
        code,
        counts,
        last_year=None if last_year is None else _whole(last_year, f"{place}.{LAST_YEAR}"),
        name=_text(network.get("name", ""), f"{place}.name"),
    )


# --- Values, each with its place


def _parse(text: str) -> object:
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_without_doubles,
            parse_float=Decimal,
            parse_constant=_no_number,
        )
    except CaseFileError:
        raise
    except json.JSONDecodeError as error:
        raise CaseFileError(f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise CaseFileError("", f"is not JSON that can be read: {error}") from error


def _without_doubles(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CaseFileError(f"«{name}»", "stands twice in the same object")
        found[name] = value
    return found


def _no_number(name: str) -> object:
    raise CaseFileError(f"«{name}»", "is not a number")


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _object(value: object, place: str, known: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CaseFileError(place, f"must be an object, not {_kind(value)}")
    for name in value:
        if known is not None and name not in known:
            raise CaseFileError(_at(place, name), f"is not a key known here (known: {', '.join(sorted(known))})")
    return value


def _needed(entry: dict[str, Any], name: str, place: str) -> object:
    if name not in entry:
        raise CaseFileError(_at(place, name), "is missing")
    return entry[name]


def _list(entry: dict[str, Any], name: str, place: str) -> list[Any]:
    value = _needed(entry, name, place)
    if not isinstance(value, list):
        raise CaseFileError(_at(place, name), f"must be a list, not {_kind(value)}")
    return value


def _amount(entry: dict[str, Any], name: str, place: str) -> int:
    return _whole(_needed(entry, name, place), _at(place, name))


def _counts(value: object, place: str) -> dict[str, int]:
    return {name: _whole(number, f"{place}.{name}") for name, number in _object(value, place).items()}


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CaseFileError(place, f"must be a whole number, not {_kind(value)}")
    _refuse_negative(value, place)
    return value


def _percent(value: object, place: str) -> Number | None:
    """A whole number, or one with at most four decimals, kept exactly; null is no bound."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise CaseFileError(place, f"must be a number or null, not {_kind(value)}")
    if isinstance(value, Decimal) and (abs(value) >= 10**6 or value != round(value, 4)):
        raise CaseFileError(place, "must have at most four decimals and be below a million")
    _refuse_negative(value, place)
    return value if isinstance(value, int) else Fraction(value)


def _refuse_negative(value: int | Decimal, place: str) -> None:
    if value < 0:
        raise CaseFileError(place, f"must not be negative ({value})")


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise CaseFileError(place, f"must be text, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    kinds: dict[type, Callable[[Any], str]] = {
        dict: lambda _: "an object",
        list: lambda _: "a list",
        str: lambda text: f"the text «{text}»",
        bool: lambda flag: str(flag).lower(),
        type(None): lambda _: "null",
    }
    return kinds.get(type(value), str)(value)
