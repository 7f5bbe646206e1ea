"""Two have changed the same field, and it is no text: both are told in words, and nothing is put together."""

import re

import pytest

from networks.models import CostLine, Measure
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def test_a_conflict_about_a_choice_is_told_in_words(client, w):
    first, second = PartnerFactory(county=None, name="Nord"), PartnerFactory(county=None, name="NTNU")
    Measure.objects.filter(pk=w.measure.pk).update(partner=first, partner_role="subject_expert", title="Theirs")
    CostLine.objects.filter(pk=w.network_line.pk).update(recipient=None, kind="travel", amount=7)

    client.force_login(w.leader)

    def told(key, value, base="0"):
        answer = client.post(f"/decision-bases/{w.basis.pk}/save/", {"key": key, "base": base, "value": value})
        html = answer.json()["html"]
        words = re.sub(r"<[^>]+>", "", html[html.index("dk-versions") :])
        assert (answer.status_code, "conflict-merged" in html) == (409, key.endswith("title"))
        return words

    assert "Nord" in told(f"measure-{w.measure.pk}-partner", str(second.pk))
    assert "NTNU" in told(f"measure-{w.measure.pk}-partner", str(second.pk))
    role = told(f"measure-{w.measure.pk}-partner_role", "development_partner")
    assert [word in role for word in ("Fagekspert", "Utviklingspartner")] == [True, True]
    assert "Nettverket" in told(f"cost-{w.network_line.pk}-recipient", str(second.pk))
    assert "7" in told(f"cost-{w.network_line.pk}-amount", "9")
    assert "Theirs" in told(f"measure-{w.measure.pk}-title", "Mine")


def test_without_scripts_the_next_save_begins_from_what_is_stored(client, w):
    first, second = PartnerFactory(county=None), PartnerFactory(county=None)
    Measure.objects.filter(pk=w.measure.pk).update(partner=first)
    key, page = f"measure-{w.measure.pk}-partner", f"/decision-bases/{w.basis.pk}/measures/{w.measure.pk}/"
    client.force_login(w.leader)

    clash = client.post(page, {f"base-{key}": "0", key: second.pk, "save": "1"}).text
    again = client.post(page, {f"base-{key}": first.pk, key: second.pk, "save": "1"})

    assert [words in clash for words in (f'name="base-{key}" value="{first.pk}"', first.name)] == [True, True]
    assert (again.status_code, Measure.objects.get(pk=w.measure.pk).partner_id) == (302, second.pk)
