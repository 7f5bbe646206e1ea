"""Migrating without rendering the whole house anew for each operation.

Django renders a model and all that is related to it again for every operation of a migration. Where everything is
related, and each trigger is an operation, making a database takes time in proportion to the square of the models.
An operation that adds something, or that changes triggers, is given its own model rendered alone. Before any other
operation all models are rendered from what the migrations say, as Django itself does before a migration's own Python.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

ADDING = (CreateModel, AddField, AddConstraint, AddIndex, AddTrigger, RemoveTrigger)


@contextmanager
def rendering_little() -> Iterator[None]:
    """Within it, migrations are applied as described above."""
    apply_all = Migration.apply

    def apply(
        migration: Migration,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002 - Django's own signature
    ) -> ProjectState:
        for is_adding, operations in groupby(migration.operations, key=lambda each: isinstance(each, ADDING)):
            part = copy(migration)
            vars(part)["operations"] = list(operations)  # the type stubs hold them for the class's own
            if is_adding:
                with _in_place_of(ProjectState, "reload_model", _reload_alone):
                    project_state = apply_all(part, project_state, schema_editor, collect_sql)
            else:
                project_state.clear_delayed_apps_cache()
                project_state = apply_all(part, project_state, schema_editor, collect_sql)
        return project_state

    with _in_place_of(Migration, "apply", apply):
        yield


def _reload_alone(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002
    """Render one model and those that inherit from it. Relations from others lead to what was there before."""
    if "apps" in state.__dict__:
        wanted = {(app_label, model_name)}
        while heirs := {
            key
            for key, model in state.models.items()
            if key not in wanted and any((*map(str.lower, _label(base)),) in wanted for base in model.bases)
        }:
            wanted |= heirs
        state.is_delayed = True
        state._reload(wanted)


def _label(base: Any) -> list[str]:
    return base.split(".") if isinstance(base, str) else []


@contextmanager
def _in_place_of(owner: type, name: str, other: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, before)
