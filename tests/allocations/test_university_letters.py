"""A university's letter gathers its parts of all networks' money, each with the measures that it is named in."""

import pytest

from allocations.actions import follow_up
from allocations.models import Payment
from allocations.selectors.letter_contents import decisions_for_letters, letter_contents, round_for_letters
from networks.models import Report, Round
from tests.factories import DecisionBasisFactory, DecisionFactory, OwnerFactory, RoundFactory
from tests.factories.money import APPROVED_AT
from tests.factories.payments import issued_letter
from tests.factories.register import OrganisationFactory
from tests.factories.writing import CostLineFactory, MeasureFactory

pytestmark = pytest.mark.django_db


def test_its_own_measures_where_the_basis_names_it_and_else_the_networks():
    round_, university = RoundFactory(), OrganisationFactory(name="Høyskolen")
    first, second = DecisionBasisFactory.create_batch(2, round=round_)
    for title, recipient, amount in (
        ("Språk", university, 300),
        ("Lesing", university, 100),
        ("Vikarer", None, 500),
        ("Ikke noe", university, 0),
    ):
        measure = MeasureFactory(basis=first, title=title)
        CostLineFactory(measure=measure, recipient=recipient, amount=amount)
    MeasureFactory(basis=second, title="Uten kostnader")
    for basis, measures in ((first, "Alt i ett"), (second, "Overgang\nTidlig innsats")):
        lines = {OwnerFactory(county=round_.county): 500, university: 400}
        DecisionFactory(
            round=round_, network=basis.network, decided=900, status="approved", measures=measures, lines=lines
        )
    found = round_for_letters(Round.objects.all()).get(pk=round_.pk)

    contents = letter_contents(found, list(decisions_for_letters(found, APPROVED_AT.date())), day=APPROVED_AT.date())

    letter = contents[university.pk, "first"]
    assert letter.amount == 800
    assert [award.measures for award in letter.awards] == [("Språk", "Lesing"), ("Overgang", "Tidlig innsats")]


def test_a_refusal_opens_no_report_and_plans_no_payment():
    round_ = RoundFactory()
    owner = OwnerFactory(county=round_.county)
    refused = DecisionFactory(
        round=round_, decided=0, outcome="refusal", grounds="No", status="approved", lines={owner: 0}
    )
    letter = issued_letter(refused, recipient=owner)

    follow_up.after_issue(letter, now=APPROVED_AT)

    refused.refresh_from_db()
    assert refused.status == "issued"
    assert not Report.objects.exists()
    assert not Payment.objects.exists()
