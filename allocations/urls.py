"""Addresses of the rounds' and networks' pages."""

from django.urls import URLPattern, URLResolver, path

from allocations.views.network_detail import network_detail
from allocations.views.network_history import network_history
from allocations.views.round_detail import round_detail
from allocations.views.round_history import round_history
from allocations.views.round_list import round_list
from allocations.views.round_xlsx import round_xlsx

urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/", round_list, name="round_list"),
    path("rounds/<int:pk>/", round_detail, name="round_detail"),
    path("rounds/<int:pk>.xlsx", round_xlsx, name="round_xlsx"),
    path("rounds/<int:pk>/history/", round_history, name="round_history"),
    path("networks/<int:pk>/", network_detail, name="network_detail"),
    path("networks/<int:pk>/history/", network_history, name="network_history"),
]
