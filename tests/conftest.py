"""What every test stands on. Makers of rows are in tests/factories.py, the table of rights in tests/access.py."""

import os

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

SLOW_MACHINE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis_settings.register_profile("default", max_examples=200, **SLOW_MACHINE)
hypothesis_settings.register_profile("long", max_examples=2000, **SLOW_MACHINE)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure(config: pytest.Config) -> None:
    """Passwords are hashed fast, since every test that makes a person would wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
