"""A real browser before the demo's data."""

import os
from types import SimpleNamespace

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser.server import serving
from tests.browser.visitor import Everybody, Visitor
from tests.browser.walk import Walk
from tests.template_database import connected_to_copy

CHROMIUM = "/usr/bin/chromium-headless-shell"  # the system's own, without windows: a third less work
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--js-flags=--single-threaded",  # each page lives shortly, and the cores are busy: a seventh less work
]
# Where pages are read they need not be drawn smoothly: a fifth of the time. A click would wait for ever.
STILL = ["--disable-threaded-animation", "--disable-threaded-compositing", "--num-raster-threads=1"]


@pytest.fixture(scope="module")
def more_arguments():
    """What a module's browser is told beside."""
    return []


@pytest.fixture(scope="module")
def chromium(more_arguments):
    """One browser. Its loop runs in this thread, beside which Django would otherwise refuse to ask the database.

    While the loop runs, Django has another connection than without. It must not be left open to this module's database.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more_arguments])
        yield browser
        connection.close()
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def demo(demo_database, django_db_blocker):
    """A copy of the demo for the module: what the site writes for the browser, it commits."""
    with django_db_blocker.unblock(), connected_to_copy(demo_database, f"{demo_database}_browser"):
        yield


@pytest.fixture(scope="module")
def address(demo):
    """Where the site answers."""
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def visitors(demo, chromium, address):
    """A tab with JavaScript, one without, and everybody's sessions."""
    return SimpleNamespace(
        scripted=Visitor(chromium, address, scripts=True),
        plain=Visitor(chromium, address, scripts=False),
        everybody=Everybody(),
    )


@pytest.fixture(scope="module")
def walk(visitors):
    """The module's pages, as each role that may see them."""
    return Walk(visitors)
