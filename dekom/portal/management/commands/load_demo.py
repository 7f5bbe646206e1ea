"""``manage.py load_demo``: a county to click through, and the accounts for each role."""

from typing import Any

import pghistory
from django.core.management.base import BaseCommand
from django.utils import timezone

from dekom.core.models import MailStatus, OutboxMail, User
from dekom.portal.demo.appeals import lodge_appeals
from dekom.portal.demo.last_year import load_past
from dekom.portal.demo.load import PASSWORD, load_demo
from networks.models import Role


class Command(BaseCommand):
    help = "Loads the demo's county, once, and prints its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        newest = OutboxMail.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        with pghistory.context(command="load_demo"):
            load_demo(timezone.localdate())
            load_past()
            lodge_appeals()
        # What the made-up past told people has reached them: the demo's console shows only what happens from now on.
        told_then = OutboxMail.objects.filter(pk__gt=newest, status=MailStatus.QUEUED)
        told_then.update(status=MailStatus.SENT, sent_at=timezone.now())
        roles = Role.objects.select_related("user", "network", "organisation").order_by("pk")
        told: dict[User, list[str]] = {}
        for role in roles:
            if role.user.has_usable_password():
                told.setdefault(role.user, []).append(str(role))
        self.stdout.write(f"\nAll accounts have the password {PASSWORD}\n")
        for user, what in told.items():
            self.stdout.write(f"  {user.email:32} {'; '.join(dict.fromkeys(what))}")
