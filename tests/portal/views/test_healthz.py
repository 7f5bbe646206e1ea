"""The load balancer's question."""

import pytest

URL = "/healthz/"


@pytest.mark.django_db
def test_answers_anybody_after_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(URL)

    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")


def test_refuses_to_be_posted_to(client):
    assert client.post(URL).status_code == 405
