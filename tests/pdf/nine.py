"""Letters of every kind from plain values, in both language forms: what the PDF tests and the bench draw."""

from dataclasses import replace
from datetime import date

from allocations.enums import DecisionChange, DecisionOutcome, LetterKind
from allocations.selectors.letter_texts import with_texts
from allocations.services.decisions import DecisionFacts, Refusal, TextChange
from allocations.services.letters import Award, Laws, LetterContent, Recipient, Regime, Sender, Signature, Terms
from allocations.services.notices import Notice, SetOffLine

DAY = date(2027, 4, 9)
FACTS = DecisionFacts(
    pk=1,
    name="Kompetansenettverk Nordvika",
    short_name="Nordvika",
    is_network=True,
    decided=1_420_000,
    recommended=1_420_000,
    requested=1_420_000,
    frame=1_500_000,
    coordination=100_000,
    line_amounts=(1_420_000,),
    reference="10. mars 2027, sak 9/27",
    measures=("Språk og lesing", "God overgang"),
)
PARTS = (
    Refusal("Lisenser til digitalt læreverk", 180_000, "§ 4.", "Ingen partner deltar.", "Dette er et innkjøp."),
    Refusal("Koordinator", 60_000, "§ 11.", "Nettverket har fått en ny eier.", "Planen gir et fast tillegg."),
)
AWARD = Award(
    facts=FACTS,
    amount=1_420_000,
    as_host=True,
    measures=FACTS.measures,
    mandate="Fullmakt av 18. januar 2027",
    members=("Nordvika kommune", "Sørvika kommune"),
    partners=("Nord universitet",),
)
LAWS = Laws(
    grant="§§ 3, 4 og 12",
    decision="forskriften § 12",
    control="forskriften § 17",
    appeal="forskriften §§ 15–16",
    access="forvaltningsloven §§ 18 og 19",
    openness="offentleglova § 3",
)
BASE = LetterContent(
    language="nb",
    dated=DAY,
    year=2027,
    scheme="Kollektiv kompetanseutvikling",
    sender=Sender(
        "Statsforvalteren i Trøndelag",
        "Trööndelagen staatehaaldije",
        "Postboks 99",
        "7700 Steinkjer",
        "00 00 00 00",
        "post@example.no",
        "313909964",
    ),
    recipient=Recipient("Nordvika kommune", "Postboks 999", "0000 NORDVIKA", "311860917", "12349378653"),
    regime=Regime(
        "Forskrift om tilskudd", "FOR-2026-01-12-23", True, "beslutningsgrunnlag", "innspill", "Utdanningsdirektoratet"
    ),
    terms=Terms(
        case_number="2027/456",
        finish_by=date(2028, 5, 31),
        pay_by=date(2027, 5, 14),
        report_by=date(2028, 6, 15),
        forum_name="samarbeidsforum",
        plan="den langsiktige planen",
        purpose="Pengene skal gå til kollektiv kompetanseutvikling.",
        conditions=("Bruk pengene bare til formålet.", "Før regnskap."),
        own_contribution="Forskriften setter ingen prosent.",
        report=("hvilke tiltak dere har gjennomført",),
        enclosures=("Referat",),
    ),
    laws=LAWS,
    responsible=Signature("Avdelingsdirektøren", "direktør"),
    case_handler=Signature("Saksbehandleren", "seniorrådgiver"),
    awards=(AWARD,),
    number=33,
)
NOTICE = Notice(about_number="12/2027", about_date=date(2027, 3, 1))


def _award(amount, *, old=0, **facts):
    changed = replace(FACTS, decided=amount, line_amounts=(amount,), **facts)
    return (replace(AWARD, facts=changed, amount=amount, old_amount=old),)


def _change(kind, amount, old, change):
    changes = (TextChange("measures", ("Språk og lesing",), ("God overgang",)),)
    return {
        "kind": kind,
        "awards": _award(
            amount,
            old=old,
            change=change,
            change_reason="Nettverket ba om å flytte penger.",
            old_decided=old,
            text_changes=changes,
        ),
    }


UNSPENT = {
    "awards": (),
    "notice": replace(
        NOTICE,
        lines=(SetOffLine("Nordvika 2027", 120_000, 100_000), SetOffLine("Fellestiltak", 30_000, 30_000)),
        against_year=2028,
    ),
}
KINDS = {
    LetterKind.GRANT: {},
    LetterKind.PARTIAL: {
        "awards": _award(1_180_000, outcome=DecisionOutcome.PARTIAL, refused_parts=PARTS, grounds="Se delene.")
    },
    LetterKind.REFUSAL: {
        "awards": _award(0, outcome=DecisionOutcome.REFUSAL, grounds="Tiltakene oppfyller ikke kriteriene.")
    },
    LetterKind.AMENDMENT: _change(LetterKind.AMENDMENT, 1_300_000, 1_420_000, DecisionChange.AMENDMENT),
    LetterKind.LEFTOVER: _change(LetterKind.LEFTOVER, 1_481_000, 1_420_000, DecisionChange.LEFTOVER),
    LetterKind.APPEAL_REVERSED: _change(LetterKind.APPEAL_REVERSED, 1_240_000, 1_180_000, DecisionChange.APPEAL),
    LetterKind.SET_OFF: UNSPENT,
    LetterKind.PAY_BACK: {
        "awards": (),
        "notice": replace(UNSPENT["notice"], replaces="2027/18", reversal_reason="Fellestiltaket ble utsatt."),
    },  # made anew after an appeal
    LetterKind.CARRY_OVER: UNSPENT,
    LetterKind.REMINDER: {
        "awards": (),
        "notice": replace(NOTICE, subject="report", was_due=date(2027, 3, 20), new_deadline=date(2027, 4, 23)),
    },
    LetterKind.APPEAL_FORWARDED: {
        "awards": (),
        "notice": replace(NOTICE, received_on=date(2027, 3, 15), assessment=("Vi mener at § 4 ikke er oppfylt.",)),
    },
}


GRANT_FACTS = replace(FACTS, name="Nettverk for UH", is_network=False, measures=(), requested=None, frame=None)
TO_A_UNIVERSITY = (
    replace(AWARD, as_host=False, amount=200_000, measures=("Språk og lesing",)),
    replace(AWARD, as_host=False, amount=50_000, facts=replace(FACTS, name="Kompetansenettverk Sørvika")),
    replace(AWARD, as_host=False, amount=30_000, facts=GRANT_FACTS, measures=()),
)  # parts of two networks' money, and a fixed grant


def letter(kind, language, **more):
    """One letter, with the shipped texts."""
    return with_texts(replace(BASE, **{"kind": kind, "language": language, **KINDS[kind], **more}), {})
