"""Rights to accounts that wait, payments, their lists and receipts."""

from tests.access.table import AWAY, row

ROWS = [
    row(
        "payee_change_settle", "account change", members=404, payee_registrar=200, auditor=403, superuser=403, post=200
    ),
    row("payment_list", "round 2025", members=403, readers=200),
    row("payment_plan_edit", "round 2025", members=403, secretariat=200, post=200),
    row("payments_attest", "round 2025", members=403, secretariat=200, post=200),
    row("payments_order", "round 2025", members=403, decision_maker=200, post=200),
    row("payments_receipt", "round 2025", members=403, secretariat=200, post=200),
    row("payment_detail", "payment", members=404, readers=200, owner_contact=200),
    row(
        "payment_hold",
        "payment",
        members=404,
        readers=403,
        owner_contact=403,
        secretariat=200,
        post=200,
    ),
    row(
        "payment_take_back",
        "payment",
        members=404,
        readers=403,
        owner_contact=403,
        secretariat=AWAY,
        only_post=True,
    ),
    row(
        "payment_release",
        "held payment's hold",
        members=404,
        readers=403,
        secretariat=200,
        post=200,
    ),
    row("leftover_list", "round 2025", members=403, readers=200),
    row("leftover_new", "round 2025", members=403, secretariat=200, post=200),
    row("leftover_detail", "distribution", members=403, readers=200),
    row("settlement_new", "accepted report", members=404, readers=403, partnership=403, secretariat=200, post=200),
    # its own people see it when it is decided, which the decision maker's posting does before theirs
    row(
        "settlement_decide",
        "settlement",
        members=404,
        readers=403,
        partnership=403,
        owner_contact=403,
        decision_maker=AWAY,
        only_post=True,
    ),
    row("settlement_returned", "settlement", members=404, readers=403, secretariat=200, post=200),
    row("archive_package", "round 2025", members=403, readers=200),
    row("payment_list_detail", "payment list", members=404, readers=200),
    row("payment_list_csv", "payment list", members=404, readers=200),
    row("payment_list_xlsx", "payment list", members=404, readers=200),
    row("payment_receipt_detail", "payment receipt", members=403, readers=200),
]
