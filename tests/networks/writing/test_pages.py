"""The pages: written without scripts, saved field by field, refused to those who may not."""

import pytest
from django.core.files.uploadhandler import SkipFile
from django.urls import reverse

from dekom.core.uploads import TOO_LARGE, LimitedUpload, faults_of
from networks.enums import RoleKind
from networks.models import BasisContent, BasisFile, Comment, DecisionBasis, PartMark, Submission
from tests.factories import CostLineFactory, DecisionBasisFactory, MeasureFactory, person
from tests.networks.writing.conftest import again, url
from tests.networks.writing.test_files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


def save(client, w, key, base, value, **more):
    return client.post(url(w, "save"), {"key": key, "base": base, "value": value, **more})


# --- Autosave


def test_a_text_is_saved_in_six_queries(leader, w, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user, roles, the locked basis, the field
        response = save(leader, w, "basis-needs", "Behov.", "Nye behov.")

    assert (response.status_code, response.json()["value"]) == (200, "Nye behov.")
    assert again(w.content).needs == "Nye behov."


@pytest.mark.parametrize("measures", [1, 3])
def test_an_amount_is_saved_in_six_queries_and_brings_the_meter(leader, w, measures, django_assert_num_queries):
    for order in range(2, measures + 1):
        CostLineFactory(measure=MeasureFactory(basis=w.basis, order=order), amount=0)

    with django_assert_num_queries(6):  # as above, and the sums of all measures
        response = save(leader, w, f"cost-{w.network_line.pk}-amount", "200 000", "250000")

    answer = response.json()
    assert (answer["value"], answer["sums"][str(w.measure.pk)]) == ("250\u00a0000", "550\u00a0000")
    assert "50\u00a0000" in answer["meter"]
    assert save(leader, w, "basis-coordination_amount", "100 000", "50000").json()["value"] == "50\u00a0000"


def test_a_basis_brought_in_with_its_sum_alone_says_what_it_asks_for(client):
    basis = DecisionBasisFactory(status="submitted", requested=512_345, frame=600_000)
    client.force_login(person(RoleKind.SECRETARIAT, basis.round.county))

    response = client.get(reverse("decision_basis_detail", args=[basis.pk]))
    document = client.get(reverse("decision_basis_read", args=[basis.pk])).content.decode()

    meter, page = response.context["meter"], response.content.decode()
    assert (meter["asked"], meter["left"]) == (512_345, 87_655)
    assert "512\u00a0345" in page
    assert "Kostnadene bak summen er ikke skrevet i Dekom." in page
    assert ("Hentet inn i Dekom fra en fil" in page, "Åpnet for skriving" in page) == (True, False)
    assert ("Bare summen er hentet inn" in document, "Ingenting er skrevet ennå" in document) == (True, False)


def test_a_conflict_answers_with_both_texts(leader, w, django_assert_num_queries):
    BasisContent.objects.update(needs="Koordinatorens behov.", saved_by=w.coordinator, saved_at=w.now)

    with django_assert_num_queries(6):
        response = save(leader, w, "basis-needs", "Behov.", "Lederens behov.")

    answer = response.json()
    assert (response.status_code, answer["theirs"]) == (409, "Koordinatorens behov.")
    assert "Koordinatorens" in answer["proposal"]
    assert "Lederens" in answer["proposal"]
    assert "<mark>Lederens</mark>" in answer["html"]
    assert "Koordinator" in answer["html"]


def test_what_can_not_be_read_or_written_is_told(leader, w):
    assert save(leader, w, f"cost-{w.network_line.pk}-amount", "200 000", "1,5").status_code == 422
    assert save(leader, w, "nothing", "", "").status_code == 404
    assert save(leader, w, "basis-status", "", "").status_code == 404
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="submitted", submitted_at=w.now)
    response = save(leader, w, "basis-needs", "Behov.", "Nå")
    assert (response.status_code, "låst" in response.json()["message"]) == (422, True)


def test_what_another_person_wrote_in_the_same_browser_is_not_saved_in_ones_name(leader, w):
    response = save(leader, w, "basis-needs", "Behov.", "Et annet", person=w.coordinator.pk)
    assert (response.status_code, "Noen andre har logget inn" in response.json()["message"]) == (422, True)

    assert save(leader, w, "basis-needs", "Behov.", "Nye behov", person=w.leader.pk).status_code == 200


def test_a_choice_is_saved_by_itself(leader, w):
    response = save(leader, w, f"measure-{w.measure.pk}-target_groups", "", "", choice="school", chosen="1")

    assert response.status_code == 200
    assert again(w.measure).target_groups == ["school"]


def test_open_parts_are_asked_with_the_basis_itself(leader, w, django_assert_num_queries):
    from tests.networks.writing.test_write import ask

    ask(w, "measures", w.measure)

    with django_assert_num_queries(6):
        assert save(leader, w, f"cost-{w.network_line.pk}-amount", "200 000", "1").status_code == 200
    assert save(leader, w, "basis-needs", "Behov.", "Nye").status_code == 422


def test_others_save_nothing(client, w):
    client.force_login(w.stranger)

    assert save(client, w, "basis-needs", "Behov.", "Min").status_code == 404
    assert again(w.content).needs == "Behov."


# --- Without scripts


def form_of(w, **fields):
    return {"base-basis-needs": "Behov.", "basis-needs": "Behov.", **fields}


def test_a_part_is_written_without_scripts(leader, w):
    response = leader.post(url(w, "part", "needs"), form_of(w, **{"basis-needs": "Nye.", "ready": "1"}))

    assert response.status_code == 302
    assert again(w.content).needs == "Nye."
    assert PartMark.objects.get().part == "needs"
    leader.post(
        url(w, "part", "needs"), form_of(w, **{"base-basis-needs": "Nye.", "basis-needs": "Nye.", "unready": "1"})
    )
    assert PartMark.objects.count() == 0


def test_a_conflict_without_scripts_shows_both_texts_and_keeps_mine_in_the_field(leader, w):
    BasisContent.objects.update(needs="Koordinatorens.", saved_by=w.coordinator, saved_at=w.now)

    response = leader.post(url(w, "part", "needs"), form_of(w, **{"basis-needs": "Lederens."}))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Koordinatorens." in page
    assert 'name="base-basis-needs" value="Koordinatorens."' in page
    assert ">\nLederens.</textarea>" in page
    assert again(w.content).needs == "Koordinatorens."


# --- The rest


@pytest.mark.parametrize("name", ["detail", "read", "submit", "pdf", "combined"])
def test_pages_answer(leader, w, name):
    assert leader.get(url(w, name)).status_code == 200


@pytest.mark.parametrize(
    "part", ["partnership", "needs", "measures", "cooperation", "coordination", "leftover", "files"]
)
def test_parts_answer(leader, w, part):
    assert leader.get(url(w, "part", part)).status_code == 200


def test_no_such_part(leader, w):
    assert leader.get(url(w, "part", "weather")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "most"), [("detail", 12), ("part", 12), ("measure", 12), ("read", 12), ("submit", 12)]
)
def test_pages_ask_a_fixed_number_of_queries(leader, w, name, most, count, django_assert_max_num_queries):
    for order in range(2, count + 1):
        CostLineFactory(measure=MeasureFactory(basis=w.basis, order=order))
        Comment.objects.create(basis=w.basis, place="basis-needs", text="Hm", author=w.leader, at=w.now)
    args = {"part": ["needs"], "measure": [w.measure.pk]}.get(name, [])

    with django_assert_max_num_queries(most) as asked:
        assert leader.get(url(w, name, *args)).status_code == 200

    assert len(asked) == {"detail": 11, "part": 9, "measure": 12, "read": 7, "submit": 10}[name]


@pytest.mark.parametrize("count", [1, 3])
def test_the_matrix_asks_few_queries(client, w, count, django_assert_num_queries):
    for _each in range(count - 1):
        MeasureFactory(basis=DecisionBasisFactory(round=w.basis.round))
    client.force_login(w.secretary)

    with django_assert_num_queries(6):  # session, user, roles, round, bases, measures
        page = client.get(reverse("decision_basis_matrix", args=[w.basis.round_id])).content.decode()

    assert page.count("<tr>") == count + 1


def test_from_submission_to_receipt(leader, w):
    BasisContent.objects.update(needs="")
    assert "Vurdering av behov: svar på" in leader.post(url(w, "submit")).content.decode()
    BasisContent.objects.update(needs="Behov.")

    response = leader.post(url(w, "submit"))

    assert response.url == url(w, "receipt")
    assert "600\u00a0000\u00a0kr" in leader.get(response.url).content.decode()
    assert leader.get(url(w, "pdf"))["Content-Type"] == "application/pdf"


def test_only_the_leader_submits(client, w):
    client.force_login(w.coordinator)

    page = client.post(url(w, "submit")).content.decode()

    assert "Bare nettverkslederen leverer" in page
    assert Submission.objects.count() == 0


def test_the_university_confirms_on_the_page(client, w):
    client.force_login(w.partner)

    client.post(url(w, "confirm"))

    assert "bekreftet av UH" in client.get(url(w, "submit")).content.decode()


def test_the_secretariat_reviews(client, w):
    client.force_login(w.secretary)
    client.post(url(w, "extend"), {"until": "2099-01-01", "reason": "Syk"})
    assert client.post(url(w, "extend"), {"until": "2000-01-01", "reason": "Syk"}).status_code == 200
    client.post(url(w, "submit"))
    client.post(url(w, "changes"), {f"measure-{w.measure.pk}": "Mer", "needs": ""})

    assert again(w.basis).status == "changes_requested"
    page = client.get(url(w, "detail")).content.decode()
    assert "Syk" in page
    assert "på vegne av nettverket" in page
    assert client.post(url(w, "changes"), {"needs": "x"}).status_code == 200, "not from this state"
    client.post(url(w, "take_in"))
    client.post(url(w, "submit"))
    client.post(url(w, "take_in"))
    assert again(w.basis).status == "in_review"


def test_comments_and_questions_on_the_pages(leader, client, w):
    leader.post(url(w, "comment"), {"key": "basis-needs", "comment-basis-needs": "Hvilke?", "next": "//evil.example"})
    said = Comment.objects.get()
    assert "Hvilke?" in leader.get(url(w, "part", "needs")).content.decode()
    leader.post(url(w, "resolve", said.pk), {"next": url(w, "part", "needs")})
    for bad in ({"key": "x"}, {"key": "measure-99999999-need", "comment-measure-99999999-need": "Ja"}):
        assert leader.post(url(w, "comment"), bad).status_code == 404
    leader.post(url(w, "comment"), {"key": "basis-needs"})
    leader.post(url(w, "ask"), {"question": "Hva nå?"})
    leader.post(url(w, "ask"), {"question": ""})
    client.force_login(w.secretary)
    question = w.basis.questions.get()
    client.post(url(w, "answer", question.pk), {"answer": "Slik."})
    client.post(url(w, "answer", question.pk), {"answer": "Igjen"})

    assert again(question).answer == "Slik."
    assert Comment.objects.count() == 1


def test_presence_tells_who_else_is_here(leader, client, w):
    leader.post(url(w, "presence"), {"place": "basis-needs"})
    client.force_login(w.partner)

    page = client.post(url(w, "presence"), {"place": ""}).content.decode()

    assert 'data-place="basis-needs" data-name="Leder"' in page


def test_the_history_of_a_field_and_the_way_back(leader, w):
    save(leader, w, "basis-needs", "Behov.", "Nye behov.")
    page = url(w, "field", "basis-needs")
    assert "<ins>Nye" in leader.get(page).content.decode()

    leader.post(page, {"base": "Nye behov.", "value": "Behov."})
    leader.post(page, {"base": "gammelt", "value": "Tapt"})
    leader.post(page, {"base": "Behov.", "value": "x" * 20_001})

    assert again(w.content).needs == "Behov."
    assert leader.get(url(w, "field", f"measure-{w.measure.pk}-need")).status_code == 200
    assert leader.get(url(w, "field", f"cost-{w.network_line.pk}-amount")).status_code == 200
    assert leader.get(url(w, "field", "basis-nothing")).status_code == 404
    assert leader.post(url(w, "field", "basis-nothing"), {}).status_code == 404


# --- Files


def attach(client, w, name, data):
    """As a browser that tells the whole name, path and all; Django's own client would cut it."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: a/b\r\n\r\n'
    body = head.encode() + data + b"\r\n--b--\r\n"
    client.post(url(w, "file_add"), body, content_type="multipart/form-data; boundary=b")
    return client.get(url(w, "part", "files")).content.decode()


def test_a_file_is_attached_fetched_and_removed(leader, client, w):
    data = pdf()
    assert "Fila er lagt ved" in attach(leader, w, "plan.pdf", data)
    file = BasisFile.objects.get()

    response = leader.get(url(w, "file", file.pk))
    assert (response.content, response["Content-Disposition"]) == (
        data,
        'attachment; filename="plan.pdf"',
    )
    client.force_login(w.stranger)
    assert client.get(url(w, "file", file.pk)).status_code == 404
    client.logout()
    assert client.get(url(w, "file", file.pk)).status_code == 302
    client.force_login(w.leader)
    client.post(url(w, "file_remove", file.pk))
    assert again(file).removed_at is not None
    assert client.get(url(w, "file", file.pk)).status_code == 404


def test_a_removed_file_is_fetched_where_a_submitted_version_names_it(leader, w):
    attach(leader, w, "plan.pdf", pdf())
    file = BasisFile.objects.get()
    Submission.objects.create(
        basis=w.basis, number=1, at=w.now, requested=0, content={"files": [{"pk": file.pk, "name": "plan.pdf"}]}
    )
    leader.post(url(w, "file_remove", file.pk))

    assert leader.get(url(w, "file", file.pk)).status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("plan.pdf", b"MZ program", "er et program"),
        ("../../plan.pdf", pdf(), "inneholder en sti"),
        ("c:\\\\plan.pdf", pdf(), "inneholder en sti"),
        ("plan.pdf", b"x" * 20_000_001, "for stor"),
    ],
)
def test_what_is_not_attached_is_told(leader, w, name, data, why):
    assert why in attach(leader, w, name, data)
    assert BasisFile.objects.count() == 0


def test_a_file_must_be_chosen(leader, w):
    assert "Velg en fil" in leader.post(url(w, "file_add"), follow=True).content.decode()


def test_200_megabytes_are_cut_off_as_they_stream_in(leader, w):
    request = leader.get(url(w, "detail")).wsgi_request
    handler = LimitedUpload(request)
    handler.new_file("file", "plan.pdf", "application/pdf", 200_000_000)
    taken = 0
    with pytest.raises(SkipFile):  # noqa: PT012 - the piece that is too much comes after many that are not
        for _piece in range(200):
            taken += len(handler.receive_data_chunk(bytes(1_000_000), taken))

    assert (taken, faults_of(request)) == (20_000_000, {TOO_LARGE})
