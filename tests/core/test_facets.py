"""The counts beside the admin's filters."""

import pytest

from dekom.core.templatetags.facets import counted


@pytest.mark.parametrize(
    ("display", "label", "count"),
    [
        ("Draft (4)", "Draft", "4"),
        ("Draft", "Draft", ""),
        ("Unknown (-)", "Unknown", "-"),
        ("A (b) (12)", "A (b)", "12"),
    ],
)
def test_counted_parts_label_and_count(display, label, count):
    assert counted(display) == (label, count)
