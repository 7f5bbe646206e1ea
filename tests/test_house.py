"""Rules of the house that no other tool knows: files stay short, and nothing names the place it was made in."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = {".py": 400, ".html": 150}  # lines
REGISTRIES = re.compile(r"https?://[^\s\"']*(pypi\.|pythonhosted|registry\.|npmjs|deb\.debian)", re.IGNORECASE)


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("suffix", LONGEST)
def test_files_written_by_people_are_short(suffix):
    files = [path for path in tracked(f"*{suffix}") if path.parent.name != "migrations"]
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in files}

    assert {str(path): length for path, length in lengths.items() if length > LONGEST[suffix]} == {}


def test_lock_files_name_no_registry():
    locks = [ROOT / "package-lock.json", *ROOT.glob("requirements*.txt")]

    assert [path.name for path in locks if REGISTRIES.search(path.read_text())] == []
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_every_python_requirement_is_pinned_with_a_hash():
    for path in ROOT.glob("requirements*.txt"):
        requirements = [line for line in path.read_text().splitlines() if line and line[0] not in " #"]

        assert [line for line in requirements if not re.fullmatch(r"[\w.\-\[\]]+==\S+( ; .+)? \\", line)] == []
