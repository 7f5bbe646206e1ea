"""What people write for a role or a language in a spreadsheet, beside the names on our own pages."""

from collections.abc import Mapping, Sequence

from networks.enums import RoleKind

ROLE_WORDS: Mapping[str, Sequence[str]] = {
    RoleKind.SECRETARIAT: ("sekretariat", "saksbehandler", "saksbehandlar", "case handler"),
    RoleKind.DECISION_MAKER: ("beslutter", "beslutningstaker", "avgjerdstakar", "bdm"),
    RoleKind.PAYEE_REGISTRAR: ("kontoregistrar", "kontoregistrator", "mottakerregistrar", "mottakarregistrar"),
    RoleKind.AUDITOR: ("revisor",),
    RoleKind.FORUM_MEMBER: ("forummedlem", "medlem", "representant", "fast representant", "member"),
    RoleKind.FORUM_DEPUTY: ("vara", "varamedlem", "forumvara", "vararepresentant", "deputy"),
    RoleKind.NETWORK_LEADER: ("nettverksleder", "nettverksleiar", "leder", "leiar", "leader"),
    RoleKind.COORDINATOR: ("koordinator", "nettverkskoordinator"),
    RoleKind.UH_PARTNER: ("uh partner", "uh", "uh kontakt", "universitetspartner"),
    RoleKind.OWNER_CONTACT: ("eierkontakt", "eigarkontakt", "eier", "eigar", "kontaktperson", "owner"),
}
LANGUAGE_WORDS: Mapping[str, Sequence[str]] = {
    "nb": ("nb", "bokmål", "norsk bokmål", "bm"),
    "nn": ("nn", "nynorsk", "norsk nynorsk"),
    "en": ("en", "english", "engelsk"),
}
