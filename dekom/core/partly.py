"""Model instances of which only some columns were asked for."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def partly(model: type[Row], facts: Mapping[str, Any]) -> Row:
    """The instance that these columns tell of. The others are fetched when asked for, as after ``only()``."""
    known = [field.attname for field in model._meta.concrete_fields if field.attname in facts]
    return model.from_db(DEFAULT_DB_ALIAS, known, [facts[name] for name in known])
