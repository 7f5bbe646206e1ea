"""What a key gives in a round, kept for a while: the scenarios beside the one that is typed in stay as they were."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from allocations.selectors.register import Register
from allocations.services.comparison import Figures, figures
from allocations.services.frames import Frames, compute_frames
from allocations.services.round_input import BudgetInput, KeyInput
from networks.enums import HEADS

MOST_KEPT = 8  # in a process: a few people at work, with two or three scenarios each


@dataclass(frozen=True, eq=False)
class Outcome:
    """The frames, and each network's figures by its code. Shared between requests: nothing here is ever changed."""

    frames: Frames | None
    figures: dict[str, Figures]


NO_OUTCOME = Outcome(None, {})


@lru_cache(maxsize=MOST_KEPT)
def outcome_of(register: Register, key: KeyInput, counted_on: date | None, budget: BudgetInput) -> Outcome:
    """The outcome follows from these four alone.  Raises: InfeasibleError, which is not kept."""
    given = register.round_input(key, counted_on, budget)
    frames = compute_frames(given)
    return Outcome(frames, figures(frames, given.networks, HEADS))
