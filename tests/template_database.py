"""A migrated database to copy test databases from: migrating takes ten seconds, copying a tenth of one."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

PREFIX = "template_dekom_"


def name() -> str:
    """The name of the template that fits today's migrations and packages; made first where there is none.

    Processes that ask at once make one together. Templates of other days are dropped.
    """
    lock = settings.VAR_DIR / "template.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        template = PREFIX + _fingerprint()
        existing = _templates()
        if template not in existing:
            _make(template)
            _run(*(f'DROP DATABASE IF EXISTS "{old}"' for old in existing))
    return template


def _fingerprint() -> str:
    root = settings.BASE_DIR
    files = [root / "requirements.txt", *root.glob("*/migrations/*.py"), *root.glob("*/*/migrations/*.py")]
    return hashlib.sha256(b"".join(Path(file).read_bytes() for file in sorted(files))).hexdigest()[:12]


def _templates() -> list[str]:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        return [datname for (datname,) in cursor.fetchall()]


def _make(template: str) -> None:
    """Make it under another name first, so that no half-migrated template is ever copied."""
    own, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    test_name, test["NAME"] = test["NAME"], "unfinished_template"
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
        test["NAME"] = test_name
    _run(f'ALTER DATABASE "unfinished_template" RENAME TO "{template}"')


def _run(*statements: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
