"""What Dekom keeps about people."""

import pytest

URL = "/privacy/"


@pytest.mark.django_db
def test_is_open_to_all(client):
    response = client.get(URL)

    assert response.status_code == 200
    assert "portal/privacy.html" in [template.name for template in response.templates]


def test_refuses_to_be_posted_to(client):
    assert client.post(URL).status_code == 405
