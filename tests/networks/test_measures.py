"""What is asked for is the sum of the measures, whoever writes them; and who is asked for what."""

import pytest
from django.db import connection

from networks.models import DecisionBasis
from networks.selectors.cost_lines import recipients_of
from tests.factories import BasisContentFactory, CostLineFactory, DecisionBasisFactory, MeasureFactory, PartnerFactory
from tests.networks.test_constraints import refuses

pytestmark = pytest.mark.django_db


def asked(basis):
    return DecisionBasis.objects.get(pk=basis.pk).requested


def test_a_basis_without_measures_keeps_the_amount_it_was_given():
    basis = DecisionBasisFactory(requested=500)

    BasisContentFactory(basis=basis, coordination_amount=100)

    assert asked(basis) == 500


def test_what_is_asked_for_is_summed_up_by_the_database_itself():
    basis, other = DecisionBasisFactory(requested=500), DecisionBasisFactory(requested=7)
    content = BasisContentFactory(basis=basis, coordination_amount=100)
    first, second = MeasureFactory.create_batch(2, basis=basis)
    found = [asked(basis)]

    line = CostLineFactory(measure=first, amount=1_000)
    CostLineFactory(measure=second, amount=20_000)
    found.append(asked(basis))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE networks_costline SET amount = 3000 WHERE id = %s", [line.pk])
    found.append(asked(basis))
    content.coordination_amount = None
    content.save()
    found.append(asked(basis))
    second.delete()
    found.append(asked(basis))

    assert found == [100, 21_100, 23_100, 23_000, 3_000]
    assert asked(other) == 7


def test_who_is_asked_for_what():
    university = PartnerFactory()
    measure = MeasureFactory()
    BasisContentFactory(basis=measure.basis, coordination_amount=10)
    CostLineFactory(measure=measure, amount=1)
    CostLineFactory(measure=measure, amount=200, recipient=university)
    CostLineFactory(measure=MeasureFactory(basis=measure.basis), amount=3_000, recipient=university)
    CostLineFactory(measure=measure, amount=0, recipient=PartnerFactory())

    assert recipients_of(measure.basis) == {None: 11, university.pk: 3_200}
    assert recipients_of(DecisionBasisFactory(requested=5)) == {}


def test_a_measures_year_is_one_of_its_years():
    measure = MeasureFactory(year_number=2, years_total=3)

    refuses(
        "measure_year_within_its_years",
        lambda: type(measure).objects.filter(pk=measure.pk).update(years_total=1),
    )
