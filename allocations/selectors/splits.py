"""Who shares a decision's money before anybody has said so: by what the basis asks for on behalf of each."""

from allocations.models import Decision


def weights_of(decision: Decision) -> dict[int, int]:
    """Kroner asked for, by recipient; empty where the basis names nobody, and the host gets it all."""
    return {}
