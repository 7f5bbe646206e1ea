"""Two made-up appeals on the made-up year before: one that waits for its assessment, one that is upheld."""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from allocations.actions import appeals
from allocations.models import Appeal, DecisionLetter
from dekom.core.models import User
from dekom.portal.demo.last_year import YEAR

GROUNDS = {
    "gauldal": "Vi mener at reisetida mellom skolene våre ikke er vurdert (eksempel).",
    "ytre-namdal": "Nettverket fikk ikke dekket veiledning i to av barnehagene (eksempel).",
}
ASSESSMENT = (
    "Ramma er fordelt etter nøkkelen i den langsiktige planen, og reisetid er ikke en del av nøkkelen (eksempel).\n"
    "Klagen gir ikke nye opplysninger om tiltakene (eksempel)."
)


@transaction.atomic
def lodge_appeals() -> None:
    """Once; each came a week after the letter, and was entered that day."""
    if Appeal.objects.filter(letter__round__year=YEAR).exists():
        return
    secretary, decider = (User.objects.get(email=f"{name}@dekom.example") for name in ("saksbehandler", "beslutter"))
    made = []
    for code, grounds in GROUNDS.items():
        letter = DecisionLetter.objects.get(round__year=YEAR, lines__decision_line__decision__network__code=code)
        assert letter.issued_at is not None  # last year's letters are
        came = timezone.localdate(letter.issued_at) + timedelta(days=7)
        made.append(
            appeals.receive(
                letter,
                decision=letter.lines.get().decision_line.decision,
                received_on=came,
                grounds=grounds,
                late_reason="",
                suspends=False,
                actor=secretary,
                now=datetime.combine(came, time(12), tzinfo=UTC),
            )
        )
    upheld = appeals.assess(made[0], assessment=ASSESSMENT, actor=secretary, version=made[0].version)
    settled = datetime.combine(upheld.received_on + timedelta(days=14), time(12), tzinfo=UTC)
    appeals.uphold(upheld, actor=decider, now=settled, version=upheld.version)
