"""Recipients' accounts: the list for those who may read it, and the form that only the registrar gets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from allocations.actions import payees
from allocations.forms import PayeeForm
from allocations.models import DecisionLine, Payee, PayeeChange
from allocations.payment_forms import SettlePayeeForm
from allocations.permissions import may_see_payees, may_write_payee, payee_counties
from allocations.permissions.payments import may_confirm_payee
from allocations.selectors.shared_accounts import shared_account
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest, search_words
from dekom.core.ordering import norwegian_order
from networks.models import NetworkHost, Organisation

PER_PAGE = 50


@require_safe
def payee_list(request: SignedInRequest) -> HttpResponse:
    """Accounts; for the registrar also the recipients that have none yet."""
    if not may_see_payees(request.user):
        raise PermissionDenied
    search = search_words(request.GET)
    counties = payee_counties(request.user)
    shown = Q(payee__in=Payee.objects.visible_to(request.user))
    if counties:
        hosts = NetworkHost.objects.on(timezone.localdate()).filter(network__county__in=counties)
        paid = DecisionLine.objects.filter(decision__round__county__in=counties)
        recipients = Q(pk__in=hosts.values("owner")) | Q(pk__in=paid.values("recipient"))
        here = Q(county__in=counties) | Q(county=None)
        shown |= here & (Q(name__icontains=search) if search else recipients)
    rows = Organisation.objects.filter(shown, name__icontains=search).select_related("payee")
    page = Paginator(rows.order_by(norwegian_order("name"), "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "allocations/payee_list.html",
        {
            "trail": [(_("Overview"), reverse("home")), (_("Letters"), reverse("my_letters"))],
            "page": page,
            "rows": [(organisation, getattr(organisation, "payee", None)) for organisation in page],
            "search": search,
            "changes": PayeeChange.objects.visible_to(request.user)
            .pending()
            .select_related("organisation", "requested_by")
            .order_by("requested_at", "pk"),
            "may_write": bool(counties),
        },
    )


@require_http_methods(["GET", "POST"])
def payee_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("payee"), pk=pk)
    if not may_write_payee(request.user, organisation):
        raise PermissionDenied
    payee: Payee | None = getattr(organisation, "payee", None)
    pending = PayeeChange.objects.pending().filter(organisation=organisation).first()
    form = PayeeForm(
        request.POST or None,
        initial={
            "organisation_number": payee.organisation_number if payee else organisation.organisation_number,
            "account_number": payee.account_number if payee else "",
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            payees.register(organisation, **form.cleaned_data, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The account is entered. Another registrar must confirm it."))
            if warning := shared_account(organisation, form.cleaned_data["account_number"], request.user):
                messages.warning(request, warning)
            return redirect("payee_list")
    trail = [
        (_("Overview"), reverse("home")),
        (_("Letters"), reverse("my_letters")),
        (_("Accounts"), reverse("payee_list")),
    ]
    return render(
        request,
        "allocations/payee_edit.html",
        {"organisation": organisation, "payee": payee, "pending": pending, "form": form, "trail": trail},
    )


@require_http_methods(["GET", "POST"])
def payee_change_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page where another registrar confirms an account, or refuses it with a reason."""
    changes = PayeeChange.objects.visible_to(request.user).select_related("organisation", "requested_by", "settled_by")
    change = get_object_or_404(changes, pk=pk)
    if not may_write_payee(request.user, change.organisation):
        raise PermissionDenied
    may_confirm = may_confirm_payee(request.user, change)
    form = SettlePayeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuses = "refuse" in request.POST
        change.version = form.cleaned_data["version"]
        try:
            if refuses:
                payees.refuse(change, reason=form.cleaned_data["reason"], actor=request.user, now=timezone.now())
            else:
                payees.confirm(change, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("reason" if refuses else None, error.messages)
        else:
            messages.success(request, _("The account is refused.") if refuses else _("The account is confirmed."))
            return redirect("payee_list")
    trail = [
        (_("Overview"), reverse("home")),
        (_("Letters"), reverse("my_letters")),
        (_("Accounts"), reverse("payee_list")),
    ]
    return render(
        request,
        "allocations/payee_change_settle.html",
        {
            "change": change,
            "shared": shared_account(change.organisation, change.account_number, request.user),
            "may_confirm": may_confirm,
            "form": form,
            "trail": trail,
        },
    )
