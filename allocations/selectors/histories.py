"""Which event tables tell of a round, and which of a network."""

from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from allocations.models import (
    AllocationKey,
    Budget,
    CoordinationExtra,
    Decision,
    DecisionLine,
    FixedGrant,
    Frame,
    FrameAdoption,
    LeftoverDistribution,
)
from dekom.core.history import History, Spelled
from dekom.core.models import User
from networks.models import (
    DecisionBasis,
    LegalBasis,
    Membership,
    Milestone,
    Network,
    NetworkHost,
    Organisation,
    Partnership,
    Role,
    Round,
    Scheme,
)


def _round(path: str = "") -> Concat:
    return Concat(f"{path}scheme__name", Value(" "), f"{path}year", output_field=models.TextField())


def _after(*names: Any) -> Concat:
    """What the row is of, and the rest after a comma."""
    first, *rest = names
    with_commas = [part for name in rest for part in (Value(", "), name)]
    return Concat(first, *with_commas, output_field=models.TextField())


# As ``str`` says them, so that one query names all that a page of history tells of.
SPELLED: Spelled = {
    User: Coalesce(NullIf("name", Value("")), "email", output_field=models.TextField()),
    Network: F("name"),
    Organisation: F("name"),
    Scheme: F("name"),
    AllocationKey: F("name"),
    LegalBasis: F("code"),
    FixedGrant: F("purpose"),
    Round: _round(),
    DecisionBasis: _after("network__name", _round("round__")),
    Decision: _after(Coalesce("network__name", "fixed_grant__purpose"), _round("round__")),
    FrameAdoption: _after(_round("round__"), "version"),
    LeftoverDistribution: _after(_round("round__"), "reference"),
}


def _events(model: type[models.Model], **conditions: Any) -> models.QuerySet[Any]:
    event_model: type[models.Model] = model.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory.track
    return event_model._default_manager.filter(**conditions)


def round_history_of(round_: Round) -> History:
    """The round's own fields and dates, its money, and every network's part in it."""
    return History(
        [
            _events(Round, pgh_obj=round_),
            _events(Milestone, round=round_),
            _events(Budget, round=round_),
            _events(CoordinationExtra, budget__round=round_),
            _events(FixedGrant, budget__round=round_),
            _events(FrameAdoption, round=round_),
            _events(Frame, adoption__round=round_),
            _events(DecisionBasis, round=round_),
            _events(Decision, round=round_),
            _events(DecisionLine, decision__round=round_),
        ],
        SPELLED,
    )


def network_history_of(network: Network) -> History:
    """The network's own fields, who is in it, and its part in every round."""
    return History(
        [
            _events(Network, pgh_obj=network),
            _events(Membership, network=network),
            _events(NetworkHost, network=network),
            _events(Partnership, network=network),
            _events(Role, network=network),
            _events(Frame, network=network),
            _events(DecisionBasis, network=network),
            _events(Decision, network=network),
            _events(DecisionLine, decision__network=network),
        ],
        SPELLED,
    )
