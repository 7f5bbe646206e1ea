"""Shows Dekom on this machine: database, made-up county, web server and worker, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from dekom.core.catalogues import compile_stale

FIRST_PORT = 8000
LAST_PORT = 8099
START_SECONDS = 60
GUNICORN = ("--worker-class=gthread", "--threads=8", "--log-level=warning", "--no-control-socket")


class Command(BaseCommand):
    """``make demo`` runs this; ``PORT=8123 make demo`` names the port."""

    help = "Shows Dekom with a made-up county, until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo is for development only.")
        for asked_to_stop in (signal.SIGINT, signal.SIGTERM):  # also where a script started us, deaf to Ctrl-C
            signal.signal(asked_to_stop, signal.default_int_handler)
        children: list[subprocess.Popen[bytes]] = []
        try:
            port = free_port()
            address = settings.SITE_URL = f"http://localhost:{port}"
            os.environ |= {"SITE_URL": address, "DEBUG": "0"}  # links in mails; our own error pages
            self.prepare()
            children.append(start("gunicorn", "dekom.wsgi", f"--bind=127.0.0.1:{port}", *GUNICORN))
            if "worker" in get_commands():
                children.append(start("django", "worker"))
            wait_for(address, children)
            self.stdout.write(self.style.SUCCESS(f"\nDekom is ready: {address}   (Ctrl-C stops it)"))
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
            raise CommandError("A part of the demo has stopped by itself, see above.")
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave the database running
            stop(children)
            if "CLUSTER" in settings.DATABASES["default"]:
                call_command("postgres", "stop")

    def prepare(self) -> None:
        """Bring translations, tables and the made-up county up to date; each is quick when nothing has changed."""
        compile_stale()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_demo", stdout=self.stdout)  # tells which accounts there are


def free_port() -> int:
    """The port that PORT names, or the first free one from 8000. Raises: CommandError."""
    named = os.environ.get("PORT", "")
    for port in [int(named)] if named.isdecimal() else range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise CommandError(
        f"Port {named or f'{FIRST_PORT} to {LAST_PORT}'} is taken. Name another with: PORT=9000 make demo"
    )


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a part of the demo. In a session of its own, so that Ctrl-C reaches it through us, once."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603 - our own program


def wait_for(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    """Return when the web server answers. Raises: CommandError."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and all(child.poll() is None for child in children):
        try:
            urllib.request.urlopen(f"{address}/static/icon.svg", timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError("The demo did not start, see above.")


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End the children: ask first, insist after ten seconds."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
