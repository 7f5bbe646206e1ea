"""The demo finds a port, or says how to help it, and its made-up past is past."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from dekom.portal.management.commands.demo import free_port
from networks.models import DecisionBasis


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_named_port_that_is_taken_is_told(monkeypatch, taken):
    monkeypatch.setenv("PORT", taken)

    with pytest.raises(CommandError, match=f"Port {taken} is taken. Name another with: PORT=9000 make demo"):
        free_port()


def test_the_next_free_port_is_taken_where_none_is_named(monkeypatch, taken):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr("dekom.portal.management.commands.demo.FIRST_PORT", int(taken))
    monkeypatch.setattr("dekom.portal.management.commands.demo.LAST_PORT", int(taken) + 50)

    assert free_port() > int(taken)


def test_production_shows_no_demo(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="The demo is for development only"):
        call_command("demo")


@pytest.mark.django_db
@pytest.mark.usefixtures("drafts")
def test_nothing_is_handed_in_before_it_happens():
    assert not DecisionBasis.objects.filter(submitted_at__gt=timezone.now()).exists()
    assert DecisionBasis.objects.filter(round__year__gt=2025).exclude(submitted_at=None).exists()
