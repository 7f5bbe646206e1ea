"""The embedded PostgreSQL: starts for whoever comes first, lives anywhere, and leaves its neighbours alone."""

from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from dekom.core.embedded import database_settings
from dekom.core.embedded.base import DatabaseWrapper
from dekom.core.embedded.cluster import LONGEST_SOCKET_PATH, Cluster, ClusterError


@pytest.fixture
def var(tmp_path):
    """A folder with a name that people give their folders, too long for a socket."""
    folder = tmp_path / "Ola's kommune" / ("long" * 25) / "var"
    yield folder
    Cluster(folder / "postgres").stop()


def ask(cluster, question):
    connection = psycopg2.connect(cluster.url)
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()
    connection.close()
    return answer


def test_settings_follow_from_the_path_and_start_nothing(var):
    settings = database_settings(var)

    assert settings["HOST"] == str(Cluster(var / "postgres").socket_folder)
    assert len(settings["HOST"]) < LONGEST_SOCKET_PATH
    assert not var.exists()


def test_many_start_it_at_once_and_it_starts_again_after_a_stop(var):
    cluster = Cluster(var / "postgres")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: cluster.start(), range(4)))

    assert ask(cluster, "SELECT lower('ØÅ'), current_database()") == ("øå", "dekom")

    cluster.stop()
    cluster.stop()
    assert not cluster.is_running()
    assert not cluster.url.startswith(Cluster(var / "neighbour").url)

    cluster.start()
    assert ask(cluster, "SELECT current_setting('listen_addresses')") == ("",)


def test_the_first_connection_starts_it(var):
    settings = database_settings(var) | {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "PASSWORD": ""}
    database = DatabaseWrapper({**settings, "CONN_MAX_AGE": 0, "AUTOCOMMIT": True})

    connection = database.get_new_connection(database.get_connection_params())

    connection.close()
    assert Cluster(var / "postgres").is_running()


def test_a_missing_database_is_told_and_not_mended(var):
    Cluster(var / "postgres").start()
    settings = database_settings(var) | {"TIME_ZONE": None, "CONN_HEALTH_CHECKS": False, "PASSWORD": ""}
    database = DatabaseWrapper({**settings, "NAME": "missing", "CONN_MAX_AGE": 0, "AUTOCOMMIT": True})

    with pytest.raises(psycopg2.OperationalError, match='database "missing" does not exist'):
        database.get_new_connection(database.get_connection_params())


def test_a_cluster_that_cannot_start_says_why(var):
    cluster = Cluster(var / "postgres")
    cluster.folder.mkdir(parents=True)
    (cluster.folder / "PG_VERSION").write_text("9.6\n")
    cluster._give(cluster.folder)

    with pytest.raises(ClusterError, match="pg_ctl failed"):
        cluster.start()
