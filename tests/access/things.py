"""What the addresses of the table of rights are about, found in the demo's data."""

from django.utils import timezone

from allocations.models import (
    AllocationKey,
    CostYear,
    Decision,
    DecisionLetter,
    FixedGrant,
    LeftoverDistribution,
    PayeeChange,
    Payment,
    PaymentHold,
    PaymentList,
    PaymentReceipt,
    Settlement,
)
from dekom.core.models import OutboxMail
from forum.models import Forum
from networks.models import Network, Organisation, Report, Round


def _round(year):
    return Round.objects.get(county__code="trondelag", year=year).pk


def _network(code):
    return Network.objects.get(county__code="trondelag", code=code).pk


def _key(version):
    return AllocationKey.objects.get(round=_round(timezone.localdate().year + 1), version=version).pk


THINGS = {
    "forum": lambda: Forum.objects.get(county__code="trondelag").pk,
    "round 2025": lambda: _round(2025),
    "live round": lambda: _round(timezone.localdate().year + 1),
    "fosen": lambda: _network("fosen"),  # a draft in the live round
    "gauldal": lambda: _network("gauldal"),  # in review there
    "melhus": lambda: Organisation.objects.get(number="5028").pk,  # hosts Gauldal, whose 2025 letter is a draft
    "ørland": lambda: Organisation.objects.get(number="5057").pk,  # hosts Fosen, whose 2025 letter is issued
    "draft decision": lambda: Decision.objects.get(round__year=2025, network__code="innherred").pk,
    "letter": lambda: DecisionLetter.objects.issued().get(loaded=False).pk,
    "adopted key": lambda: _key(1),
    "draft key": lambda: _key(2),
    "account change": lambda: PayeeChange.objects.pending().get().pk,
    "payment": lambda: (
        Payment.objects.get(round__year=2024, order=1, decision_line__decision__network__code="fosen").pk
    ),
    "held payment's hold": lambda: PaymentHold.objects.get(released_at=None, payment__round__year=2024).pk,
    "payment list": lambda: PaymentList.objects.get().pk,
    "payment receipt": lambda: PaymentReceipt.objects.get().pk,
    "accepted report": lambda: Report.objects.get(round__year=2024, network__code="fosen").pk,
    "submitted report": lambda: Report.objects.get(round__year=2024, network__code="gauldal").pk,
    "open report": lambda: Report.objects.get(round__year=2025, network__code="fosen").pk,
    "cost year": lambda: CostYear.objects.latest("year").year,
    "fixed grant": lambda: FixedGrant.objects.filter(budget__round=_round(2025)).earliest("order").pk,
    "distribution": lambda: LeftoverDistribution.objects.get().pk,
    "settlement": lambda: Settlement.objects.get().pk,
    "mail": lambda: OutboxMail.objects.earliest("pk").pk,
}
