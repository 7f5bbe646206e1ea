"""A decision basis as it was handed over, flattened field by field, so that two versions can be compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from networks.services.texts import Piece, compared

Address = tuple[str, str, str]  # part, measure («» outside measures, else its primary key), field


@dataclass(frozen=True)
class Difference:
    """One field that differs between two versions."""

    part: str
    measure: str  # its title in the newer version, else in the older
    field: str
    pieces: Sequence[Piece]


def flattened(content: Mapping[str, Any], part_of: Mapping[str, str]) -> dict[Address, str]:
    """Every field of a version as text. Amounts are whole kroner, written as digits."""
    found: dict[Address, str] = {}
    for name, text in content.get("texts", {}).items():
        found[part_of[name], "", name] = text
    if content.get("coordination_amount") is not None:
        found["coordination", "", "coordination_amount"] = str(content["coordination_amount"])
    for measure in content.get("measures", []):
        for name, text in _of_measure(measure):
            found["measures", str(measure["pk"]), name] = text
    files = [f"{file['name']} ({file['sha256'][:12]})" for file in content.get("files", [])]
    if files:
        found["files", "", "files"] = "\n".join(files)
    return found


def _of_measure(measure: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "title", measure["title"]
    yield "target_groups", ", ".join(measure["target_groups"])
    yield "owners", ", ".join(measure["owners"])
    yield "needs", "\n".join(measure.get("needs", []))
    yield "goals", "\n".join(measure.get("goals", []))
    yield from measure["texts"].items()
    yield "partner", measure["partner"]
    yield "partner_role", measure["partner_role"]
    yield "years_total", f"{measure['year_number']}/{measure['years_total']}"
    lines = [
        f"{line['label'] or line['kind']}; {line['recipient']}; {line['amount']}; {line['own']}"
        for line in measure["costs"]
    ]
    yield "costs", "\n".join(lines)


def differences(old: Mapping[str, Any], new: Mapping[str, Any], part_of: Mapping[str, str]) -> list[Difference]:
    """The fields that differ, in the order of the newer version; what is gone comes last."""
    before, after = flattened(old, part_of), flattened(new, part_of)
    titles = {str(measure["pk"]): measure["title"] for content in (old, new) for measure in content.get("measures", [])}
    found = []
    for address in [*after, *(address for address in before if address not in after)]:
        was, now = before.get(address, ""), after.get(address, "")
        if was != now:
            part, measure, field = address
            found.append(Difference(part, titles.get(measure, ""), field, compared(was, now)))
    return found
