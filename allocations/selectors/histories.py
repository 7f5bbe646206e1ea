"""Which event tables tell of a round, and which of a network."""

from typing import Any

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

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
from networks.models import (
    DecisionBasis,
    Membership,
    Milestone,
    Network,
    NetworkHost,
    Partnership,
    Role,
    Round,
)
from networks.selectors.spelled import REGISTER, after, round_name

SPELLED: Spelled = {
    **REGISTER,
    AllocationKey: F("name"),
    FixedGrant: F("purpose"),
    Decision: after(Coalesce("network__name", "fixed_grant__purpose"), round_name("round__")),
    FrameAdoption: after(round_name("round__"), "version"),
    LeftoverDistribution: after(round_name("round__"), "reference"),
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
