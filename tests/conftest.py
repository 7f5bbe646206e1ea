"""What every test stands on. Makers of rows are in tests/factories.py, the table of rights in tests/access."""

import gc
import re
from collections import Counter
from contextlib import nullcontext

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from dekom.core.catalogues import compile_stale
from tests import template_database
from tests.browser.count import pytest_terminal_summary  # noqa: F401 - a hook
from tests.demo_database import demo, demo_database  # noqa: F401 - fixtures, for every test that asks
from tests.drafts_database import committed, drafts, drafts_database  # noqa: F401 - fixtures, one definition each
from tests.long import IS_LONG
from tests.page_guard import GuardedClient
from tests.past_database import committed_past, past, past_database  # noqa: F401 - fixtures, one definition each
from tests.tracing import import_measured, traced

SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis_settings.register_profile("default", max_examples=200, **SLOW_MACHINE)
hypothesis_settings.register_profile("long", max_examples=2000, **SLOW_MACHINE)
hypothesis_settings.load_profile("long" if IS_LONG else "default")


def pytest_configure(config):
    """Texts are compiled; passwords are hashed fast, since every test that makes a person would wait for it."""
    if not hasattr(config, "workerinput"):  # once, before the workers start
        compile_stale()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# Where what computes, decides and permits has examples of its own: covered by these, not by all that uses it
TRACED = re.compile(
    r"tests/\w+/(actions|services)/|.*permissions"
    r"|tests/(forum/meetings|networks/(views|writing))/(?!test_\w*(pages|lists?|counts|people|interleavings|2025))"
)
LOADED = {"drafts_database", "past_database", "demo_database"}  # fixtures with the demo's data


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is loaded here stays: Python need not look through it for garbage, now or later."""
    gc.disable()
    import_measured()
    traced.off_by_default()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes long comes first, and big files before small: the processes, which take a file each, end together.

    Not all at once with what needs the demo: they would wait for one of them to load it.
    """
    tests_in = Counter(item.path for item in items)
    items.sort(key=lambda item: (*turn(item), -tests_in[item.path]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Tracing doubles the time that a test takes, and more for those that try hundreds of random examples.

    What its fixtures do is not traced: they prepare the example, and are none.
    """
    is_random = getattr(item.obj, "is_hypothesis_test", False)
    with traced() if TRACED.match(item.nodeid) and not is_random else nullcontext():
        return (yield)


def turn(item):
    """False before True: is it short, and if not, does it wait for the demo?

    Long are those that need what is made once for their module: a browser, letters that are drawn.
    """
    is_long = any(item.get_closest_marker(name) for name in ("browser", "pdf"))
    return not is_long, is_long and not LOADED.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Each worker's database is a copy of one that is migrated once."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.name()


@pytest.fixture
def client():
    """Reads each page it is given, and fails the test where the page holds what none may."""
    return GuardedClient()


@pytest.fixture(autouse=True)
def _language():
    """Each test begins in the site's language, whatever the page that the test before it read."""
    translation.deactivate()
