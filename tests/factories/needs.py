"""Needs, plans, agreements, invitations and reminders."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from networks.enums import RoleKind
from networks.enums.needs import NeedsStatus
from networks.enums.plans import AgreementStatus, Office, PlanStatus
from networks.enums.reminders import ReminderKind
from networks.models import (
    Activity,
    AgreementParty,
    CompetencePlan,
    CooperationAgreement,
    Election,
    Indicator,
    Invitation,
    Need,
    NeedsDeadline,
    NeedsReport,
    PlanGoal,
    Reminder,
    ReminderRule,
    SchoolPlan,
    Theme,
)
from tests.factories.people import OutboxMailFactory, UserFactory
from tests.factories.register import LONG_AGO, CountyFactory, NetworkFactory, OwnerFactory
from tests.factories.rounds import RoundFactory

REPORTED_AT = datetime(2024, 11, 28, 12, tzinfo=UTC)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    county = factory.SubFactory(CountyFactory)
    order = factory.Sequence(lambda number: number)
    name_nb = factory.Sequence(lambda number: f"Tema {number:04}")
    name_nn = factory.Sequence(lambda number: f"Tema {number:04}")
    valid_from = LONG_AGO


class NeedsDeadlineFactory(DjangoModelFactory[NeedsDeadline]):
    class Meta:
        model = NeedsDeadline

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))
    date = date(2024, 12, 1)


class NeedsReportFactory(DjangoModelFactory[NeedsReport]):
    """A draft, empty; with ``status`` it is submitted."""

    class Meta:
        model = NeedsReport

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))
    owner = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..round.county"))

    @classmethod
    def _create(cls, model_class: type[NeedsReport], *args: Any, **fields: Any) -> NeedsReport:
        status = fields.pop("status", NeedsStatus.DRAFT)
        at = fields.pop("submitted_at", REPORTED_AT)
        report = model_class.objects.create(*args, **fields)
        if status == NeedsStatus.SUBMITTED:
            model_class.objects.filter(pk=report.pk).update(status=status, submitted_at=at, first_submitted_at=at)
            report.refresh_from_db(fields=["status", "submitted_at", "first_submitted_at"])
        return report


class NeedFactory(DjangoModelFactory[Need]):
    class Meta:
        model = Need

    report = factory.SubFactory(NeedsReportFactory)
    order = factory.Sequence(lambda number: number)
    text = factory.Sequence(lambda number: f"Behov {number:04}")


class CompetencePlanFactory(DjangoModelFactory[CompetencePlan]):
    """A draft; with ``status`` it is adopted."""

    class Meta:
        model = CompetencePlan

    network = factory.SubFactory(NetworkFactory)
    title = "Langsiktig kompetanseutviklingsplan"
    valid_from = LONG_AGO

    @classmethod
    def _create(cls, model_class: type[CompetencePlan], *args: Any, **fields: Any) -> CompetencePlan:
        status = fields.pop("status", PlanStatus.DRAFT)
        plan = model_class.objects.create(*args, **fields)
        if status == PlanStatus.ADOPTED:
            model_class.objects.filter(pk=plan.pk).update(status=status, adopted_on=LONG_AGO)
            plan.refresh_from_db(fields=["status", "adopted_on"])
        return plan


class PlanGoalFactory(DjangoModelFactory[PlanGoal]):
    class Meta:
        model = PlanGoal

    plan = factory.SubFactory(CompetencePlanFactory)
    order = factory.Sequence(lambda number: number)
    text = "Et mål"


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    goal = factory.SubFactory(PlanGoalFactory)
    order = factory.Sequence(lambda number: number)
    text = "Et tegn"


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    network = factory.SubFactory(NetworkFactory)
    title = "Nettverksmøte"
    starts_on = date(2025, 3, 1)
    ends_on = date(2025, 3, 2)


class SchoolPlanFactory(DjangoModelFactory[SchoolPlan]):
    class Meta:
        model = SchoolPlan

    network = factory.SubFactory(NetworkFactory)
    owner = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..network.county"))
    school = factory.Sequence(lambda number: f"Skole {number:04}")
    period = "2025–2027"


class CooperationAgreementFactory(DjangoModelFactory[CooperationAgreement]):
    """A draft; with ``status`` it is signed."""

    class Meta:
        model = CooperationAgreement

    network = factory.SubFactory(NetworkFactory)
    title = "Samarbeidsavtale"
    valid_from = date(2024, 1, 1)
    valid_to = date(2025, 12, 31)
    renewal_on = date(2025, 4, 15)

    @classmethod
    def _create(cls, model_class: type[CooperationAgreement], *args: Any, **fields: Any) -> CooperationAgreement:
        status = fields.pop("status", AgreementStatus.DRAFT)
        agreement = model_class.objects.create(*args, **fields)
        if status == AgreementStatus.SIGNED:
            model_class.objects.filter(pk=agreement.pk).update(status=status, signed_on=agreement.valid_from)
            agreement.refresh_from_db(fields=["status", "signed_on"])
        return agreement


class AgreementPartyFactory(DjangoModelFactory[AgreementParty]):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(CooperationAgreementFactory)
    owner = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..agreement.network.county"))


class ElectionFactory(DjangoModelFactory[Election]):
    class Meta:
        model = Election

    network = factory.SubFactory(NetworkFactory)
    office = Office.BOARD_MEMBER
    organisation = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..network.county"))
    valid_from = LONG_AGO


class InvitationFactory(DjangoModelFactory[Invitation]):
    """To coordinate a network, waiting."""

    class Meta:
        model = Invitation

    user = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    county = factory.SelfAttribute("network.county")
    by_network = factory.SelfAttribute("network")
    kind = RoleKind.COORDINATOR
    invited_by = factory.SubFactory(UserFactory)
    sent_at = REPORTED_AT
    expires_at = factory.LazyAttribute(lambda invitation: invitation.sent_at + timedelta(14))


class ReminderRuleFactory(DjangoModelFactory[ReminderRule]):
    class Meta:
        model = ReminderRule

    county = factory.SubFactory(CountyFactory)
    kind = ReminderKind.NEEDS_REPORT


class ReminderFactory(DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    county = factory.SubFactory(CountyFactory)
    recipient = factory.SubFactory(UserFactory)
    mail = factory.SubFactory(OutboxMailFactory, recipient=factory.SelfAttribute("..recipient"))
    kind = ReminderKind.NEEDS_REPORT
    round = factory.SubFactory(RoundFactory, county=factory.SelfAttribute("..county"))
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..county"))
    organisation = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..county"))
    deadline = date(2024, 12, 1)
    working_days = 5
    sent_at = REPORTED_AT
