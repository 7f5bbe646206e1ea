"""Django's PostgreSQL engine, which starts the embedded server when nobody answers."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from dekom.core.embedded.cluster import Cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL at the end of a socket in a folder that we own."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            cluster = Cluster(Path(self.settings_dict["CLUSTER"]))
            if cluster.is_running():
                raise
            cluster.start()
            return super().get_new_connection(conn_params)
