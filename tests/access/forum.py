"""Rights in the forum's room."""

from tests.access.table import AWAY, row

ROWS = [
    row("forum_list", signed_in=200, members=AWAY),  # leads to the only one there is
    row("forum_detail", "forum", members=200),
]
