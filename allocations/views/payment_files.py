"""Payment lists as pages and files, and the receipts that come back."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from allocations.actions import order_payments
from allocations.models import PaymentList, PaymentReceipt
from allocations.payment_forms import ReceiptForm
from allocations.permissions.payments import may_handle_payments
from allocations.selectors.payment_lists import file_of, payments_of
from allocations.services.payment_file import AMOUNT_COLUMN, PaymentFile
from allocations.views.decision_list import get_followed_round, round_trail
from allocations.wording_payments import receipt_fault_text
from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from networks.models import Round


@require_safe
def payment_list_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    made = get_list(request, pk)
    payments = payments_of(made)
    context = {
        "list": made,
        "payments": payments,
        "is_whole": file_of(made, payments).sha256 == made.sha256,
        "paid": sum(payment.to_pay for payment in payments if payment.paid_on),
        "trail": _trail(made.round),
        "may_handle": may_handle_payments(request.user, made.county_id),
    }
    return render(request, "allocations/payment_list_detail.html", context)


@require_safe
def payment_list_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    made = get_list(request, pk)
    file = file_of(made, payments_of(made))
    return _download(file.csv(), "text/csv; charset=utf-8", made, "csv")


@require_safe
def payment_list_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    from networks.services.workbook import CONTENT_TYPE  # noqa: PLC0415 - heavy, and seldom needed

    made = get_list(request, pk)
    return _download(workbook(file_of(made, payments_of(made))), CONTENT_TYPE, made, "xlsx")


@require_http_methods(["GET", "POST"])
def payments_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a receipt file; what fits is paid, and every line that does not is named."""
    round_ = get_followed_round(request, pk)
    if not may_handle_payments(request.user, round_.county_id):
        raise PermissionDenied
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            receipt = order_payments.receive(
                round_, name=file.name, content=file.read(), actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error("file", error.messages)
        else:
            text = ngettext("%(count)s payment is paid.", "%(count)s payments are paid.", receipt.paid)
            messages.success(request, text % {"count": receipt.paid})
            return redirect("payment_receipt_detail", pk=receipt.pk)
    receipts = PaymentReceipt.objects.filter(round=round_).select_related("read_by")
    context = {"round": round_, "form": form, "receipts": receipts, "trail": _trail(round_)}
    return render(request, "allocations/payments_receipt.html", context)


@require_safe
def payment_receipt_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one receipt file told, and what in it fitted nothing."""
    receipts = PaymentReceipt.objects.filter(round__in=Round.objects.visible_to(request.user))
    receipt = get_object_or_404(receipts.select_related("read_by"), pk=pk)
    round_ = get_followed_round(request, receipt.round_id)
    receipt_page = (_("Receipts"), reverse("payments_receipt", args=[round_.pk]))
    context = {
        "receipt": receipt,
        "faults": [(fault, receipt_fault_text(fault)) for fault in receipt.faults],
        "round": round_,
        "trail": [*_trail(round_), *([receipt_page] if may_handle_payments(request.user, round_.county_id) else [])],
    }
    return render(request, "allocations/payment_receipt_detail.html", context)


def get_list(request: SignedInRequest, pk: int) -> PaymentList:
    lists = PaymentList.objects.visible_to(request.user)
    found: PaymentList = get_object_or_404(lists.select_related("round__scheme", "made_by"), pk=pk)
    return found


def workbook(file: PaymentFile) -> bytes:
    """The CSV file's rows as a sheet: amounts are numbers, everything else is text, the trailer last."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and web processes must not import it at start
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = file.number.replace("/", "-")
    rows = [*file.rows(), file.trailer()]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif column == AMOUNT_COLUMN + 1:
                cell.number_format = "#,##0"
            if number in {1, len(rows)}:
                cell.font = Font(bold=True)
    for letter, width in zip("ABCDEFGHIJ", (14, 10, 30, 20, 16, 14, 12, 12, 40, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _download(content: bytes, kind: str, made: PaymentList, ending: str) -> HttpResponse:
    name = file_name("payment-list", made.year, f"U{made.number}", ending=ending)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _trail(round_: Round) -> list[tuple[str, str]]:
    return round_trail(round_, (_("Payments"), reverse("payment_list", args=[round_.pk])))
