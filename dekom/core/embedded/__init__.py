"""A real PostgreSQL for development, the demo and the tests, with nothing to install but a wheel.

It is a Django database engine: the server starts at the first connection, never because settings were imported, and
goes on when the process that started it is gone. ``manage.py postgres stop`` stops it.
"""

from pathlib import Path
from typing import Any

from dekom.core.embedded.cluster import DATABASE, PORT, SUPERUSER, Cluster


def database_settings(var: Path) -> dict[str, Any]:
    """Django's settings for the cluster under ``var``; computed from the path alone, running or not."""
    return {
        "ENGINE": "dekom.core.embedded",
        "NAME": DATABASE,
        "USER": SUPERUSER,
        "HOST": str(Cluster(var / "postgres").socket_folder),
        "PORT": PORT,
        "OPTIONS": {},
        "CLUSTER": var / "postgres",
    }
