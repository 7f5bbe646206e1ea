"""``manage.py verify_archive FILE`` says whether a package is whole, and exits with 1 where it is not."""

import pytest
from django.core.management import CommandError, call_command

from allocations.services.archive import package
from tests.allocations.services.test_archive import CASE, FIRST


def test_a_whole_package(tmp_path, capsys):
    path = tmp_path / "archive.zip"
    path.write_bytes(package(CASE))

    call_command("verify_archive", path)

    assert "whole, 3 documents" in capsys.readouterr().out


def test_what_is_wrong_is_named_and_the_exit_code_is_1(tmp_path, capsys):
    whole = package(CASE)
    at = whole.index(CASE.documents[0].content)
    path = tmp_path / "archive.zip"
    path.write_bytes(whole[:at] + b"x" + whole[at + 1 :])

    with pytest.raises(SystemExit) as stopped:
        call_command("verify_archive", path)

    assert stopped.value.code == 1
    assert f"changed: {FIRST}" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("verify_archive", tmp_path / "none.zip")
