"""Rules of the house that no other tool knows: files stay short, and nothing names the place it was made in."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST = {".py": 400, ".html": 150}  # lines


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def test_what_need_not_be_measured_is_not_traced():
    """Nor in one of xdist's processes, where tests/tracing.py sees to it."""
    assert sys.gettrace() is None


@pytest.mark.parametrize("suffix", LONGEST)
def test_files_written_by_people_are_short(suffix):
    files = [path for path in tracked(f"*{suffix}") if path.parent.name != "migrations"]
    lengths = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in files}

    assert {str(path): length for path, length in lengths.items() if length > LONGEST[suffix]} == {}


def test_lock_files_name_no_registry():
    """The only addresses in them are those where a package asks for money."""
    assert [path.name for path in ROOT.glob("requirements*.txt") if "://" in path.read_text()] == []
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"].values()

    assert "://" not in json.dumps([{**package, "funding": ""} for package in packages])
    assert [package for package in packages if "resolved" in package] == []


def test_every_python_requirement_is_pinned_with_a_hash():
    for path in ROOT.glob("requirements*.txt"):
        requirements = [line for line in path.read_text().splitlines() if line and line[0] not in " #"]

        assert [line for line in requirements if not re.fullmatch(r"[\w.\-\[\]]+==\S+( ; .+)? \\", line)] == []
