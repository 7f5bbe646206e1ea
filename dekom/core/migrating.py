"""Makes migrating fast: what no other model can refer to is rendered alone.

Django draws up every model that is related to a changed one anew, which here are nearly all, at each of hundreds of
operations: minutes of computing in every new database. History's event models are referred to by nothing, and a
trigger changes no field, so neither need move anything else.
"""

from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_reload_all = ProjectState.reload_model


def reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature
    """As Django's own, but alone where the model is one of history's."""
    if not model_name.endswith("event"):
        _reload_all(state, app_label, model_name, delay)
    elif "apps" in state.__dict__:
        with state.apps.bulk_update():
            state.apps.unregister_model(app_label, model_name)
        state.apps.render_multiple([state.models[app_label, model_name]])


def _triggers(state: ProjectState, app_label: str, model_name: str) -> tuple[Any, list[Any]]:
    options = state.models[app_label, model_name].options
    return options, list(options.get("triggers", []))


def add_trigger(operation: Any, app_label: str, state: ProjectState) -> None:
    options, triggers = _triggers(state, app_label, operation.model_name_lower)
    options["triggers"] = [*triggers, operation.trigger]


def remove_trigger(operation: Any, app_label: str, state: ProjectState) -> None:
    options, triggers = _triggers(state, app_label, operation.model_name_lower)
    options["triggers"] = [trigger for trigger in triggers if trigger.name != operation.name]


def install() -> None:
    """Use these instead of Django's and pgtrigger's own."""
    ProjectState.reload_model = reload_model  # type: ignore[method-assign, assignment]
    AddTrigger.state_forwards = add_trigger  # type: ignore[method-assign, assignment]
    RemoveTrigger.state_forwards = remove_trigger  # type: ignore[method-assign, assignment]
