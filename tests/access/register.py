"""Rights in the register."""

from tests.access.table import AWAY, row

ROWS = [
    row("owner_list", signed_in=200),
    row("owner_xlsx", signed_in=200),
    row("partner_list", signed_in=200),
    row("person_list", members=404, staff=200, outsider=200),
    row("people_import", members=404, staff=403, secretariat=200, superuser=200, outsider=200, post=200),
    row("people_import_preview", members=404, staff=403, secretariat=AWAY, superuser=AWAY, outsider=AWAY, post=AWAY),
    row("head_count_list", members=404, staff=200, outsider=200),
    row("head_count_import", members=404, staff=403, secretariat=200, superuser=200, outsider=200, post=200),
    row(
        "head_count_import_preview",
        members=404,
        staff=403,
        secretariat=AWAY,
        superuser=AWAY,
        outsider=AWAY,
        post=AWAY,
    ),
    row("people_import_template", members=404, staff=403, secretariat=200, superuser=200, outsider=200),
]
