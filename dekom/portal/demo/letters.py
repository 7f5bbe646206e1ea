"""What the demo's letters need and no source gives: accounts, shares of the fixed grants, case number and dates."""

from datetime import date, datetime

from django.utils import timezone

from allocations.actions import payees, prepare
from allocations.models import Decision
from dekom.core.models import User
from dekom.core.numbers import ACCOUNT_NUMBER_WEIGHTS, with_check_digit
from networks.enums import OrganisationKind, RoleKind
from networks.models import County, Organisation, Round

CASE_NUMBER = "2025/1234"
FINISH_BY = date(2026, 5, 31)
PAY_BY = date(2025, 5, 9)
RELEASE = (
    "Ha dialog med NTNU og oss om samarbeidet videre\n"
    "Send oss en plan som viser hvordan NTNU deltar, og hva dere skal bruke de 163 881 kronene til"
).replace("163 881", "163\u00a0881")


def prepare_letters(county: County, round_: Round) -> None:
    """Everything that the 2025 round's letters lack, apart from the decisions themselves."""
    now = timezone.now()
    secretary = User.objects.filter(roles__kind=RoleKind.SECRETARIAT, roles__county=county).order_by("pk")[0]
    _accounts(county, now)
    fields = prepare.proposed_terms(round_) | {
        "case_number": CASE_NUMBER,
        "finish_by": FINISH_BY,
        "pay_by": PAY_BY,
    }
    prepare.terms(round_, actor=secretary, fields=fields)
    universities = Organisation.objects.filter(kind=OrganisationKind.UNIVERSITY, county=None).order_by("pk")
    for decision in round_.decisions.filter(fixed_grant__recipient_name="UH"):
        prepare.name_recipients(decision, [(university, 1) for university in universities])
    Decision.objects.filter(round=round_, payout_held=True).update(release_condition=RELEASE)


def _accounts(county: County, now: datetime) -> None:
    """Valid numbers in a series that no bank uses, entered by one payee registrar and confirmed by another."""
    registrars = User.objects.filter(roles__kind=RoleKind.PAYEE_REGISTRAR, roles__county=county).order_by("pk")
    registrar, another = registrars[:2]
    everybody = Organisation.objects.exclude(kind=OrganisationKind.GOVERNOR).exclude(organisation_number="")
    for serial, organisation in enumerate(everybody.order_by("pk")):
        tries = (f"1234{serial * 10 + extra:06d}" for extra in range(10))
        change = payees.register(
            organisation,
            organisation_number=organisation.organisation_number,
            account_number=next(number for stem in tries if (number := with_check_digit(stem, ACCOUNT_NUMBER_WEIGHTS))),
            source="Brev fra mottakeren (eksempel)",
            actor=registrar,
            now=now,
        )
        payees.confirm(change, actor=another, now=now)
