"""The live round's decision bases as somebody might have written them: made-up texts, amounts as the round has them."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from allocations.services.prorata import share
from dekom.core.models import User
from networks.actions import attach
from networks.enums import BasisStatus, RoleKind
from networks.enums.writing import MEASURE_TEXTS, BasisPart
from networks.models import (
    BasisContent,
    ChangeRequest,
    Comment,
    CostLine,
    County,
    DecisionBasis,
    Measure,
    MeasureOwner,
    PartMark,
    Partnership,
    Role,
    Round,
    Submission,
)
from networks.selectors.basis_draft import PART_OF, bases_with_all, draft_of
from networks.selectors.basis_snapshot import snapshot

COORDINATION = 100_000


def write_bases(county: County, today: date) -> None:
    """Content for every network of the newest round: finished where it is submitted, half written where not."""
    texts = json.loads((Path(__file__).parent / "bases.json").read_text(encoding="utf-8"))
    round_ = Round.objects.filter(county=county).latest("year")
    secretary = Role.objects.filter(county=county, kind=RoleKind.SECRETARIAT).earliest("pk").user
    for basis in round_.decision_bases.select_related("network", "round").order_by("pk"):
        leader = Role.objects.filter(kind=RoleKind.NETWORK_LEADER, network=basis.network).earliest("pk").user
        half = basis.network.code in texts["half_written"]
        _write(basis, texts, leader, today, half=half)
        if not half:
            _handed_over(basis, leader, today)
        if basis.status == BasisStatus.CHANGES_REQUESTED:
            ChangeRequest.objects.create(
                basis=basis,
                part=BasisPart.COOPERATION,
                reason=texts["change_requested"],
                asked_by=secretary,
                asked_at=timezone.now(),
            )
    _last_years(round_, texts, today)
    _comment(county, texts["comment"])
    _attach(county)


def _last_years(round_: Round, texts: dict[str, Any], today: date) -> None:
    """What one of those who have not begun wrote last year, for them to copy. Nobody but the network is paid in it."""
    network = texts["wrote_last_year"]
    earlier = DecisionBasis.objects.filter(network__code=network, round__year__lt=round_.year).latest("round__year")
    leader = Role.objects.filter(kind=RoleKind.NETWORK_LEADER, network=earlier.network).earliest("pk").user
    _write(earlier, texts, leader, today, half=False)
    CostLine.objects.filter(measure__basis=earlier).update(recipient=None)


def _write(basis: DecisionBasis, texts: dict[str, Any], leader: User, today: date, *, half: bool) -> None:
    saved: dict[str, Any] = {"saved_at": timezone.now(), "saved_by": leader}
    asked, frame = basis.requested, basis.frame or 0
    names = ["process", "needs"] if half else [name for name in PART_OF if name in texts]
    written = {name: texts[name] for name in names}
    if asked is None or asked <= frame:
        written.pop("over_frame_reason", None)
    if asked is None or asked >= frame or basis.status == BasisStatus.DRAFT:
        written.pop("under_frame_plan", None)
    coordination = None if asked is None else COORDINATION
    BasisContent.objects.create(basis=basis, **written, coordination_amount=coordination, **saved)
    if asked is not None:
        _measures(basis, texts["measures"], asked - COORDINATION, saved, today)
        for part in {*BasisPart.values} - {BasisPart.MEASURES, BasisPart.FILES}:
            PartMark.objects.create(basis=basis, part=part, by=leader, at=saved["saved_at"])


def _measures(basis: DecisionBasis, plan: list[dict[str, Any]], total: int, saved: dict[str, Any], today: date) -> None:
    partner = Partnership.objects.on(today).filter(network=basis.network).values_list("partner", flat=True).first()
    members = basis.network.memberships.on(max(today, date(basis.round.year, 1, 1))).filter(
        scheme=basis.round.scheme_id
    )
    owners = list(members.values_list("owner", flat=True))
    amounts = share(total, [each["share"] for each in plan])
    for order, (each, amount) in enumerate(zip(plan, amounts, strict=True), 1):
        measure = Measure.objects.create(
            basis=basis,
            order=order,
            title=each["title"],
            target_groups=each["target_groups"],
            partner_id=partner,
            partner_role="development_partner",
            **{name: each.get(name, "") for name in MEASURE_TEXTS},
            **saved,
        )
        MeasureOwner.objects.bulk_create(MeasureOwner(measure=measure, owner_id=owner) for owner in owners)
        parts = share(amount, [cost[3] for cost in each["costs"]])
        CostLine.objects.bulk_create(
            CostLine(
                measure=measure,
                order=place,
                kind=kind,
                label=label,
                recipient_id=partner if to == "partner" else None,
                amount=part,
                **saved,
            )
            for place, ((kind, label, to, _weight), part) in enumerate(zip(each["costs"], parts, strict=True), 1)
        )
        PartMark.objects.create(
            basis=basis, part=BasisPart.MEASURES, measure=measure, by=saved["saved_by"], at=saved["saved_at"]
        )


def _handed_over(basis: DecisionBasis, leader: User, today: date) -> None:
    """The version that was submitted, where one was. Its receipt was sent long ago."""
    if basis.status == BasisStatus.DRAFT:
        return
    full = bases_with_all(DecisionBasis.objects.filter(pk=basis.pk)).get()
    assert basis.submitted_at is not None
    Submission.objects.create(
        basis=basis,
        number=1,
        at=basis.submitted_at,
        by=leader,
        requested=full.requested or 0,
        frame=full.frame,
        content=snapshot(draft_of(full, today)),
        receipt_at=basis.submitted_at + timedelta(minutes=1),
    )


def _comment(county: County, text: str) -> None:
    """The coordinator asks something of a text in the network's own draft."""
    role = Role.objects.filter(county=county, kind=RoleKind.COORDINATOR).earliest("pk")
    basis = DecisionBasis.objects.filter(network=role.network).latest("round__year")
    Comment.objects.create(basis=basis, place="basis-needs", text=text, author=role.user, at=timezone.now())


def _attach(county: County) -> None:
    """A file in the same draft: one empty page."""
    role = Role.objects.filter(county=county, kind=RoleKind.COORDINATOR).earliest("pk")
    basis = DecisionBasis.objects.filter(network=role.network).latest("round__year")
    attach.file(basis, name="Møteplan (eksempel).pdf", data=empty_pdf(), actor=role.user, now=timezone.now())


def empty_pdf() -> bytes:
    """One empty page, as an example of a file."""
    import pikepdf  # noqa: PLC0415 - heavy: only where the demo is loaded

    pdf, buffer = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(buffer)
    return buffer.getvalue()
