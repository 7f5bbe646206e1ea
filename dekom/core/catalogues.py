"""Compiles the catalogues of translations that have changed since they were compiled. Production compiles them all."""

import subprocess
from pathlib import Path

from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


def compile_stale() -> None:
    """Compile each catalogue that is newer than what was compiled from it, and read texts anew from it."""
    for folder in settings.LOCALE_PATHS:
        for catalogue in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = catalogue.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
                command = ["msgfmt", "--check-format", "-o", str(compiled), str(catalogue)]
                subprocess.run(command, check=True)  # noqa: S603 - our own files
                translation_file_changed(None, compiled)  # a check of the project has read texts already
