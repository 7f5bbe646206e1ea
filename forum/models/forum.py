"""The forum as a body. Its seats, meetings and votes come with the rooms where they are used."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.models import County, Scheme, access_of


class ForumQuerySet(models.QuerySet["Forum"]):
    def visible_to(self, user: User) -> "ForumQuerySet":
        """Forums of the counties where the person has a role."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.counties)


@pghistory.track()
class Forum(models.Model):
    """The cooperation forum of a county, for one or more schemes."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="forums", verbose_name=_("county"))
    name = models.CharField(_("name"), max_length=200)
    schemes = models.ManyToManyField(Scheme, related_name="forums", verbose_name=_("schemes"))

    objects = ForumQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation forum")
        verbose_name_plural = _("cooperation forums")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"],
                name="forum_name_unique_in_county",
                violation_error_message=_("The county has a forum of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forum_detail", args=[self.pk])
