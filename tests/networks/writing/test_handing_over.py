"""From draft to receipt, back for changes, and in again: who, when, and what differed."""

from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from dekom.core.errors import DomainError
from dekom.core.models import MailAttachment, OutboxMail
from networks.actions import compose, receipts, review, submit, write
from networks.enums import BasisStatus, RoleKind
from networks.models import BasisContent, ChangeRequest, DecisionBasis, Extension, Milestone, Submission
from networks.selectors.basis_timeline import coming, timeline
from networks.services.places import read_place
from tests.factories import DecisionBasisFactory, person
from tests.networks.writing.conftest import again

pytestmark = pytest.mark.django_db


def hand_over(w, actor=None):
    return submit.decision_basis(again(w.basis), actor=actor or w.leader, now=w.now)


def late(w, days=1):
    Milestone.objects.update(date=timezone.localdate(w.now) - timedelta(days=days))


def refused(w, actor=None):
    with pytest.raises(DomainError) as caught:
        hand_over(w, actor)
    return caught.value.messages


def test_the_version_is_kept_as_it_was_handed_over(w):
    kept = hand_over(w)

    assert again(w.basis).status == BasisStatus.SUBMITTED
    assert (kept.number, kept.by, kept.on_behalf, kept.is_late, kept.requested) == (1, w.leader, False, False, 600_000)
    assert kept.content["texts"]["needs"] == "Behov."
    assert [line["amount"] for line in kept.content["measures"][0]["costs"]] == [200_000, 300_000]


def test_what_was_handed_over_can_not_be_changed(w):
    kept = hand_over(w)

    for act in (
        lambda: Submission.objects.filter(pk=kept.pk).update(requested=1),
        lambda: Submission.objects.filter(pk=kept.pk).delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            act()


def test_the_receipt_is_mailed_with_a_copy(w):
    kept = hand_over(w)

    assert receipts.send_next(now=w.now) is True
    assert receipts.send_next(now=w.now) is False

    mail, attached = OutboxMail.objects.get(), MailAttachment.objects.get()
    assert (mail.recipient, attached.mail, attached.content_type) == (w.leader, mail, "application/pdf")
    assert attached.name.endswith(".pdf")
    assert again(kept).sha256 != ""
    with pikepdf.open(kept_pdf(kept)) as pdf:
        assert len(pdf.pages) >= 1
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Submission.objects.filter(pk=kept.pk).update(pdf=b"x", sha256="y")


def kept_pdf(kept):
    import io

    return io.BytesIO(bytes(kept.pdf))


def test_a_version_handed_over_on_behalf_is_mailed_to_both(w):
    kept = hand_over(w, w.secretary)
    assert kept.on_behalf is True

    receipts.send_next(now=w.now)

    assert {mail.recipient for mail in OutboxMail.objects.all()} == {w.leader, w.secretary}


def test_a_version_without_a_person_is_mailed_to_the_leader(w):
    kept = hand_over(w)
    fields = {name: getattr(kept, name) for name in ("basis", "at", "requested", "content")}
    receipts.send_next(now=w.now)
    OutboxMail.objects.all().delete()

    Submission.objects.create(number=2, **fields)
    receipts.send_next(now=w.now)

    assert [mail.recipient for mail in OutboxMail.objects.all()] == [w.leader]


@pytest.mark.parametrize(
    ("asked", "frame", "amount", "field"),
    [
        (380_009, 379_221, "788\u00a0kr", "over_frame_reason"),
        (349_418, 449_418, "100\u00a0000\u00a0kr", "under_frame_plan"),
        (630_000, 793_881, "163\u00a0881\u00a0kr", "under_frame_plan"),
    ],
)
def test_over_and_under_the_frame_are_allowed_when_explained(w, asked, frame, amount, field):
    w.network_line.amount = asked - 400_000 if asked > 400_000 else 0
    w.network_line.save()
    w.partner_line.amount = 300_000 if asked > 400_000 else asked - 100_000
    w.partner_line.save()
    DecisionBasis.objects.filter(pk=w.basis.pk).update(frame=frame)

    [message] = refused(w)
    assert message.startswith("Ramma og bruk av restmidler: dere søker om")
    assert amount in message
    BasisContent.objects.update(**{field: "Fordi."})

    assert hand_over(w).requested == asked


# ruff: noqa: E501


def test_every_reason_is_told_at_once_naming_section_and_fix(w):
    BasisContent.objects.update(needs="")
    w.measure.plan_goal = w.measure.title = ""
    w.measure.save()
    w.basis.round.own_contribution_percent = 30
    w.basis.round.save()
    late(w)

    day = timezone.localdate(w.now) - timedelta(days=1)
    assert refused(w) == [
        "Vurdering av behov: svar på «Hvilke behov har dere funnet, og hvordan vet dere det?».",
        "Tiltak 1: svar på «Hva heter tiltaket?».",
        "Tiltak 1: si hvilket mål i kompetanseplanen det støtter.",
        "Tiltak: egeninnsatsen er 10\u00a0kr, og kravet er 180\u00a0000\u00a0kr: 30\u00a0% av det dere søker om. Skriv egeninnsatsen ved siden av kostnadene i tiltakene.",
        f"Fristen var {day.day}. {month(day)} {day.year}. Be Statsforvalteren om utsettelse: det dere har skrevet, er tatt vare på.",
    ]


def month(day):
    names = "januar februar mars april mai juni juli august september oktober november desember"
    return names.split()[day.month - 1]


def test_after_the_deadline_an_extension_with_a_reason_opens_the_door(w):
    late(w)
    assert len(refused(w)) == 1
    until = timezone.localdate(w.now) + timedelta(days=3)

    given = review.extend(again(w.basis), until=until, reason=" Syk koordinator. ", actor=w.secretary, now=w.now)

    assert given.reason == "Syk koordinator."
    assert {mail.recipient for mail in OutboxMail.objects.all()} == {w.leader, w.coordinator}
    kept = hand_over(w)
    assert kept.is_late is True
    assert [event.note for event in timeline(w.basis) if event.mark == "warn"] == ["Syk koordinator."]


def test_the_secretariat_hands_over_after_the_deadline_on_behalf(w):
    late(w)

    assert hand_over(w, w.secretary).on_behalf is True


@pytest.mark.parametrize(
    ("who", "days", "reason"),
    [("leader", 30, "Ja"), ("secretary", 30, " "), ("secretary", 1, "Ja"), ("secretary", -1, "Ja")],
)
def test_an_extension_is_the_secretariats_later_and_with_a_reason(w, who, days, reason):
    until = timezone.localdate(w.now) + timedelta(days=days)

    with pytest.raises(DomainError):
        review.extend(w.basis, until=until, reason=reason, actor=getattr(w, who), now=w.now)
    assert Extension.objects.count() == 0


def test_no_extension_when_it_is_submitted(w):
    hand_over(w)

    with pytest.raises(DomainError):
        review.extend(
            again(w.basis), until=w.now.date() + timedelta(days=90), reason="Ja", actor=w.secretary, now=w.now
        )


def test_changes_part_by_part_and_in_again(w):
    hand_over(w)
    reasons = {("needs", None): "Hvilke kommuner?", ("measures", w.measure.pk): "Mer om UH.", ("files", None): " "}

    review.request_changes_in(again(w.basis), reasons, actor=w.secretary, now=w.now)

    basis = again(w.basis)
    assert basis.status == BasisStatus.CHANGES_REQUESTED
    assert basis.change_reason == "Vurdering av behov: Hvilke kommuner?\nTiltak, «Lesing»: Mer om UH."
    write.field(basis, read_place("basis-needs"), base="Behov.", value="Behov i Osen.", actor=w.leader, now=w.now)
    compose.ready(basis, "needs", is_ready=True, actor=w.leader, now=w.now)
    assert ChangeRequest.objects.get(part="needs").made_by == w.leader
    compose.ready(basis, "needs", is_ready=False, actor=w.leader, now=w.now)
    assert ChangeRequest.objects.get(part="needs").made_at is None
    kept = hand_over(w)

    assert (kept.number, kept.is_late) == (2, False)
    assert ChangeRequest.objects.filter(closed_at=None).count() == 0
    told = [(event.what, event.who, len(event.differences)) for event in timeline(basis)]
    assert told == [
        ("Åpnet for skriving", "", 0),
        ("Levert", "Leder", 0),
        ("Endring ønsket", "", 0),
        ("Levert med endringer", "Leder", 1),
    ]
    [difference] = timeline(basis)[-1].differences
    assert (difference.part, difference.field) == ("needs", "needs")
    assert "".join(piece.text for piece in difference.pieces if piece.mark == "new") == "Behov i Osen."


def test_changes_need_a_reason_somewhere(w):
    hand_over(w)

    for reasons in ({}, {("needs", None): "  "}):
        with pytest.raises(DomainError):
            review.request_changes_in(again(w.basis), reasons, actor=w.secretary, now=w.now)


def test_a_basis_on_paper_needs_only_its_amount():
    basis = DecisionBasisFactory(requested=5)
    secretary = person(RoleKind.SECRETARIAT, basis.round.county)

    kept = submit.decision_basis(basis, actor=secretary, now=timezone.now())

    assert (kept.requested, kept.content["measures"]) == (5, [])
    review.take_in(basis)
    review.close(basis)
    assert [event.what for event in timeline(basis)][2:] == [
        "Tatt til vurdering: forumet kan lese det",
        "Statsforvalteren har gjort vedtak",
    ]


def test_what_comes_next(w):
    today = timezone.localdate(w.now)
    assert [text for _day, text in coming(w.basis, today + timedelta(days=9), today)] == ["Frist for å levere"]
    assert coming(w.basis, None, today + timedelta(days=30)) == []
    hand_over(w)

    assert coming(again(w.basis), today, today) == []
