"""Recusals are declared by each member, noticed by others, and ruled by the forum where somebody doubts."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums.sheets import RecusalGround, RecusalSource, Ruling
from forum.models import Recusal, RecusalDeclaration
from forum.permissions.sheets import declares, may_prepare_assessment
from forum.selectors.recusals import ties_by_network
from networks.models import Network, Round


@transaction.atomic
def declare(round_: Round, *, person: User, said: Mapping[int, str], now: datetime) -> RecusalDeclaration:
    """The person has looked through the round's networks, and is tied to those in ``said``, with what each tie is.

    What the register says is confirmed by it. What was said before stays: only a ruling lifts it.

    Raises: DomainError: not a member, an unknown network, or a tie without words.
    Source: forvaltningsloven § 8: whoever may be recused says so in good time.
    """
    if not declares(person, round_.county_id):
        raise DomainError(_("Only the forum's members and deputies declare."))
    known = ties_by_network(person, round_)
    for network in _networks(round_, said):
        if network.pk in known:
            continue
        note = said[network.pk].strip()
        if not note:
            raise DomainError(_("Say what your tie to %(network)s is.") % {"network": network.short_name})
        Recusal.objects.create(
            round=round_,
            person=person,
            network=network,
            ground=RecusalGround.OTHER,
            source=RecusalSource.OWN,
            note=note,
            raised_by=person,
            raised_at=now,
        )
    made, _new = RecusalDeclaration.objects.update_or_create(round=round_, person=person, defaults={"declared_at": now})
    return made


def _networks(round_: Round, said: Mapping[int, str]) -> list[Network]:
    networks = list(Network.objects.filter(pk__in=said, decision_bases__round=round_).order_by("pk"))
    if len(networks) != len(said):
        raise DomainError(_("One of the networks is not in this round."))
    return networks


@transaction.atomic
def notice(round_: Round, *, about: User, network: Network, note: str, by: User, now: datetime) -> Recusal:
    """Somebody says that another is tied to a network. Until the forum has ruled, the person is kept out.

    Raises: DomainError: not somebody of the forum, no words, or it is known already.
    """
    if not (declares(by, round_.county_id) or may_prepare_assessment(by, round_.county_id)):
        raise DomainError(_("Only the forum and its secretariat give notice."))
    if not declares(about, round_.county_id):
        raise DomainError(_("%(person)s is not in the forum.") % {"person": about})
    if not note.strip():
        raise DomainError(_("Say what the tie is."))
    _networks(round_, {network.pk: note})
    if network.pk in ties_by_network(about, round_):
        raise DomainError(_("This is known already."))
    return Recusal.objects.create(
        round=round_,
        person=about,
        network=network,
        ground=RecusalGround.OTHER,
        source=RecusalSource.NOTICE,
        note=note.strip(),
        raised_by=by,
        raised_at=now,
    )


@transaction.atomic
def rule(
    round_: Round,
    *,
    person: User,
    network: Network,
    ruling: Ruling,
    reference: str,
    note: str,
    actor: User,
    now: datetime,
) -> Recusal:
    """Write down what the forum ruled on one person and one network: said, noticed, or from the register.

    Raises: DomainError: not the secretariat, nothing to rule on, no meeting, or the forum ruled on by whom it concerns.
    Source: forvaltningsloven § 8, as used on collegial bodies: the body decides, without the one it concerns.
    """
    if not may_prepare_assessment(actor, round_.county_id):
        raise DomainError(_("Only the secretariat writes down the forum's rulings."))
    if actor.pk == person.pk:
        raise DomainError(_("Nobody writes down a ruling on themselves."))
    if ruling == Ruling.OPEN:
        raise DomainError(_("Choose what the forum ruled."))
    if not reference.strip():
        raise DomainError(_("Say in which meeting and matter the forum ruled."))
    tie = ties_by_network(person, round_).get(network.pk)
    if tie is None:
        raise DomainError(_("Nobody has said that %(person)s is tied to this network.") % {"person": person})
    row = tie.recusal or Recusal(
        round=round_,
        person=person,
        network=network,
        ground=tie.ground,
        source=RecusalSource.COMPUTED,
        raised_by=actor,
        raised_at=now,
    )
    row.ruling, row.ruling_reference, row.ruling_note = ruling, reference.strip(), note.strip()
    row.ruled_by, row.ruled_at = actor, now
    row.save()
    return row
