"""Rights in the networks' own cost sharing: leaders and coordinators write, their owners and the readers read.

The demo's is Fosen's, which the owner contact of Ørland is in; nobody else in the county has to do with it.
"""

from tests.access.table import AWAY, row

OTHERS = {"payee_registrar": 403, "forum": 403, "uh_partner": 403}
HIDDEN = dict.fromkeys(OTHERS, 404)
WRITERS = {"network_leader": 200, "coordinator": 200}
ROWS = [
    row("cost_sharing_list", "fosen", members=200, **OTHERS),
    row("cost_sharing_list", "gauldal", members=403, readers=200),
    row("cost_sharing_begin", "fosen", members=403, network_leader=AWAY, coordinator=AWAY, only_post=True),
    row("cost_sharing_detail", "fosen", "cost year", members=200, **HIDDEN),
    row("cost_sharing_edit", "fosen", "cost year", members=403, **HIDDEN, **WRITERS, post=200),
    row(
        "cost_sharing_invoice", "fosen", "cost year", members=403, **HIDDEN, network_leader=AWAY, coordinator=AWAY,
        only_post=True,
    ),
    row("cost_sharing_xlsx", "fosen", "cost year", members=200, **HIDDEN),
]  # fmt: skip
