"""How rows spell their name in SQL, as ``str`` does: one query names all that a page of history tells of."""

from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from dekom.core.history import Spelled
from dekom.core.models import User
from networks.models import DecisionBasis, LegalBasis, NeedsReport, Network, Organisation, Round, Scheme


def round_name(path: str = "") -> Concat:
    return Concat(f"{path}scheme__name", Value(" "), f"{path}year", output_field=models.TextField())


def after(*names: Any) -> Concat:
    """What the row is of, and the rest after a comma."""
    first, *rest = names
    with_commas = [part for name in rest for part in (Value(", "), name)]
    return Concat(first, *with_commas, output_field=models.TextField())


REGISTER: Spelled = {
    User: Coalesce(NullIf("name", Value("")), "email", output_field=models.TextField()),
    Network: F("name"),
    Organisation: F("name"),
    Scheme: F("name"),
    LegalBasis: F("code"),
    Round: round_name(),
    NeedsReport: after("owner__name", round_name("round__")),
    DecisionBasis: after("network__name", round_name("round__")),
}
