"""A network's cooperation agreement: begun, written, signed; and elections: the deputy leader follows the leader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from networks.enums.plans import AgreementStatus, Office
from networks.models import AgreementParty, CooperationAgreement, Election, Membership, Network, Organisation

TEXTS = ("purpose", "obligations", "organisation", "representation", "private_owners", "economy")
FIELDS = ("title", "valid_from", "valid_to", "renewal_on", *TEXTS)
YEARS = 2  # an agreement holds, and a leader leads, for two years
RENEWAL = (4, 15)  # renewal is taken up at the yearly meeting in April


@transaction.atomic
def begin(network: Network, *, today: date) -> CooperationAgreement:
    """The draft there is; else one that follows the agreement in force, with its texts; its parties are all owners.

    Source: cooperation agreement chapter 8: two calendar years, taken up in April of the last.
    """
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    draft = network.agreements.filter(status=AgreementStatus.DRAFT).first()
    if draft:
        return draft
    old = network.agreements.filter(status=AgreementStatus.SIGNED).first()
    first = date((old.valid_to.year if old and old.valid_to else today.year) + 1, 1, 1)
    last_year = first.year + YEARS - 1
    texts = {name: getattr(old, name) for name in TEXTS} if old else {}
    agreement = CooperationAgreement.objects.create(
        network=network,
        title=_("Cooperation agreement for %(network)s %(first)s–%(last)s")
        % {"network": network.short_name, "first": first.year, "last": last_year},
        valid_from=first,
        valid_to=date(last_year, 12, 31),
        renewal_on=date(last_year, *RENEWAL),
        **texts,
    )
    members = Membership.objects.on(today).filter(network=network).values_list("owner", flat=True)
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=agreement, owner_id=owner) for owner in sorted(set(members))
    )
    return agreement


def _held(agreement: CooperationAgreement) -> CooperationAgreement:
    return CooperationAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


@transaction.atomic
def write(agreement: CooperationAgreement, *, fields: Mapping[str, Any]) -> None:
    """Raises: DomainError: signed, or renewal outside the period."""
    held = _held(agreement)
    if held.status != AgreementStatus.DRAFT:
        raise DomainError(_("A signed agreement stays as it is. Begin a new one."))
    if not fields["valid_from"] <= fields["renewal_on"] <= fields["valid_to"]:
        raise DomainError(_("Renewal is taken up while the agreement holds."))
    for name in FIELDS:
        setattr(held, name, fields[name])
    held.save(update_fields=[*FIELDS])


@transaction.atomic
def sign(agreement: CooperationAgreement, *, days: Mapping[int, date | None], today: date) -> bool:
    """Note when parties signed. When all have, the agreement is in force and replaces the one before it; says whether.

    Raises: DomainError: a day to come, or a signed agreement.
    """
    Network.objects.select_for_update(of=("self",)).get(pk=agreement.network_id)
    held = _held(agreement)
    if held.status != AgreementStatus.DRAFT:
        raise DomainError(_("The agreement is signed already."))
    if any(day and day > today for day in days.values()):
        raise DomainError(_("Nobody has signed on a day to come."))
    parties = list(held.parties.all())
    for party in parties:
        if party.pk in days and party.signed_on != days[party.pk]:
            party.signed_on = days[party.pk]
            party.save(update_fields=["signed_on"])
    signed = [party.signed_on for party in parties if party.signed_on]
    if not parties or len(signed) < len(parties):
        return False
    rows = CooperationAgreement.objects.filter(network=held.network_id)
    rows.filter(status=AgreementStatus.SIGNED).update(status=AgreementStatus.REPLACED)
    rows.filter(pk=held.pk).update(status=AgreementStatus.SIGNED, signed_on=max(signed))
    return True


@transaction.atomic
def elect(
    network: Network, *, leader: Organisation, deputy: Organisation, begins: date, elected_on: date
) -> list[Election]:
    """A leader and a deputy for two years; the deputy leads the two years after.

    Raises: DomainError: the same organisation twice, elected after they begin, or somebody else at that time.
    Source: cooperation agreement chapter 5.2.
    """
    if leader.pk == deputy.pk:
        raise DomainError(_("Leader and deputy leader come from different owners."))
    if elected_on > begins:
        raise DomainError(_("They are elected before they begin."))
    middle, end = _years_on(begins, YEARS), _years_on(begins, 2 * YEARS)
    terms = [
        Election(network=network, office=office, organisation_id=who.pk, valid_from=first, valid_to=last)
        for office, who, first, last in (
            (Office.LEADER, leader, begins, _before(middle)),
            (Office.DEPUTY_LEADER, deputy, begins, _before(middle)),
            (Office.LEADER, deputy, middle, _before(end)),
        )
    ]
    for term in terms:
        term.elected_on = elected_on
    follows = network.elections.filter(
        office=Office.LEADER, organisation=leader.pk, valid_from=begins, valid_to=terms[0].valid_to
    )
    if follows.exists():
        terms = terms[1:]  # elected deputy two years ago, and so leader now
    try:
        with transaction.atomic():
            return Election.objects.bulk_create(terms)
    except IntegrityError as error:
        raise DomainError(_("The network has another leader or deputy leader at that time.")) from error


def _years_on(day: date, years: int) -> date:
    return day.replace(year=day.year + years) if (day.month, day.day) != (2, 29) else date(day.year + years, 3, 1)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
