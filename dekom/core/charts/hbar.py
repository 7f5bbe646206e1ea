"""One network's frame as a track, its request as a bar in it, the recommendation as a mark."""

from dataclasses import dataclass

HEIGHT = 22
MARK = 3


@dataclass(frozen=True)
class HBar:
    """Lengths from the left edge; ``None`` is not drawn."""

    width: int
    height: int
    track: float | None
    bar: float | None
    mark: float | None


def hbar(frame: int | None, requested: int | None, recommended: int | None, top: int, width: int = 150) -> HBar:
    """Lengths in proportion to ``top``, the largest amount in the table; what is larger is cut there.

    Units: whole kroner in, pixels out.
    Raises: ValueError: ``top`` is not positive.
    """
    if top <= 0:
        raise ValueError("top must be positive")

    def length(amount: int | None) -> float | None:
        return None if amount is None else round(min(amount, top) / top * width, 1)

    mark = length(recommended)
    return HBar(
        width=width,
        height=HEIGHT,
        track=length(frame),
        bar=length(requested),
        mark=None if mark is None else round(min(max(mark - MARK / 2, 0), width - MARK), 1),
    )
