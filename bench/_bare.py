"""A bare Django page to hold ours against: same middleware, signed in, one query, 50 rows of 5 columns."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from networks.models import HeadCount

PAGE = Template(
    "<!doctype html><html><body><h1>Rows</h1><table>{% for row in rows %}"
    "<tr><td>{{ row.pk }}</td><td>{{ row.category }}"
    "</td><td>{{ row.counted_on }}</td><td>{{ row.number }}</td><td>{{ row.source }}</td></tr>{% endfor %}</table>"
)


def bare(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated  # what a signed-in page asks
    return HttpResponse(PAGE.render(Context({"rows": HeadCount.objects.order_by("pk")[:50]})))


urlpatterns = [path("bare/", bare, name="bare"), path("", include("dekom.urls"))]
