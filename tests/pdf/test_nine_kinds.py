"""Letters of every kind in both language forms, as an archive would judge them and as a reader reads page one."""

import re
from base64 import b64encode
from dataclasses import replace
from functools import cache

import pytest

from allocations.enums import DECISION_KINDS, MONEY_KINDS, DecisionChange, DecisionOutcome, LetterKind
from allocations.rendering import letter_html, letter_title
from allocations.services.letters import letter_problems
from allocations.services.logo import drawn_anew
from allocations.services.notices import Logo
from dekom.core.kroner import format_kroner
from dekom.core.pdf import render_archive_pdf
from tests import pdf_text
from tests.allocations.services.test_logo import picture
from tests.pdf.nine import KINDS, TO_A_UNIVERSITY, letter
from tests.pdf.verapdf import check

pytestmark = pytest.mark.pdf
LANGUAGES = ("nb", "nn")

# What the reader must find on page one: what, of what, what to do, by when, and what one may do about it.
MONEY_NB = ("Vedtak", "Dette får dere", "Dette må dere gjøre", "Lever rapporten", "Klagefrist")
MONEY_NN = ("Vedtak", "Dette får de", "Dette må de gjere", "Lever rapporten", "Klagefrist")
FIVE = {
    **{(kind, "nb"): MONEY_NB for kind in MONEY_KINDS},
    **{(kind, "nn"): MONEY_NN for kind in MONEY_KINDS},
    (LetterKind.REFUSAL, "nb"): ("Vi avslår", "Dette avslår vi", "Dette kan dere gjøre", "Begrunnelse", "Klagefrist"),
    (LetterKind.REFUSAL, "nn"): ("Vi avslår", "Dette avslår vi", "Dette kan de gjere", "Grunngiving", "Klagefrist"),
    (LetterKind.SET_OFF, "nb"): (
        "Vi trekker 130 000 kroner",
        "Dette gjelder det",
        "Dette må dere gjøre",
        "150 000 kroner igjen",
        "Klagefrist",
    ),
    (LetterKind.SET_OFF, "nn"): (
        "Vi trekkjer 130 000 kroner",
        "Dette gjeld det",
        "Dette må de gjere",
        "150 000 kroner att",
        "Klagefrist",
    ),
    (LetterKind.PAY_BACK, "nb"): (
        "Dere må betale tilbake 130 000 kroner",
        "Dette gjelder det",
        "Dette må dere gjøre",
        "innen fristen på fakturaen",
        "Klagefrist",
    ),
    (LetterKind.PAY_BACK, "nn"): (
        "De må betale tilbake 130 000 kroner",
        "Dette gjeld det",
        "Dette må de gjere",
        "innan fristen på fakturaen",
        "Klagefrist",
    ),
    (LetterKind.CARRY_OVER, "nb"): (
        "Dere kan bruke 130 000 kroner i 2028",
        "Dette gjelder det",
        "Dette må dere gjøre",
        "rapporten for 2028",
        "Klagefrist",
    ),
    (LetterKind.CARRY_OVER, "nn"): (
        "De kan bruke 130 000 kroner i 2028",
        "Dette gjeld det",
        "Dette må de gjere",
        "rapporten for 2028",
        "Klagefrist",
    ),
    (LetterKind.REMINDER, "nb"): (
        "Rapporten for 2027 mangler",
        "Brev 12/2027",
        "Dette må dere gjøre",
        "23. april 2027",
        "Dette kan skje ellers",
    ),
    (LetterKind.REMINDER, "nn"): (
        "Rapporten for 2027 manglar",
        "Brev 12/2027",
        "Dette må de gjere",
        "23. april 2027",
        "Dette kan skje elles",
    ),
    (LetterKind.APPEAL_FORWARDED, "nb"): (
        "Vi har sendt klagen til Utdanningsdirektoratet",
        "endrer ikke vedtaket",
        "Vedtaket gjelder mens klagen",
        "15. mars 2027",
        "Dette kan dere gjøre",
    ),
    (LetterKind.APPEAL_FORWARDED, "nn"): (
        "Vi har sendt klaga til Utdanningsdirektoratet",
        "endrar ikkje vedtaket",
        "Vedtaket gjeld medan klaga",
        "15. mars 2027",
        "Dette kan de gjere",
    ),
}
EVERY = [(kind, language) for kind in KINDS for language in LANGUAGES]


@cache
def drawn(kind, language):
    return render_archive_pdf(letter_html(letter(kind, language)))


@cache
def page_texts(kind, language):
    return pdf_text.page_texts(drawn(kind, language))


def test_every_kind_in_two_forms_passes_as_archive_format_and_as_accessible(tmp_path):
    files = []
    for kind, language in EVERY:
        files.append(tmp_path / f"{kind}-{language}.pdf")
        files[-1].write_bytes(drawn(kind, language))
    with_logo = letter(
        LetterKind.GRANT,
        "nb",
        logo=Logo("data:image/png;base64," + b64encode(drawn_anew(picture())).decode(), "Riksvåpenet"),
    )
    files.append(tmp_path / "logo.pdf")
    files[-1].write_bytes(render_archive_pdf(letter_html(with_logo)))

    for language in LANGUAGES:
        files.append(tmp_path / f"university-{language}.pdf")
        files[-1].write_bytes(render_archive_pdf(letter_html(letter("grant", language, awards=TO_A_UNIVERSITY))))

    assert len(files) == 25
    assert check("2a,ua1", files) == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_page_one_gives_the_five_answers_that_fit_its_kind(kind, language):
    first = page_texts(kind, language)[0]

    assert [answer for answer in FIVE[kind, language] if answer not in first] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_nothing_is_lacking_left_open_or_in_the_other_form(kind, language):
    content = letter(kind, language)
    html = letter_html(content)

    assert letter_problems(content) == []
    assert "{{" not in html
    assert "None" not in html
    assert "()" not in html
    assert f'<html lang="{language}">' in html
    assert ('data-block="appeal"' in html) == (kind in DECISION_KINDS)


@pytest.mark.parametrize(("kind", "language"), [each for each in EVERY if KINDS[each[0]].get("awards", True)])
def test_the_amounts_add_up(kind, language):
    """The sums that the tables show are the letter's own, read out of the file."""
    content, whole = letter(kind, language), " ".join(page_texts(kind, language))
    shown = {int(found.replace(" ", "")) for found in re.findall(r"(?<![\d/–-])\d{1,3}(?: \d{3})+(?!\d)", whole)}
    old_and_new = {content.old_amount, abs(content.change)} if content.is_change else {content.refused}
    expected = {content.amount, *old_and_new}

    assert expected - {0} <= shown
    if kind == LetterKind.PARTIAL:
        assert content.refused == sum(part.amount for part in content.refused_parts) == 240_000
        assert content.amount + content.refused == content.awards[0].facts.requested


@pytest.mark.parametrize(
    ("way", "language", "said"),
    [
        (
            "pay_back",
            "nb",
            ("Dere må betale tilbake 130 000 kroner", "Vent på fakturaen", "Dere betaler"),
        ),
        ("pay_back", "nn", ("De må betale tilbake 130 000 kroner", "Vent på fakturaen", "De betaler")),
        (
            "carry_over",
            "nb",
            ("Dere kan bruke 130 000 kroner i 2028", "det samme formålet", "Til neste år"),
        ),
        ("carry_over", "nn", ("De kan bruke 130 000 kroner i 2028", "det same formålet", "Til neste år")),
    ],
)
def test_money_paid_back_or_carried_over_is_told_in_its_own_words(way, language, said):
    html = letter_html(letter(LetterKind(way), language)).replace("\u00a0", " ")

    assert [each for each in said if each not in html] == []
    assert not re.search("trekk(er|jer)", html)


def test_a_universitys_letter_gathers_its_parts_in_one_table_with_their_measures():
    html = letter_html(letter("grant", "nb", awards=TO_A_UNIVERSITY)).replace("\u00a0", " ")

    table = html[html.index("Deres del, vedtak for vedtak") :]
    rows = [re.sub("<[^>]+>", "|", row) for row in re.findall("<tr.*?</tr>", table, re.DOTALL)]
    assert [re.sub(r"\|+", "|", row).strip("|").split("|") for row in rows[:5]] == [
        ["Hva pengene gjelder", "Tiltak", "Hele vedtaket", "Deres del i kroner"],
        ["Kompetansenettverk Nordvika", "Språk og lesing", "1 420 000", "200 000"],
        ["Kompetansenettverk Sørvika", "Språk og lesing", "God overgang", "1 420 000", "50 000"],
        ["Nettverk for UH", "–", "1 420 000", "30 000"],
        ["Sum til Nordvika kommune", "280 000"],
    ]


def test_no_side_heading_is_cut_by_a_page_wherever_it_falls():
    [award] = letter("grant", "nb").awards
    for more in range(14):  # each a line lower than before
        content = letter("grant", "nb", awards=(replace(award, measures=("Språk og lesing",) * (1 + more)),))
        text = pdf_text.text_of(render_archive_pdf(letter_html(content)))
        assert (text.count("og tilbakebetaling"), text.count("Innsyn og offentlighet")) == (1, 1), more


def test_a_set_off_sums():
    whole = " ".join(page_texts(LetterKind.SET_OFF, "nb"))

    assert "Sum 150 000 130 000" in whole


@pytest.mark.parametrize(("language", "said"), [("nb", "i stedet for"), ("nn", "i staden for")])
def test_a_settlement_made_anew_names_the_letter_that_it_replaces_and_why(language, said):
    first = page_texts(LetterKind.PAY_BACK, language)[0]

    assert f"{said} vedtaket i brev 2027/18." in first
    assert "Fellestiltaket ble utsatt." in first


def test_each_kind_has_a_title_that_says_the_result():
    titles = {letter_title(letter(kind, language)) for kind, language in EVERY}

    assert len(titles) == 21, "a refusal reads the same in both forms"
    assert f"Dere får {format_kroner(61_000)} kroner mer for 2027" in titles


def with_facts(kind, told_as, **facts):
    """The kind's one decision with other facts, told as another kind of letter."""
    award = letter(kind, "nb").awards[0]
    changed = replace(award, facts=replace(award.facts, **facts))
    return letter_html(letter(told_as, "nb", awards=(changed,))).replace("\u00a0", " ")


def test_a_dismissal_says_that_nothing_was_judged():
    html = with_facts(LetterKind.REFUSAL, LetterKind.REFUSAL, outcome=DecisionOutcome.DISMISSAL)

    assert "Vi avviser søknaden" in html
    assert "ikke vurdert innholdet" in html


def test_a_correction_shows_what_was_corrected_before_the_decision():
    facts = {"change": DecisionChange.CORRECTION, "change_reason": "Feil kontonummer."}

    html = with_facts(LetterKind.AMENDMENT, LetterKind.GRANT, **facts)

    assert html.index('data-block="correction"') < html.index('data-block="decision"')
    assert "1 420 000 kroner er rettet til 1 300 000 kroner" in html
    assert "Feil kontonummer." in html


def test_an_intent_for_later_years_makes_the_reservation():
    html = with_facts(LetterKind.GRANT, LetterKind.GRANT, intent_until=2029, intent_amount=500_000)

    assert "inntil 500 000 kroner hvert år til og med 2029" in html
    assert "Det er ikke et tilsagn: Hvert års penger avhenger av statsbudsjettet" in html
