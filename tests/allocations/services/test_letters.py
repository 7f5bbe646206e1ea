"""What a letter lacks, item by item, and the sums that it tells of."""

from dataclasses import replace
from datetime import date

import pytest

from allocations.enums import DecisionChange, DecisionOutcome, LetterKind, LetterProblem
from allocations.services.decisions import DecisionFacts
from allocations.services.letters import (
    Award,
    Laws,
    LetterContent,
    Recipient,
    Regime,
    Sender,
    Signature,
    Terms,
    kind_of,
    letter_problems,
)

DAY = date(2025, 4, 11)
FACTS = DecisionFacts(
    pk=1,
    name="Kompetansenettverk Fosen",
    short_name="Fosen",
    is_network=True,
    decided=543,
    recommended=543,
    requested=500,
    frame=543,
    coordination=100,
    line_amounts=(543,),
    reference="12. mars 2025, sak 8/25",
)
AWARD = Award(facts=FACTS, amount=543, as_host=True, mandate="Avtale", members=("Ørland kommune", "Osen kommune"))
COMPLETE = LetterContent(
    language="nb",
    dated=DAY,
    year=2025,
    scheme="Kompetanseløftet",
    sender=Sender("Statsforvalteren", "", "Postboks 99", "7700 Steinkjer", "00", "post@example.no", "313909964"),
    recipient=Recipient("Ørland kommune", "Postboks 1", "7130 BREKSTAD", "315260183", "12346281942"),
    regime=Regime("Retningslinjer", "FOR-2021", False, "beslutningsgrunnlag", "innstilling", "Udir"),
    terms=Terms("2025/1", DAY, DAY, DAY, "Forumet", "planen", "Formål", ("Vilkår",), "Egeninnsats", ("x",), ("y",)),
    laws=Laws(control="§ 10", appeal="§ 28", access="§ 18", openness="§ 3"),
    responsible=Signature("A", "direktør"),
    case_handler=Signature("B", "rådgiver"),
    awards=(AWARD,),
)


def changed(path, **values):
    return replace(COMPLETE, **{path: replace(getattr(COMPLETE, path), **values)})


def test_a_complete_letter_lacks_nothing():
    assert letter_problems(COMPLETE) == []


@pytest.mark.parametrize(
    ("letter", "problem"),
    [
        (changed("sender", phone=""), LetterProblem.NO_SENDER),
        (changed("recipient", postal_address=""), LetterProblem.NO_ADDRESS),
        (changed("recipient", organisation_number=""), LetterProblem.NO_ORGANISATION_NUMBER),
        (changed("recipient", account_number=""), LetterProblem.NO_ACCOUNT),
        (changed("terms", case_number=""), LetterProblem.NO_CASE_NUMBER),
        (changed("terms", purpose=""), LetterProblem.NO_PURPOSE),
        (changed("terms", finish_by=None), LetterProblem.NO_FINISH),
        (changed("terms", pay_by=None), LetterProblem.NO_PAYMENT_DATE),
        (changed("terms", report_by=None), LetterProblem.NO_REPORT_DATE),
        (changed("terms", conditions=()), LetterProblem.NO_CONDITIONS),
        (changed("terms", own_contribution=""), LetterProblem.NO_OWN_CONTRIBUTION),
        (changed("regime", appeal_body=""), LetterProblem.NO_APPEAL_BODY),
        (changed("laws", control=""), LetterProblem.NO_LAW_CONTROL),
        (changed("laws", appeal=""), LetterProblem.NO_LAW_APPEAL),
        (changed("laws", access=""), LetterProblem.NO_LAW_ACCESS),
        (changed("laws", openness=""), LetterProblem.NO_LAW_OPENNESS),
        (replace(COMPLETE, responsible=None), LetterProblem.NO_SIGNATORY),
        (replace(COMPLETE, awards=(replace(AWARD, mandate=""),)), LetterProblem.NO_MANDATE),
        (replace(COMPLETE, awards=(replace(AWARD, facts=replace(FACTS, reference="")),)), LetterProblem.NO_MEETING),
    ],
    ids=lambda value: getattr(value, "value", ""),
)
def test_each_item_that_is_missing_is_named(letter, problem):
    assert letter_problems(letter) == [problem]


def test_the_parts_of_a_host_letter():
    assert COMPLETE.host_award is AWARD
    assert COMPLETE.only_award is AWARD
    assert (AWARD.requested_part, AWARD.filled_up, AWARD.refused, AWARD.is_whole_frame) == (500, 43, 0, True)
    assert AWARD.measures_part == 400
    assert COMPLETE.copies == ("Osen kommune",)
    assert (COMPLETE.amount, COMPLETE.is_held, COMPLETE.held_amount, COMPLETE.paid_amount) == (543, False, 0, 543)


def test_a_request_above_the_frame_is_refused_in_part():
    award = replace(AWARD, facts=replace(FACTS, requested=600))

    assert (award.requested_part, award.filled_up, award.refused) == (543, 0, 57)
    assert replace(award, facts=replace(FACTS, requested=None)).requested_part == 543


def test_a_letter_that_gathers_several():
    held = Award(
        facts=replace(FACTS, pk=2, is_network=False, conditions=("Meld fra",), payout_held=True, release=("Møt oss",)),
        amount=57,
    )
    letter = replace(COMPLETE, awards=(AWARD, held), number=9)

    assert (letter.host_award, letter.only_award) == (None, None)
    assert (letter.amount, letter.held_amount, letter.paid_amount) == (600, 57, 543)
    assert (letter.held_awards, letter.own_conditions) == ((held,), ("Meld fra",))
    assert (letter.fixed_awards, letter.network_awards) == ((held,), (AWARD,))
    assert (letter.number_text, letter.reference) == ("9/2025", "2025/1-9")
    assert (COMPLETE.number_text, COMPLETE.reference) == ("", "2025/1")


def test_a_text_that_names_what_the_letter_lacks_is_named_where_nothing_else_says_why():
    lacks = replace(COMPLETE, lacks_values=True)

    assert letter_problems(lacks) == [LetterProblem.NO_PLACEHOLDER_VALUE]
    assert letter_problems(replace(changed("terms", case_number=""), lacks_values=True)) == [
        LetterProblem.NO_CASE_NUMBER
    ]


def test_the_kind_of_a_letter_follows_from_its_decisions():
    assert kind_of([("first", "grant")]) == LetterKind.GRANT
    assert kind_of([("first", "grant"), ("first", "refusal")]) == LetterKind.PARTIAL
    assert kind_of([("first", "dismissal")]) == LetterKind.REFUSAL
    assert kind_of([("correction", "partial")]) == LetterKind.PARTIAL
    assert kind_of([("amendment", "refusal")]) == LetterKind.AMENDMENT
    assert kind_of([("leftover", "grant")]) == LetterKind.LEFTOVER
    assert kind_of([("appeal", "grant")]) == LetterKind.APPEAL_REVERSED


def test_what_is_corrected_and_changed_is_told_by_its_own_awards():
    corrected = replace(AWARD, facts=replace(AWARD.facts, change=DecisionChange.CORRECTION, change_reason="Feil"))
    letter = replace(COMPLETE, awards=(AWARD, corrected, corrected))

    assert letter.corrections == (corrected, corrected)
    assert letter.change_reasons == ("Feil",)


def test_only_what_is_dismissed_altogether_is_a_dismissal():
    dismissed = replace(AWARD, facts=replace(AWARD.facts, outcome=DecisionOutcome.DISMISSAL))

    assert replace(COMPLETE, awards=(dismissed,)).is_dismissal
    assert not replace(COMPLETE, awards=(dismissed, AWARD)).is_dismissal
    assert not replace(COMPLETE, awards=()).is_dismissal
