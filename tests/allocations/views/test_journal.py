"""The journal on its page and as files."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.actions import journal
from allocations.models import JournalEntry
from tests.allocations.lived import secretary, the_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def enter(count=1, **more):
    today = timezone.localdate()
    fields = {"direction": "incoming", "party": "=cmd", "content": "Spørsmål", "dated": today, "sent_on": today}
    return [
        journal.document(the_letter().county, actor=secretary(), now=timezone.now(), fields=fields | more)
        for _each in range(count)
    ][-1]


def address(name):
    return reverse(name, args=[the_letter().county.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, django_assert_num_queries, count):
    enter(count)
    client.force_login(secretary())

    with django_assert_num_queries(7):
        response = client.get(address("journal_list"))

    assert len(response.context["page"].object_list) == JournalEntry.objects.count()


def test_searched_by_words_and_direction(client):
    enter(content="Noe helt eget")
    client.force_login(secretary())

    found = client.get(address("journal_list"), {"q": "helt eget", "direction": "incoming"})
    none = client.get(address("journal_list"), {"q": "helt eget", "direction": "outgoing"})

    assert [entry.content for entry in found.context["page"]] == ["Noe helt eget"]
    assert not none.context["page"].object_list


def test_a_nul_among_the_words_is_passed_over(client):
    enter(content="Noe helt eget")
    client.force_login(secretary())

    found = client.get(address("journal_list"), {"q": "helt\0 eget"})
    csv = client.get(address("journal_csv"), {"q": "\0"})

    assert [entry.content for entry in found.context["page"]] == ["Noe helt eget"]
    assert found.context["search"] == "helt eget"
    assert len(csv.content.splitlines()) == JournalEntry.objects.count() + 1


def test_out_as_csv_and_json_with_the_six_fields(client):
    entry = enter(exempt=True, legal_ground="offentleglova § 13")
    client.force_login(secretary())

    text = client.get(address("journal_csv")).content.decode("utf-8-sig")
    rows = json.loads(client.get(address("journal_json")).content)["entries"]

    head, first, *_others = text.splitlines()
    assert head == "number;entered_on;document;direction;sent_on;party;content;dated;exempt;legal_ground"
    assert f"{entry};" in first
    assert "'=cmd" in first, "no formula comes along"
    assert {"number": str(entry), "party": "=cmd", "legal_ground": "offentleglova § 13"}.items() <= rows[0].items()
    assert len(rows) == JournalEntry.objects.count()


def test_entered_by_hand_and_exempted(client):
    client.force_login(secretary())
    today = timezone.localdate().isoformat()
    given = {"direction": "incoming", "party": "En", "content": "Brev", "dated": today, "sent_on": today}

    bad = client.post(address("journal_new"), given | {"exempt": "on"})
    good = client.post(address("journal_new"), given)

    entry = JournalEntry.objects.latest("number")
    assert bad.context["form"].non_field_errors()
    assert (good.status_code, entry.content) == (302, "Brev")
    url = reverse("journal_edit", args=[entry.pk])
    assert client.post(url, {"exempt": "on"}).context["form"].errors.keys() == {"legal_ground"}
    assert client.post(url, {"exempt": "on", "legal_ground": "offentleglova § 13"}).status_code == 302
    entry.refresh_from_db()
    assert entry.exempt
