"""The register: counties with their settings, schemes, rules, owners, networks, people's roles."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from dekom.core.models import User
from networks.enums import (
    NETWORK_ROLES,
    ForumRole,
    LegalSubject,
    MilestoneKind,
    OrganisationKind,
    RoleKind,
    SignatoryRole,
)
from networks.models import (
    County,
    Criterion,
    DeadlineRule,
    Holiday,
    LegalBasis,
    LegalReference,
    Membership,
    Network,
    NetworkHost,
    Organisation,
    Owner,
    Partner,
    Partnership,
    Role,
    Scheme,
    Signatory,
)
from tests.factories.people import UserFactory

LONG_AGO = date(2020, 1, 1)  # where periods begin: before any day that a test lives on


class CountyFactory(DjangoModelFactory[County]):
    class Meta:
        model = County

    code = factory.Sequence(lambda number: f"county-{number}")
    number = factory.Sequence(lambda number: f"{60 + number % 40}")  # Norway's own end below 60
    name = factory.Sequence(lambda number: f"County {number:04}")
    governor_name_nb = factory.LazyAttribute(lambda county: f"Statsforvalteren i {county.name}")
    governor_name_nn = factory.LazyAttribute(lambda county: f"Statsforvaltaren i {county.name}")


class SignatoryFactory(DjangoModelFactory[Signatory]):
    class Meta:
        model = Signatory

    county = factory.SubFactory(CountyFactory)
    role = SignatoryRole.CASE_HANDLER
    name = "Saksbehandler"
    title_nb = "seniorrådgiver"
    title_nn = "seniorrådgjevar"
    valid_from = LONG_AGO


class HolidayFactory(DjangoModelFactory[Holiday]):
    class Meta:
        model = Holiday

    county = factory.SubFactory(CountyFactory)
    date = date(2025, 5, 17)
    name = "Grunnlovsdag"


class DeadlineRuleFactory(DjangoModelFactory[DeadlineRule]):
    class Meta:
        model = DeadlineRule

    county = factory.SubFactory(CountyFactory)
    kind = MilestoneKind.DECISION_BASIS
    month = 2
    day = 1


class SchemeFactory(DjangoModelFactory[Scheme]):
    class Meta:
        model = Scheme

    code = factory.Sequence(lambda number: f"scheme-{number}")
    name = factory.Sequence(lambda number: f"Scheme {number:04}")


class LegalBasisFactory(DjangoModelFactory[LegalBasis]):
    class Meta:
        model = LegalBasis

    code = factory.Sequence(lambda number: f"FOR-2021-01-26-{number}")
    title_nb = "Retningslinjer"
    title_nn = "Retningslinjer"
    forum_role = ForumRole.RECOMMENDS
    basis_name_nb = "beslutningsgrunnlag"
    basis_name_nn = "avgjerdsgrunnlag"
    recommendation_name_nb = "innstilling"
    recommendation_name_nn = "innstilling"
    appeal_body_nb = "Utdanningsdirektoratet"
    appeal_body_nn = "Utdanningsdirektoratet"
    valid_from = LONG_AGO


class CriterionFactory(DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    legal_basis = factory.SubFactory(LegalBasisFactory)
    order = factory.Sequence(lambda number: number)
    text_nb = "Et kriterium"
    text_nn = "Eit kriterium"


class LegalReferenceFactory(DjangoModelFactory[LegalReference]):
    class Meta:
        model = LegalReference

    legal_basis = factory.SubFactory(LegalBasisFactory)
    subject = LegalSubject.GRANT
    citation_nb = "retningslinjene punkt 1"
    citation_nn = "retningslinjene punkt 1"
    valid_from = LONG_AGO


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A recipient that is neither owner nor partner."""

    class Meta:
        model = Organisation

    county = factory.SubFactory(CountyFactory)
    kind = OrganisationKind.LEADERS_NETWORK
    name = factory.Sequence(lambda number: f"Organisation {number:04}")


class OwnerFactory(DjangoModelFactory[Owner]):
    class Meta:
        model = Owner

    county = factory.SubFactory(CountyFactory)
    kind = OrganisationKind.MUNICIPALITY
    number = factory.Sequence(lambda number: f"{6000 + number % 4000}")  # Norway's own end below 6000
    name = factory.Sequence(lambda number: f"Owner {number:04}")


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    kind = OrganisationKind.UNIVERSITY
    name = factory.Sequence(lambda number: f"Partner {number:04}")


class NetworkFactory(DjangoModelFactory[Network]):
    class Meta:
        model = Network

    county = factory.SubFactory(CountyFactory)
    code = factory.Sequence(lambda number: f"network-{number}")
    name = factory.Sequence(lambda number: f"Kompetansenettverk {number:04}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    network = factory.SubFactory(NetworkFactory)
    owner = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..network.county"))
    scheme = factory.SubFactory(SchemeFactory)
    valid_from = LONG_AGO


class NetworkHostFactory(DjangoModelFactory[NetworkHost]):
    class Meta:
        model = NetworkHost

    network = factory.SubFactory(NetworkFactory)
    owner = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..network.county"))
    valid_from = LONG_AGO


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership

    network = factory.SubFactory(NetworkFactory)
    partner = factory.SubFactory(PartnerFactory)
    valid_from = LONG_AGO


class RoleFactory(DjangoModelFactory[Role]):
    """The secretariat unless ``kind`` says otherwise; a network or an organisation brings its county along."""

    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.SECRETARIAT
    county = factory.SubFactory(CountyFactory)
    valid_from = LONG_AGO


def person(
    kind: str,
    county: County | None = None,
    network: Network | None = None,
    organisation: Organisation | None = None,
    **user: Any,
) -> User:
    """Somebody with one role, and what the role must stand on; extra arguments go to the user."""
    if network is None and kind in (*NETWORK_ROLES, RoleKind.UH_PARTNER):
        network = NetworkFactory(**({"county": county} if county else {}))
    if organisation is None and kind == RoleKind.OWNER_CONTACT:
        organisation = OwnerFactory(**({"county": county} if county else {}))
    if organisation is None and kind == RoleKind.UH_PARTNER:
        organisation = PartnerFactory()
    county = county or (network.county if network else None) or (organisation.county if organisation else None)
    role: Role = RoleFactory(
        user=UserFactory(**user),
        kind=kind,
        county=county or CountyFactory(),
        network=network,
        organisation=organisation,
    )
    return role.user
