"""Appeals on their pages: registered, assessed, settled by another, forwarded with the case."""

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.actions import appeals
from allocations.enums import AppealStatus
from allocations.models import Decision
from tests.allocations.lived import both_roles, decider, secretary, the_appeal, the_letter
from tests.factories import OwnerFactory
from tests.pdf_text import page_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def step(client, name, person, **data):
    client.force_login(person)
    appeal = the_appeal()
    fields = {"version": appeal.version, **data}
    return client.post(
        reverse("appeal_step", args=[appeal.pk, name]), {f"{name}-{field}": value for field, value in fields.items()}
    )


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, django_assert_num_queries, count):
    model = type(the_appeal())
    for number in range(count - 1):
        other = the_appeal_copy(number)
        model.objects.create(**other)
    client.force_login(secretary())

    with django_assert_num_queries(5):
        response = client.get(reverse("appeal_list"))

    assert len(response.context["page"].object_list) == count


def the_appeal_copy(number):
    from allocations.models import Appeal

    found = Appeal.objects.earliest("pk")
    names = ("letter", "decision", "received_on", "grounds", "notice_on", "counts_from", "deadline")
    return {name: getattr(found, name) for name in names} | {
        "appellant": OwnerFactory(county=found.letter.county, name=f"Klager {number}", number=f"99{number:02}")
    }


def test_registering_shows_the_last_day_and_why_it_is_refused(client):
    client.force_login(secretary())
    url = reverse("appeal_new", args=[the_letter().pk])

    page = client.get(url)
    answer = client.post(
        url, {"decision": the_appeal().decision_id, "received_on": the_appeal().received_on, "grounds": "x"}
    )

    assert page.context["time"].last_day == the_appeal().deadline
    assert answer.context["form"].non_field_errors()


def test_the_whole_way_to_the_appeal_body(client):
    assert step(client, "assess", secretary(), assessment="Ikke nytt.").status_code == 302
    assert step(client, "uphold", decider()).status_code == 302
    assert step(client, "forward", decider()).status_code == 302

    appeal = the_appeal()
    assert appeal.status == AppealStatus.FORWARDED
    pdf = client.get(reverse("appeal_case_pdf", args=[appeal.pk]))
    assert pdf.content == bytes(appeal.case_pdf)
    text = page_texts(pdf.content)[0]
    assert "Ikke nytt." in text
    assert appeal.grounds.split(" (")[0] in text
    forwarded_on = timezone.localdate(appeal.forwarded_at)
    given = {"outcome": "upheld", "outcome_on": forwarded_on.isoformat(), "text": "Stadfestet"}
    assert step(client, "close", secretary(), **given).status_code == 302
    assert the_appeal().status == AppealStatus.CLOSED


def test_nobody_settles_what_they_assessed_by_the_page(client):
    both = both_roles()
    appeals.assess(the_appeal(), assessment="x", actor=both, version=1)

    for name, data in (("uphold", {}), ("reverse", {"reason": "x"})):
        answer = step(client, name, both, **data)
        assert answer.context["forms"][name].non_field_errors()
        assert answer.context["is_own"]

    assert the_appeal().status == AppealStatus.RECEIVED


def test_a_reversal_links_to_the_new_decision(client):
    step(client, "assess", secretary(), assessment="Medhold.")
    step(client, "reverse", decider(), reason="Reisetida var ikke vurdert.")

    draft = Decision.objects.get(replaces=the_appeal().decision)
    page = client.get(reverse("appeal_detail", args=[the_appeal().pk]))
    assert reverse("decision_detail", args=[draft.pk]) in page.content.decode()


def test_bad_input_stays(client):
    answer = step(client, "assess", secretary(), assessment="")
    stale = step(client, "suspend", decider(), version=9, suspends="on")

    assert answer.context["forms"]["assess"].errors.keys() == {"assessment"}
    assert stale.context["forms"]["suspend"].non_field_errors()
    assert step(client, "nothing", secretary()).status_code == 404


def test_who_may_not_take_the_next_step_is_told_who_does(client):
    def waits(person):
        client.force_login(person)
        return str(client.get(the_appeal().get_absolute_url()).context["waits"])

    told = [(waits(secretary()), waits(decider()))]
    for name, person, data in (
        ("assess", secretary(), {"assessment": "Ikke nytt."}),
        ("uphold", decider(), {}),
        ("forward", decider(), {}),
        ("close", secretary(), {"outcome": "upheld", "outcome_on": timezone.localdate().isoformat(), "text": "Ja"}),
    ):
        step(client, name, person, **data)
        told.append((waits(secretary()), waits(decider())))

    assert told == [
        ("", "Klagen venter på at sekretariatet vurderer den."),
        ("Klagen er vurdert og venter på at beslutteren avgjør den.", ""),
        ("Vedtaket står fast, og klagen venter på at beslutteren sender den videre.", ""),
        ("", "Klagen er hos klageinstansen. Sekretariatet noterer hva instansen kommer til."),
        ("", ""),
    ]
