"""The boxes and sliders of the workbench: their names, their texts as typed or as stored, their errors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allocations.bench_form import UNITS, BudgetForm, KeyForm
from allocations.models import AllocationKey
from allocations.selectors.bench import Bench
from allocations.services.stored import budget_fingerprint
from dekom.core.figures import format_tenths
from dekom.core.kroner import format_kroner
from dekom.core.sorting import norwegian_key
from networks.enums import HeadCategory


def errors(key_form: KeyForm | None, budget_form: BudgetForm) -> dict[str, str]:
    """Every error by the name of its box."""
    found = dict(budget_form.errors)
    if key_form is not None:
        found |= {name: " ".join(str(message) for message in messages) for name, messages in key_form.errors.items()}
    return found


def slider(
    name: str, label: str, text: str, number: int, *, most: int, step: int, scale: int = 1, unit: str = ""
) -> dict[str, Any]:
    """A box with its slider. The slider counts in ``1 / scale``; it has no name, so the box alone is sent."""
    return {
        "name": name,
        "label": label,
        "text": text,
        "unit": unit,
        "range": {"value": number, "max": max(most, number), "step": step, "scale": scale},
    }


def key_fields(
    found: Bench, key: AllocationKey, form: KeyForm | None, days: Sequence[tuple[date, str]]
) -> list[dict[str, Any]]:
    """The fields of a scenario in the order of the page."""
    typed = form.data if form else {}

    def text(name: str, stored: str) -> str:
        return str(typed.get(name, stored))

    categories = {*found.categories(key.counted_on), *key.weights}
    fields = [
        slider(
            "base_grant",
            _("Base grant per network"),
            text("base_grant", format_kroner(key.base_grant)),
            key.base_grant,
            most=600_000,
            step=10_000,
            unit=_("kr"),
        )
    ]
    for category in HeadCategory:
        if category.value in categories:
            weight = key.weights.get(category.value, 0)
            name = f"weight_{category.value}"
            label = _("Weight: %(what)s") % {"what": category.label}
            fields.append(slider(name, label, text(name, format_tenths(weight)), weight, most=20, step=1, scale=10))
    for name, label in (
        ("max_fall_percent", _("No network falls more than")),
        ("max_rise_percent", _("No network rises more than")),
    ):
        value = getattr(key, name)
        tenths = None if value is None else int(value * 10)
        shown = "" if tenths is None else format_tenths(tenths, trimmed=True)
        field = slider(name, label, text(name, shown), (tenths or 0) // 10, most=30, step=1, unit="%")
        fields.append({**field, "optional": True})
    fields.append(
        choice(
            "unit",
            _("Rounded to"),
            [(str(unit), f"{format_kroner(unit)} kr") for unit in sorted({*UNITS, key.unit})],
            text("unit", str(key.unit)),
        )
    )
    chosen = text("counted_on", key.counted_on.isoformat() if key.counted_on else "")
    options = [(day.isoformat(), f"{date_format(day, 'DATE_FORMAT')}, {source}") for day, source in days]
    fields.append(choice("counted_on", _("Head counts of"), [("", _("Choose")), *options], chosen))
    return fields


def choice(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options, "text": chosen}


def budget_fields(found: Bench, form: BudgetForm) -> dict[str, Any]:
    """Amounts, then grants and extras as rows with an empty one at the end."""
    data, stored = form.data, form.stored
    labels = {
        "appropriation": _("Appropriation"),
        "common_measures": _("Common measures"),
        "reserve": _("Reserve"),
        "coordination_flat": _("Coordination per network"),
    }
    grants = [(grant.purpose, grant.recipient, format_kroner(grant.amount)) for grant in stored.fixed]
    if "grant_amount" in data:
        columns = (data.getlist(f"grant_{name}") for name in ("purpose", "recipient", "amount"))
        grants = [row for row in zip(*columns, strict=False) if any(row)]
    extras = [(code, format_kroner(amount)) for code, amount in stored.coordination_extra.items()]
    if "extra_amount" in data:
        pairs = zip(data.getlist("extra_network"), data.getlist("extra_amount"), strict=False)
        extras = [pair for pair in pairs if any(pair)]
    budget = getattr(found.round, "budget", None)
    source = budget.appropriation_source if budget else ""
    networks = sorted(found.networks, key=lambda network: norwegian_key(network.short_name))
    return {
        "amounts": [
            {"name": name, "label": labels[name], "text": data.get(name, format_kroner(getattr(stored, name)))}
            for name in BudgetForm.AMOUNTS
        ],
        "source": data.get("appropriation_source", source),
        "seen": data.get("budget_seen", budget_fingerprint(stored, source)),
        "is_adopted": bool(found.adoptions),
        "grants": [*grants, ("", "", "")],
        "extras": [*extras, ("", "")],
        "networks": [(network.code, network.short_name) for network in networks],
    }
