"""The site as a process of its own, on a copy of the demo, with people at browsers of their own before it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from networks.models import DecisionBasis
from tests.allocations.hundred import address_of
from tests.browser.visitor import TIMEOUT, Everybody


class Site:
    """The site as a process of its own, which can be killed and started again at the same address."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        environment = os.environ | {"DATABASE_URL": address_of(connection.settings_dict["NAME"]), "DEBUG": "0"}
        command = [sys.executable, "-m", "gunicorn", "dekom.wsgi", f"--bind=127.0.0.1:{self.port}", "--threads=8"]
        self.process = subprocess.Popen(
            [*command, "--log-level=error", "--no-control-socket"],
            cwd=settings.BASE_DIR,
            env=environment,
            start_new_session=True,
        )
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/static/icon.svg", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("The site did not start.")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def site(committed_demo):
    running = Site()
    yield running
    running.kill()


@pytest.fixture
def committed_demo(committed):
    """The demo in a database of its own: several connections write in it."""
    yield
    connection.close()


@pytest.fixture
def people(chromium, site):
    """Leader, coordinator, university partner and secretariat, each at a browser of their own."""
    everybody, contexts = Everybody(), []

    def at_browser(role):
        context = chromium.new_context(locale="nb-NO")
        context.set_default_timeout(TIMEOUT)
        base = f"http://127.0.0.1:{site.port}"
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in everybody.cookies(role)])
        page = context.new_page()
        page.base = base
        contexts.append(context)
        return page

    yield at_browser
    for context in contexts:
        context.close()


def basis_of(code="fosen"):
    return DecisionBasis.objects.get(round__year=timezone.localdate().year + 1, network__code=code)


def path(basis, name, *args):
    return reverse(f"decision_basis_{name}", args=[basis.pk, *args])


def go(page, where):
    page.goto(f"{page.base}{where}")


def saved(page, key):
    """Wait until the field says that it is saved."""
    page.locator(f'[data-field="{key}"] [data-saved][data-state=saved]').wait_for()
