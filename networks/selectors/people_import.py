"""What an import of people would do: each line of the sheet held against the people and roles there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.enums import COUNTY_ROLES, KEPT_APART_ROLES, NETWORK_ROLES, STAFF_ROLES, RoleKind
from networks.models import County, Network, Organisation, Role
from networks.models.role import KEPT_APART
from networks.services.people_sheet import Line
from networks.services.people_words import LANGUAGE_WORDS, ROLE_WORDS
from networks.services.sheets import Fault, plain


class Outcome(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Problem:
    """Why a line can't be used; ``column`` is its letter, empty where the whole line is meant."""

    column: str
    reason: str


@dataclass
class Planned:
    """One line, and what using it would do."""

    line: Line
    outcome: Outcome
    person: User  # perhaps not stored yet
    role: Role | None = None  # perhaps not stored yet; None where the line is faulty
    network: Network | None = None
    organisation: Organisation | None = None
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Register:
    """What the lines are held against, fetched once."""

    county: County
    actor: User
    today: date
    people: Mapping[str, User]
    networks: Mapping[str, Network]
    organisations: Mapping[str, Organisation]
    roles: Mapping[tuple[int, str, int | None, int | None], Sequence[Role]]
    elsewhere: frozenset[int]  # people with roles in another county: their names are not this one's to change


def role_words() -> dict[str, str]:
    """From what people may write, in any of our languages, to the role's code."""
    words = {plain(word): str(kind) for kind, known in ROLE_WORDS.items() for word in known}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {plain(label): value for value, label in RoleKind.choices}
    return words | {plain(kind.value): kind.value for kind in RoleKind}


def language_words() -> dict[str, str]:
    return {plain(word): code for code, known in LANGUAGE_WORDS.items() for word in known}


def plan_people(lines: Sequence[Line], *, county: County, actor: User, today: date) -> list[Planned]:
    """What each line would do, in the order of the sheet; nothing is written. Four queries, however many lines.

    An empty cell changes nothing. A role that the person has already keeps the date it began.
    """
    register = _register(lines, county, actor, today)
    fresh: dict[str, User] = {}
    seen: dict[tuple[str, ...], int] = {}
    given: dict[str, list[Role]] = {}
    return [_kept_apart(_plan(line, register, fresh, seen), register, given) for line in lines]


def fault_text(fault: Fault, text: str) -> str:
    """What is wrong with one cell, to the person who filled it in."""
    reasons = {
        Fault.MISSING: _("Nothing stands here."),
        Fault.BAD_EMAIL: _("«%(text)s» is not an e-mail address."),
        Fault.UNKNOWN_ROLE: _("There is no role called «%(text)s»."),
        Fault.BAD_DATE: _("«%(text)s» is not a date. Write it as 1.8.2026."),
        Fault.ENDS_BEFORE: _("The period ends before it begins."),
        Fault.UNKNOWN_LANGUAGE: _("«%(text)s» is none of our languages: bokmål, nynorsk, English."),
    }
    return reasons[fault] % {"text": text}


def _register(lines: Sequence[Line], county: County, actor: User, today: date) -> Register:
    emails = {line.values["email"] for line in lines}
    known = User.objects.annotate(address=Lower("email")).filter(address__in=emails)
    people = {person.email.lower(): person for person in known}
    pks = [person.pk for person in people.values()]
    roles: dict[tuple[int, str, int | None, int | None], list[Role]] = {}
    elsewhere = set()
    for role in Role.objects.filter(user__in=pks).order_by("valid_from"):
        if role.county_id == county.pk:
            roles.setdefault((role.user_id, role.kind, role.network_id, role.organisation_id), []).append(role)
        else:
            elsewhere.add(role.user_id)
    networks: dict[str, Network] = {}
    for network in Network.objects.filter(county=county):
        networks |= {plain(word): network for word in (network.code, network.short_name, network.name)}
    organisations: dict[str, Organisation] = {}
    for organisation in Organisation.objects.filter(Q(county=county) | Q(county=None)).order_by("-pk"):
        words = (organisation.name, organisation.number, organisation.organisation_number)
        organisations |= {plain(word): organisation for word in words if word}
    return Register(county, actor, today, people, networks, organisations, roles, frozenset(elsewhere))


def _plan(line: Line, register: Register, fresh: dict[str, User], seen: dict[tuple[str, ...], int]) -> Planned:
    values = line.values
    known = register.people.get(values["email"]) or fresh.get(values["email"])
    person = known or User(email=values["email"], name=values["name"], language=values["language"] or "nb")
    network = register.networks.get(plain(values["network"]))
    organisation = register.organisations.get(plain(values["organisation"]))
    problems = list(_problems(line, register, known, network, organisation))
    key = (values["email"], values["role"], plain(values["network"]), plain(values["organisation"]))
    if not problems and key in seen:
        problems = [Problem("", _("The same as row %(row)s.") % {"row": seen[key]})]
    if problems:
        return Planned(line, Outcome.FAULTY, person, problems=problems)
    seen[key] = line.row
    if known is None:
        fresh[person.email] = person
    return _compared(line, register, person, network, organisation)


def _problems(
    line: Line,
    register: Register,
    known: User | None,
    network: Network | None,
    organisation: Organisation | None,
) -> Iterable[Problem]:
    for fault in line.faults:
        yield Problem(line.columns.get(fault.field, ""), fault_text(fault.fault, fault.text))
    if known is None and not line.values["name"]:
        yield Problem(line.columns.get("name", ""), _("A new person needs a name."))
    if known is not None and known.pk is not None and known.pk == register.actor.pk:
        yield Problem(line.columns.get("email", ""), _("You can't give yourself a role. Ask a colleague."))
    kind = line.values["role"]
    if kind in STAFF_ROLES and not register.actor.is_superuser:
        yield Problem(
            line.columns.get("role", ""), _("Only an administrator gives roles in the county governor's office.")
        )
    if kind in RoleKind.values:
        takes_network = kind in NETWORK_ROLES or kind == RoleKind.UH_PARTNER
        takes_organisation = kind in (RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT)
        yield from _place_problems(line, "network", network is not None, takes_network)
        yield from _place_problems(line, "organisation", organisation is not None, takes_organisation)


def _place_problems(line: Line, name: str, found: bool, wanted: bool) -> Iterable[Problem]:  # noqa: FBT001 - read beside its call
    text = line.values[name]
    column = line.columns.get(name, "")
    if wanted and not text:
        missing = {
            "network": _("This role needs a network."),
            "organisation": _("This role needs an organisation."),
        }
        yield Problem(column, missing[name])
    elif wanted and not found:
        unknown = {
            "network": _("The county has no network called «%(text)s»."),
            "organisation": _("There is no organisation called «%(text)s» in the register."),
        }
        yield Problem(column, unknown[name] % {"text": text})


def _compared(
    line: Line, register: Register, person: User, network: Network | None, organisation: Organisation | None
) -> Planned:
    kind = line.values["role"]
    if kind in COUNTY_ROLES or kind == RoleKind.OWNER_CONTACT:
        network = None
    if kind in COUNTY_ROLES or kind in NETWORK_ROLES:
        organisation = None
    changes = _person_changes(line, register, person)
    start = date.fromisoformat(line.values["valid_from"]) if line.values["valid_from"] else None
    end = date.fromisoformat(line.values["valid_to"]) if line.values["valid_to"] else None
    place = (person.pk or 0, kind, network.pk if network else None, organisation.pk if organisation else None)
    role = _same_role(register.roles.get(place, []), start or register.today)
    if role is None:
        role = Role(
            user=person,
            kind=kind,
            county=register.county,
            network=network,
            organisation=organisation,
            valid_from=start or min(register.today, end or register.today),
            valid_to=end,
        )
        return Planned(line, Outcome.NEW, person, role, network, organisation, changes)
    if end is not None and end < role.valid_from:
        problem = Problem(line.columns.get("valid_to", ""), fault_text(Fault.ENDS_BEFORE, ""))
        return Planned(line, Outcome.FAULTY, person, problems=[problem])
    if end is not None and end != role.valid_to:
        changes.append(_change(_("To and with"), role.valid_to, end))
        role.valid_to = end
    outcome = Outcome.CHANGED if changes else Outcome.SAME
    return Planned(line, outcome, person, role, network, organisation, changes)


def _kept_apart(planned: Planned, register: Register, given: dict[str, list[Role]]) -> Planned:
    """The same, unless the person has a role, or is given one further up, that nobody holds beside this one."""
    role, line, person = planned.role, planned.line, planned.person
    if role is None:
        return planned
    held = [each for kind in KEPT_APART_ROLES for each in register.roles.get((person.pk or 0, kind, None, None), [])]
    earlier = given.setdefault(line.values["email"], [])
    if any(role.clashes_with(other) for other in [*held, *earlier]):
        problem = Problem(line.columns.get("role", ""), str(KEPT_APART))
        return Planned(line, Outcome.FAULTY, person, problems=[problem])
    earlier.append(role)
    return planned


def _change(label: str, old: object, new: object) -> str:
    return f"{label}: {_shown(old) or '–'} → {_shown(new)}"


def _shown(value: object) -> str:
    """Dates and languages as people read them."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(dict(settings.LANGUAGES).get(str(value), value or ""))


def _person_changes(line: Line, register: Register, person: User) -> list[str]:
    """Write the sheet's name and language on the person, where they are this county's to change."""
    if person.pk is None or person.is_superuser or person.pk in register.elsewhere:
        return []
    changes = []
    for name, label in (("name", _("Name")), ("language", _("Language"))):
        value, old = line.values[name], getattr(person, name)
        if value and value != old:
            changes.append(_change(label, old, value))
            setattr(person, name, value)
    return changes


def _same_role(roles: Sequence[Role], start: date) -> Role | None:
    """The role that the line speaks of: the one from that date, else the one that holds then or later."""
    for role in roles:
        if role.valid_from == start:
            return role
    return next((role for role in roles if role.valid_to is None or role.valid_to >= start), None)
