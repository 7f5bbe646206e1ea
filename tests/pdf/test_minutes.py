"""The minutes of 12 March 2025 as they were sent: archive quality, and all that the real minutes hold."""

import pytest

from forum.models import Meeting
from tests.pdf import verapdf
from tests.pdf_text import text_of

pytestmark = [pytest.mark.pdf, pytest.mark.usefixtures("drafts"), pytest.mark.django_db]


@pytest.fixture
def pdf(drafts):
    return bytes(Meeting.objects.get(date__year=2025).sent_minutes.get().pdf)


def test_is_an_archive_file_and_accessible(pdf, tmp_path):
    path = tmp_path / "minutes.pdf"
    path.write_bytes(pdf)

    assert verapdf.check("2a,ua1", [path]) == []


def test_holds_what_the_real_minutes_hold(pdf):
    text = text_of(pdf)

    for part in (
        "12. mars 2025",
        "Scandic Hell Hotel, Stjørdal",
        "10:00–16:00",
        "11 forfall, 5 varaer møtte. 35 av 41 plasser var stemmeberettigede (fra kl. 12:00).",
        "NTNU (fra kl. 11:00)",
        "Ytre Namdal (fra kl. 12:00)",
        "Sak 6/25 Aktuelt",
        "Sak 7/25",
        "Sak 8/25",
        "Enstemmig vedtatt, 35 stemmer.",
        "Falt: 11 for, 23 mot. 12 stemmers flertall.",
        "Restmidler fordeles i septembermøtet",
        "Trondheim og Malvik 3 533 145 3 533 145 Plan for bruk av restmidler.",
        "630 000 (lavere enn ramma)",
        "Utbetalingen holdes til dette er gjort: Ha dialog med NTNU",
        "Sum 11 400 000",
        "Skal følges opp",
    ):
        assert part in text.replace("\u00a0", " "), part
