"""A network's people: who has access, who is invited; its own leader administers them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import handover, invitations
from networks.enums import RoleKind
from networks.models import Invitation, Network, Role
from networks.people_forms import HandOverForm, InvitationForm, StandInForm
from networks.permissions.roles import kinds_to_give, may_end, may_invite_to
from networks.selectors.people import listed_roles, organisations_of, people_in, roles_in
from networks.views.rooms import network_trail, rooms


@require_http_methods(["GET", "POST"])
def invitation_network(request: SignedInRequest, network_id: int) -> HttpResponse:
    """Who is in the network, and the form that invites."""
    network = administered(request, network_id)
    today = timezone.localdate()
    kinds = kinds_to_give(request.user, network)
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        kinds=kinds,
        organisations=organisations_of(network, today, with_partners=RoleKind.UH_PARTNER in kinds),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(network, **form.cleaned_data, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("An invitation is sent to %(email)s.") % {"email": made.user.email})
            return redirect(request.path)
    roles = listed_roles(network, today)
    return render(
        request,
        "networks/invitation_network.html",
        {
            "trail": network_trail(network),
            "rooms": rooms(request.user, network, "people"),
            "network": network,
            "roles": [
                (role, standing(role, today), role.kind in kinds or role.user_id == request.user.pk) for role in roles
            ],
            "waiting": Invitation.objects.visible_to(request.user)
            .waiting()
            .filter(by_network=network)
            .select_related("user", "network", "organisation"),
            "now": timezone.now(),
            "form": form,
        },
    )


def standing(role: Role, today: object) -> str:
    """Whether the role holds today, later, or no more."""
    day = timezone.localdate()
    if role.valid_from > day:
        return "later"
    return "ended" if role.valid_to and role.valid_to < day else "now"


def administered(request: SignedInRequest, network_id: int) -> Network:
    """A network whose people the person administers.  Raises: Http404, PermissionDenied."""
    network = get_object_or_404(Network.objects.visible_to(request.user).select_related("county"), pk=network_id)
    if not may_invite_to(request.user, network):
        raise PermissionDenied
    return network


@require_POST
def invitation_send_again(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = waiting_invitation(request, pk)
    try:
        invitations.send_again(invitation, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("A new link is sent. The old one works no more."))
    return redirect("invitation_network", network_id=invitation.by_network_id)


@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    invitation = waiting_invitation(request, pk)
    try:
        invitations.withdraw(invitation, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("invitation_network", network_id=invitation.by_network_id)


def waiting_invitation(request: SignedInRequest, pk: int) -> Invitation:
    found = Invitation.objects.visible_to(request.user).exclude(by_network=None)
    invitation = get_object_or_404(found.select_related("by_network", "user"), pk=pk)
    assert invitation.by_network is not None
    if not may_invite_to(request.user, invitation.by_network):
        raise PermissionDenied
    return invitation


@require_http_methods(["GET", "POST"])
def invitation_hand_over(request: SignedInRequest, network_id: int, pk: int) -> HttpResponse:
    """Two forms about one role: end it and hand it over, or let somebody stand in."""
    network = get_object_or_404(Network.objects.visible_to(request.user), pk=network_id)
    today = timezone.localdate()
    roles = roles_in(network, today).select_related("user", "organisation", "network", "stands_in_for")
    role = get_object_or_404(roles, pk=pk)
    if not may_end(request.user, role, network):
        raise PermissionDenied
    people = people_in(network, today).exclude(pk=role.user_id)
    leave = request.POST if "leave" in request.POST else None
    leaving = HandOverForm(leave, people=people, prefix="leaving", initial={"last_day": today})
    away = StandInForm(
        request.POST if "away" in request.POST else None, people=people, prefix="away", initial={"first": today}
    )
    try:
        if leaving.is_valid():
            typed = leaving.cleaned_data
            done = handover.hand_over(
                role,
                network,
                successor=typed["person"],
                last_day=typed["last_day"],
                actor=request.user,
                today=today,
            )
            messages.success(request, told(role, done))
            return back(request, network)
        if away.is_valid():
            typed = away.cleaned_data
            handover.stand_in(
                role,
                network,
                deputy=typed["person"],
                first=typed["first"],
                last=typed["last"],
                actor=request.user,
                today=today,
            )
            messages.success(request, _("The deputy has the same rights in that time, and is told by mail."))
            return back(request, network)
    except DomainError as error:
        (leaving if leaving.is_bound else away).add_error(None, error.messages)
    return render(
        request,
        "networks/invitation_hand_over.html",
        {
            "trail": network_trail(network),
            "network": network,
            "role": role,
            "leaving": leaving,
            "away": away,
            "is_own": role.user_id == request.user.pk,
        },
    )


def told(role: Role, done: handover.HandOver) -> str:
    if done.role is None:
        return _("The role of %(person)s has a last day now.") % {"person": role.user}
    return _("%(successor)s takes over from %(day)s, with %(activities)s activities and %(offices)s offices.") % {
        "successor": done.role.user,
        "day": done.role.valid_from,
        "activities": done.activities,
        "offices": done.elections,
    }


def back(request: SignedInRequest, network: Network) -> HttpResponse:
    if may_invite_to(request.user, network):
        return redirect("invitation_network", network_id=network.pk)
    return redirect(network)
