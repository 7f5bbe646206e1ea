"""Rights to reports."""

from tests.access.table import AWAY, row

OWN = {"partnership": 200}  # of Fosen
ROWS = [
    row("report_list", signed_in=200),
    row("report_remind", signed_in=403, secretariat=AWAY, outsider=AWAY, only_post=True),
    row("report_detail", "accepted report", members=404, readers=200, **OWN),
    row("report_detail", "open report", members=404, readers=200, **OWN),
    row("report_edit", "open report", members=404, readers=403, partnership=200, secretariat=200, post=AWAY),
    row(
        "report_save",
        "open report",
        members=404,
        readers=403,
        partnership=404,  # there is no field without a name
        secretariat=404,
        only_post=True,
    ),
    row(
        "report_submit",
        "open report",
        members=404,
        readers=403,
        partnership=403,
        network_leader=200,
        secretariat=200,
        post=200,
    ),
    row("report_control", "submitted report", members=404, readers=403, secretariat=200, post=200),
]
