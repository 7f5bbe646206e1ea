"""A person at a browser: opens pages as a role, and keeps what the browser complained of."""

from django.conf import settings
from django.test import Client

from dekom.core.models import User
from tests.access import PEOPLE
from tests.page_guard import GuardedClient

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sample || event.sourceFile}`));
"""
TIMEOUT = 20_000  # milliseconds, for a machine that is busy with other things


class Visitor:
    """One tab, with JavaScript or without. Style sheets are fetched once, whoever is signed in."""

    def __init__(self, browser, address, *, scripts):
        self.address = address
        self.scripts = scripts
        self.context = browser.new_context(java_script_enabled=scripts, locale="nb-NO")
        self.context.set_default_timeout(TIMEOUT)
        if scripts:
            self.context.add_init_script(NOTE_VIOLATIONS)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"not loaded: {request.url}"))
        self.page.on("response", self._on_response)

    def _on_console(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def _on_response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def become(self, cookies):
        """Go on as somebody else."""
        self.context.clear_cookies()
        self.context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies])

    def open(self, url, width, height=900):
        """Open a page, forgetting what the one before complained of."""
        self.complaints.clear()
        self.page.set_viewport_size({"width": width, "height": height})
        return self.page.goto(f"{self.address}{url}")

    def violations(self):
        return [f"CSP: {found}" for found in self.page.evaluate("window.violations")] if self.scripts else []


def session_of(person):
    """The cookies of somebody who is signed in."""
    client = Client()
    client.force_login(person)
    return [(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)]


class Everybody:
    """A session for each role, for the browser and for Django's test client alike."""

    def __init__(self):
        self.clients = {}

    def client(self, role):
        if role not in self.clients:
            client = GuardedClient()
            if email := PEOPLE[role]:
                client.force_login(User.objects.get(email=email))
            self.clients[role] = client
        return self.clients[role]

    def cookies(self, role):
        client: Client = self.client(role)
        name = settings.SESSION_COOKIE_NAME
        return [(name, client.cookies[name].value)] if name in client.cookies else []
