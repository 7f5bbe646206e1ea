"""A letter that is issued stays, whoever asks the database. The demo has Fosen's, to Ørland, issued."""

import pytest
from django.utils import timezone

from allocations.models import DecisionLetter
from tests.allocations.models.test_immutability import refused
from tests.allocations.world import letter_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LETTER = "Ørland"


@pytest.mark.parametrize(
    "change", ["amount = 1", "pdf = 'x'", "sha256 = repeat('0', 64)", "number = 99", "title = ''", "issued_at = now()"]
)
def test_an_issued_letter_cant_be_changed_by_sql(change):
    refused(f"UPDATE allocations_decisionletter SET {change}", because="pgtrigger: Cannot update")


def test_an_issued_letter_cant_be_deleted_by_sql():
    refused("DELETE FROM allocations_letterline", because="Cannot (update or )?delete")
    refused("DELETE FROM allocations_decisionletter", because="Cannot delete")


def test_an_issued_letter_gets_no_more_lines_by_sql():
    sql = "INSERT INTO allocations_letterline (letter_id, decision_line_id, as_host) SELECT %s, id, false FROM"
    sql += " allocations_decisionline WHERE id NOT IN (SELECT decision_line_id FROM allocations_letterline) LIMIT 1"

    refused(sql, letter_to(LETTER).pk, because="an issued letter gets no more lines")


def test_the_template_can_change_without_changing_an_issued_letter(tmp_path, settings):
    before = bytes(DecisionLetter.objects.defer(None).get(pk=letter_to(LETTER).pk).pdf)
    folder = tmp_path / "allocations" / "letters" / "nb"
    folder.mkdir(parents=True)
    (folder / "subject.html").write_text("Something else")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    from allocations.actions.issue import content_of
    from allocations.rendering import letter_title

    letter = DecisionLetter.objects.defer(None).get(pk=letter_to(LETTER).pk)
    assert letter_title(content_of(letter, timezone.now())) == "Something else"
    assert bytes(letter.pdf) == before
    assert letter.title == "Dere får 643\u00a0042 kroner for 2025, hele ramma deres"
