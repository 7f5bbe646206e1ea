"""Reads a round file and finds everything that is wrong with it, each fault with its place in the file."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from dekom.core.errors import DomainError
from dekom.core.kroner import format_kroner

SCHEMA = json.loads((Path(__file__).parent / "round.schema.json").read_text(encoding="utf-8"))
EARLY_STATES = ("basis_draft", "basis_submitted", "basis_changes_requested", "basis_in_review")

LONGEST_QUOTE = 60  # characters of the file shown in a message
FARTHEST = 3  # years from a round to its deadlines
SOMETHING = "\\S"  # the pattern of what may not be blank
DEEPEST = 40  # lists and objects in each other
UNKEPT = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps neither zeros nor halves of characters
_KINDS = {
    "integer": gettext_lazy("a whole number"),
    "string": gettext_lazy("text in quotation marks"),
    "boolean": gettext_lazy("true or false"),
    "array": gettext_lazy("a list"),
    "object": gettext_lazy("an object"),
    "null": gettext_lazy("null"),
}
_LIMITS = {
    "minimum": gettext_lazy("%(value)s is too small: at least %(limit)s."),
    "maximum": gettext_lazy("%(value)s is too large: at most %(limit)s."),
    "maxLength": gettext_lazy("%(value)s is too long: at most %(limit)s characters."),
}
_whole = Draft202012Validator.TYPE_CHECKER.redefine(
    "integer", lambda _checker, value: isinstance(value, int) and not isinstance(value, bool)
)  # JSON Schema counts 1.0 as whole; money that was ever a float is not trusted here
_formats = FormatChecker(["date"])
_formats.checks("date-time", raises=(ValueError, TypeError))(
    lambda value: datetime.fromisoformat(value).tzinfo is not None
)


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """As the schema's language means it: digits are 0 to 9, and no line break comes after the end."""
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), value, re.ASCII):
        yield ValidationError(pattern)


_VALIDATOR = extend(Draft202012Validator, {"pattern": _pattern}, type_checker=_whole)(  # type: ignore[no-untyped-call]
    SCHEMA, format_checker=_formats
)


def read(text: str) -> dict[str, Any]:
    """The round in ``text``, checked in shape and in sums.

    Raises: DomainError: with every fault that could be found, each with its place.
    """
    case: dict[str, Any] = _parse(text)
    if faults := list(_unkept(case, "", 1)):
        raise DomainError(faults)
    shape = sorted(_VALIDATOR.iter_errors(case), key=lambda e: str(e.json_path))
    if faults := list(dict.fromkeys(map(_shape_message, shape))):
        raise DomainError(faults)
    if faults := [*_doubles(case), *_states(case), *_dates(case), *_references(case)]:
        raise DomainError(faults)
    if faults := list(_sums(case)):
        raise DomainError(faults)
    return case


def _parse(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_no_doubled_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise DomainError(
            _("Line %(line)s, column %(column)s: this is not JSON (%(why)s).")
            % {"line": error.lineno, "column": error.colno, "why": error.msg}
        ) from error
    except RecursionError as error:
        raise DomainError(_too_deep("")) from error
    except ValueError as error:
        raise DomainError(_("A number in the file has thousands of digits.")) from error


def _too_deep(place: str) -> str:
    return _("%(place)s: more than %(most)s lists and objects in each other.") % {
        "place": place or _("the file"),
        "most": DEEPEST,
    }


def _unkept(value: Any, place: str, depth: int) -> Iterator[str]:
    """What is JSON, but can't be kept."""
    if depth > DEEPEST:
        yield _too_deep(place[:LONGEST_QUOTE])
    elif isinstance(value, dict):
        for key, inner in value.items():
            inside = f"{place}.{key}".removeprefix(".")
            yield from _unkept(key, inside.encode(errors="replace").decode().replace("\0", "?"), depth)
            yield from _unkept(inner, inside, depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unkept(inner, f"{place}[{index}]", depth + 1)
    elif isinstance(value, str) and (found := UNKEPT.search(value)):
        yield _("%(place)s: the character U+%(code)s can't be kept.") % {
            "place": place or _("the file"),
            "code": f"{ord(found[0]):04X}",
        }


def _no_doubled_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    doubled = [key for key, count in Counter(key for key, _value in pairs).items() if count > 1]
    if doubled:
        raise DomainError(_("The key «%(key)s» stands twice in the same object.") % {"key": doubled[0]})
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise DomainError(_("«%(name)s» is not a number that JSON knows.") % {"name": name})


def _place(error: ValidationError) -> str:
    return error.json_path.removeprefix("$").removeprefix(".") or _("the file")


def _shape_message(error: ValidationError) -> str:
    """One fault in the user's words: place, what stands there, what should."""
    value = json.dumps(error.instance, ensure_ascii=False)
    value = value if len(value) <= LONGEST_QUOTE else value[: LONGEST_QUOTE - 1] + "…"
    instance: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "required":
            reason = _missing([key for key in wanted if key not in instance])
        case "additionalProperties":
            unknown = ", ".join(f"«{key}»" for key in instance if key not in schema["properties"])
            reason = _("unknown key %(keys)s.") % {"keys": unknown}
        case "type":
            kinds = [str(_KINDS[kind]) for kind in ([wanted] if isinstance(wanted, str) else wanted)]
            reason = _("%(value)s should be %(kind)s.") % {"value": value, "kind": _(" or ").join(kinds)}
        case "minimum" | "maximum" | "maxLength":
            reason = str(_LIMITS[error.validator]) % {"value": value, "limit": wanted}
        case "format":
            example = "2025-04-15" if wanted == "date" else "2025-04-11T09:00:00+02:00"
            reason = _("%(value)s is not a date as %(example)s.") % {"value": value, "example": example}
        case "enum" | "const":
            allowed = ", ".join([wanted] if isinstance(wanted, str) else wanted)
            reason = _("%(value)s should be one of: %(allowed)s.") % {"value": value, "allowed": allowed}
        case "pattern" if wanted == SOMETHING:
            reason = _("may not be empty.")
        case "pattern":
            reason = _("%(value)s is not written as it should be.") % {"value": value}
        case _:  # minItems, minLength
            reason = _("may not be empty.") if error.validator in ("minItems", "minLength") else error.message
    return f"{_place(error)}: {reason}"


def _missing(keys: list[str]) -> str:
    if len(keys) == 1:
        return _("the key «%(key)s» is missing.") % {"key": keys[0]}
    return _("the keys %(keys)s are missing.") % {"keys": ", ".join(f"«{key}»" for key in keys)}


def _doubles(case: dict[str, Any]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for index, network in enumerate(case["networks"]):
        places = [
            ("code", network["code"], f"networks[{index}].code"),
            ("name", network["name"], f"networks[{index}].name"),
        ]
        places += [
            ("number", owner["number"], f"networks[{index}].owners[{number}].number")
            for number, owner in enumerate(network["owners"])
        ]
        for kind, value, place in places:
            if first := seen.get((kind, value)):
                yield _("%(place)s: «%(value)s» stands already at %(first)s.") % {
                    "place": place,
                    "value": value,
                    "first": first,
                }
            seen.setdefault((kind, value), place)


def _states(case: dict[str, Any]) -> Iterator[str]:
    """An amount may be missing only while the state says that it is not there yet."""
    for index, network in enumerate(case["networks"]):
        state = network.get("state", "draft")
        missing = {
            "requested": network["requested"] is None and state != "basis_draft",
            "recommended": network["recommended"] is None and state not in EARLY_STATES,
            "decided": network.get("decided") is None and state in ("approved", "issued"),
        }
        for key in (key for key, is_missing in missing.items() if is_missing):
            yield _("networks[%(index)s].%(key)s: null should be a whole number when the state is «%(state)s».") % {
                "index": index,
                "key": key,
                "state": state,
            }


def _dates(case: dict[str, Any]) -> Iterator[str]:
    deadlines = list(case["deadlines"].items())
    in_order = ["needs_report", "decision_basis", "recommendation", "decision", "report"]
    days = {key: date.fromisoformat(value) for key, value in deadlines}
    for key, day in days.items():
        if abs(day.year - case["year"]) > FARTHEST:
            yield _("deadlines.%(key)s: %(day)s is far from the round's year, %(year)s.") % {
                "key": key,
                "day": day,
                "year": case["year"],
            }
    for earlier, later in pairwise(in_order):
        if days[later] < days[earlier]:
            yield _("deadlines.%(later)s: %(day)s is before deadlines.%(earlier)s.") % {
                "later": later,
                "day": days[later],
                "earlier": earlier,
            }


def _references(case: dict[str, Any]) -> Iterator[str]:
    codes = {network["code"] for network in case["networks"]}
    for code in case["coordination"]["extra"]:
        if code not in codes:
            yield _("coordination.extra: no network has the code «%(code)s».") % {"code": code}


def _sums(case: dict[str, Any]) -> Iterator[str]:
    """Every total in the file against what it is the total of. Units: whole kroner."""
    networks, coordination = case["networks"], case["coordination"]
    fixed = sum(grant["amount"] for grant in case["fixed"])
    total = case["networks_total_incl_coordination"]
    sums = [
        (
            "coordination.total",
            coordination["total"],
            coordination["flat_per_network"] * len(networks) + sum(coordination["extra"].values()),
            _("the flat supplement to %(count)s networks and the extras") % {"count": len(networks)},
        ),
        (
            "networks_total_incl_coordination",
            total,
            sum(network["frame"] for network in networks),
            _("the networks' frames"),
        ),
    ]
    if not any("state" in network for network in networks):  # as recommended; what came after may differ
        sums.append(
            (
                "networks_total_incl_coordination",
                total,
                sum(network["recommended"] for network in networks),
                _("the networks' recommended amounts"),
            )
        )
    sums.append(
        (
            "left_for_later",
            case["left_for_later"],
            case["appropriation"] - fixed - total,
            _("the appropriation less the fixed grants and the networks' total"),
        )
    )
    for place, given, computed, what in sums:
        if given != computed:
            yield _("%(place)s: %(given)s kr, but %(what)s make %(computed)s kr.") % {
                "place": place,
                "given": format_kroner(given),
                "what": what,
                "computed": format_kroner(computed),
            }
    yield from _lines(case)


def _lines(case: dict[str, Any]) -> Iterator[str]:
    for room in ("fixed", "networks"):
        for index, entry in enumerate(case[room]):
            lines, decided = entry.get("lines", []), entry.get("decided")
            if lines and decided is not None and sum(line["amount"] for line in lines) != decided:
                yield _("%(place)s: the lines sum to %(sum)s kr, but %(decided)s kr is decided.") % {
                    "place": f"{room}[{index}].lines",
                    "sum": format_kroner(sum(line["amount"] for line in lines)),
                    "decided": format_kroner(decided),
                }
