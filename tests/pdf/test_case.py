"""The case as the appeal body gets it: an archive format that everybody can read, in both language forms."""

import pytest

from allocations.case_pdf import case_pdf
from tests.allocations.lived import the_appeal
from tests.pdf.verapdf import check
from tests.pdf_text import heights, text_of

pytestmark = [pytest.mark.pdf, pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_case_of_an_appeal_passes_as_archive_format_and_as_accessible(tmp_path):
    appeal, files = the_appeal(), []
    for language in ("nb", "nn"):
        appeal.letter.language = language
        files.append(tmp_path / f"case-{language}.pdf")
        files[-1].write_bytes(case_pdf(appeal))
        text = text_of(files[-1].read_bytes())
        assert appeal.appellant.name in text
        assert appeal.letter.number_text in text

    assert check("2a,ua1", files) == []


def test_no_heading_is_drawn_over_the_next_where_the_decision_has_no_grounds():
    appeal = the_appeal()
    appeal.letter.language = "nb"
    appeal.decision.grounds = appeal.decision.remark = ""

    up = heights(case_pdf(appeal))

    assert up["vedtaket"] - up["Vår vurdering"] > 10
