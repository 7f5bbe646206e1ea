"""The admin's addresses, and what tests/admin_access.py says that each role gets there."""

from dataclasses import replace

from django.apps import apps
from django.db.models import Count
from django.urls import reverse

from allocations.enums.plan import PlanStatus
from allocations.models import LongTermPlan
from dekom.core.models import User
from forum.models import Composition, Item, Meeting
from networks.enums import STAFF_ROLES, BasisStatus
from networks.models import DecisionBasis, Role
from tests.access import PEOPLE, SIGN_IN
from tests.admin_access import RULES, SUPERUSER

LISTS = ("changelist", "spreadsheet")
ROW_PAGES = ("change", "delete", "history")
PAGES = (*LISTS, "add", *ROW_PAGES)
STAFF = ("secretariat", "decision_maker", "payee_registrar", "auditor", "superuser", "outsider")
OF_THE_COUNTY = [role for role in STAFF if role != "outsider"]  # who is a secretariat too, elsewhere
READ_PAGES = ("changelist", "add", "change", "delete", "history")
NATIONAL = (
    "networks.Scheme",
    "networks.LegalBasis",
    "networks.LegalReference",
    "networks.Partner",
    "allocations.AppealRule",
)

# The row whose pages are opened, where the first one will not do
EXAMPLES = {
    "core.User": lambda: User.objects.get(email=PEOPLE["owner_contact"]),
    "networks.DecisionBasis": lambda: DecisionBasis.objects.filter(status=BasisStatus.DRAFT).latest("pk"),
    "allocations.LongTermPlan": lambda: LongTermPlan.objects.get(status=PlanStatus.DRAFT),
    "forum.Meeting": lambda: Meeting.objects.get(status="called"),
    "forum.Composition": lambda: Composition.objects.alias(size=Count("seats")).earliest("size"),
    "forum.Item": lambda: Item.objects.filter(meeting__status="called").earliest("pk"),
    "networks.Role": lambda: Role.objects.exclude(kind__in=STAFF_ROLES).earliest("pk"),
}


def example(label):
    """A row of the demo's county; nothing where the demo has none of the kind."""
    if label in EXAMPLES:
        return EXAMPLES[label]()
    return apps.get_model(label)._default_manager.order_by("pk").first()


def address(label, page, row):
    options = apps.get_model(label)._meta
    name = f"admin:{options.app_label}_{options.model_name}_{page}"
    return reverse(name, args=[row.pk] if page in ROW_PAGES else [])


def pages(label):
    """Each page of the model that there is, with its address."""
    row = example(label)
    return {page: address(label, page, row) for page in PAGES if row or page not in ROW_PAGES}


def rule_of(label):
    """The rule for the example row: what all counties share is changed by superusers alone."""
    rule = RULES[label]
    if label == "networks.Partner":
        return replace(rule, writes=rule.writes & SUPERUSER, removes=rule.removes & SUPERUSER)
    return rule


def fetched(label, page, role):
    """What the role gets: a secretariat has the same rights elsewhere, and another county's rows do not exist there."""
    if role not in STAFF:
        return SIGN_IN if role == "stranger" else 404
    rule = rule_of(label)
    rights = "secretariat" if role == "outsider" else role
    if role == "outsider" and page in ROW_PAGES and rights in rule.sees and label not in NATIONAL:
        return 404
    return 200 if rights in {"add": rule.adds, "delete": rule.removes}.get(page, rule.sees) else 403


def is_read_in_the_browser(page, role, status):
    return status == 200 and page in READ_PAGES and role in OF_THE_COUNTY
