"""When somebody takes no part in a network's matter. Plain sets of primary keys; no database, no clock."""

from dataclasses import dataclass

from forum.enums.sheets import RecusalGround, Ruling


@dataclass(frozen=True)
class Ties:
    """What a person belongs to by roles and seats."""

    networks: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Parties:
    """Whom a network's matter is about: its owners, and the partners that the partnership or the basis names."""

    network: int
    owners: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()


def computed_ground(ties: Ties, parties: Parties) -> RecusalGround | None:
    """What the register says: own network, own owner, or a partner's member. The strongest tie is named.

    Source: forvaltningsloven § 6; a university's member where the partnership or the basis names it.
    """
    if parties.network in ties.networks:
        return RecusalGround.OWN_NETWORK
    if ties.organisations & parties.owners:
        return RecusalGround.OWN_OWNER
    if ties.organisations & parties.partners:
        return RecusalGround.PARTNER
    return None


def is_recused(computed: RecusalGround | None, ruling: Ruling | None) -> bool:
    """Whether somebody stays out. ``ruling``: of what was said or ruled; ``None`` where nothing was.

    The forum's ruling goes over all else. Until it has ruled, whatever was said keeps the person out: nobody reads
    first and is ruled on afterwards.
    Source: forvaltningsloven § 8: the body decides, and the member takes no part until then.
    """
    if ruling is None:
        return computed is not None
    return ruling != Ruling.NOT_RECUSED
