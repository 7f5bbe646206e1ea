"""Rights in the money's room."""

from tests.access.table import AWAY, row

OWN_ACCOUNTS = {"owner_contact": 200, "network_leader": 200}
ROWS = [
    # Rounds and networks
    row("round_list", signed_in=200),
    row("round_detail", "round 2025", members=200),
    row("round_detail", "live round", members=200),
    row("round_xlsx", "round 2025", members=200),
    row("round_history", "round 2025", members=403, readers=200),
    # The workbench and what it explains
    row("workbench", "live round", members=403, readers=200, forum=200, post=200),
    row("key_new", "live round", members=403, secretariat=200, superuser=200, post=AWAY),
    row("key_explanation_list", everybody=200),
    row("key_explanation", "live round", everybody=200),
    row("frame_explanation", "live round", "fosen", everybody=200),
    row("ledger", "live round", members=403, readers=200, forum=200),
    row("key_xlsx", "adopted key", members=403, readers=200, forum=200),
    row("key_pdf", "adopted key", members=403, readers=200, forum=200),
    row("key_adopt", "draft key", members=404, readers=403, secretariat=200, superuser=200, post=200),
    row("key_propose", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("key_take_back", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("key_remove", "adopted key", members=403, secretariat=AWAY, superuser=AWAY, only_post=True),
    row("network_list", signed_in=200),
    row("network_detail", "fosen", members=200),
    row("network_detail", "gauldal", members=200),
    row("network_history", "fosen", members=403, readers=200),
    # Decisions and letters
    row("decision_list", "round 2025", members=403, readers=200),
    row("decisions_prepare", "round 2025", members=403, secretariat=AWAY, only_post=True),
    row("decisions_approve", "round 2025", members=403, decision_maker=200, post=200),
    row("decision_edit", "draft decision", members=404, readers=403, secretariat=200, post=200),
    row("letter_list", "round 2025", members=403, readers=200),
    row("letters_issue", "round 2025", members=403, decision_maker=AWAY, only_post=True),
    row("letter_terms_edit", "round 2025", members=403, secretariat=200, post=200),
    row("letter_preview", "round 2025", "melhus", members=403, readers=200),
    row("letter_preview_pdf", "round 2025", "melhus", members=403, readers=200),
    row("letters_zip", "round 2025", members=403, readers=200),
    row("my_letters", signed_in=200),
    row("letter_detail", "letter", members=200, payee_registrar=404),
    row("letter_pdf", "letter", members=200, payee_registrar=404),
    row("payee_list", signed_in=403, **OWN_ACCOUNTS, payee_registrar=200, auditor=200, superuser=200),
    row("payee_edit", "ørland", members=403, payee_registrar=200, post=200),
    row("mail_list", signed_in=403, secretariat=200, outsider=200),
    row("mail_retry", "mail", signed_in=403, secretariat=AWAY, outsider=404, only_post=True),
]
