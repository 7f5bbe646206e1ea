"""How fast ``share`` divides: beside the same rule in plain fractions, and beside numpy's lower bound.

Run: ``.venv/bin/python -m bench.shares``. Ends with 1 where ``share`` is less than ten times as fast at 10 000.
"""

import sys
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from math import floor
from random import Random
from statistics import median

from allocations.services.prorata import share

TOTAL = 10_100_000_000
RUNS = {11: 200, 400: 30, 10_000: 7, 1_000_000: 1}  # recipients: how often each is run, in turn
REQUIRED_AT, REQUIRED = 10_000, 10  # times as fast as plain fractions

Divide = Callable[[int, Sequence[int]], object]


def in_fractions(total: int, weights: Sequence[int]) -> list[int]:
    """The rule word for word: quotas, their floors, and a krone each to the largest remainders."""
    weight_sum = sum(weights)
    quotas = [Fraction(total * weight, weight_sum) for weight in weights]
    parts = [floor(quota) for quota in quotas]
    order = sorted(range(len(weights)), key=lambda place: (parts[place] - quotas[place], -weights[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def in_numpy(total: int, weights: Sequence[int]) -> object:
    """The least that any array program must do: products, quotients, and who has the largest remainders.

    A lower bound, no rival: it breaks ties anyhow, and its 64 bits overflow on amounts that ``share`` takes.
    """
    numpy = import_module("numpy")
    products = total * numpy.asarray(weights, dtype=numpy.int64)
    parts, remainders = numpy.divmod(products, sum(weights))
    left = total - int(parts.sum())
    if left:
        parts[numpy.argpartition(remainders, -left)[-left:]] += 1
    return parts


def seconds(divide: Divide, weights: Sequence[int]) -> float:
    start = time.perf_counter()
    divide(TOTAL, weights)
    return time.perf_counter() - start


def measure(recipients: int, runs: int, contestants: Sequence[Divide]) -> list[float]:
    """The median of each, all run in turn, so that what disturbs the machine disturbs all alike."""
    random = Random(recipients)  # noqa: S311 - made-up head counts, the same each time
    weights = [random.randint(0, 30_000) for _ in range(recipients)]
    if share(TOTAL, weights) != in_fractions(TOTAL, weights):
        raise AssertionError("share and the rule in fractions disagree")
    rounds = [[seconds(divide, weights) for divide in contestants] for _ in range(runs)]
    return [median(column) for column in zip(*rounds, strict=True)]


def main() -> int:
    contestants: list[Divide] = [share, in_fractions]
    if find_spec("numpy"):
        contestants.append(in_numpy)
    say(f"{'recipients':>10} {'share':>12} {'fractions':>12} {'times':>7} {'numpy':>12}")
    enough = True
    for recipients, runs in RUNS.items():
        ours, plain, *numpy = measure(recipients, runs, contestants)
        bound = f"{numpy[0] * 1000:>9.3f} ms" if numpy else "not installed"
        say(f"{recipients:>10} {ours * 1000:>9.3f} ms {plain * 1000:>9.3f} ms {plain / ours:>6.1f}x {bound:>12}")
        if recipients == REQUIRED_AT:
            enough = plain / ours >= REQUIRED
    return 0 if enough else 1


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
