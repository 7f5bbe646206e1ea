"""Addresses of a network's cost sharing, by year."""

from django.urls import path

from allocations.views.cost_sharing import (
    cost_sharing_begin,
    cost_sharing_detail,
    cost_sharing_invoice,
    cost_sharing_list,
)
from allocations.views.cost_sharing_edit import cost_sharing_edit
from allocations.views.cost_sharing_xlsx import cost_sharing_xlsx

urlpatterns = [
    path("", cost_sharing_list, name="cost_sharing_list"),
    path("begin/", cost_sharing_begin, name="cost_sharing_begin"),
    path("<int:year>/", cost_sharing_detail, name="cost_sharing_detail"),
    path("<int:year>/edit/", cost_sharing_edit, name="cost_sharing_edit"),
    path("<int:year>/invoice/", cost_sharing_invoice, name="cost_sharing_invoice"),
    path("<int:year>.xlsx", cost_sharing_xlsx, name="cost_sharing_xlsx"),
]
