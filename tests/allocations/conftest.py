"""What the tests of money share."""

import pytest

from allocations.actions import issue


@pytest.fixture
def undrawn(monkeypatch):
    """A letter's file is its HTML: for tests of what follows from issuing. Others draw: test_issue.py, tests/pdf."""
    monkeypatch.setattr(issue, "render_archive_pdf", lambda html: html.encode())
