"""Every letter of the 2025 round, in bokmål and in nynorsk, as an archive would judge it and as a reader reads it."""

import re
from dataclasses import replace
from functools import cache

import pytest
from django.utils import timezone, translation

from allocations.rendering import letter_html, letter_title
from allocations.selectors.letter_contents import decisions_for_letters, letter_contents, round_for_letters
from allocations.services.letters import letter_problems
from dekom.core.kroner import format_kroner
from dekom.core.pdf import render_archive_pdf
from networks.models import LegalBasis, Organisation, Round
from tests.allocations.world import prepared
from tests.pdf.verapdf import check
from tests.pdf_text import page_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts"), pytest.mark.pdf]
FIVE_ANSWERS = {
    "nb": ("Vedtak", "Dette får dere", "Dette må dere gjøre", "Lever rapporten", "Klagefrist", "Send klagen til oss"),
    "nn": ("Vedtak", "Dette får de", "Dette må de gjere", "Lever rapporten", "Klagefrist", "Send klaga til oss"),
}
BLOCKS = [
    *("sender", "recipient", "reference", "subject", "decision", "grounds", "purpose", "time-frame", "distribution"),
    *("conditions", "own-contribution", "payment", "reporting", "control", "reactions", "appeal", "access", "contact"),
    *("signatures", "copies", "enclosures"),
]
drawn = cache(render_archive_pdf)  # many tests read the same letters
pages = cache(page_texts)


def contents(language=None, legal_basis=None):
    """All letters of the prepared round; with a language every recipient has chosen it."""
    prepared()
    if language:
        Organisation.objects.update(language_form=language)
    if legal_basis:
        Round.objects.filter(year=2025).update(legal_basis=LegalBasis.objects.get(code=legal_basis))
    day = timezone.localdate()
    round_ = round_for_letters(Round.objects.all()).get(year=2025, scheme__code="kompetanseloftet")
    found = letter_contents(round_, list(decisions_for_letters(round_, day)), day=day)
    return [replace(content, number=number) for number, content in enumerate(found.values(), 1)]


def test_every_letter_passes_as_archive_format_and_as_accessible(tmp_path):
    files = []
    for language in ("nb", "nn"):
        letters = contents(language)
        assert {letter.language for letter in letters} == {language}
        for letter in letters:
            files.append(tmp_path / f"{letter.number}-{language}.pdf")
            files[-1].write_bytes(drawn(letter_html(letter)))

    assert len(files) == 30
    assert check("2a,ua1", files) == []


def test_a_broken_letter_fails(tmp_path):
    html = letter_html(contents()[0])
    broken = {
        "no title": re.sub(r"<title>.*?</title>", "", html, flags=re.DOTALL),
        "an image without alt": html.replace("</main>", '<img src="icon.svg"></main>'),
    }
    for name, wrong in broken.items():
        (tmp_path / name).write_bytes(render_archive_pdf(wrong))

    failures = check("ua1", [tmp_path / name for name in broken])

    clauses = {name: {each.clause for each in failures if each.file == str(tmp_path / name)} for name in broken}
    assert any(clause.startswith("7.1") for clause in clauses["no title"])
    assert any(clause.startswith("7.3") for clause in clauses["an image without alt"])


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_page_one_answers_what_for_what_conditions_report_and_appeal(language):
    for letter in contents(language):
        text = pages(drawn(letter_html(letter)))[0]

        amount = format_kroner(letter.amount).replace("\u00a0", " ")
        assert f"{amount} kr" in text
        assert letter.awards[0].facts.name in text
        assert [answer for answer in FIVE_ANSWERS[language] if answer not in text] == []
        assert "15. juni 2026" in text
        if letter.is_held:
            assert "NTNU" in text
            assert letter.awards[0].facts.release[0] in text


def test_the_amounts_read_from_the_files_sum_to_the_decisions():
    read = {}
    for letter in contents():
        whole = " ".join(pages(drawn(letter_html(letter))))
        title = re.search(r"D(?:er)?e får ([\d ]+) kroner for 2025", whole)
        read[letter.recipient.name] = int(title[1].replace(" ", ""))
        assert read[letter.recipient.name] == letter.amount
        assert letter.recipient.organisation_number in whole.replace(" ", "")
        assert letter.recipient.account_number in whole.replace(" ", "")

    assert len(read) == 15
    assert sum(read.values()) == 12_200_000
    assert read["Stjørdal kommune"] == 793_881


def test_vaernes_is_told_why_its_payout_is_held_and_what_releases_it():
    letter = next(letter for letter in contents() if letter.recipient.name == "Stjørdal kommune")

    text = " ".join(pages(drawn(letter_html(letter))))

    assert "men vi betaler senere" in text
    assert "UH har ikke vært involvert i prosessen siden 2023." in text
    assert "Før vi betaler ut" in text
    assert "Send oss en plan som viser hvordan NTNU deltar" in text


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_letter_takes_three_pages_and_none_of_them_holds_only_names(language):
    for letter in contents(language):
        *_others, last = found = pages(drawn(letter_html(letter)))

        assert len(found) <= 3
        assert "Kontakt" in last


def test_a_longer_letter_takes_text_along_to_its_last_page():
    letter = next(letter for letter in contents() if letter.recipient.name == "Stjørdal kommune")

    for lines in range(1, 12):
        longer = replace(letter, terms=replace(letter.terms, conditions=(*letter.terms.conditions, *["Mer"] * lines)))

        assert "Kontakt" in pages(render_archive_pdf(letter_html(longer)))[-1]


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("legal_basis", ["FOR-2021-01-26-230", "FOR-2026-01-12-23"])
def test_blocks_come_in_the_order_required_and_nothing_is_left_open(language, legal_basis):
    for letter in contents(language, legal_basis):
        html = letter_html(letter)
        found = re.findall(r'data-block="([a-z-]+)"', html)

        assert letter_problems(letter) == []
        assert found == [block for block in BLOCKS if block in found]
        assert set(BLOCKS) - set(found) <= {"copies"}, "only copies may be lacking"
        assert "None" not in html
        assert "()" not in html


def test_input_is_not_called_a_recommendation_under_the_2026_regulation():
    letter = contents("nb", "FOR-2026-01-12-23")[0]

    html = letter_html(letter)

    assert "Et innspill er ikke en innstilling" in html
    assert "forskriften §§\u00a015–16" in html


def test_the_letter_keeps_its_language_whatever_the_reader_speaks():
    letter = next(letter for letter in contents() if letter.recipient.name == "Nærøysund kommune")

    with translation.override("en"):
        assert letter_title(letter) == "De får 449\u00a0418 kroner for 2025, heile ramma dykkar"
        assert "15.\u00a0juni 2026" in letter_html(letter)


def test_the_same_letter_gives_the_same_bytes():
    html = letter_html(contents()[0])

    assert render_archive_pdf(html) == render_archive_pdf(html)


def test_a_draft_says_so_on_every_page_and_may_hide_the_account():
    letter = contents()[0]

    text = pages(render_archive_pdf(letter_html(letter, draft=True, mask_account=True)))

    assert all("Utkast, ikke et vedtak" in page for page in text)
    assert letter.recipient.account_number not in " ".join(text).replace(" ", "")


@pytest.mark.parametrize("source", ["https://example.com/x.png", "file:///etc/hostname", "css/nothing.css"])
def test_nothing_but_our_static_files_is_fetched(source):
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        render_archive_pdf(f'<!doctype html><html lang="nb"><title>x</title><img alt="x" src="{source}">')
