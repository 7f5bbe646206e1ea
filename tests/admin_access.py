"""Who may do what in the admin: one rule a model, for every address that Django makes for it.

Addresses: a model's list, its spreadsheet and its autocomplete follow ``sees``; a row's page and history too; ``adds``
and ``removes`` are the pages to add and to delete. ``writes``: whose saving is taken. Whoever is not named is refused
with 403, and those without a staff role get 404, as if there were no admin.
"""

from dataclasses import dataclass

SUPERUSER = frozenset({"superuser"})
SECRETARIAT = frozenset({"secretariat"})
WRITERS = SUPERUSER | SECRETARIAT
READERS = WRITERS | {"decision_maker", "auditor"}
STAFF = READERS | {"payee_registrar"}
NOBODY = frozenset[str]()


@dataclass(frozen=True)
class Rule:
    """The roles of the row's own county that may do each thing."""

    sees: frozenset[str]
    adds: frozenset[str] = NOBODY
    writes: frozenset[str] = NOBODY
    removes: frozenset[str] = NOBODY


REGISTER = Rule(sees=READERS, adds=WRITERS, writes=WRITERS, removes=WRITERS)
RECIPIENT = Rule(sees=STAFF, adds=WRITERS, writes=WRITERS, removes=WRITERS)
NATIONAL = Rule(sees=READERS, adds=SUPERUSER, writes=SUPERUSER)
DOCUMENT = Rule(sees=READERS, adds=WRITERS, writes=WRITERS)
READ_ONLY = Rule(sees=READERS)

RULES = {
    "core.User": DOCUMENT,  # nobody is deleted: they are made inactive
    "core.OutboxMail": Rule(sees=WRITERS | {"auditor"}),
    "networks.County": Rule(sees=READERS, adds=SUPERUSER, writes=WRITERS),
    "networks.Scheme": NATIONAL,
    "networks.LegalBasis": NATIONAL,
    "networks.LegalReference": NATIONAL,
    "networks.Organisation": RECIPIENT,
    "networks.Owner": RECIPIENT,
    "networks.Partner": RECIPIENT,
    "networks.Network": REGISTER,
    "networks.Role": REGISTER,  # roles on the staff: superusers only
    "networks.Round": REGISTER,
    "networks.HeadCount": REGISTER,
    "networks.DecisionBasis": DOCUMENT,
    "networks.NeedsReport": READ_ONLY,  # written by owners on their pages; moved by actions
    "networks.Measure": READ_ONLY,
    "networks.CompetencePlan": READ_ONLY,
    "networks.CooperationAgreement": READ_ONLY,
    "networks.Invitation": READ_ONLY,
    "networks.Report": Rule(sees=READERS, writes=WRITERS),
    "allocations.Budget": DOCUMENT,
    "allocations.FixedGrant": Rule(sees=READERS, writes=WRITERS),
    "allocations.FrameAdoption": READ_ONLY,
    "allocations.AllocationKey": READ_ONLY,  # written on the workbench
    "allocations.LastYear": REGISTER,
    "allocations.CostYear": READ_ONLY,  # written by the networks themselves
    "allocations.InvoiceBasis": READ_ONLY,
    "allocations.Decision": Rule(sees=READERS, adds=SECRETARIAT, writes=SECRETARIAT),
    "allocations.DecisionLetter": READ_ONLY,
    "allocations.LetterTerms": Rule(sees=READERS, adds=SECRETARIAT, writes=SECRETARIAT),
    "allocations.Appeal": READ_ONLY,
    "allocations.AppealRule": NATIONAL,
    "allocations.JournalEntry": READ_ONLY,
    "allocations.Payee": Rule(
        sees=SUPERUSER | {"payee_registrar", "auditor"},
    ),
    "allocations.PayeeChange": Rule(
        sees=SUPERUSER | {"payee_registrar", "auditor"},
        adds=frozenset({"payee_registrar"}),
    ),
    "allocations.Payment": READ_ONLY,
    "allocations.PaymentList": READ_ONLY,
    "allocations.Instalment": READ_ONLY,  # the round's plan is written whole
    "allocations.LeftoverDistribution": READ_ONLY,
    "allocations.Settlement": READ_ONLY,
    "allocations.LongTermPlan": DOCUMENT,  # drafts only: what the forum adopted stays
    "allocations.CommonMeasure": Rule(sees=READERS, writes=WRITERS),
    "allocations.Cohort": Rule(sees=READERS, writes=WRITERS),
    "forum.Forum": DOCUMENT,
    "forum.Composition": DOCUMENT,
    "forum.Appointment": READ_ONLY,  # appointed on the seat's page, extended by an action
    "forum.VotingRule": DOCUMENT,
    "forum.Meeting": DOCUMENT,
    "forum.Item": DOCUMENT,
    "forum.Motion": READ_ONLY,
    "forum.Ballot": READ_ONLY,
    "forum.Absence": READ_ONLY,
    "forum.Attendance": READ_ONLY,
    "forum.Minutes": READ_ONLY,
    "forum.CriteriaSheet": READ_ONLY,
    "forum.FollowUp": READ_ONLY,
    "forum.Recusal": READ_ONLY,
    "forum.Recommendation": READ_ONLY,
}
FOR_ALL_STAFF = ("admin:index", "admin:password_change", "admin:password_change_done", "admin:jsi18n")
