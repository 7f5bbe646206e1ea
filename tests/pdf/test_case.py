"""The case as the appeal body gets it: an archive format that everybody can read, in both language forms."""

import io

import pytest
from pypdf import PdfReader

from allocations.case_pdf import case_pdf
from tests.allocations.lived import the_appeal
from tests.pdf.verapdf import check

pytestmark = [pytest.mark.pdf, pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_case_of_an_appeal_passes_as_archive_format_and_as_accessible(tmp_path):
    appeal, files = the_appeal(), []
    for language in ("nb", "nn"):
        appeal.letter.language = language
        files.append(tmp_path / f"case-{language}.pdf")
        files[-1].write_bytes(case_pdf(appeal))
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(files[-1].read_bytes())).pages)
        assert appeal.appellant.name in text
        assert appeal.letter.number_text in text

    assert check("2a,ua1", files) == []


def test_no_heading_is_drawn_over_the_next_where_the_decision_has_no_grounds():
    appeal, lines = the_appeal(), {}
    appeal.letter.language = "nb"
    appeal.decision.grounds = appeal.decision.remark = ""

    for page in PdfReader(io.BytesIO(case_pdf(appeal))).pages:
        page.extract_text(
            visitor_text=lambda text, _user, place, *_font: lines.setdefault(round(place[5]), []).append(text.strip())
        )
    down = {words: points for points, said in lines.items() for words in said}
    assert down["Vår vurdering"] - down["vedtaket"] > 10
