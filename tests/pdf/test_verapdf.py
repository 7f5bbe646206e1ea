"""veraPDF is really asked: it finds what is wrong with an ordinary PDF."""

import pytest
from weasyprint import HTML

from tests.pdf import verapdf

pytestmark = pytest.mark.pdf


def test_an_ordinary_pdf_is_neither_archive_nor_accessible(tmp_path):
    plain = tmp_path / "plain.pdf"
    HTML(string="<title>Brev</title><h1>Brev</h1>").write_pdf(plain)

    failures = verapdf.check("2a,ua1", [plain])

    assert {failure.file for failure in failures} == {str(plain)}
    assert {failure.flavour for failure in failures} == {"2a", "ua1"}
