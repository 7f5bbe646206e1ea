"""The parts of a network's page as its components take them: figures, facts, documents, the years."""

from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allocations.selectors.network_page import NetworkPage, YearLine
from allocations.views.round_parts import recommended_word
from dekom.core.charts.columns import Column, ColumnChart, columns
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from networks.enums import OrganisationKind

OWNERS: dict[str, str | Promise] = {
    OrganisationKind.MUNICIPALITY: gettext_lazy("Municipalities"),
    OrganisationKind.COUNTY_COUNCIL: gettext_lazy("County council"),
    OrganisationKind.PRIVATE_OWNER: gettext_lazy("Private owners"),
}


def kr(amount: int) -> str:
    return f"{format_kroner(amount)}{NO_BREAK_SPACE}kr"


def listed(names: list[str]) -> str:
    """«Frosta, Meråker and Selbu»."""
    return get_text_list(names, _("and"))


def figures(page: NetworkPage) -> list[dict[str, Any]]:
    network = page.network
    owners = ngettext("owner", "owners", len(page.owners))
    shown = [*([amount_figure(page.current)] if page.current else [])]
    shown.append(
        {
            "label": _("Owners"),
            "value": len(page.owners),
            "unit": owners,
            "note": ", ".join(owner.name for owner in page.owners),
        }
    )
    shown.append(
        {
            "label": _("Schools"),
            "value": page.schools,
            "unit": "",
            "note": _("{public} public and {private} private").format(
                public=network.public_schools, private=network.private_schools
            ),
        }
    )
    partners = ngettext("Development partner: {names}", "Development partners: {names}", len(page.partners))
    shown.append(
        {
            "label": _("PPT offices"),
            "value": network.ppt_offices,
            "unit": "",
            "note": partners.format(names=listed(page.partners)) if page.partners else "",
        }
    )
    return shown


def amount_figure(line: YearLine) -> dict[str, Any]:
    """What the network gets in the round, by the newest word on it."""
    standing, year = line.standing, line.round.year
    amount: int | None
    if standing.decided is not None:
        label, amount = _("Decided for {year}"), standing.decided
    elif standing.recommended is not None:
        label, amount = _("{word} for {year}"), standing.recommended
    else:
        label, amount = _("Frame for {year}"), standing.frame
    notes = []
    if standing.given is not None and standing.frame is not None:
        equal = standing.given == standing.frame
        notes.append(_("Equal to the frame.") if equal else _("Frame {amount}.").format(amount=kr(standing.frame)))
    if standing.requested is not None:
        notes.append(_("Requested {amount}.").format(amount=kr(standing.requested)))
    return {
        "label": label.format(word=recommended_word(line.round), year=year),
        "value": "–" if amount is None else format_kroner(amount),
        "unit": "" if amount is None else _("kr"),
        "note": " ".join(notes),
    }


def facts(page: NetworkPage) -> list[tuple[str | Promise, str, str]]:
    """Owners by kind, host, partners. The third of each, a link, is empty."""
    found: list[tuple[str | Promise, str, str]] = []
    for kind, label in OWNERS.items():
        if names := [owner.name for owner in page.owners if owner.kind == kind]:
            found.append((label, listed(names), ""))
    if page.host:
        found.append((_("Host: receives the network's money"), page.host, ""))
    if page.partners:
        found.append((_("Development partner"), listed(page.partners), ""))
    return found


def documents(page: NetworkPage) -> list[dict[str, Any]]:
    """The decision bases that the reader may see, newest first."""
    found = []
    for line in page.years:
        if basis := line.standing.basis:
            day = basis.submitted_at and date_format(localtime(basis.submitted_at), "DATE_FORMAT")
            note = _("{state}, submitted {date}").format(state=basis.get_status_display(), date=day)
            found.append(
                {
                    "label": f"{capfirst(line.round.legal_basis.basis_name)}, {line.round}",
                    "url": basis.get_absolute_url(),
                    "note": note if day else basis.get_status_display(),
                }
            )
    return found


def chart(page: NetworkPage) -> ColumnChart | None:
    """Each year's money from all schemes, oldest first; nothing while there is one year only."""
    years: dict[int, int] = {}
    for line in reversed(page.years):
        amount = line.standing.frame if line.standing.given is None else line.standing.given
        if amount is not None:
            years[line.round.year] = years.get(line.round.year, 0) + amount
    now = page.current.round.year if page.current else None
    drawn = [Column(str(year), amount, now=year == now) for year, amount in years.items()]
    return columns(drawn) if len(drawn) > 1 else None
