"""One factory a model, without surprises: what a test does not name is plain, and nobody is made unasked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from allocations.enums import DECISION_MOVES, DecisionStatus
from allocations.models import (
    Budget,
    CoordinationExtra,
    Decision,
    DecisionLine,
    FixedGrant,
    Frame,
    FrameAdoption,
)
from dekom.core.models import OutboxMail, User
from dekom.core.moves import Moves
from forum.models import Forum
from networks.enums import (
    BASIS_MOVES,
    NETWORK_ROLES,
    BasisStatus,
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
    DecisionBasis,
    Holiday,
    LegalBasis,
    LegalReference,
    Membership,
    Milestone,
    Network,
    NetworkHost,
    Organisation,
    Owner,
    Partner,
    Partnership,
    Role,
    Round,
    Scheme,
    Signatory,
)

LONG_AGO = date(2020, 1, 1)  # where periods begin: before any day that a test lives on
SUBMITTED_AT = datetime(2025, 1, 31, 12, tzinfo=UTC)
APPROVED_AT = datetime(2025, 4, 10, 12, tzinfo=UTC)


def path_to(moves: Moves, status: str) -> Sequence[str]:
    """The states after the first, by the shortest allowed way to ``status``."""
    ways: list[list[str]] = [[moves.first]]
    for way in ways:
        if way[-1] == status:
            return way[1:]
        ways += [[*way, str(new)] for new in moves.table.get(way[-1], ()) if new not in way]
    raise ValueError(f"no move leads to {status}")


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.com")
    name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return model_class.objects.create_user(*args, **fields)


class OutboxMailFactory(DjangoModelFactory[OutboxMail]):
    class Meta:
        model = OutboxMail

    recipient = factory.SubFactory(UserFactory)
    template = "core/test"
    subject = "Subject"
    body = "Body\n"


# --- Register


class CountyFactory(DjangoModelFactory[County]):
    class Meta:
        model = County

    code = factory.Sequence(lambda number: f"county-{number}")
    number = factory.Sequence(lambda number: f"{number % 100:02}")
    name = factory.Sequence(lambda number: f"County {number}")
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
    name = factory.Sequence(lambda number: f"Scheme {number}")


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
    name = factory.Sequence(lambda number: f"Organisation {number}")


class OwnerFactory(DjangoModelFactory[Owner]):
    class Meta:
        model = Owner

    county = factory.SubFactory(CountyFactory)
    kind = OrganisationKind.MUNICIPALITY
    number = factory.Sequence(lambda number: f"{5000 + number}")
    name = factory.Sequence(lambda number: f"Owner {number}")


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    kind = OrganisationKind.UNIVERSITY
    name = factory.Sequence(lambda number: f"Partner {number}")


class NetworkFactory(DjangoModelFactory[Network]):
    class Meta:
        model = Network

    county = factory.SubFactory(CountyFactory)
    code = factory.Sequence(lambda number: f"network-{number}")
    name = factory.Sequence(lambda number: f"Kompetansenettverk {number}")


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


class RoundFactory(DjangoModelFactory[Round]):
    class Meta:
        model = Round

    county = factory.SubFactory(CountyFactory)
    scheme = factory.SubFactory(SchemeFactory)
    legal_basis = factory.SubFactory(LegalBasisFactory)
    year = 2025


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    round = factory.SubFactory(RoundFactory)
    kind = MilestoneKind.DECISION_BASIS
    date = date(2025, 2, 1)


class DecisionBasisFactory(DjangoModelFactory[DecisionBasis]):
    """A draft; with ``status`` it walks the allowed moves there, for the database refuses any other way."""

    class Meta:
        model = DecisionBasis

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))

    @classmethod
    def _create(cls, model_class: type[DecisionBasis], *args: Any, **fields: Any) -> DecisionBasis:
        status = fields.pop("status", BasisStatus.DRAFT)
        submitted_at = fields.pop("submitted_at", SUBMITTED_AT)
        if status != BasisStatus.DRAFT:
            fields.setdefault("requested", 100_000)
        basis = model_class.objects.create(*args, **fields)
        for step in path_to(BASIS_MOVES, status):
            reason = "A reason" if step == BasisStatus.CHANGES_REQUESTED else ""
            model_class.objects.filter(pk=basis.pk).update(
                status=step, submitted_at=submitted_at, change_reason=reason
            )
        basis.refresh_from_db(fields=["status", "submitted_at"])
        return basis


# --- Money


class BudgetFactory(DjangoModelFactory[Budget]):
    class Meta:
        model = Budget

    round = factory.SubFactory(RoundFactory)
    appropriation = 1_000_000


class CoordinationExtraFactory(DjangoModelFactory[CoordinationExtra]):
    class Meta:
        model = CoordinationExtra

    budget = factory.SubFactory(BudgetFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..budget.round.county"))
    amount = 50_000


class FixedGrantFactory(DjangoModelFactory[FixedGrant]):
    class Meta:
        model = FixedGrant

    budget = factory.SubFactory(BudgetFactory)
    order = factory.Sequence(lambda number: number)
    purpose = factory.Sequence(lambda number: f"Purpose {number}")
    recipient_name = "Recipient"
    amount = 100_000


class FrameAdoptionFactory(DjangoModelFactory[FrameAdoption]):
    class Meta:
        model = FrameAdoption

    round = factory.SubFactory(RoundFactory)
    version = 1
    adopted_on = date(2025, 1, 15)
    source = "Minutes"
    reason = factory.LazyAttribute(lambda adoption: "" if adoption.version == 1 else "A reason")


class FrameFactory(DjangoModelFactory[Frame]):
    class Meta:
        model = Frame

    adoption = factory.SubFactory(FrameAdoptionFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..adoption.round.county"))
    amount = 100_000


class DecisionFactory(DjangoModelFactory[Decision]):
    """A network's draft; with ``status`` it walks there by allowed moves. With a fixed grant, say ``network=None``."""

    class Meta:
        model = Decision

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))

    @classmethod
    def _create(cls, model_class: type[Decision], *args: Any, **fields: Any) -> Decision:
        status = fields.pop("status", DecisionStatus.DRAFT)
        approved_by = fields.pop("approved_by", None)
        if status != DecisionStatus.DRAFT and fields.get("decided") is None:
            fields["decided"] = fields.get("recommended") or 100_000
        decision = model_class.objects.create(*args, **fields)
        for step in path_to(DECISION_MOVES, status):
            model_class.objects.filter(pk=decision.pk).update(
                status=step, approved_by=approved_by, approved_at=APPROVED_AT
            )
        decision.refresh_from_db(fields=["status", "approved_by", "approved_at"])
        return decision


class DecisionLineFactory(DjangoModelFactory[DecisionLine]):
    class Meta:
        model = DecisionLine

    decision = factory.SubFactory(DecisionFactory)
    recipient = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..decision.round.county"))
    amount = 100_000


# --- The forum


class ForumFactory(DjangoModelFactory[Forum]):
    class Meta:
        model = Forum

    county = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda number: f"Samarbeidsforum {number}")
