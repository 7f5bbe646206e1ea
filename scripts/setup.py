"""Installs what Dekom needs and nothing else: Python packages, front-end packages, Debian packages.

Does nothing where nothing has changed. ``scripts/setup.py demo`` leaves out what only the tests need.
Runs on the system's Python with the standard library alone.
"""

from __future__ import annotations  # so that an older Python gets as far as the advice

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = (
    *(str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"),
    *("--no-compile", "--require-hashes", "-r"),  # Python compiles what it uses when it first does: most of it never
)
ADVICE = "Dekom needs Python 3.11 or newer; this is {}. Name another with: make PYTHON=python3.12 {}"


def library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def jar(name: str) -> Callable[[], bool]:
    return Path("/usr/share/java", name).exists


class Package(NamedTuple):
    """A Debian package, and whether the demo needs it too."""

    name: str
    is_there: Callable[[], bool]
    for_demo: bool = True


FIRST = [Package("python3-venv", lambda: PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None)]
SYSTEM = [
    Package("libpango-1.0-0", library("libpango-1.0.so.0")),  # these three make the letters' PDFs
    Package("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0")),
    Package("libharfbuzz-subset0", library("libharfbuzz-subset.so.0")),
    Package("gettext", program("msgfmt")),  # compiles the translations
    # The browser of the browser tests
    Package("chromium-headless-shell", program("chromium-headless-shell"), for_demo=False),
    Package("default-jdk-headless", program("javac"), for_demo=False),  # runs veraPDF, which judges the PDFs
    Package("libjaxb-java", jar("jaxb-runtime.jar"), for_demo=False),  # what veraPDF needs that Java no longer brings
]


def system_packages(packages: list[Package], *, demo: bool) -> None:
    """Install the missing Debian packages where we may; otherwise say in one line how."""
    missing = [each.name for each in packages if (each.for_demo or not demo) and not each.is_there()]
    if not missing:
        return
    print("Missing on this machine:", ", ".join(missing), flush=True)
    if shutil.which("apt-get") is None:
        sys.exit("Install what these Debian packages bring, then try again.")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (shutil.which("sudo") is None or subprocess.run(["sudo", "-n", "true"], check=False).returncode):
        sys.exit("Install them with: sudo apt-get install --no-install-recommends " + " ".join(missing))
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    run(*as_root, "apt-get", "update", "-qq")
    run(*as_root, *environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)


def python_packages() -> None:
    """Fill .venv from the lock file. A moved folder or another Python version means a new .venv."""
    stamp = VENV / "dekom-setup"
    home = f"{ROOT} {platform.python_version()} "
    wanted = home + digest("requirements-dev.txt")
    installed = stamp.read_text() if stamp.exists() else ""
    if installed == wanted:
        return
    print("Installing Python packages in .venv", flush=True)
    run(sys.executable, "-m", "venv", *([] if installed.startswith(home) else ["--clear"]), str(VENV))
    run(*PIP, "requirements-dev.txt")
    stamp.write_text(wanted)


def front_end_packages() -> None:
    """Fill node_modules from the lock file, with a Node.js from the Python registry where the system has none."""
    stamp = ROOT / "node_modules" / ".dekom-setup"
    wanted = digest("package.json", "package-lock.json", ".npmrc")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing front-end packages in node_modules", flush=True)
    npm = shutil.which("npm")
    if npm is None:
        run(*PIP, "requirements-node.txt")
        npm = str(VENV / "bin" / "npm")
    run(npm, "ci", "--silent", path=VENV / "bin")
    stamp.write_text(wanted)


def digest(*names: str) -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def run(*command: str, path: Path | None = None) -> None:
    environment = dict(os.environ, PATH=f"{os.environ['PATH']}:{path}") if path else None
    result = subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    if result.returncode:
        sys.exit(f"Set-up stopped: {' '.join(command[:6])} … failed, see above.")


def main() -> None:
    demo = sys.argv[1:] == ["demo"]
    if sys.version_info < (3, 11):  # noqa: UP036 - it is here that an older one is told
        sys.exit(ADVICE.format(platform.python_version(), "demo" if demo else "setup"))
    system_packages(FIRST, demo=demo)
    with ThreadPoolExecutor() as pool:  # each waits for a registry of its own
        parts = [pool.submit(system_packages, SYSTEM, demo=demo), pool.submit(python_packages)]
        if shutil.which("npm"):
            parts.append(pool.submit(front_end_packages))
    for part in parts:
        part.result()
    front_end_packages()  # where the Python packages have brought npm


if __name__ == "__main__":
    main()
