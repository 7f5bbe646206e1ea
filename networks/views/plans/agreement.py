"""The network's cooperation agreement: to read, write, sign and renew; and who is elected to what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import agreements
from networks.models import CooperationAgreement, Owner
from networks.permissions.rooms import leads, reads_agreement
from networks.plan_forms import AgreementForm, ElectionForm, SignForm
from networks.selectors.people import organisations_of
from networks.views.plans.plan import MARKS, get_network
from networks.views.rooms import network_trail, rooms


def field_label(name: str) -> str:
    return str(getattr(CooperationAgreement._meta.get_field(name), "verbose_name", name))


STATES = {**MARKS, "signed": ("success", "done")}


def get_agreement(request: SignedInRequest, pk: int) -> CooperationAgreement:
    found = CooperationAgreement.objects.visible_to(request.user).select_related("network__county")
    return get_object_or_404(found, pk=pk)


def get_led(request: SignedInRequest, pk: int) -> CooperationAgreement:
    """One that the person writes and signs for.  Raises: Http404, PermissionDenied."""
    agreement = get_agreement(request, pk)
    if not leads(request.user, agreement.network):
        raise PermissionDenied
    return agreement


@require_safe
def agreement_network(request: SignedInRequest, network_id: int) -> HttpResponse:
    """The agreement in force, else the draft, else a page that says there is none."""
    network = get_network(request, network_id)
    if not reads_agreement(request.user, network):
        raise PermissionDenied
    found = list(CooperationAgreement.objects.visible_to(request.user).filter(network=network))
    in_force = [agreement for agreement in found if agreement.status == "signed"]
    chosen = next(iter([*in_force, *found]), None)
    if chosen:
        return redirect(chosen)
    return render(
        request,
        "networks/agreement_none.html",
        {
            "trail": network_trail(network),
            "rooms": rooms(request.user, network, "agreement"),
            "network": network,
            "may_write": leads(request.user, network),
        },
    )


@require_safe
def agreement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = get_agreement(request, pk)
    today = timezone.localdate()
    others = CooperationAgreement.objects.visible_to(request.user).filter(network=agreement.network_id)
    color, mark = STATES[agreement.status]
    texts = [(field_label(name), getattr(agreement, name)) for name in agreements.TEXTS]
    elections = agreement.network.elections.select_related("organisation", "user").order_by("valid_from", "pk")
    versions = list(others.order_by("-valid_from", "-pk"))
    return render(
        request,
        "networks/agreement_detail.html",
        {
            "trail": network_trail(agreement.network),
            "rooms": rooms(request.user, agreement.network, "agreement"),
            "agreement": agreement,
            "color": color,
            "mark": mark,
            "texts": texts,
            "parties": list(agreement.parties.select_related("owner").order_by("owner__name")),
            "elections": [(election, election.holds(today)) for election in elections],
            "versions": versions,
            "has_draft": any(version.is_open for version in versions),
            "files": agreement.files.filter(removed_at=None).select_related("uploaded_by"),
            "may_write": leads(request.user, agreement.network),
            "renewal_is_near": agreement.status == "signed" and (agreement.renewal_on - today).days <= 60,
        },
    )


@require_POST
def agreement_begin(request: SignedInRequest, network_id: int) -> HttpResponse:
    network = get_network(request, network_id)
    if not reads_agreement(request.user, network):
        raise Http404
    if not leads(request.user, network):
        raise PermissionDenied
    return redirect("agreement_edit", pk=agreements.begin(network, today=timezone.localdate()).pk)


@require_http_methods(["GET", "POST"])
def agreement_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = get_led(request, pk)
    if not agreement.is_open:
        return redirect(agreement)
    form = AgreementForm(request.POST if request.method == "POST" else None, instance=agreement)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.write(agreement, fields=form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The agreement is saved."))
            return redirect(agreement)
    return form_page(request, agreement, form, _("The agreement's text and period"))


@require_http_methods(["GET", "POST"])
def agreement_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note when each party signed; with the last one the agreement is in force."""
    agreement = get_led(request, pk)
    if not agreement.is_open:
        return redirect(agreement)
    parties = agreement.parties.select_related("owner").order_by("owner__name")
    form = SignForm(request.POST if request.method == "POST" else None, parties=parties)
    if request.method == "POST" and form.is_valid():
        try:
            is_signed = agreements.sign(agreement, days=form.days(), today=timezone.localdate())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            done = _("All have signed: the agreement is in force.")
            begun = _("Saved. The agreement is in force when all have signed.")
            messages.success(request, done if is_signed else begun)
            return redirect(agreement)
    return form_page(request, agreement, form, _("When did each party sign?"))


@require_http_methods(["GET", "POST"])
def agreement_elect(request: SignedInRequest, network_id: int) -> HttpResponse:
    """A leader and a deputy for two years; the deputy leads after them."""
    network = get_network(request, network_id)
    if not leads(request.user, network):
        raise PermissionDenied
    today = timezone.localdate()
    owners = Owner.objects.filter(pk__in=organisations_of(network, today, with_partners=False).values("pk"))
    form = ElectionForm(request.POST if request.method == "POST" else None, owners=owners.order_by("name"))
    if request.method == "POST" and form.is_valid():
        try:
            agreements.elect(network, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The election is entered."))
            return redirect("agreement_network", network_id=network.pk)
    return render(
        request,
        "networks/agreement_form.html",
        {"trail": network_trail(network), "form": form, "heading": _("Election"), "lead": network.name},
    )


def form_page(request: SignedInRequest, agreement: CooperationAgreement, form: object, heading: str) -> HttpResponse:
    return render(
        request,
        "networks/agreement_form.html",
        {
            "trail": [*network_trail(agreement.network), (agreement.title, agreement.get_absolute_url())],
            "form": form,
            "heading": heading,
            "lead": agreement.title,
        },
    )
