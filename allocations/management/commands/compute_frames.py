"""Computes a round's frames from a file alone, so that anyone can check the engine. Stores nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from allocations.services.case_file import CaseFileError, read_round
from allocations.services.derivation import Formula, Step, step_as_json
from allocations.services.frames import Frames, compute_frames
from allocations.services.infeasible import InfeasibleError
from allocations.wording import infeasible_text, step_text
from dekom.core.kroner import format_kroner

# Where in the file each step has its numbers from; the other steps follow from these.
PLACES = {
    Formula.LEFT: "appropriation, fixed, common_measures, reserve",
    Formula.COORDINATION_TOTAL: "coordination",
    Formula.COORDINATION: "coordination",
    Formula.BASE_TOTAL: "key.base_grant",
    Formula.BASE_GRANT: "key.base_grant",
    Formula.WEIGHT: "key.weights, head_counts",
    Formula.GUARANTEE: "key.max_fall_percent, last_year",
    Formula.CEILING: "key.max_rise_percent, last_year",
    Formula.UNITS: "key.unit",
}


class Command(BaseCommand):
    help = "Compute the frames of the round that FILE describes (JSON). Reads the file alone and stores nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON with every step, not a table")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            frames = compute_frames(read_round(path.read_text(encoding="utf-8-sig")), PLACES)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: {error}") from error
        except CaseFileError as error:
            raise CommandError(f"{path}: {error}") from error
        except InfeasibleError as error:
            raise CommandError(f"{path}: {infeasible_text(error)}\n{_facts(error)}") from error
        if options["json"]:
            self.stdout.write(json.dumps(_plain(frames), ensure_ascii=False, indent=1))
        else:
            self._table(frames)

    def _table(self, frames: Frames) -> None:
        width = max(len(network.code) for network in frames.networks)
        for network in frames.networks:
            amounts = (network.coordination, network.base_grant, network.by_weight, network.frame)
            self.stdout.write(f"{network.code:{width}}" + "".join(f"{format_kroner(amount):>16}" for amount in amounts))
        self.stdout.write(f"{'':{width}}{format_kroner(frames.total):>64}")
        self.stdout.write(f"{'':{width}}{format_kroner(frames.remainder):>64}")


def _plain(frames: Frames) -> dict[str, object]:
    return {
        "networks": [
            {
                "code": network.code,
                "coordination": network.coordination,
                "base_grant": network.base_grant,
                "by_weight": network.by_weight,
                "frame": network.frame,
                "derivation": _steps(network.steps),
            }
            for network in frames.networks
        ],
        "remainder": frames.remainder,
        "total": frames.total,
        "derivation": _steps(frames.steps),
    }


def _facts(error: InfeasibleError) -> str:
    """The same in codes and plain figures, whatever the language."""
    bounds = "".join(
        f"; {bound.network}: {bound.kind.value} {bound.limit}, by_weight {bound.units * bound.unit}"
        for bound in error.bounds
    )
    return f"[{error.reason.value}: by {error.by}{bounds}]"


def _steps(steps: tuple[Step, ...]) -> list[dict[str, object]]:
    return [step_as_json(step) | {"sentence": step_text(step)} for step in steps]
