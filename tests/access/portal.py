"""Rights at the roof, and of accounts."""

from tests.access.table import AWAY, row

ROWS = [
    # The roof
    row("home", signed_in=200),
    row("profile", signed_in=200, post=200),
    row("set_language", everybody=400, only_post=True),
    row("accessibility", everybody=200, post=200),
    row("privacy", everybody=200),
    row("thread_list", signed_in=200),
    row("thread_round", "round 2025", members=200),
    row("thread_detail", "round 2025", "fosen", members=200),
    row("thread_grant", "round 2025", "fixed grant", members=200),
    row("healthz", everybody=200),
    # Accounts
    row("account_login", everybody=AWAY, stranger=200, post=200),
    row("account_logout", signed_in=200, stranger=AWAY, post=AWAY),
    row("account_signup", everybody=AWAY, stranger=200, post=200),
    row("account_inactive", everybody=200),
    row("account_reauthenticate", signed_in=200, post=200),
    row("account_change_password", signed_in=200, post=200),
    row("account_set_password", signed_in=AWAY, post=AWAY),
    row("account_reset_password", everybody=200, post=200),
    row("account_reset_password_done", everybody=200),
    row("account_reset_password_from_key", "1", "made-up", everybody=200, post=200),
    row("account_reset_password_from_key_done", everybody=200),
]
