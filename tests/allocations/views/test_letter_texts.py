"""The letters' texts on their page: tried on real letters, refused with line and cause, stored; and answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.urls import reverse

from allocations.models import DecisionLetter, LetterBlock, Letterhead
from allocations.permissions.decisions import may_answer
from allocations.selectors.letter_texts import shipped_text
from allocations.services.block_text import blocks_of
from tests.allocations.lived import secretary, the_letter
from tests.allocations.services.test_logo import picture
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

OWN = ("access", "contact", "message")


def typed(kind="reminder", **changed):
    shipped = {
        f"{block}_{language}": shipped_text(kind, block, language)
        for block in blocks_of(kind)
        for language in ("nb", "nn")
    }
    return shipped | changed


def url(name="letter_template_edit", *more):
    return reverse(name, args=[the_letter().county.pk, *more])


def test_an_unknown_placeholder_cant_be_saved_and_its_line_is_named(client):
    client.force_login(secretary())

    answer = client.post(url("letter_template_edit", "reminder"), typed(message_nb="Hei\n{{ amuont }}"))

    assert answer.context["form"].errors["message_nb"] == ["Linje 2: Det flettefeltet finnes ikke. Mente du «amount»?"]
    assert not LetterBlock.objects.filter(kind="reminder").exists()
    assert answer.context["form"]["message_nb"].value() == "Hei\n{{ amuont }}", "nothing typed is lost"


def test_a_text_is_stored(client):
    client.force_login(secretary())

    answer = client.post(url("letter_template_edit", "reminder"), typed(message_nb="Husk {{ new_deadline }}."))

    assert answer.url == url("letter_template_list")
    assert LetterBlock.objects.get(kind="reminder").text_nb == "Husk {{ new_deadline }}."
    page = client.get(url("letter_template_edit", "reminder"))
    assert page.context["form"]["message_nb"].value() == "Husk {{ new_deadline }}."


def test_the_preview_uses_real_letters_the_odd_ones_first_and_stores_nothing(client):
    client.force_login(secretary())

    page = client.get(url("letter_template_edit", "grant"))
    oddities = [len(sample.oddities) for sample in page.context["samples"]]
    answer = client.post(
        url("letter_template_preview", "grant"),
        typed("grant", contact_nb="Ring {{ phone }} eller {{ email }}, {{ recipient }}. {{ x }}"),
    )
    fine = client.post(
        url("letter_template_preview", "grant"), typed("grant", contact_nb="{{ phone }} {{ email }} {{ recipient }}")
    )

    assert oddities == sorted(oddities, reverse=True)
    assert oddities[0] > 0
    assert "x" in str(answer.context["preview"]["faults"])
    sample = fine.context["preview"]["sample"]
    assert sample.content.recipient.name in fine.content.decode()
    assert not LetterBlock.objects.filter(kind="grant", text_nb__contains="recipient").exists()


def test_without_a_script_the_same_page_previews(client):
    client.force_login(secretary())

    answer = client.post(
        url("letter_template_edit", "reminder"), typed(message_nb="Ny {{ new_deadline }}", preview="1")
    )

    assert "Ny" in str(answer.context["preview"]["blocks"])
    assert not LetterBlock.objects.filter(kind="reminder").exists()
    assert client.get(url("letter_template_edit", "nothing")).status_code == 404


def test_a_logo_is_uploaded_shown_and_removed(client):
    client.force_login(secretary())
    given = {"alt_nb": "Riksvåpenet", "alt_nn": "Riksvåpenet"}

    bad = client.post(url("letterhead_edit"), given | {"image": SimpleUploadedFile("x.png", b"<svg/>")})
    good = client.post(url("letterhead_edit"), given | {"image": SimpleUploadedFile("x.png", picture())})

    assert bad.context["form"].errors.keys() == {"image"}
    assert good.status_code == 302
    assert client.get(url("letterhead_logo"))["Content-Type"] == "image/png"
    client.post(url("letterhead_edit"), {"remove": "1"})
    assert not Letterhead.objects.exists()


def test_the_recipient_accepts_on_the_letters_page(client):
    letter = the_letter()
    client.force_login(somebody("leder"))

    page = client.get(letter.get_absolute_url())
    answer = client.post(reverse("letter_answer", args=[letter.pk]), {"kind": "accepted"})
    after = client.get(letter.get_absolute_url())

    assert (page.context["may_answer"], page.context["asks_acceptance"]) == (True, True)
    assert answer.url == letter.get_absolute_url()
    assert after.context["answers"].keys() == {"received", "accepted"}


def test_a_letter_without_its_file_is_not_answered():
    letter = DecisionLetter(pk=1, number=1, year=2024, status="issued", loaded=True)
    leader = somebody("leder")

    panel = render_to_string("allocations/_letter_answers.html", {"letter": letter, "asks_acceptance": True})

    assert (panel.strip(), may_answer(leader, letter)) == ("", False)


def test_a_reminder_is_sent_from_the_letters_page(client):
    client.force_login(secretary())
    address = reverse("letter_remind", args=[the_letter().pk])

    bad = client.post(address, {"subject": "report", "new_deadline": "2020-01-01"})
    good = client.post(address, {"subject": "report", "new_deadline": "2099-01-01"})

    assert bad.context["form"].non_field_errors()
    assert good.status_code == 302


@pytest.mark.parametrize("own", [1, 3])
def test_query_count(client, own, django_assert_num_queries):
    client.force_login(secretary())
    own_texts = dict.fromkeys(OWN[:own], "Ring {{ phone }}, {{ email }}. {{ law_access }} {{ law_openness }}")
    client.post(
        url("letter_template_edit", "reminder"), typed(**{f"{each}_nb": text for each, text in own_texts.items()})
    )
    assert LetterBlock.objects.filter(kind="reminder").count() == own

    # session, user, roles, county; texts, round, decisions, their lines; what waits to be approved, and to be issued
    edit, listed = url("letter_template_edit", "reminder"), url("letter_template_list")
    with django_assert_num_queries(10):
        client.get(edit)
    with django_assert_num_queries(6):  # session, user, roles, county; texts, letterhead
        client.get(listed)
