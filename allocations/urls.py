"""Addresses of the rounds' and networks' pages."""

from django.urls import URLPattern, URLResolver, include, path

from allocations.views.decision_edit import decision_edit, decisions_prepare
from allocations.views.decision_list import decision_list
from allocations.views.decisions_approve import decisions_approve
from allocations.views.letter_detail import letter_detail, letter_pdf
from allocations.views.letter_list import letter_list, letters_issue, letters_zip
from allocations.views.letter_preview import letter_preview, letter_preview_pdf
from allocations.views.letter_terms_edit import letter_terms_edit
from allocations.views.mails import mail_list, mail_retry
from allocations.views.my_letters import my_letters
from allocations.views.network_detail import network_detail
from allocations.views.network_history import network_history
from allocations.views.payees import payee_change_settle, payee_edit, payee_list
from allocations.views.round_detail import round_detail
from allocations.views.round_history import round_history
from allocations.views.round_list import round_list
from allocations.views.round_xlsx import round_xlsx

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("allocations.bench_urls")),
    path("", include("allocations.lived_urls")),
    path("networks/<int:network_pk>/costs/", include("allocations.cost_urls")),
    path("", include("allocations.plan_urls")),
    path("rounds/", round_list, name="round_list"),
    path("rounds/<int:pk>/", round_detail, name="round_detail"),
    path("rounds/<int:pk>.xlsx", round_xlsx, name="round_xlsx"),
    path("rounds/<int:pk>/history/", round_history, name="round_history"),
    path("rounds/<int:pk>/decisions/", decision_list, name="decision_list"),
    path("rounds/<int:pk>/decisions/prepare/", decisions_prepare, name="decisions_prepare"),
    path("rounds/<int:pk>/decisions/approve/", decisions_approve, name="decisions_approve"),
    path("decisions/<int:pk>/edit/", decision_edit, name="decision_edit"),
    path("rounds/<int:pk>/letters/", letter_list, name="letter_list"),
    path("rounds/<int:pk>/letters/issue/", letters_issue, name="letters_issue"),
    path("rounds/<int:pk>/letters/texts/", letter_terms_edit, name="letter_terms_edit"),
    path("rounds/<int:pk>/letters/to/<int:recipient>/", letter_preview, name="letter_preview"),
    path("rounds/<int:pk>/letters/to/<int:recipient>.pdf", letter_preview_pdf, name="letter_preview_pdf"),
    path("rounds/<int:pk>/letters.zip", letters_zip, name="letters_zip"),
    path("letters/", my_letters, name="my_letters"),
    path("letters/<int:pk>/", letter_detail, name="letter_detail"),
    path("letters/<int:pk>.pdf", letter_pdf, name="letter_pdf"),
    path("accounts/", payee_list, name="payee_list"),
    path("accounts/<int:pk>/", payee_edit, name="payee_edit"),
    path("accounts/changes/<int:pk>/", payee_change_settle, name="payee_change_settle"),
    path("", include("allocations.payment_urls")),
    path("mail/", mail_list, name="mail_list"),
    path("mail/<int:pk>/retry/", mail_retry, name="mail_retry"),
    path("networks/<int:pk>/", network_detail, name="network_detail"),
    path("networks/<int:pk>/history/", network_history, name="network_history"),
]
