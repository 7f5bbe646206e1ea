"""The bar of a vote: one block a vote, for from the left and against from the right, and the line of the majority."""

from dataclasses import dataclass

from forum.selectors.plenary import BallotCount

WIDTH, GAP = 1760, 4


@dataclass(frozen=True)
class Block:
    """One vote, in the chart's own units; ``kind``: for, against or none."""

    x: str
    width: str
    kind: str


@dataclass(frozen=True)
class Bars:
    """The blocks, and where the line of the majority stands."""

    blocks: list[Block]
    line: int


def tally_bars(count: BallotCount) -> Bars:
    """Closed: the votes for and against; open: how many have voted, and nothing of how."""
    if count.ballot.is_open:
        kinds = ["voted"] * count.voted + ["none"] * (count.electors - count.voted)
    else:
        kinds = ["for"] * count.votes_for + ["against"] * count.against
    step = WIDTH / max(1, len(kinds))
    blocks = [
        Block(f"{number * step + GAP / 2:.1f}", f"{max(1, step - GAP):.1f}", kind) for number, kind in enumerate(kinds)
    ]
    return Bars(blocks, WIDTH // 2)
