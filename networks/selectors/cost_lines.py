"""Who is asked for what in a decision basis, from its cost lines."""

from django.db.models import Sum

from networks.models import BasisContent, CostLine, DecisionBasis


def recipients_of(basis: DecisionBasis) -> dict[int | None, int]:
    """Asked kroner by organisation's primary key; ``None`` is the network itself, that is its host.

    Units: whole kroner. Coordination goes to the network. Who is asked for nothing is left out.
    """
    rows = CostLine.objects.filter(measure__basis=basis).order_by().values_list("recipient").annotate(Sum("amount"))
    asked: dict[int | None, int] = {recipient: amount for recipient, amount in rows if amount}
    content = BasisContent.objects.filter(basis=basis).values_list("coordination_amount", flat=True).first()
    if content:
        asked[None] = asked.get(None, 0) + content
    return asked
