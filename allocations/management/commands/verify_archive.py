"""``manage.py verify_archive FILE``: whether an archive package is whole; what is not is named, and the exit code 1."""

import hashlib
import sys
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from allocations.services.archive import FOLDER, Problem, verify

WORDS = {
    Problem.NOT_A_PACKAGE: "not an archive package: {detail}",
    Problem.NO_MANIFEST: "missing file: {name}",
    Problem.BROKEN_MANIFEST: "changed: {name} can't be read ({detail})",
    Problem.MISSING: "missing file: {name}",
    Problem.EXTRA: "extra file: {name}",
    Problem.CHANGED: "changed: {name} {detail}",
    Problem.WRONG_REFERENCE: "wrong reference: {detail} {name}",
    Problem.DIFFERS: "changed: the package itself, from byte {detail}",
}


class Command(BaseCommand):
    help = "Verify an archive package: every byte, every file and every reference."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the package, a ZIP file")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        found = verify(data)
        for finding in found:
            text = WORDS[finding.problem].format(name=finding.name, detail=finding.detail)
            self.stderr.write(text.strip())
        if found:
            sys.exit(1)
        with zipfile.ZipFile(path) as archive:
            count = sum(name.startswith(FOLDER) for name in archive.namelist())
        self.stdout.write(f"{path}: whole, {count} documents, SHA-256 {hashlib.sha256(data).hexdigest()}")
