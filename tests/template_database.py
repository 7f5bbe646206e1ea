"""Databases to copy test databases from: migrating and loading take many seconds, copying a tenth of one.

The migrated one is kept until migrations or packages change; those filled by today's code are made once a test run,
by whichever of its processes asks first.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations import Migration, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pghistory.models import Context

OURS = ("core", "networks", "allocations", "forum")
MIGRATED, FILLED = "template_dekom_", "template_filled_"
TEST_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]  # all processes of one run share it


def name() -> str:
    """The name of the migrated template that fits today's migrations and packages."""
    return _existing(MIGRATED, _fingerprint(), _migrate)


def filled(kind: str, fill: Callable[[], object], source: str) -> str:
    """The name of a copy of ``source`` that ``fill`` has filled in this test run."""

    def make(unfinished: str) -> None:
        copy(source, unfinished)
        with connected_to(unfinished):
            fill()

    return _existing(f"{FILLED}{kind}_", TEST_RUN, make)


def copy(template: str, target: str) -> None:
    """Make a database that holds all that the template holds."""
    run(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)', f'CREATE DATABASE "{target}" TEMPLATE "{template}"')


def drop(database: str) -> None:
    run(f'DROP DATABASE "{database}" WITH (FORCE)')


@contextmanager
def connected_to_copy(template: str, name: str) -> Iterator[None]:
    """As ``connected_to``, with a copy that is there for this alone: what is committed to it is gone afterwards."""
    connection.close()
    copy(template, name)
    with connected_to(name):
        yield
    drop(name)


@contextmanager
def connected_to(database: str) -> Iterator[None]:
    """Every connection of the process goes to ``database``, threads' own connections included."""
    before = connection.settings_dict["NAME"]
    _turn_to(database)
    try:
        yield
    finally:
        _turn_to(before)


def _turn_to(database: str) -> None:
    """What Django remembers of one database, it does not look for in another."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database
    ContentType.objects.clear_cache()


def run(*statements: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _existing(prefix: str, fingerprint: str, make: Callable[[str], None]) -> str:
    """Make the template where there is none, under another name first: none that is half made is ever copied.

    Processes that ask at once make one together. Templates of other days are dropped.
    """
    template, unfinished = prefix + fingerprint, f"unfinished_{prefix}"
    lock = settings.VAR_DIR / f"{prefix}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        existing = _named(prefix)
        if template not in existing:
            run(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
            make(unfinished)
            run(
                f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"',
                *(f'DROP DATABASE IF EXISTS "{old}"' for old in existing),
            )
    return template


def _fingerprint() -> str:
    root = settings.BASE_DIR
    files = [
        Path(__file__),
        root / "requirements.txt",
        *root.glob("*/migrations/*.py"),
        *root.glob("*/*/migrations/*.py"),
    ]
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()[:12]


def _named(prefix: str) -> list[str]:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        return [datname for (datname,) in cursor.fetchall()]


def _ship(migration: Migration) -> None:
    """The rows that a migration brings, with today's models."""
    for operation in migration.operations:
        if isinstance(operation, RunPython):
            with connection.schema_editor() as editor:
                operation.code(apps, editor)


class _NoMigrations:
    """Stands for settings.MIGRATION_MODULES: no app has migrations, so its tables are made from its models."""

    def __contains__(self, _app):
        return True

    def __getitem__(self, _app):
        return None

    def get(self, _app, _otherwise=None):
        return None


def _migrate(unfinished: str) -> None:
    """What the migrations make, made from the models in a fraction of the time; test_migrations.py compares the two."""
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    test_name, test["NAME"] = test["NAME"], unfinished
    modules = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _NoMigrations()
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        pgtrigger.install()
        Context.install_pgh_attach_context_func(using=connection.alias)
        settings.MIGRATION_MODULES = modules
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for key, migration in sorted(MigrationLoader(connection).disk_migrations.items()):
            recorder.record_applied(*key)
            if key[0] in OURS:
                _ship(migration)
    finally:
        settings.MIGRATION_MODULES = modules
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
        test["NAME"] = test_name
