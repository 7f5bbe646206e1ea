"""Addresses of the workbench, its scenarios, and the pages that explain what was adopted."""

from django.urls import path

from allocations.views.explanations import frame_explanation, key_explanation, key_explanation_list
from allocations.views.key_adopt import key_adopt
from allocations.views.key_files import key_pdf, key_xlsx
from allocations.views.key_moves import key_new, key_propose, key_remove, key_take_back
from allocations.views.ledger import ledger
from allocations.views.workbench import workbench

urlpatterns = [
    path("explained/", key_explanation_list, name="key_explanation_list"),
    path("rounds/<int:pk>/workbench/", workbench, name="workbench"),
    path("rounds/<int:pk>/workbench/new/", key_new, name="key_new"),
    path("rounds/<int:pk>/key/", key_explanation, name="key_explanation"),
    path("rounds/<int:pk>/networks/<int:network_pk>/frame/", frame_explanation, name="frame_explanation"),
    path("rounds/<int:pk>/ledger/", ledger, name="ledger"),
    path("keys/<int:pk>/propose/", key_propose, name="key_propose"),
    path("keys/<int:pk>/take-back/", key_take_back, name="key_take_back"),
    path("keys/<int:pk>/remove/", key_remove, name="key_remove"),
    path("keys/<int:pk>/adopt/", key_adopt, name="key_adopt"),
    path("keys/<int:pk>.xlsx", key_xlsx, name="key_xlsx"),
    path("keys/<int:pk>.pdf", key_pdf, name="key_pdf"),
]
