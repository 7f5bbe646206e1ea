"""A round's archive package: all rooms' documents that are kept as files, and a manifest that proves them."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from allocations.actions import appeals
from allocations.models import DecisionLetter
from allocations.services.archive import verify
from dekom.portal.selectors.archive import case_of
from forum.models import Minutes
from networks.models import BasisFile, DecisionBasis, Round, Submission
from tests.allocations.lived import decider, secretary, the_appeal, the_letter
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def round_(settings, tmp_path):
    """2025, with a decision basis as it was handed over, and an appeal that has been forwarded."""
    settings.MEDIA_ROOT = tmp_path
    found = the_letter().round
    basis = DecisionBasis.objects.get(round=found, network__code="fosen")
    Submission.objects.create(
        basis=basis, number=1, at=timezone.now(), requested=1, content={}, pdf=b"%PDF-1.7 basis", sha256="0" * 64
    )
    BasisFile.objects.create(
        basis=basis,
        name="Plan Ørland.docx",
        kind="docx",
        size=4,
        sha256="0" * 64,
        file=ContentFile(b"plan", name="x"),
        uploaded_by=secretary(),
        uploaded_at=timezone.now(),
    )
    appeal = appeals.assess(the_appeal(), assessment="Vi holder fast.", actor=secretary(), version=the_appeal().version)
    appeal = appeals.uphold(appeal, actor=decider(), now=timezone.now(), version=appeal.version)
    appeals.forward(appeal, case_pdf=b"%PDF-1.7 case", actor=decider(), now=timezone.now(), version=appeal.version)
    return found


def fetched(client, round_, name="revisor"):
    client.force_login(somebody(name))
    return client.get(reverse("archive_package", args=[round_.pk])).content


def test_every_rooms_documents_are_in_it_byte_for_byte(client, round_):
    data = fetched(client, round_)

    assert verify(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        manifest = files["arkivstruktur.xml"].decode()
    letter = DecisionLetter.objects.defer(None).get(pk=the_letter().pk)
    minutes = Minutes.objects.defer(None).filter(meeting__items__round=round_, approved_at__isnull=False).latest("pk")
    kept = set(files.values())
    for content in (bytes(letter.pdf), bytes(minutes.pdf), b"%PDF-1.7 basis", b"plan", b"%PDF-1.7 case"):
        assert content in kept
    assert files["dokumenter/basis-fosen-vedlegg-1-plan-orland.docx"] == b"plan"
    assert "<tilknyttetRegistreringSom>Vedlegg</tilknyttetRegistreringSom>" in manifest
    assert "<format>Word</format>" in manifest
    assert manifest.count("<journalpostnummer>") == len(case_of(whole(round_)).documents)


def test_it_is_the_same_whoever_packs_it_and_not_when_a_byte_of_it_is_lost(client, round_):
    data = fetched(client, round_)

    assert fetched(client, round_, "beslutter") == data
    at = data.index(b"%PDF-1.7 case")
    assert verify(data[:at] + b"x" + data[at + 1 :]) != []


def test_a_file_that_is_gone_is_named_and_nothing_is_packed(client, round_):
    stored = BasisFile.objects.get(name="Plan Ørland.docx").file
    stored.storage.delete(stored.name)
    client.force_login(secretary())

    answer = client.get(reverse("archive_package", args=[round_.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("letter_list", args=[round_.pk]), 302)]
    (message,) = answer.context["messages"]
    assert "Plan Ørland.docx (" in str(message)
    assert stored.name not in str(message)


def whole(round_):
    return Round.objects.select_related("county", "legal_basis", "letter_terms").get(pk=round_.pk)
