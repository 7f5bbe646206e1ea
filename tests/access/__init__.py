"""Who may open what: every address of the site × every role. The tests walk it; an address without a row fails.

Each room has its rows in a file of its own. The data is the demo's. The admin's pages are in tests/admin_access.py.
"""

from tests.access import (
    bases,
    costs,
    decisions,
    forum,
    meetings,
    money,
    needs,
    payments,
    portal,
    register,
    reports,
    sheets,
)
from tests.access.table import AWAY, GROUPS, PEOPLE, SIGN_IN, Row
from tests.access.things import THINGS as SHARED

THINGS = SHARED | bases.THINGS | decisions.THINGS | meetings.THINGS | needs.THINGS | sheets.THINGS
ROWS = [
    *bases.ROWS,
    *costs.ROWS,
    *decisions.ROWS,
    *forum.ROWS,
    *meetings.ROWS,
    *money.ROWS,
    *needs.ROWS,
    *payments.ROWS,
    *portal.ROWS,
    *register.ROWS,
    *reports.ROWS,
    *sheets.ROWS,
]

__all__ = ["AWAY", "GROUPS", "PEOPLE", "ROWS", "SIGN_IN", "THINGS", "Row"]
