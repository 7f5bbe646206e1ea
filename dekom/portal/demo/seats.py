"""The forum's two compositions: the joint forum's of March 2025 from the round file, and the later mandate's."""

from datetime import date
from typing import Any

from dekom.core.models import User
from forum.actions import seats
from forum.enums import SeatCategory
from forum.models import Composition, Forum, Seat
from networks.models import Network, Organisation

JOINT = (date(2021, 1, 1), date(2025, 12, 31))
JOINT_TERM = date(2024, 1, 1)
MANDATE_FROM = date(2026, 1, 1)
CATEGORIES = {
    "network": SeatCategory.NETWORK,
    "UH": SeatCategory.UNIVERSITY,
    "centre": SeatCategory.CENTRE,
    "union": SeatCategory.UNION,
    "KS": SeatCategory.KS,
    "PPT": SeatCategory.PPT,
    "Statped": SeatCategory.STATPED,
    "private owners": SeatCategory.PRIVATE_OWNERS,
}
# Source: the forum's mandate, «Samarbeidsforumets sammensetning»; the networks' seats come before these
MANDATE = [
    *[("NTNU", "UH")] * 2,
    *[("Nord universitet", "UH")] * 2,
    ("Nasjonale sentre", "centre"),
    ("Utdanningsforbundet", "union"),
    ("KS", "KS"),
    ("PPT-ledernettverket", "PPT"),
    ("Statped", "Statped"),
]
WITHOUT_DEPUTY = {"verdal-levanger", "ytre-namdal", "KS"}  # as in the roster of 9 January 2025


def joint_forum(forum: Forum, roster: list[dict[str, Any]]) -> list[tuple[Seat, dict[str, Any]]]:
    """The 41 voting seats of the round file's nameless roster, each with a member, and a deputy where one met."""
    composition = Composition.objects.create(
        forum=forum,
        name="Felles samarbeidsforum for Rekom, Dekom og Kompetanseløftet",
        source="Referat fra møtet 12. mars 2025",
        valid_from=JOINT[0],
        valid_to=JOINT[1],
    )
    pairs = []
    for number, entry in enumerate(roster, 1):
        seat = _seat(composition, number, entry["organisation"], CATEGORIES[entry["category"]])
        seats.appoint(seat, _member(seat), rank=0, valid_from=JOINT_TERM, source=composition.source)
        if entry.get("deputy"):
            seats.appoint(seat, _person(seat, "vara"), rank=1, valid_from=JOINT_TERM, source=composition.source)
        pairs.append((seat, entry))
    return pairs


def mandate_forum(forum: Forum, today: date) -> Composition:
    """The mandate's 20 voting seats and the governor's two; one is vacant, and one term ends soon."""
    composition = Composition.objects.create(
        forum=forum,
        name="Samarbeidsforum etter mandatet",
        source="Mandat for samarbeidsforum, fastsatt 24. juni 2022",
        valid_from=MANDATE_FROM,
    )
    begins = max(MANDATE_FROM, date(today.year, 1, 1))
    networks = Network.objects.filter(county=forum.county_id).order_by("pk")
    rows = [*((network.code, "network") for network in networks), *MANDATE]
    for number, (name, kind) in enumerate(rows, 1):
        seat = _seat(composition, number, name, CATEGORIES[kind])
        if name == "PPT-ledernettverket":
            continue  # vacant: nobody is elected yet
        term = seats.appoint(seat, _member(seat), rank=0, valid_from=begins, source=composition.source)
        if name == "Nasjonale sentre":
            seats.end(term, last=max(today, begins))
        if name not in WITHOUT_DEPUTY:
            seats.appoint(seat, _person(seat, "vara"), rank=1, valid_from=begins, source=composition.source)
    for place, email in ((1, "saksbehandler@dekom.example"), (2, "kollega@dekom.example")):
        seat = _seat(composition, len(rows) + place, "Statsforvalteren i Trøndelag", SeatCategory.GOVERNOR)
        seats.appoint(seat, User.objects.get(email=email), rank=0, valid_from=begins, source=composition.source)
    return composition


def _seat(composition: Composition, order: int, name: str, category: SeatCategory) -> Seat:
    network = Network.objects.filter(county=composition.forum.county_id, code=name).first()
    label = network.short_name if network else name
    return Seat.objects.create(
        composition=composition,
        order=order,
        label=label,
        place=composition.seats.filter(label=label).count() + 1,
        category=category,
        has_vote=category != SeatCategory.GOVERNOR,
        network=network,
        organisation=None if network else Organisation.objects.filter(name=name).first(),
    )


def _member(seat: Seat) -> User:
    """An account of the demo where there is one; else somebody made up, without a password yet."""
    if seat.network and seat.place == 1:
        return User.objects.get(email=f"medlem.{seat.network.code}@dekom.example")
    if seat.label == "Utdanningsforbundet" and seat.place == 1:
        return User.objects.get(email="medlem@dekom.example")
    return _person(seat, "medlem")


def _person(seat: Seat, kind: str) -> User:
    if kind == "vara" and seat.label == "Utdanningsforbundet":
        return User.objects.get(email="vara@dekom.example")
    word = {"medlem": "Forumsmedlem", "vara": "Varamedlem"}[kind]
    order = f"{kind}.{seat.category}.{_letters(seat.label)}.{seat.place}"
    user = User.objects.filter(email=f"{order}@dekom.example").first()
    return user or User.objects.create_user(f"{order}@dekom.example", name=f"{word} {seat.label} {seat.place}")


def _letters(label: str) -> str:
    return "".join(character for character in label.lower() if character.isascii() and character.isalnum())
