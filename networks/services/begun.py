"""Whether anybody has begun on a decision basis: one rule for every page that tells of it."""

from networks.enums import BasisStatus


def is_begun(status: str, requested: int | None) -> bool:
    """Every network of a round has a basis from the start; a draft is begun when it has a measure, and so an amount."""
    return status != BasisStatus.DRAFT or requested is not None
