"""Made-up appeals, documents and texts of our own, so that every page of the money's way out has something to show."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from allocations.actions import appeals, journal, letter_blocks
from allocations.enums import JournalDirection, LetterKind
from allocations.models import DecisionLetter
from allocations.selectors.letter_texts import shipped_text
from allocations.services.block_text import blocks_of
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import County, Round

OWN_CONTACT = {
    "nb": " Vi svarer vanligvis innen tre virkedager.",
    "nn": " Vi svarer vanlegvis innan tre verkedagar.",
}


def enter_documents(county: County, round_: Round) -> None:
    """Two documents by hand, one of them exempt; and one text that is the county's own."""
    now, secretary = timezone.now(), _secretary(county)
    day = timezone.localdate(now)
    for direction, party, content, exempt, ground in (
        (JournalDirection.INCOMING, "Utdanningsdirektoratet", "Tildelingsbrev for runden (eksempel)", False, ""),
        (
            JournalDirection.INCOMING,
            "En ansatt i en kommune",
            "Melding om en enkeltperson (eksempel)",
            True,
            "offentleglova § 13, forvaltningsloven § 13",
        ),
    ):
        journal.document(
            county,
            actor=secretary,
            now=now,
            fields={
                "direction": direction,
                "round": round_,
                "party": party,
                "content": content,
                "dated": day - timedelta(days=2),
                "sent_on": day,
                "exempt": exempt,
                "legal_ground": ground,
            },
        )
    texts = {
        str(block.value): {
            language: shipped_text(LetterKind.GRANT, block, language)
            + (OWN_CONTACT[language] if block == "contact" else "")
            for language in ("nb", "nn")
        }
        for block in blocks_of(LetterKind.GRANT)
    }
    letter_blocks.write(county, LetterKind.GRANT, texts, actor=secretary, now=now)


def appeal_against(letter: DecisionLetter) -> None:
    """An appeal that came the day the letter did, and waits for its assessment."""
    assert letter.issued_at is not None
    line = letter.lines.select_related("decision_line__decision").order_by("pk")[0]
    appeals.receive(
        letter,
        decision=line.decision_line.decision,
        received_on=timezone.localdate(letter.issued_at),
        grounds="Vi mener at reisetida mellom skolene våre ikke er vurdert (eksempel).",
        late_reason="",
        suspends=False,
        actor=_secretary(letter.county),
        now=datetime.combine(timezone.localdate(letter.issued_at), time(23), tzinfo=timezone.get_current_timezone()),
    )


def _secretary(county: County) -> User:
    return User.objects.filter(roles__kind=RoleKind.SECRETARIAT, roles__county=county).order_by("pk")[0]
