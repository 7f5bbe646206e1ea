"""Which networks' lines are voted one by one, and which all as one. Pure."""

from collections.abc import Collection, Mapping, Sequence


def divide(networks: Sequence[int], recused: Mapping[int, Collection[int]]) -> tuple[list[int], list[int]]:
    """Those where somebody who would vote is recused, singly; and the rest, together. Both in the order given.

    ``recused``: who is recused, by network.

    Source: forvaltningsloven § 8: who is recused takes no part in that decision, and does in the others.
    """
    singly = [network for network in networks if recused.get(network)]
    return singly, [network for network in networks if network not in singly]
