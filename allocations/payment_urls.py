"""Addresses of payments, of the lists they are ordered in, and of leftover funds."""

from django.urls import path

from allocations.views.leftovers import leftover_detail, leftover_list, leftover_new
from allocations.views.payment_detail import payment_detail, payment_hold, payment_release, payment_take_back
from allocations.views.payment_files import (
    payment_list_csv,
    payment_list_detail,
    payment_list_xlsx,
    payment_receipt_detail,
    payments_receipt,
)
from allocations.views.payment_list import payment_list
from allocations.views.payment_plan_edit import payment_plan_edit
from allocations.views.payment_steps import payments_attest, payments_order
from allocations.views.settlements import settlement_decide, settlement_new, settlement_returned

urlpatterns = [
    path("rounds/<int:pk>/payments/", payment_list, name="payment_list"),
    path("rounds/<int:pk>/payments/plan/", payment_plan_edit, name="payment_plan_edit"),
    path("rounds/<int:pk>/payments/attest/", payments_attest, name="payments_attest"),
    path("rounds/<int:pk>/payments/order/", payments_order, name="payments_order"),
    path("rounds/<int:pk>/payments/receipts/", payments_receipt, name="payments_receipt"),
    path("payments/<int:pk>/", payment_detail, name="payment_detail"),
    path("payments/<int:pk>/hold/", payment_hold, name="payment_hold"),
    path("payments/<int:pk>/take-back/", payment_take_back, name="payment_take_back"),
    path("payments/holds/<int:pk>/release/", payment_release, name="payment_release"),
    path("rounds/<int:pk>/leftovers/", leftover_list, name="leftover_list"),
    path("rounds/<int:pk>/leftovers/new/", leftover_new, name="leftover_new"),
    path("leftovers/<int:pk>/", leftover_detail, name="leftover_detail"),
    path("reports/<int:pk>/settle/", settlement_new, name="settlement_new"),
    path("settlements/<int:pk>/decide/", settlement_decide, name="settlement_decide"),
    path("settlements/<int:pk>/returned/", settlement_returned, name="settlement_returned"),
    path("payment-lists/<int:pk>/", payment_list_detail, name="payment_list_detail"),
    path("payment-lists/<int:pk>.csv", payment_list_csv, name="payment_list_csv"),
    path("payment-lists/<int:pk>.xlsx", payment_list_xlsx, name="payment_list_xlsx"),
    path("payment-receipts/<int:pk>/", payment_receipt_detail, name="payment_receipt_detail"),
]
