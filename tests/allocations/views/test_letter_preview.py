"""How a letter would look, before anything is issued."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from allocations.models import DecisionLetter, LetterTerms
from tests.allocations.world import prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def url(name="letter_preview", code="vaernes"):
    recipient = the_round().decisions.get(network__code=code).lines.get().recipient_id
    return reverse(name, args=[the_round().pk, recipient])


def test_the_web_page_says_what_is_missing_and_hides_the_account(client):
    prepared()
    LetterTerms.objects.update(case_number="")
    client.force_login(somebody("saksbehandler"))

    text = client.get(url()).content.decode()

    assert "Dere får 793\u00a0881 kroner for 2025, men vi betaler senere" in text
    assert "Saksnummeret" in text or "case number" in text
    assert "•••• •• •••" in text


def test_the_auditor_reads_the_account(client):
    prepared()
    client.force_login(somebody("revisor"))

    assert "••••" not in client.get(url()).content.decode()


def test_the_pdf_is_a_draft_and_leaves_nothing_behind(client):
    prepared()
    client.force_login(somebody("beslutter"))

    answer = client.get(url("letter_preview_pdf"))

    assert answer.content[:5] == b"%PDF-"
    assert not DecisionLetter.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("leder", 403), ("medlem", 403), ("registrator", 403)])
def test_others_may_not(client, name, status):
    prepared()
    client.force_login(somebody(name))

    assert client.get(url()).status_code == status


def test_nobody_gets_a_letter_that_would_not_be_written(client):
    client.force_login(somebody("saksbehandler"))

    assert client.get(reverse("letter_preview", args=[the_round().pk, 0])).status_code == 404


def test_query_count(client, django_assert_max_num_queries):
    prepared()
    address = url()
    client.force_login(somebody("saksbehandler"))

    with django_assert_max_num_queries(12):
        client.get(address)


def test_a_web_process_does_not_carry_weasyprint():
    """Every module of every page, the admin's among them, in a process of its own."""
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'dekom.settings'; django.setup();"
        "from django.core.handlers.wsgi import WSGIHandler; from django.urls import get_resolver; WSGIHandler();"
        "assert get_resolver().reverse_dict; heavy = {'weasyprint', 'openpyxl', 'pikepdf'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]

    found = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
