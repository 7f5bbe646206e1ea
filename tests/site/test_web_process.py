"""A web process answers by the server that the README names, and stays light.

After every page but those that make a PDF or a spreadsheet it carries neither's maker.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request

from django.conf import settings

from tests.allocations.hundred import address_of

SCRIPT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "dekom.settings"
import django; django.setup()
from django.conf import settings; settings.ALLOWED_HOSTS.append("testserver")
from django.test import Client
from dekom.core.models import User
from tests.access import PEOPLE, ROWS
from tests.site.test_access import address
clients = {role: Client() for role in ("secretariat", "decision_maker", "payee_registrar", "network_leader")}
for role, client in clients.items():
    client.force_login(User.objects.get(email=PEOPLE[role]))
served = 0
for row in ROWS:
    role = next((role for role in clients if row.fetched(role) == 200), None)
    makes_a_file = any(kind in row.name for kind in ("pdf", "xlsx", "combined", "papers", "import_template"))
    if role and not makes_a_file:
        assert clients[role].get(address(row)).status_code == 200, row.name
        served += 1
        assert "weasyprint" not in sys.modules, row.name
print(served, [name for name in ("weasyprint", "pikepdf", "openpyxl") if name in sys.modules])
"""


def test_no_page_but_a_pdf_preview_loads_weasyprint(demo_database):
    environment = {**os.environ, "DATABASE_URL": address_of(demo_database), "PYTHONPATH": str(settings.BASE_DIR)}

    result = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    served, loaded = result.stdout.split(" ", 1)
    assert int(served) > 50
    assert loaded.strip() == "[]"


def test_gunicorn_serves_the_site(demo_database):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "dekom.wsgi", f"--bind=127.0.0.1:{port}", "--log-level=error", "--no-control-socket"]
    environment = {**os.environ, "DATABASE_URL": address_of(demo_database), "DEBUG": "0"}

    with subprocess.Popen([sys.executable, "-m", *command], cwd=settings.BASE_DIR, env=environment) as process:
        try:
            page = page_when_up(f"http://127.0.0.1:{port}/account/login/")
        finally:
            process.terminate()

    assert '<input type="password" name="password"' in page


def page_when_up(url):
    give_up = time.monotonic() + 60
    while True:
        try:
            return urllib.request.urlopen(url, timeout=10).read().decode()
        except OSError:
            assert time.monotonic() < give_up, "The site did not start."
            time.sleep(0.1)
